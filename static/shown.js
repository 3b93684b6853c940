// Shows a tree of sections, and again after each answer: what is the same as before stays.
(function (root) {
  "use strict";
  const { h } = Elements;
  const { mender, same } = Mending;

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
    const renderer = Nodes.renderer(say, address, (tag, id) => {
      const place = h(tag + ".choice", { "data-of": id });
      empty.push(place);
      return place;
    });
    const { render, rows } = renderer, { mended, regain } = mender(renderer, address);

    // a reason among those that are kept
    function again(kept, row) {
      const one = kept.get(row.criterion);
      if (!same(row, one.row)) regain(one.element.querySelector(".gains"), row, one.row);
      one.row = row;
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
        if (!kept.has(row.criterion)) kept.set(row.criterion, { element: rows[kind](row), row });
        else if (kind === "reasons") again(kept, row);
        left.delete(row.criterion);
        return kept.get(row.criterion).element;
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

    // a reason that stays one, before its section is shown again
    function early(row) {
      const kept = shown.get("why")?.nodes.get("reasons1")?.kept;
      if (kept?.has(row.criterion)) again(kept, row);
    }

    // shows the sections `some`, all at first; `fill` moves fields to where they belong, `told` says
    // that a server has rendered the first tree already
    function show(tree, some, fill, told) {
      if (!shown.size && told) adopt(tree);
      if (!shown.size) box.replaceChildren();
      Sections.NAMES.forEach((name, i, names) => {
        if (!some.includes(name)) return;
        const made = tree.find((one) => one.name === name);
        if (made && !shown.has(name)) {
          const element = h("section.s-" + name, { id: "s-" + name });
          const next = names.slice(i).map((later) => shown.get(later)).find(Boolean);
          box.insertBefore(element, next ? next.element : null);
          shown.set(name, { element, nodes: new Map() });
        }
        if (shown.has(name)) section(shown.get(name), made ? made.nodes : []);
      });
      empty.splice(0).forEach(fill);
      gone.splice(0).forEach((element) => element.remove());
    }

    return { early, show };
  }

  root.Shown = { move, view };
})(self);
