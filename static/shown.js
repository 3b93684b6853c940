// Shows a tree of sections, and again after each answer: what is the same as before stays.
(function (root) {
  "use strict";
  const { bars: all, drawn, h, named } = Elements;
  const { FEW } = Tree;

  // whether two trees are alike, by what they hold
  function same(one, other) {
    if (one === other) return true;
    if (!one || !other || typeof one !== "object" || typeof other !== "object") return false;
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every((key) => same(one[key], other[key]));
  }

  // of places, undefined where there is none yet, the indices of the longest run that rises
  function rising(places) {
    const ends = []; // of the runs by length: the one that ends lowest
    places.forEach((place, i) => {
      if (place === undefined) return;
      let length = ends.length;
      while (length && places[ends[length - 1].i] > place) length -= 1;
      ends[length] = { i, before: ends[length - 1] };
    });
    const found = new Set();
    for (let one = ends.at(-1); one; one = one.before) found.add(one.i);
    return found;
  }

  // each node with a name: by its kind and style, and a number
  function numbered(nodes) {
    const count = {};
    return nodes.map((node) => {
      const kind = node.kind + (node.style || "");
      count[kind] = (count[kind] || 0) + 1;
      return [kind + count[kind], node];
    });
  }

  // puts `element` before `place`; what has the focus keeps it, where the browser can move it so
  function move(parent, element, place) {
    if (element.contains(document.activeElement) && parent.moveBefore) parent.moveBefore(element, place);
    else parent.insertBefore(element, place);
  }

  // address(to) makes an address of a link's target
  function view(say, box, address) {
    const shown = new Map(); // sections by name, with their nodes as they are numbered
    const empty = []; // new places of fields, filled once they are in the page
    const gone = []; // goes last: fields may have to move out first
    const { becauses, gains, item, render, rows } = Nodes.renderer(say, address, (tag, id) => {
      const place = h(tag + ".choice", { "data-of": id });
      empty.push(place);
      return place;
    });

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

    // the bars of a reason mostly stay, the sentences beside them go with the answer
    function regain(element, row, before) {
      const sentences = same(row.because, before.because);
      if (!mends.bars(element.firstChild, { bars: row.bars, top: 50 }, { bars: before.bars })) {
        element.replaceWith(unfold(gains(row), element));
      } else if (!sentences) {
        while (element.lastChild !== element.firstChild) element.lastChild.remove();
        element.append(...[becauses(row)].flat());
      }
    }

    // puts `element` where `place` is
    function put(parent, element, place) {
      if (element === place) return place.nextSibling;
      move(parent, element, place);
      return place;
    }

    function list({ element, kept }, { kind, rows: now }) {
      const left = new Map(kept), there = new Map([...element.children].map((one, i) => [one, i]));
      const wanted = now.map((row) => {
        let one = kept.get(row.criterion);
        if (!one) kept.set(row.criterion, one = { element: rows[kind](row) });
        else if (kind === "reasons" && !same(row, one.row)) {
          regain(one.element.querySelector(".gains"), row, one.row);
        }
        one.row = row;
        left.delete(row.criterion);
        return one.element;
      });
      left.forEach((one, id) => {
        kept.delete(id);
        gone.push(one.element);
      });
      // as few as possible move
      const still = rising(wanted.map((one) => there.get(one)));
      let place = element.firstChild;
      wanted.forEach((one, i) => {
        place = still.has(i) ? one.nextSibling : put(element, one, place);
      });
    }

    function section({ element, nodes: old }, nodes) {
      let place = element.firstChild;
      const left = new Map(old);
      for (const [key, node] of numbered(nodes)) {
        const before = old.get(key), listed = node.rows?.[0]?.criterion;
        const one = before || { element: render[node.kind](node), kept: new Map() };
        const at = one.element;
        if (before && !listed) one.element = mended(at, node, one.node);
        if (place === at) place = one.element;
        place = put(element, one.element, place);
        if (listed) list(one, node);
        one.node = node;
        old.set(key, one);
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
        const known = new Map();
        numbered(nodes).forEach(([key, node], i) => {
          const element = there[at].children[i];
          known.set(key, {
            element, node, kept: new Map((node.rows || []).map((row, n) => [
              row.criterion, { element: element.children[n], row }])),
          });
        });
        shown.set(name, { element: there[at], nodes: known });
      });
    }

    // shows the sections `some`, all at first; `fill` moves fields to where they belong, `told` says
    // that a server has rendered the first tree already
    return (tree, some, fill, told) => {
      if (!shown.size && told) adopt(tree);
      if (!shown.size) box.replaceChildren();
      Sections.NAMES.forEach((name, i, names) => {
        if (!some.includes(name)) return;
        const made = tree.find((one) => one.name === name);
        if (made && !shown.has(name)) {
          const element = h("section.s-" + name);
          const next = names.slice(i).map((later) => shown.get(later)).find(Boolean);
          box.insertBefore(element, next ? next.element : null);
          shown.set(name, { element, nodes: new Map() });
        }
        if (shown.has(name)) section(shown.get(name), made ? made.nodes : []);
      });
      empty.splice(0).forEach(fill);
      gone.splice(0).forEach((element) => element.remove());
    };
  }

  root.Shown = { move, view };
})(self);
