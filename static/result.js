// The result, built from the link: what guide/templates/_recommendation.html shows, and again
// whenever an answer is changed here.
(function () {
  "use strict";
  const { data: { guide, urls }, say, read, query, tell, h, named, bar, fits, problems } = Words;
  const { by, percent, thousandths, next, firm, changes, differences } = Tell;
  const find = (id) => document.getElementById(id);
  const form = find("answers");
  const inside = urls.criteria.replace(/index\.html$/, "");
  const page = (id) => inside + id + urls.criteria.replace(/.*\//, "/");
  const explain = (a) => Analysis.explain(guide, a.options, a.importance);
  let now, kept, record;

  function select(c, chosen) {
    const box = h("select", { name: c.id, "aria-label": c.title + ": your answer" },
      h("option", { value: "" }, "Not sure"),
      c.options.map((o) => h("option", { value: o.id }, o.label)));
    box.value = chosen;
    return box;
  }

  function weight(c, importance) {
    const box = h("select", { name: "importance." + c.id, "aria-label": c.title + ": importance" },
      [0, 1, 2, 3, 4, 5].map((n) => h("option", {}, n)));
    box.value = importance;
    return h("label", {}, "importance ", box);
  }

  const shares = (rows) => h("ul.fits", {}, rows.map(({ alternative, share }) => h("li", {},
    alternative ? named(alternative) : h("span.name", {}, h("i.m.even"), say("tie")),
    bar(alternative, thousandths(share), 1000), h("span.fit", {}, percent(share)))));

  function beside(r, told) {
    if (!kept) return [];
    const other = explain(kept), rows = differences(other, r), said = tell(other);
    return [h("section.note", {},
      h("h2", {}, "Beside the answers you kept"),
      h("p", {}, say("differ.kept", { headline: said.headline }) + " " + said.detail),
      h("p", {}, say("differ.now", { headline: told.headline })),
      rows.length ? h("div.scroll", { role: "group", tabindex: 0, "aria-label": "What differs" }, h("table", {},
        h("thead", {}, h("tr", {}, ["Question", "Kept", "Now", "This moved the lead by"].map(
          (text) => h("th", { scope: "col" }, text)))),
        h("tbody", {}, rows.map(([title, ...cells]) => h("tr", {},
          h("th", { scope: "row" }, title), cells.map((cell) => h("td", {}, cell)))))))
        : h("p", {}, say("differ.same")))];
  }

  function ruledOut(r) {
    const out = r.alternatives.filter((a) => a.ruled_out.length);
    return out.length ? [
      h("h2", {}, "Ruled out"),
      h("ul", {}, out.map((a) => a.ruled_out.map((veto) => h("li", {}, named(a.id), `: ${veto.reason} (`,
        h("a", { href: page(veto.criterion) }, by(veto.criterion).title), ")")))),
    ] : [];
  }

  const firmness = (r) => [
    h("h2", {}, "How firm is this?"),
    h("p", {}, firm(r)),
    h("div.shares", {},
      h("div", {}, h("h3", {}, "If you weighed your answers differently"), shares(r.shares.weightings)),
      r.skipped.length ? h("div", {}, h("h3", {}, "If you answered the rest, any way"),
        shares(r.shares.completions)) : null),
  ];

  const turns = (r) => [
    h("h2", {}, "What would change it"),
    ...changes(r).flatMap(({ lead, ways }) => [
      h("p", {}, lead), ways.length ? h("ul", {}, ways.map((way) => h("li", {}, way))) : null]),
  ];

  const why = (r) => [
    h("h2", {}, "Why"),
    h("p.small", {}, "Your answers, the one that makes the largest difference first. Points are fit "
      + "times importance. Change an answer here, and see what happens."),
    h("ol.why", {}, r.contributions.map((row) => {
      const c = by(row.criterion);
      return h("li", { id: "q-" + c.id },
        h("h3", {}, h("a", { href: page(c.id) }, c.title)),
        h("p.choice", {}, select(c, row.option), weight(c, row.importance)),
        h("dl", {}, row.points.map((gain) => [
          h("dt", {}, named(gain.alternative), bar(gain.alternative, gain.points, 50),
            h("span.fit", {}, say("points", { n: gain.points }))),
          h("dd", {}, gain.because),
        ])));
    })),
  ];

  function open(r, told, uncounted) {
    const worth = next(r, now.importance);
    return [
      h("h2", {}, "What you left open"),
      h("p", {}, told.open),
      worth ? h("p", {}, worth) : null,
      r.skipped.length ? h("ul.open", {}, r.skipped.map(by).map((c) => h("li", { id: "q-" + c.id },
        h("a", { href: page(c.id) }, c.ask), " ",
        h("span.choice", {}, select(c, ""), weight(c, Score.weight(c, now.importance)))))) : null,
      uncounted.length ? h("p.small", {},
        "Not counted, because the question is not asked after your other answers: "
        + uncounted.map((c) => c.title).join(", ") + ".") : null,
    ];
  }

  function build() {
    const r = explain(now), told = tell(r), link = query(now);
    const other = kept ? query(kept).split("&").filter(Boolean).map((part) => "other." + part) : [];
    const asked = new Set(Score.asked(guide, now.options).map((c) => c.id));
    const uncounted = guide.criteria.filter((c) => now.options[c.id] && !asked.has(c.id));
    find("recommendation").replaceChildren(...[
      h("h1", {}, told.headline), h("p.lead", {}, told.detail), fits(r), ...beside(r, told),
      ...ruledOut(r), ...(r.answers.length ? [...firmness(r), ...why(r), ...turns(r)] : []),
      ...open(r, told, uncounted),
    ].filter(Boolean));
    const parts = [link, ...other].filter(Boolean);
    const result = location.href.replace(/[?#].*/, "");
    find("edit").search = link;
    find("link").href = result + (parts.length ? `?${parts.join("&")}&guide.digest=${guide.digest}` : "");
    find("keep").href = result + "?" + link + link.replace(/^|&/g, "&other.");
    if (find("json")) find("json").search = link;
    if (find("record")) find("record").search = link;
    record = () => Adr.markdown(guide, r, find("link").href, new Date().toISOString().slice(0, 10));
    document.title = told.headline + document.title.replace(/^[^·]*/, " ");
    return parts.join("&");
  }

  // an answer changed here: the same page for other answers, and the focus stays
  form.addEventListener("change", ({ target }) => {
    const { name, value } = target;
    if (name.startsWith("importance.")) now.importance[name.slice(11)] = +value;
    else now.options[name] = value;
    const link = build();
    history.replaceState(null, "", link ? "?" + link : location.pathname);
    form.querySelector(`[name="${name}"]`)?.focus();
    find("said").textContent = document.querySelector("h1").textContent;
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  function button(id, action) {
    find(id).hidden = false;
    find(id).addEventListener("click", action);
  }

  const pairs = [...new URLSearchParams(location.search)];
  const second = pairs.filter(([name]) => name.startsWith("other."))
    .map(([name, value]) => [name.slice(6), value]);
  now = read(pairs.filter(([name]) => !name.startsWith("other.")));
  kept = second.length ? read(second) : null;
  problems([...now.problems, ...(kept ? kept.problems : [])]);
  find("outdated").hidden = !now.digest || now.digest === guide.digest;
  build();
  button("print", () => print());
  async function copy(id, text) {
    try {
      await navigator.clipboard.writeText(text);
      find("said").textContent = find(id).textContent = "Copied";
    } catch {
      prompt("To copy", text);
    }
  }
  button("copy", () => copy("copy", find("link").href));
  button("copy-record", () => copy("copy-record", record()));
  button("save-record", () => {
    const address = URL.createObjectURL(new Blob([record()], { type: "text/markdown" }));
    h("a", { href: address, download: "decision.md" }).click();
    URL.revokeObjectURL(address);
  });
})();
