// Which question to ask next, one at a time, and whether the answer is firm.
// guide/engine/asking.py finds the same, and explains how.
(function (root) {
  "use strict";
  const { get, openNow, studied, weight } = root.Score;
  const { always, completions, decided } = root.Ways;
  const CANDIDATES = 4;
  const MOST_OPEN = 24;
  const VETO = 10 ** 6;

  const totalOf = (counts) => [...counts.values()].reduce((sum, count) => sum + count, 0n);

  function reach({ c, rows }, importance) {
    const all = [...rows.values()];
    let most = 0;
    for (let b = 1; b < all[0].fits.length; b += 1) {
      for (let a = 0; a < b; a += 1) {
        const leads = all.map(({ fits }) => fits[a] - fits[b]);
        most = Math.max(most, Math.max(...leads) - Math.min(...leads));
      }
    }
    return weight(c, importance) * most + VETO * all.some(({ out }) => out.some(Boolean));
  }

  // how sure the winner is after an answer, as an exact fraction; null where it cannot be counted
  function sureness(guide, options, importance, { id, rows }) {
    let whole = 0n, above = 0n, below = 1n;
    for (const option of rows.keys()) {
      const then = Object.assign(Object.create(null), options, { [id]: option });
      const counts = completions(guide, then, importance);
      if (!counts) return null;
      const total = totalOf(counts);
      const squares = [...counts.values()].reduce((sum, count) => sum + count * count, 0n);
      whole += total;
      above = above * total + squares * below;
      below *= total;
    }
    return [above, below * whole];
  }

  // the criterion to ask next, one of those in `wanted` while any is left; null where all that are
  // asked are answered or in `passed`
  function next(guide, options, importance, passed = [], wanted = []) {
    const all = openNow(guide, options)[0].filter(
      ({ id }) => !get(options, id) && !passed.includes(id));
    if (!all.length) return null;
    const first = all.filter(({ id }) => wanted.includes(id)), left = first[0] ? first : all;
    const far = new Map(left.map((one) => [one, reach(one, importance)]));
    const furthest = [...left].sort((one, other) => far.get(other) - far.get(one));
    const unanswered = studied(guide).list.filter(({ id }) => !get(options, id)).length;
    if (left.length === 1 || unanswered > MOST_OPEN) return furthest[0].id;
    let best = null;
    for (const one of furthest.slice(0, CANDIDATES)) {
      const sure = sureness(guide, options, importance, one);
      if (!sure) return furthest[0].id;
      if (!best || sure[0] * best.sure[1] > best.sure[0] * sure[1]) best = { id: one.id, sure };
    }
    return best.id;
  }

  // whether every way to answer the rest keeps the winner, or at least nine tenths of them
  function firmness(guide, options, importance, winner) {
    const counts = completions(guide, options, importance);
    if (!counts) {
      const sure = decided(guide, options, importance, winner);
      return { decided: sure, firm: sure };
    }
    const kept = always(counts, winner);
    return { decided: kept, firm: kept || 10n * (counts.get(winner) || 0n) >= 9n * totalOf(counts) };
  }

  root.Asking = { firmness, next };
})(self);
