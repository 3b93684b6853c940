// The questions one at a time: the next one follows each answer, and the address holds them all.
(function () {
  "use strict";
  const { guide, phrases } = JSON.parse(document.getElementById("data").textContent);
  const { h } = Elements;
  const KEYS = 9;
  const say = Phrases.of(phrases);
  const find = (id) => document.getElementById(id);
  const by = (id) => guide.criteria.find((c) => c.id === id);
  const form = find("one");
  const more = (id) => find("question").dataset.criteria.replace("*", id);
  const to = Object.fromEntries([...document.querySelectorAll("[data-to]")].map(
    (a) => [a.dataset.to, a.href.split("?")[0]]));

  // what the address holds: `trail` is what was answered or passed over, in that order
  function read() {
    const pairs = [...new URLSearchParams(location.search)];
    const second = pairs.filter(([name]) => name.startsWith("other."));
    const first = pairs.filter((pair) => !second.includes(pair));
    const given = Answers.read(guide, first), seen = new Set();
    const trail = first.filter(([name, value]) => by(name) && !seen.has(name) && seen.add(name)
      && value === (given.options[name] || ""));
    const weights = guide.criteria.filter((c) => Score.weight(c, given.importance) !== c.importance)
      .map((c) => ["importance." + c.id, Score.weight(c, given.importance)]);
    return { given, trail, along: [...weights, ...second] };
  }

  const search = (pairs) => (pairs.length ? "?" + new URLSearchParams(pairs) : "");

  function stop(d, { decided, firm }, question) {
    if (d.answers.length && d.skipped.length && (decided || (d.winner && firm))) {
      const between = d.elsewhere.some(({ place }) => place === "first") ? ".between" : "";
      return say((decided ? "one.decided" : "one.firm") + between, {
        winner: guide.alternatives.find(({ id }) => id === d.winner)?.name,
        names: say.few(guide.alternatives.map(({ name }) => name)),
      }) + Rest.mayFollow(say, guide, d);
    }
    return question ? "" : say("one.done");
  }

  function pick(name, value, label, key) {
    return h("button.pick", { name, value, ...(key ? { "aria-keyshortcuts": key } : {}) },
      h("kbd", { "aria-hidden": "true" }, key), label);
  }

  const asked = (c) => h("fieldset", {}, h("legend", { tabindex: -1 }, c.ask),
    h("p.small", {}, c.why + " ", h("a", { href: more(c.id) }, say("questions.more"))),
    c.options.map((o, i) => pick(c.id, o.id, o.label, i < KEYS ? String(i + 1) : "")),
    pick(c.id, "", say("answer.none"), "0"));

  let now;

  function show(moved) {
    now = read();
    const { given: { options, importance, problems }, trail, along } = now;
    const passed = trail.filter(([, value]) => !value).map(([name]) => name);
    const d = Score.recommend(guide, options, importance);
    const sure = Asking.firmness(guide, options, importance, d.winner);
    // once it is firm who leads: what may show something that comes first
    const wanted = sure.firm ? Rest.leading(guide, d, options) : [];
    const question = by(Asking.next(guide, options, importance, passed, wanted));
    const why = stop(d, sure, question), stopped = why && (find("stop").hidden || !question);
    Elements.problems(say, problems);
    find("question").replaceChildren(...(question ? [asked(question)] : []));
    find("stop").hidden = !why;
    find("stop-why").textContent = why;
    // said above the question once; who goes on has the answers in sight, and the way out in the panel
    find("question")[stopped ? "before" : "after"](find("stop"));
    find("stop-see").hidden = !stopped;
    find("see").hidden = Boolean(stopped);
    find("keys").hidden = !question;
    find("back").hidden = !trail.length;
    find("back").href = location.pathname + search([...along, ...trail.slice(0, -1)]);
    const query = [Answers.query(guide, now.given), search(along.filter(([name]) => name.startsWith("other."))).slice(1)];
    for (const a of document.querySelectorAll("[data-to]")) {
      a.href = to[a.dataset.to] + (query.some(Boolean) ? "?" + query.filter(Boolean).join("&") : "");
    }
    const n = d.answers.length, all = n + d.skipped.length;
    find("progress").textContent = say("asking.progress", { n, all });
    Object.assign(find("meter"), { max: all, value: n });
    const told = Verdict.verdict(say, guide, d, sure.firm);
    // set again, a status is read again
    if (find("headline").textContent !== told.bar) find("headline").textContent = told.bar;
    find("fits").replaceChildren(Elements.bars(Verdict.bars(say, guide, d)));
    find("open").textContent = told.uncounted.join(" ");
    // each step has a name of its own in the browser's history
    document.title = [trail.length && question ? question.ask : find("main").querySelector("h1").textContent,
      document.querySelector(".brand").textContent].join(" · ");
    if (!moved) return;
    scrollTo(0, 0);
    const place = stopped ? find("stop") : form.querySelector("legend");
    place.getClientRects(); // Firefox gives a legend no focus before it is laid out
    place.focus({ preventScroll: true });
  }

  function go(pairs) {
    history.pushState(null, "", location.pathname + search(pairs));
    show(true);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { name, value } = event.submitter;
    go([...now.along, ...now.trail, [name, value]]);
  });
  find("back").addEventListener("click", (event) => {
    event.preventDefault();
    go([...now.along, ...now.trail.slice(0, -1)]);
  });
  // only while the focus is in it: single keys elsewhere are those of whoever reads or dictates
  form.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Backspace" && !find("back").hidden) find("back").click();
    else form.querySelector(`[aria-keyshortcuts="${CSS.escape(event.key)}"]`)?.click();
  });
  self.addEventListener("popstate", () => show(true));

  for (const c of guide.criteria) {
    for (const o of c.options) {
      o.fit = Object.fromEntries(guide.alternatives.map((a, i) => [a.id, o.fit[i]]));
    }
  }
  // a question named "hidden" or "contains" hides what forms have under these names
  if (form.hasAttribute("hidden")) {
    form.removeAttribute("hidden");
    find("panel").hidden = false;
    show(false);
  } else { // a server has told all of it already
    now = read();
    find("keys").hidden = !form.querySelector("legend");
  }
  document.querySelector(".late")?.remove();
})();
