// The result page: computed from the link, and again whenever an answer is changed here.
(function () {
  "use strict";
  const { guide, phrases } = self.Told;
  const HEAD = ["verdict", "out", "weighs"]; // what an answer changes at once where it is in sight
  const FAR = ".s-firm, .s-change, .why > li, .s-left"; // as in the style sheet
  const LOCAL = /^((.+\.)?localhost|127\..+|\[::1\])$/;
  const { h, named } = Elements;
  const say = Phrases.of(phrases);
  const find = (id) => document.getElementById(id);
  let told = !!find("json"); // by a server that knows the answers
  const form = find("answers");
  const address = Tree.linker(form.dataset.root);
  const { fill, set } = Fields.controls(say, guide, form);
  const result = location.href.split(/[?#]/)[0];
  const decide = (given) => Decision.decide(guide, given.options, given.importance);
  const query = (given, before) => Answers.query(guide, given, before);
  const at = (...parts) => result + (parts.some(Boolean) ? "?" + parts.filter(Boolean).join("&") : "");

  // what was chosen before this script ran wins over the link
  let picked = false;
  function chosen(now) {
    for (const field of form.querySelectorAll("select")) {
      const before = [...field.options].find((o) => o.defaultSelected) || field.options[0];
      if (field.value === before.value) continue;
      change(now, field);
      picked = true;
    }
    told &&= !picked;
    return now;
  }

  const criterionOf = ({ name }) => name.replace(/^importance\./, "");

  function change(now, field) {
    const id = criterionOf(field);
    if (id === field.name) now.options[id] = field.value;
    else now.importance[id] = +field.value;
  }

  const pairs = [...new URLSearchParams(location.search)];
  const other = pairs.filter(([name]) => name.startsWith("other."));
  const now = chosen(Answers.read(guide, pairs.filter((pair) => !other.includes(pair))));
  const second = Answers.read(guide, other.map(([name, value]) => [name.slice(6), value]));
  const kept = other.length ? { given: second, d: decide(second) } : null;
  const box = find("recommendation");
  const { early, show } = Shown.view(say, box, address);

  // the page for the answers as they are, in steps: `it` gets the decision and the verdict
  function* building(it) {
    it.d = yield* Decision.deciding(guide, now.options, now.importance);
    it.verdict = Verdict.verdict(say, guide, it.d);
    yield;
    it.below = find("now").matches(".shown"); // the verdict is out of sight, and the bar stands for it
    it.left = Sections.NAMES;
    if (it.below) remind(it);
    else write(it, record ? HEAD : it.left);
  }

  // some of what is left of the sections; with the last of them all fields tell their answer
  function write(it, some) {
    show(Sections.sections(say, guide, it.d, now, kept, it.verdict, some), some, fill, told);
    it.left = it.left.filter((name) => !some.includes(name));
    if (it.left.length) return;
    guide.criteria.forEach((c) => set(c, now));
    if (!it.below) remind(it);
  }

  // the reason of the field that was changed is in sight as well
  function answered({ d }, id) {
    const row = d.contributions.find(({ criterion }) => criterion === id);
    if (row) early(Reasons.reason(say, row, Tree.lookup(guide), d.alternatives));
  }

  // the bar that stays in sight; its parts stay while only texts in it change
  let reminded = "";
  function remind({ d, verdict }) {
    const best = d.alternatives.slice(0, 3), order = best.map(({ id }) => id).join(" ");
    if (order !== reminded) {
      find("now").replaceChildren(h("b", {}, ""), ...best.map(({ id }) => h("span", {}, named({
        name: Verdict.called(guide, id), hue: guide.alternatives.findIndex((a) => a.id === id),
      }), " ", "")));
      reminded = order;
    }
    const [bar, ...fits] = find("now").children;
    bar.firstChild.data = verdict.bar;
    best.forEach(({ fit, ruled_out: out }, i) => {
      fits[i].lastChild.data = out.length ? say("verdict.fit.out") : fit ?? "–";
    });
  }

  function build() {
    const it = {}, steps = building(it);
    while (!steps.next().done);
    return it;
  }

  // what cannot be seen: addresses, the record and the title; returns the answers as a query
  function lead({ d, verdict: { bar } }) {
    const link = query(now), beside = kept ? query(second, "other.") : "";
    const digest = "guide.digest=" + guide.digest, whole = [link, beside].filter(Boolean).join("&");
    for (const id of ["start", "json", "record"]) if (find(id)) find(id).search = link;
    find("edit").search = whole;
    find("keep").hidden = !link;
    const first = Sections.firsts(d), start = find("start");
    find("advised").replaceChildren(...first.map(({ link: to, name }) => h("a.button", { href: address(to) },
      say("elsewhere.more", { name: say.inside(name) }))));
    find("advised").hidden = !first.length;
    (start || find("edit")).classList.toggle("quiet", first.length > 0);
    if (start) start.textContent = say(first.length ? "result.start.otherwise" : "result.start");
    document.querySelectorAll(".of-answers").forEach((it) => { it.hidden = !d.answers.length; });
    find("link").href = whole ? at(link, beside, digest) : result;
    find("keep").href = at(link, query(now, "other.")) + "#s-differ";
    // the address of a file or of this machine is of no use to others: only one that the page will have
    const known = location.protocol === "file:"
      ? document.querySelector("[rel=canonical]")?.href : result;
    const lasting = known && !LOCAL.test(new URL(known).hostname) ? known : null;
    record = () => Record.markdown(say, guide, d, now,
      lasting && lasting + (link ? `?${link}&${digest}` : ""), new Date().toISOString().slice(0, 10));
    const title = bar + document.title.replace(/^[^·]*/, " ");
    if (document.title !== title) document.title = title;
    return whole;
  }

  // the address as well
  function follow(it) {
    const whole = lead(it);
    history.replaceState(null, "", whole ? "?" + whole : location.pathname);
  }

  let record, rest, frame, led, stop, heard, laid = [];

  // what is far down the page is laid out piece by piece, and from then on with all the rest
  function layOut() {
    laid = form.querySelectorAll(FAR);
    stop = Later.layOut(laid, () => form.classList.remove("parted"));
  }

  // leaves it out while answers change
  function part() {
    if (!stop) return;
    stop();
    stop = null;
    form.classList.add("parted");
    laid.forEach((piece) => { piece.style.contentVisibility = ""; });
    laid = [];
  }

  // an answer changed here: the same page for other answers, and the focus stays
  form.addEventListener("change", ({ target }) => {
    part();
    change(now, target);
    if (!record) told = false; // the server told other answers
    const built = build(), { bar } = built.verdict;
    if (record) {
      box.ariaBusy = "true";
      answered(built, criterionOf(target));
    } else begin(built);
    // once what is in sight has been painted, which a mere timer would hold up
    cancelAnimationFrame(frame);
    clearTimeout(led);
    frame = requestAnimationFrame(() => led = setTimeout(() => {
      if (built.left.length) write(built, built.left);
      box.ariaBusy = null;
      if (document.activeElement === document.body) target.focus();
      target.scrollIntoView({ block: "nearest" });
      // addresses take as long again, and nobody sees them change
      led = setTimeout(follow, 0, built);
      clearTimeout(rest);
      rest = setTimeout(layOut, 3000);
    }));
    // a status that is set again is read again
    if (heard !== bar) find("said").textContent = heard = bar;
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  function button(id, action) {
    find(id).hidden = false;
    find(id).addEventListener("click", action);
  }

  async function copy(id, text) {
    const label = find(id).dataset.label ??= find(id).textContent;
    try {
      await navigator.clipboard.writeText(text);
      find(id).style.minWidth = find(id).offsetWidth + "px"; // nothing moves under the pointer
      find("said").textContent = find(id).textContent = say("result.copied");
      setTimeout(() => find(id).textContent = label, 2000);
    } catch { // without HTTPS there is no clipboard
      const field = find("to-copy")
        || h("textarea", { id: "to-copy", readonly: "", "aria-label": say("result.to-copy") });
      field.value = text;
      find("said").after(field);
      field.select();
    }
  }

  Elements.problems(say, [...now.problems, ...second.problems]);
  find("outdated").hidden = !now.digest || now.digest === guide.digest;

  function begin(it) {
    if (picked) follow(it);
    else lead(it);
    new IntersectionObserver(([{ isIntersecting }]) => find("now").classList.toggle("shown", !isIntersecting))
      .observe(document.querySelector("h1"));
  }

  // the record, also before all is ready for it
  function recorded() {
    if (!record) {
      stop();
      begin(build());
      layOut();
    }
    return record();
  }

  // where a server has told the same already, no step of this holds up what is asked of the page
  const first = {};
  if (told) stop = Later.each(building(first), () => { begin(first); layOut(); });
  else {
    begin(build());
    layOut();
  }
  button("print", () => print());
  button("copy", () => copy("copy", find("link").href));
  button("copy-record", () => copy("copy-record", recorded()));
  button("save-record", () => {
    const file = URL.createObjectURL(new Blob([recorded()], { type: "text/markdown" }));
    h("a", { href: file, download: "decision.md" }).click();
    // Safari asks first whether to load it
    setTimeout(() => URL.revokeObjectURL(file), 60000);
  });
  document.querySelectorAll(".late").forEach((it) => it.remove());
})();
