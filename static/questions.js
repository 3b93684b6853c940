// The questionnaire: the verdict follows every answer, and the answers stay in the link.
(function () {
  "use strict";
  const { guide, phrases } = JSON.parse(document.getElementById("data").textContent);
  const say = Phrases.of(phrases);
  const find = (id) => document.getElementById(id);
  const form = find("questions");
  // a question named "action" or "length" hides what forms have under these names
  const start = new URL(form.getAttribute("action"), location.href);
  const field = (c) => find("q-" + c.id);
  const parts = [...new URLSearchParams(location.search)];
  // a second set of answers goes along
  const kept = String(new URLSearchParams(parts.filter(([name]) => name.startsWith("other."))));
  let asked = null, cleared = null;

  function state() {
    const options = Object.create(null), importance = Object.create(null);
    for (const [name, value] of new FormData(form)) {
      if (name.startsWith("importance.")) importance[name.slice(11)] = +value;
      else if (value) options[name] = value;
    }
    return { options, importance };
  }

  function fill({ options, importance }) {
    for (const c of guide.criteria) {
      field(c).querySelector(`input[value="${options[c.id] || ""}"]`).checked = true;
      field(c).querySelector("select").value = Score.weight(c, importance);
    }
  }

  // what was chosen before this script ran wins over the link
  function chosen(found) {
    for (const one of form.querySelectorAll("input:checked, select")) {
      if (!one.options) {
        if (!one.defaultChecked) found.options[one.name] = one.value;
      } else if (!one.selectedOptions[0].defaultSelected) {
        found.importance[one.name.slice(11)] = +one.value;
      }
    }
    return found;
  }

  // show what is asked, and say what came or went
  function show(open) {
    const now = new Set(open.map((c) => c.id));
    const titles = (test) => guide.criteria.filter(test).map((c) => c.title);
    if (asked) {
      const more = titles((c) => now.has(c.id) && !asked.has(c.id));
      const less = titles((c) => !now.has(c.id) && asked.has(c.id));
      find("said").textContent = [
        more.length ? say("asking.more", { titles: say.listed(more) }) : "",
        less.length ? say("asking.less", { titles: say.listed(less) }) : "",
      ].join(" ").trim();
    }
    for (const c of guide.criteria) field(c).hidden = !now.has(c.id);
    asked = now;
  }

  function update() {
    const answers = state(), d = Score.recommend(guide, answers.options, answers.importance);
    show(Score.asked(guide, answers.options));
    // how firm it is, the result tells: here everything is so far until nothing is open
    const told = Verdict.verdict(say, guide, d, !d.skipped.length);
    const n = d.answers.length, all = n + d.skipped.length;
    find("progress").textContent = say("asking.progress", { n, all });
    Object.assign(find("meter"), { max: all, value: n });
    // set again, a status is read again
    if (find("headline").textContent !== told.bar) find("headline").textContent = told.bar;
    find("fits").replaceChildren(Elements.bars(Verdict.bars(say, guide, d)));
    find("open").textContent = told.uncounted.join(" ");
    const whole = [Answers.query(guide, answers), kept].filter(Boolean).join("&");
    start.search = whole;
    requestAnimationFrame(() => setTimeout(() => {
      for (const a of document.links) a.search = whole;
      history.replaceState(null, "", (whole ? "?" + whole : location.pathname) + location.hash);
    }));
  }

  // what clearing took away can be had back until the next answer, at the start, where one is then
  function undo(answers) {
    if (answers === cleared) return;
    cleared = answers;
    find("clear").textContent = say(answers ? "asking.undo" : "asking.clear");
    find("main").insertBefore(find("clear").parentNode, answers ? form : find("panel"));
  }

  form.addEventListener("change", () => {
    undo(null);
    update();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = start.href;
  });
  find("clear").addEventListener("click", (event) => {
    event.preventDefault();
    const before = state();
    fill(cleared || Answers.read(guide, ""));
    undo(cleared ? null : before);
    update();
    form.querySelector("input").focus();
    scrollTo(0, 0);
  });

  // ids and labels stand in the page; of an option its fits and whom it rules out in the data
  form.querySelectorAll("fieldset").forEach((set, place) => {
    const c = guide.criteria[place], fields = set.querySelectorAll("input");
    c.id = fields[0].name;
    c.options = c.options.map((row, i) => ({
      id: fields[i].value,
      label: fields[i].nextSibling.data,
      fit: Object.fromEntries(guide.alternatives.map((a, j) => [a.id, row[j]])),
      rules_out: Object.fromEntries(row.slice(guide.alternatives.length).map((id) => [id, 1])),
    }));
  });
  document.querySelectorAll("[hidden]").forEach((part) => part.hidden = false);
  document.querySelectorAll(".when").forEach((note) => note.remove());
  const found = Answers.read(guide, parts.filter(([name]) => !name.startsWith("other.")));
  Elements.problems(say, found.problems);
  fill(chosen(found));
  update();
  // the browser may have scrolled before this
  if (location.hash) find(location.hash.slice(1))?.scrollIntoView();
})();
