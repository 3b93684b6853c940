// What the open questions may still show: may_follow of guide/engine/elsewhere.py in the browser.
(function (root) {
  "use strict";
  const { get, studied } = root.Score;
  const pairs = (rows) => rows.map(({ criterion, option }) => [criterion, option]);

  // the options of each criterion that count now, or that can after more answers
  function possible(guide, given) {
    const found = new Map();
    for (const { id, rows, whens } of studied(guide).list) {
      const asked = !whens.length || whens.some((way) => Object.entries(way).every(
        ([name, some]) => some.some((option) => found.get(name).has(option))));
      found.set(id, new Set(!asked ? [] : given.has(id) ? [given.get(id)] : rows.keys()));
    }
    return found;
  }

  // says, after a space, that more answers can show something else that comes first; or nothing
  function mayFollow(say, guide, d) {
    const counted = new Map(pairs(d.answers)), shown = d.elsewhere.map(({ id }) => id);
    const left = (guide.elsewhere || []).filter(({ id, place }) => place === "first" && !shown.includes(id));
    const found = possible(guide, new Map([...counted, ...pairs(d.uncounted)]));
    const more = left.some(({ rules }) => rules.some(({ when, unless = {} }) => Object.entries(when).every(
      ([name, some]) => some.some((o) => found.get(name).has(o) && !(get(unless, name) || []).includes(o)))
      && !Object.entries(unless).some(([name, some]) => some.includes(counted.get(name)))));
    return more ? " " + say("left.elsewhere") : "";
  }

  root.Rest = { mayFollow };
})(self);
