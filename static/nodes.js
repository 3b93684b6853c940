// Elements of the nodes that a tree is made of: guide/web/nodes.py in the browser.
(function (root) {
  "use strict";
  const { bars: all, h, named } = Elements;
  const { FEW } = Tree;

  // makes the elements of nodes by their kind; address(to) makes an address of a link's target, and
  // choice(tag, criterion) the place of its fields
  function renderer(say, address, choice) {
    const spans = (line) => line.map((span) => (typeof span === "string" ? span
      : span.to === undefined ? named(span) : h("a", { href: address(span.to) }, span.text)));
    const item = (line) => h("li", { dir: "auto" }, spans(line));
    // the first few of some parts, and others on demand
    const folded = (parts, around) => (parts.length > FEW ? h("div", {}, around(parts.slice(0, FEW)),
      h("details", {}, h("summary", {}, say("result.more", { n: parts.length - FEW })), around(parts.slice(FEW))))
      : around(parts));
    const bars = (node) => folded(node.bars, (some) => all({ bars: some, top: node.top }));
    const about = (names) => names + say("why.colon");
    const becauses = (row) => folded(
      row.because.map(([names, text]) => h("p", {}, names ? h("b", {}, about(names)) : null, text)), (some) => some);
    const gains = (row) => h("div.gains", {}, bars({ bars: row.bars, top: 10 }), becauses(row));
    const rows = {
      reasons: (row) => h("li", { id: "q-" + row.criterion },
        h("h3", {}, h("a", { href: address(row.to) }, row.title)),
        choice("p", row.criterion),
        gains(row),
        row.runs.length ? h("p.small.runs", {}, say("why.runs"), row.runs.map((run) => [
          " ", h("a", { href: address(run.to) }, run.text)])) : null),
      open: (row) => h("li", { id: "q-" + row.criterion, dir: "auto" },
        h("a", { href: address(row.to) }, row.ask), " ", choice("span", row.criterion)),
    };
    const render = {
      heading: ({ level, text }) => h("h" + level, {}, text),
      text: ({ style, line }) => h(style ? "p." + style : "p", {}, spans(line)),
      items: ({ lines }) => folded(lines.map(item), (some) => h("ul", {}, some)),
      bars,
      columns: ({ columns }) => h("div.columns", {}, columns.map(
        (column) => h("div", {}, column.map((node) => render[node.kind](node))))),
      table: ({ label, heads, rows: lines }) => h("div.scroll", { role: "group", tabindex: 0, "aria-label": label },
        h("table", {},
          h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
          h("tbody", {}, lines.map(([head, ...cells]) => h("tr", {},
            h("th", { scope: "row" }, head), cells.map((cell) => h("td", {}, cell))))))),
      reasons: () => h("ol.why"),
      open: () => h("ul.open"),
    };
    return { about, becauses, gains, item, render, rows };
  }

  root.Nodes = { renderer };
})(self);
