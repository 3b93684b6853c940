// The result: built from the link where no server did it, by the words of words.js.
(function () {
  "use strict";
  const { data: { guide, urls }, say, read, query, tell, h, named, bar, fits, problems } = Words;
  const find = (id) => document.getElementById(id);
  const by = (id) => guide.criteria.find((c) => c.id === id);
  const inside = urls.criteria.replace(/index\.html$/, "");
  const page = (id) => inside + id + urls.criteria.replace(/.*\//, "/");

  function ruledOut(r) {
    const out = r.alternatives.filter((a) => a.ruled_out.length);
    return out.length ? [
      h("h2", {}, "Ruled out"),
      h("ul", {}, out.map((a) => a.ruled_out.map((veto) => h("li", {}, named(a.id), `: ${veto.reason} (`,
        h("a", { href: page(veto.criterion) }, by(veto.criterion).title), ")")))),
    ] : [];
  }

  function why(r) {
    return r.contributions.length ? [
      h("h2", {}, "Why"),
      h("p.small", {}, "Your answers, the one that makes the largest difference first. "
        + "Points are fit times importance."),
      h("ol.why", {}, r.contributions.map((row) => {
        const c = by(row.criterion);
        return h("li", {},
          h("h3", {}, h("a", { href: page(c.id) }, c.title)),
          h("p.small", {}, c.options.find((o) => o.id === row.option).label + " · "
            + say("importance", { n: row.importance })),
          h("dl", {}, row.points.map((gain) => [
            h("dt", {}, named(gain.alternative), bar(gain.alternative, gain.points, 50),
              h("span.fit", {}, say("points", { n: gain.points }))),
            h("dd", {}, gain.because),
          ])));
      })),
    ] : [];
  }

  function open(r, told, questions, uncounted) {
    return [
      h("h2", {}, "What you left open"),
      h("p", {}, told.open),
      r.skipped.length ? h("ul", {}, r.skipped.map((id) =>
        h("li", {}, h("a", { href: questions + "#q-" + id }, by(id).ask)))) : null,
      uncounted.length ? h("p.small", {},
        "Not counted, because the question is not asked after your other answers: "
        + uncounted.map((c) => c.title).join(", ") + ".") : null,
    ];
  }

  function build(found) {
    const r = Score.recommend(guide, found.options, found.importance);
    r.decided = Score.decided(guide, found.options, found.importance, r.winner);
    const told = tell(r);
    const link = query(found);
    const questions = urls.questions + (link ? "?" + link : "");
    const asked = new Set(Score.asked(guide, found.options).map((c) => c.id));
    const uncounted = guide.criteria.filter((c) => found.options[c.id] && !asked.has(c.id));
    find("recommendation").replaceChildren(...[
      h("h1", {}, told.headline), h("p.lead", {}, told.detail), fits(r),
      ruledOut(r), why(r), open(r, told, questions, uncounted),
    ].flat(2).filter(Boolean));
    find("edit").href = questions;
    find("link").href = location.pathname + (link ? `?${link}&guide.digest=${guide.digest}` : "");
    find("outdated").hidden = !found.digest || found.digest === guide.digest;
    document.title = told.headline + document.title.replace(/^[^·]*/, " ");
    problems(found.problems);
  }

  function button(id, action) {
    find(id).hidden = false;
    find(id).addEventListener("click", action);
  }

  if (!find("json")) build(read(location.search)); // no server rendered it
  button("print", () => print());
  button("copy", async () => {
    try {
      await navigator.clipboard.writeText(find("link").href);
      find("said").textContent = find("copy").textContent = "Copied";
    } catch {
      prompt("The link", find("link").href);
    }
  });
})();
