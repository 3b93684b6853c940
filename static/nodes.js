// Shows a tree of sections, and again after each answer: what is the same as before stays.
// guide/web/nodes.py renders the same kinds of node.
(function (root) {
  "use strict";
  const { bars: all, h, named } = Elements;
  const FEW = 5;

  // address(to) makes an address of a link's target
  function view(say, box, address) {
    const shown = new Map(); // sections by name, with their nodes by kind and number
    const gone = []; // goes last: fields may have to move out first

    const spans = (line) => line.map((span) => (typeof span === "string" ? span
      : span.to === undefined ? named(span) : h("a", { href: address(span.to) }, span.text)));
    const choice = (tag, id) => h(tag + ".choice", { "data-of": id });
    // the first few of some parts, and others on demand
    const folded = (parts, around) => (parts.length > FEW ? h("div", {}, around(parts.slice(0, FEW)),
      h("details", {}, h("summary", {}, say("result.more", { n: parts.length - FEW })), around(parts.slice(FEW))))
      : around(parts));
    const bars = (node) => folded(node.bars, (some) => all({ bars: some, top: node.top }));
    const gains = (row) => h("div.gains", {}, bars({ bars: row.bars, top: 50 }), folded(
      row.because.map(([names, text]) => h("p", {}, names ? h("b", {}, names + ": ") : null, text)), (some) => some));
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
      items: ({ lines }) => folded(lines.map((line) => h("li", { dir: "auto" }, spans(line))), (some) => h("ul", {}, some)),
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

    // what was unfolded stays so
    function unfold(made, before) {
      const were = before.querySelectorAll("details");
      made.querySelectorAll("details").forEach((one, i) => { one.open = were[i]?.open ?? false; });
      return made;
    }

    // puts `element` where `place` is; what has the focus keeps it, where the browser can move it so
    function put(parent, element, place) {
      if (element === place) return place.nextSibling;
      if (element.isConnected && parent.moveBefore) parent.moveBefore(element, place);
      else parent.insertBefore(element, place);
      return place;
    }

    function list({ element, kept }, node) {
      let place = element.firstChild;
      const left = new Map(kept);
      for (const row of node.rows) {
        const json = JSON.stringify(row);
        let one = kept.get(row.criterion);
        if (!one) kept.set(row.criterion, one = { element: rows[node.kind](row) });
        else if (one.json !== json && node.kind === "reasons") {
          const before = one.element.querySelector(".gains");
          before.replaceWith(unfold(gains(row), before));
        }
        one.json = json;
        left.delete(row.criterion);
        place = put(element, one.element, place);
      }
      left.forEach((one, id) => {
        kept.delete(id);
        gone.push(one.element);
      });
    }

    function section({ element, nodes: old }, nodes) {
      let place = element.firstChild;
      const count = {}, left = new Map(old);
      for (const node of nodes) {
        count[node.kind] = (count[node.kind] || 0) + 1;
        const key = node.kind + count[node.kind], json = JSON.stringify(node);
        let one = old.get(key);
        if (!one || (one.json !== json && !node.rows?.[0]?.criterion)) {
          const made = render[node.kind](node);
          if (one) {
            if (place === one.element) place = made;
            one.element.replaceWith(unfold(made, one.element));
          }
          old.set(key, one = { element: made, kept: new Map() });
        }
        place = put(element, one.element, place);
        if (one.json !== json && node.rows?.[0]?.criterion) list(one, node);
        one.json = json;
        left.delete(key);
      }
      left.forEach((one, key) => {
        old.delete(key);
        gone.push(one.element);
      });
      element.hidden = !nodes.length;
    }

    // takes what a server has rendered of the same tree as if it were made here
    function adopt(tree) {
      const shape = ({ children }, nodes) => children.length === nodes.length && nodes.every(
        (node, i) => !node.rows?.[0]?.criterion || children[i].children.length === node.rows.length);
      const there = [...box.children];
      if (there.length !== tree.length || !tree.every(({ name, nodes }, i) => there[i].matches(".s-" + name)
        && shape(there[i], nodes))) return;
      tree.forEach(({ name, nodes }, at) => {
        const count = {}, known = new Map();
        nodes.forEach((node, i) => {
          count[node.kind] = (count[node.kind] || 0) + 1;
          const element = there[at].children[i];
          known.set(node.kind + count[node.kind], {
            element, json: JSON.stringify(node), kept: new Map((node.rows || []).map((row, n) => [
              row.criterion, { element: element.children[n], json: JSON.stringify(row) }])),
          });
        });
        shown.set(name, { element: there[at], nodes: known });
      });
    }

    // `names` are those of all sections that there can be, `fill` moves fields to where they belong,
    // `told` says that a server has rendered the first tree already
    return (tree, names, fill, told) => {
      if (!shown.size && told) adopt(tree);
      if (!shown.size) box.replaceChildren();
      names.forEach((name, i) => {
        const made = tree.find((one) => one.name === name);
        if (made && !shown.has(name)) {
          const element = h("section.s-" + name);
          const next = names.slice(i).map((later) => shown.get(later)).find(Boolean);
          box.insertBefore(element, next ? next.element : null);
          shown.set(name, { element, nodes: new Map() });
        }
        if (shown.has(name)) section(shown.get(name), made ? made.nodes : []);
      });
      box.querySelectorAll("[data-of]:empty").forEach(fill);
      gone.splice(0).forEach((element) => element.remove());
    };
  }

  root.Nodes = { view };
})(self);
