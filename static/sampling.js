// Ways to answer, drawn where there are too many to count: guide/engine/sampling.py in the browser.
(function (root) {
  "use strict";
  const { studied, weight } = root.Score;
  const { add, after, choices, gates, shut, tied } = root.Ways;
  const SAMPLES = 2048;

  function sample(guide, options, importance) {
    const { names } = studied(guide), { groups, one: first } = tied(guide);
    const none = first - first;
    const open = gates(guide);
    const steps = groups.map((group) => [group, waysOf(group, options, open, none)]);
    const counts = new Map();
    let random = 1;
    for (let i = 0; i < SAMPLES; i += 1) {
      let totals = names.map(() => 0);
      for (const [group, ways] of steps) {
        let closed = none;
        group.forEach((one, index) => {
          const gate = open.get(one.id);
          if (shut(gate, closed)) {
            closed = after(gate, closed, null);
            return;
          }
          random = (Math.imul(1664525, random) + 1013904223) >>> 0;
          let at = (BigInt(random) * ways[index].get(closed)) >> 32n;
          const row = choices(one, options).find(({ id }) => {
            const count = ways[index + 1].get(after(gate, closed, id));
            if (at < count) return true;
            at -= count;
            return false;
          });
          closed = after(gate, closed, row.id);
          const w = weight(one.c, importance);
          totals = add(totals, row.fits.map((fit, k) => (row.out[k] ? null : w * fit)));
        });
      }
      const winner = leaderOf(names, totals);
      counts.set(winner, (counts.get(winner) || 0n) + 1n);
    }
    return counts;
  }

  // before each criterion and after the last: the ways to go on, by what is closed
  function waysOf(group, options, open, none) {
    const afters = (one, closed) => {
      const gate = open.get(one.id);
      return shut(gate, closed) ? [after(gate, closed, null)]
        : choices(one, options).map(({ id }) => after(gate, closed, id));
    };
    const reached = [new Set([none])];
    group.forEach((one, i) => reached.push(
      new Set([...reached[i]].flatMap((closed) => afters(one, closed)))));
    let rest = new Map([...reached.pop()].map((closed) => [closed, 1n]));
    const ways = [rest];
    for (const one of [...group].reverse()) {
      rest = new Map([...reached.pop()].map((closed) => [
        closed, afters(one, closed).reduce((sum, next) => sum + ways[0].get(next), 0n)]));
      ways.unshift(rest);
    }
    return ways;
  }

  function leaderOf(names, totals) {
    const best = Math.max(...totals.filter((total) => total !== null));
    const first = names.filter((name, i) => totals[i] === best);
    return first.length === 1 ? first[0] : null;
  }

  root.Sampling = { sample };
})(self);
