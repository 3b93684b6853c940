// The fewest answers that make another win: guide/engine/fewest.py in the browser.
(function (root) {
  "use strict";
  const MAX_WORK = 4e6;
  const { get, studied, weight } = root.Score;
  const { add, after, gates, shut, tied } = root.Ways;

  const higher = (p, q) => {
    const i = p.ahead.findIndex((lead, at) => lead !== q.ahead[at]);
    return i < 0 ? 0 : q.ahead[i] - p.ahead[i];
  };

  // the paths that can still succeed and that no other one beats everywhere, as far as there is work left
  function bestOf(paths, hope, work) {
    const best = [];
    for (const path of paths.sort(higher)) {
      if (best.length ** 2 > work.left) break;
      if (path.ahead.every((lead, i) => lead + hope[i] > 0)
          && !best.some((other) => other.ahead.every((lead, i) => lead >= path.ahead[i]))) {
        best.push(path);
      }
    }
    work.left -= best.length ** 2;
    return best;
  }

  const given = (guide, options) => guide.criteria.filter((c) => get(options, c.id)).length;

  // what a criterion does to the leads of the goal: kept as it is, or with another option
  function movesOf({ id, rows }, now, w, goal, rivals) {
    const moves = [...rows.values()].filter((row) => !row.out[goal]).map((row) => [
      row.id,
      rivals.map((i) => (row.out[i] ? Infinity : w * (row.fits[goal] - row.fits[i]))),
    ]);
    return {
      criterion: id,
      kept: now ? moves.filter(([option]) => option === now) : [[null, rivals.map(() => 0)]],
      changed: now ? moves.filter(([option]) => option !== now) : [],
    };
  }

  function* search(guide, options, importance, target, work) {
    const { names, list } = studied(guide), { one } = tied(guide);
    const none = one - one;
    const open = gates(guide, list);
    const goal = names.indexOf(target);
    const rivals = [...names.keys()].filter((i) => i !== goal);
    const level = rivals.map(() => 0);
    const steps = list.map((one) => (
      { gate: open.get(one.id), ...movesOf(one, get(options, one.id), weight(one.c, importance), goal, rivals) }));
    const hopes = [level];
    for (const { kept, changed } of [...steps].reverse()) {
      hopes.unshift(hopes[0].map(
        (hope, i) => hope + Math.max(0, ...[...kept, ...changed].map(([, lead]) => lead[i]))));
    }
    const arrived = steps.map(() => new Map());
    for (let count = 0; count <= given(guide, options); count += 1) {
      let paths = new Map(count ? [] : [[none, [{ ahead: level, changes: [] }]]]);
      for (const [index, { criterion, gate, kept, changed }] of steps.entries()) {
        const bound = count && get(options, criterion) ? work : { left: Infinity };
        const fewer = arrived[index];
        arrived[index] = paths;
        const next = new Map();
        const go = (from, moves, changing) => from.forEach((some, closed) => {
          for (const [option, lead] of moves(shut(gate, closed))) {
            const key = after(gate, closed, option);
            const change = changing ? [{ criterion, option }] : [];
            next.set(key, (next.get(key) || []).concat(some.map(({ ahead, changes }) => (
              { ahead: add(ahead, lead), changes: changes.concat(change) }))));
          }
        });
        go(paths, (closed) => (closed ? [[null, level]] : kept), false);
        go(fewer, (closed) => (closed ? [] : changed), true);
        next.forEach((some, closed) => {
          const best = bestOf(some, hopes[index + 1], bound);
          if (best.length) next.set(closed, best);
          else next.delete(closed);
        });
        if (work.left < 0) return;
        paths = next;
      }
      if (count) yield [...paths.values()].flat()[0]?.changes;
      if (!arrived.some((map) => map.size)) return;
    }
  }

  // `one` tells that one change does it: then the search is over soon, else it ends after MAX_WORK
  function fewest(guide, options, importance, { winner }, one) {
    const work = { left: one || guide.alternatives.length === 2 ? Infinity : MAX_WORK };
    const searches = guide.alternatives.filter((a) => a.id !== winner)
      .map((a) => search(guide, options, importance, a.id, work));
    for (let count = 1; count <= given(guide, options); count += 1) {
      const turns = searches.map((each) => each.next());
      if (work.left < 0) return { count: null, answers: [] };
      const found = turns.map((turn) => turn.value).find(Boolean);
      if (turns.every((turn) => turn.done)) return null;
      if (found) return { count, answers: found };
    }
    return null;
  }

  root.Fewest = { fewest };
})(self);
