// Changes in the elements of a node what differs between two trees: what is the same as before stays.
(function (root) {
  "use strict";
  const { bars: all, drawn, named } = Elements;
  const { FEW } = Tree;

  // whether two trees are alike, by what they hold
  function same(one, other) {
    if (one === other) return true;
    if (!one || !other || typeof one !== "object" || typeof other !== "object") return false;
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every((key) => same(one[key], other[key]));
  }

  // mends with what the `renderer` makes; address(to) makes an address of a link's target
  function mender({ about, becauses, gains, item, render }, address) {
    // what was unfolded stays so
    function unfold(made, before) {
      const were = before.querySelectorAll("details");
      made.querySelectorAll("details").forEach((one, i) => { one.open = were[i]?.open ?? false; });
      return made;
    }

    // a bar keeps its parts
    function grown(element, bar, before, top) {
      if (before.solid === null || bar.solid === null) return false;
      const [name, fit, picture] = element.children;
      const renamed = before.name !== bar.name || before.hue !== bar.hue;
      if (renamed) name.replaceWith(named(bar));
      fit.firstChild.data = bar.said;
      if (renamed || !before.open !== !bar.open) picture.replaceWith(drawn(bar, top));
      else {
        const [solid, open] = picture.children;
        solid.setAttribute("width", bar.solid);
        open?.setAttribute("x", bar.solid);
        open?.setAttribute("width", bar.open);
      }
      return true;
    }

    // a line of as many spans of the same kinds keeps its elements
    function worded(element, line, before) {
      const there = element.childNodes;
      const kind = (span) => (typeof span === "string" ? "" : span.to === undefined ? span.hue : "to");
      if (line.length !== before.length || there.length !== line.length
        || !line.every((span, i) => kind(span) === kind(before[i]))) return false;
      line.forEach((span, i) => {
        if (same(span, before[i])) return;
        if (typeof span === "string") there[i].data = span;
        else if (span.to === undefined) there[i].lastChild.data = span.name;
        else {
          there[i].href = address(span.to);
          there[i].firstChild.data = span.text;
        }
      });
      return true;
    }

    // mends a list of which each part has its own <li>; whether it could be done
    function each(element, now, before, make, mend = () => false) {
      if (now.length !== before.length && Math.max(now.length, before.length) > FEW) return false;
      const there = element.querySelectorAll("li");
      now.forEach((part, i) => {
        if (!there[i]) element.append(make(part));
        else if (!same(part, before[i]) && !mend(there[i], part, before[i])) there[i].replaceWith(make(part));
      });
      for (let i = now.length; i < there.length; i += 1) there[i].remove();
      return true;
    }

    // by kind: changes in an element what differs between two nodes; whether it could be done
    const mends = {
      heading: (element, { level, text }, before) => {
        if (level === before.level) element.firstChild.data = text;
        return level === before.level;
      },
      bars: (element, { bars: now, top }, before) => each(element, now, before.bars,
        (bar) => all({ bars: [bar], top }).firstChild, (...parts) => grown(...parts, top)),
      text: (element, { line }, before) => worded(element, line, before.line),
      items: (element, { lines }, before) => each(element, lines, before.lines, item, worded),
      columns: (element, { columns }, before) => columns.length === before.columns.length
        && columns.every((column, i) => column.length === before.columns[i].length
          && column.every(({ kind }, j) => kind === before.columns[i][j].kind))
        && columns.every((column, i) => column.every((node, j) => (
          mended(element.children[i].children[j], node, before.columns[i][j])))),
    };

    // the element that shows `node` in the place of another of its kind
    function mended(element, node, before) {
      if (same(node, before) || mends[node.kind]?.(element, node, before)) return element;
      const made = unfold(render[node.kind](node), element);
      element.replaceWith(made);
      return made;
    }

    // as many sentences keep their elements, where each names somebody as before or nobody as before
    function reworded(element, now, before) {
      if (now.length !== before.length || now.length > FEW
        || !now.every(([names], i) => !names === !before[i][0])) return false;
      now.forEach(([names, text], i) => {
        const { firstChild, lastChild } = element.children[1 + i];
        if (names) firstChild.firstChild.data = about(names);
        lastChild.data = text;
      });
      return true;
    }

    // the bars of a reason mostly stay
    function regain(element, row, before) {
      if (!mends.bars(element.firstChild, { bars: row.bars, top: 50 }, { bars: before.bars })) {
        element.replaceWith(unfold(gains(row), element));
      } else if (!same(row.because, before.because) && !reworded(element, row.because, before.because)) {
        while (element.lastChild !== element.firstChild) element.lastChild.remove();
        element.append(...[becauses(row)].flat());
      }
    }

    return { mended, regain };
  }

  root.Mending = { mender, same };
})(self);
