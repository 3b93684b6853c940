// The result, built from the link: what guide/templates/_recommendation.html shows, and again
// whenever an answer is changed here.
(function () {
  "use strict";
  const { data: { guide, urls }, say, read, query, tell, h, named, bar, fits, problems } = Words;
  const { by, percent, thousandths, next, firm, changes, differences, most } = Tell;
  const find = (id) => document.getElementById(id);
  const form = find("answers");
  // the address of a page below one of `urls`, which in an export may end in index.html
  const below = (url, id) => url.replace(/[^/]*$/, "") + id + url.replace(/.*\//, "/");
  const page = (id) => below(urls.criteria, id);
  const explain = (a) => Analysis.explain(guide, a.options, a.importance);
  const result = location.href.split(/[?#]/)[0];
  const address = (...parts) => result + (parts.some(Boolean) ? "?" + parts.filter(Boolean).join("&") : "");
  const other = (link) => link && "other." + link.replaceAll("&", "&other.");
  let now, kept, record;

  // the two fields of a criterion are made once, and live as long as the page
  const fields = new Map(guide.criteria.map((c) => [c.id, [
    h("select", { name: c.id, "aria-label": c.title + ": your answer" },
      h("option", { value: "" }, "Not sure"),
      c.options.map((o) => h("option", { value: o.id }, o.label))),
    h("label", {}, "importance ",
      h("select", { name: "importance." + c.id, "aria-label": c.title + ": importance" },
        [0, 1, 2, 3, 4, 5].map((n) => h("option", {}, n)))),
  ]]));
  const choice = (tag, c) => h(tag + ".choice", { "data-of": c.id });

  // what has the focus keeps it, where the browser can move it so
  const move = (node, parent, place) => (node.isConnected && parent.moveBefore
    ? parent.moveBefore(node, place) : parent.insertBefore(node, place));

  function fill(place) {
    fields.get(place.dataset.of).forEach((field) => move(field, place, null));
  }

  function set(c) {
    const [option, label] = fields.get(c.id);
    const put = (field, value) => field.value !== value && (field.value = value);
    put(option, now.options[c.id] || "");
    put(label.lastChild, String(Score.weight(c, now.importance)));
  }

  // Makes an element like another one and touches only what differs, so that the browser has little
  // to lay out again. What has to go is put into `gone`, since fields may have to move out first.
  function patch(old, made, gone) {
    if (old.isEqualNode(made)) return;
    for (const { name, value } of made.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    if (made.dataset.of) return;
    const alike = (a, b) => a && a.nodeName === b.nodeName && a.id === b.id
      && (!a.getAttribute || a.getAttribute("class") === b.getAttribute("class"))
      && a.dataset?.of === b.dataset?.of;
    let place = old.firstChild;
    for (const child of [...made.childNodes]) {
      const match = child.id ? [...old.children].find((one) => alike(one, child))
        : alike(place, child) ? place : null;
      if (!match) old.insertBefore(child, place);
      else {
        if (match === place) place = place.nextSibling;
        else move(match, old, place);
        if (child.nodeType === Node.ELEMENT_NODE) patch(match, child, gone);
        else if (match.data !== child.data) match.data = child.data;
      }
    }
    for (; place; place = place.nextSibling) gone.push(place);
  }

  const shares = (rows, sampled) => [
    h("ul.fits", {}, rows.map(({ alternative, share }) => h("li", {},
      alternative ? named(alternative) : h("span.name", {}, h("i.m.even"), say("tie")),
      bar(alternative, thousandths(share), 1000), h("span.fit", {}, percent(share))))),
    sampled ? h("p.small", {}, say("sampled")) : null,
  ];

  function beside(r, told) {
    if (!kept) return [];
    const second = explain(kept), rows = differences(second, r), said = tell(second);
    const links = [query(now), query(kept)];
    return [h("section.note", {},
      h("h2", {}, "Beside the answers you kept"),
      h("p", {}, say("differ.kept", { headline: said.headline }) + " " + said.detail),
      h("p", {}, say("differ.now", { headline: told.headline })),
      most(rows) ? h("p", {}, most(rows)) : null,
      rows.length ? h("div.scroll", { role: "group", tabindex: 0, "aria-label": "What differs" }, h("table", {},
        h("thead", {}, h("tr", {}, ["Question", "This moved the lead by", "Kept", "Now"].map(
          (text) => h("th", { scope: "col" }, text)))),
        h("tbody", {}, rows.map(({ cells: [title, ...cells] }) => h("tr", {},
          h("th", { scope: "row" }, title), cells.map((cell) => h("td", {}, cell)))))))
        : h("p", {}, say("differ.same")),
      rows.length ? h("p.small", {}, say("differ.units")) : null,
      h("p.screen", {}, h("a", { href: address(links[0]) }, "Stop comparing"), " · ",
        h("a", { href: address(links[1], other(links[0])) }, "Swap the two")))];
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
      h("div", {}, h("h3", {}, "If you weighed your answers differently"), 
        shares(r.shares.weightings, r.sampled.includes("weightings"))),
      r.skipped.length ? h("div", {}, h("h3", {}, "If you answered the rest, any way"),
        shares(r.shares.completions, r.sampled.includes("completions"))) : null),
  ];

  const turns = (r) => [
    h("h2", {}, "What would change it"),
    ...changes(r, now.options).flatMap(({ lead, ways }) => [
      h("p", {}, lead), ways.length ? h("ul", {}, ways.map((way) => h("li", {}, way))) : null]),
  ];

  const why = (r) => [
    h("h2", {}, "Why"),
    h("p.small", {}, "Your answers, the one that makes the largest difference first. Points are fit "
      + "times importance.", h("span.screen", {}, " Change an answer here, and see what happens.")),
    h("ol.why", {}, r.contributions.map((row) => {
      const c = by(row.criterion);
      return h("li", { id: "q-" + c.id },
        h("h3", {}, h("a", { href: page(c.id) }, c.title)),
        choice("p", c),
        h("dl", {}, row.points.map((gain) => [
          h("dt", {}, named(gain.alternative), bar(gain.alternative, gain.points, 50),
            h("span.fit", {}, say("points", { n: gain.points }))),
          h("dd", {}, gain.because),
        ])),
        c.demos ? h("p.small.runs", {}, "See it run: ", c.demos.flatMap(({ id, title }, i) => [
          i ? " · " : null, h("a", { href: below(urls.demos, id) }, title)])) : null);
    })),
  ];

  function open(r, told, uncounted) {
    const worth = next(r, now.importance);
    return [
      h("h2", {}, "What you left open"),
      h("p", {}, told.open),
      worth ? h("p", {}, worth) : null,
      r.skipped.length ? h("ul.open", {}, r.skipped.map(by).map((c) => h("li", { id: "q-" + c.id },
        h("a", { href: page(c.id) }, c.ask), " ", choice("span", c)))) : null,
      uncounted.length ? h("p.small", {},
        "Not counted, because the question is not asked after your other answers: "
        + uncounted.map((c) => c.title).join(", ") + ".") : null,
    ];
  }

  function build() {
    const r = explain(now), told = tell(r), link = query(now), digest = "guide.digest=" + guide.digest;
    const second = kept ? other(query(kept)) : "";
    const asked = new Set(Score.asked(guide, now.options).map((c) => c.id));
    const uncounted = guide.criteria.filter((c) => now.options[c.id] && !asked.has(c.id));
    const gone = [];
    patch(find("recommendation"), h("div", { id: "recommendation" },
      h("h1", {}, told.headline), h("p.lead", {}, told.detail), fits(r), beside(r, told),
      ruledOut(r), r.answers.length ? [firmness(r), why(r), turns(r)] : null,
      open(r, told, uncounted)), gone);
    document.querySelectorAll("[data-of]:empty").forEach(fill);
    gone.forEach((node) => node.remove());
    guide.criteria.forEach(set);
    for (const id of ["json", "record"]) if (find(id)) find(id).search = link;
    find("edit").search = [link, second].filter(Boolean).join("&");
    find("keep").hidden = !link;
    find("now").replaceChildren(h("b", {}, told.headline), ...r.alternatives.map((a) => h("span", {},
      named(a.id), " ", a.ruled_out.length ? say("out") : a.fit ?? "–")));
    find("link").href = link || second ? address(link, second, digest) : result;
    find("keep").href = address(link, other(link));
    // a file's own address is of no use to others: the one that the page will have
    const lasting = location.protocol === "file:" && document.querySelector("[rel=canonical]")?.href;
    record = () => Adr.markdown(guide, r, (lasting || result) + (link ? `?${link}&${digest}` : ""),
      new Date().toISOString().slice(0, 10));
    const title = told.headline + document.title.replace(/^[^·]*/, " ");
    if (document.title !== title) document.title = title;
    return [link, second].filter(Boolean).join("&");
  }

  // an answer changed here: the same page for other answers, and the focus stays
  form.addEventListener("change", ({ target }) => {
    const { name, value } = target;
    if (name.startsWith("importance.")) now.importance[name.slice(11)] = +value;
    else now.options[name] = value;
    const link = build(), headline = document.querySelector("h1").textContent;
    if (document.activeElement !== target) target.focus();
    // after what can be seen: these two cost the browser more than all the rest
    setTimeout(() => {
      history.replaceState(null, "", link ? "?" + link : location.pathname);
      target.scrollIntoView({ block: "nearest" });
    });
    // a status that is set again is read again
    if (find("said").textContent !== headline) find("said").textContent = headline;
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
  find("recommendation").replaceChildren();
  build();
  new IntersectionObserver(([{ isIntersecting }]) => find("now").classList.toggle("shown", !isIntersecting))
    .observe(document.querySelector("h1"));
  button("print", () => print());
  async function copy(id, text) {
    try {
      await navigator.clipboard.writeText(text);
      const label = find(id).dataset.label ??= find(id).textContent;
      find("said").textContent = find(id).textContent = "Copied";
      setTimeout(() => find(id).textContent = label, 2000);
    } catch { // without HTTPS there is no clipboard
      const field = find("to-copy") || h("textarea", { id: "to-copy", readonly: "", "aria-label": "To copy" });
      field.value = text;
      find("said").after(field);
      field.select();
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
