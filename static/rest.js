// What the open questions may still show: may_follow and leading of guide/engine/elsewhere.py.
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

  // the rules by which more answers can show something else that comes first
  function mayHold(guide, d) {
    const counted = new Map(pairs(d.answers)), shown = d.elsewhere.map(({ id }) => id);
    const left = (guide.elsewhere || []).filter(({ id, place }) => place === "first" && !shown.includes(id));
    const found = possible(guide, new Map([...counted, ...pairs(d.uncounted)]));
    return left.flatMap(({ rules }) => rules).filter(({ when, unless = {} }) => Object.entries(when).every(
      ([name, some]) => some.some((o) => found.get(name).has(o) && !(get(unless, name) || []).includes(o)))
      && !Object.entries(unless).some(([name, some]) => some.includes(counted.get(name))));
  }

  // says so, after a space, or nothing
  const mayFollow = (say, guide, d) => (mayHold(guide, d).length ? " " + say("left.elsewhere") : "");

  // the criteria without an answer in `options` that they depend on
  const leading = (guide, d, options) => mayHold(guide, d)
    .flatMap(({ when }) => Object.keys(when)).filter((name) => !get(options, name));

  root.Rest = { leading, mayFollow };
})(self);
