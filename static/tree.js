// What sections are made of, and what they look up: guide/telling/nodes.py in the browser.
(function (root) {
  "use strict";
  const FEW = 5, MANY = 50; // alternatives

  const ten = (points) => Math.round(10 * points);

  // the importances of all that is asked, or 1 where none has any: points of 100 are tenths over it
  function whole(guide, d, { importance }) {
    const open = new Set(d.skipped);
    const weights = guide.criteria.filter((c) => open.has(c.id)).map((c) => Score.weight(c, importance));
    return [...weights, ...d.answers.map((a) => a.importance)].reduce((sum, w) => sum + w, 0) || 1;
  }

  const heading = (level, text) => ({ kind: "heading", level, text });
  const text = (style, ...line) => ({ kind: "text", style, line });
  const items = (lines) => ({ kind: "items", lines });
  const link = (words, to) => ({ text: words, to });
  const page = (id) => `/criteria/${id}/`;

  // a phrase in pieces, with its values as they are
  const woven = (say, name, values) => say.table[name].split(/\{(\w+)\}/)
    .map((piece, i) => (i % 2 ? values[piece] : piece)).filter((piece) => piece !== "");

  // makes an address of a path of the site, of which `home` is the first page's; in an export a
  // page's file is named
  function linker(home) {
    const [folder, file] = [home.replace(/[^/]*$/, ""), home.replace(/.*\//, "")];
    return (to) => {
      if (!to.startsWith("/")) return to;
      const [path, ...fragment] = to.slice(1).split("#");
      return folder + path + (/(^|\/)$/.test(path) ? file : "") + fragment.map((part) => "#" + part).join("");
    };
  }

  // what the tree looks up again and again, for one guide
  function lookup(guide) {
    const criteria = new Map(guide.criteria.map((c) => [c.id, c]));
    const hues = new Map(guide.alternatives.map((a, i) => [a.id, i]));
    return {
      by: (id) => criteria.get(id),
      label: (id, option) => criteria.get(id).options.find((o) => o.id === option).label,
      hue: (id) => hues.get(id) ?? null,
      name: (id) => guide.alternatives[hues.get(id)].name,
      short: (id) => Verdict.called(guide, id),
    };
  }

  root.Tree = { FEW, MANY, heading, items, link, linker, lookup, page, ten, text, whole, woven };
})(self);
