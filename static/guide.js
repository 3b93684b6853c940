// The questionnaire: the verdict follows every answer, and the answers stay in the link.
(function () {
  "use strict";
  const { data: { guide }, say, listed, read, query, tell, fits, problems } = Words;
  const form = document.getElementById("questions");
  const find = (id) => document.getElementById(id);
  // a question named "action" or "length" hides what forms have under these names
  const start = new URL(form.getAttribute("action"), location.href);
  const field = (c) => find("q-" + c.id);
  const parts = [...new URLSearchParams(location.search)];
  // a second set of answers goes along
  const kept = new URLSearchParams(parts.filter(([name]) => name.startsWith("other."))).toString();
  let asked = null;

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

  // show what is asked, and say what came or went
  function show(open) {
    const now = new Set(open.map((c) => c.id));
    const titles = (test) => guide.criteria.filter(test).map((c) => c.title);
    if (asked) {
      const more = titles((c) => now.has(c.id) && !asked.has(c.id));
      const less = titles((c) => !now.has(c.id) && asked.has(c.id));
      find("said").textContent = [
        more.length ? say("asked", { titles: listed(more) }) : "",
        less.length ? say("unasked", { titles: listed(less) }) : "",
      ].join(" ").trim();
    }
    for (const c of guide.criteria) field(c).hidden = !now.has(c.id);
    asked = now;
  }

  function update() {
    const answers = state();
    const r = Score.recommend(guide, answers.options, answers.importance);
    r.decided = Score.decided(guide, answers.options, answers.importance, r.winner);
    show(Score.asked(guide, answers.options));
    const told = tell(r);
    const n = r.answers.length, all = n + r.skipped.length;
    find("progress").textContent = say("progress", { n, all });
    Object.assign(find("meter"), { max: all, value: n });
    // set again, a status is read again
    if (find("headline").textContent !== told.headline) find("headline").textContent = told.headline;
    find("fits").replaceChildren(fits(r));
    find("detail").textContent = told.detail;
    find("open").textContent = told.open;
    const counted = Object.create(null);
    for (const a of r.answers) counted[a.criterion] = a.option;
    const link = query({ options: counted, importance: answers.importance });
    const whole = [link, kept].filter(Boolean).join("&");
    start.search = whole;
    find("why").href = start.href;
    setTimeout(() => history.replaceState(null, "", (whole ? "?" + whole : location.pathname) + location.hash));
  }

  form.addEventListener("change", update);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = start.href;
  });
  find("clear").addEventListener("click", (event) => {
    event.preventDefault();
    fill(read(""));
    update();
    problems([]);
    scrollTo(0, 0);
    form.querySelector("input").focus({ preventScroll: true });
  });

  document.querySelectorAll("[hidden]").forEach((part) => part.hidden = false);
  document.querySelectorAll(".when").forEach((note) => note.remove());
  const found = read(parts.filter(([name]) => !name.startsWith("other.")));
  problems(found.problems);
  fill(found);
  update();
  // the browser may have scrolled before this
  if (location.hash) find(location.hash.slice(1))?.scrollIntoView();
})();
