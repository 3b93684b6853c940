// How firm a recommendation is and what would change it, added to what score.js computes.
// guide/engine/flips.py, weightings.py and analysis.py compute the same, and explain how.
(function (root) {
  "use strict";

  const {
    add, after, always, choices, completions, decided, fraction, gates, get, groups, recommend, weight,
  } = root.Score;
  const SAMPLES = 2048;
  const COMMON = 232792560n; // the least common multiple of 1 to 20
  const WHOLE = 2 ** 32;

  function byAnswer(guide, options, importance, { answers, winner }) {
    return answers.flatMap(({ criterion, option }) => guide.criteria
      .find((c) => c.id === criterion).options
      .filter((o) => o.id !== option)
      .map((o) => ({
        criterion,
        option: o.id,
        winner: recommend(guide, { ...options, [criterion]: o.id }, importance).winner,
      }))
      .filter((flip) => flip.winner !== null && flip.winner !== winner));
  }

  function byImportance({ alternatives, contributions, winner }, guide) {
    const remain = guide.alternatives.map((a) => a.id)
      .filter((id) => !alternatives.find((a) => a.id === id).ruled_out.length);
    const index = (id) => guide.alternatives.findIndex((a) => a.id === id);
    const rows = guide.criteria.flatMap((c) => contributions.filter((row) => row.criterion === c.id));
    const total = (id) => rows.reduce((sum, { points }) => sum + points[index(id)].points, 0);
    return rows.flatMap(({ criterion, option, importance: now }) => {
      const { fit } = guide.criteria.find((c) => c.id === criterion)
        .options.find((o) => o.id === option);
      const lines = remain.map((id) => [total(id) - now * fit[id], fit[id]]);
      const places = [];
      lines.forEach(([base, slope], i) => lines.slice(0, i).forEach(([base2, slope2]) => {
        if (slope === slope2) return;
        const sign = Math.sign(slope - slope2);
        const [n, d] = fraction(sign * (base2 - base), sign * (slope - slope2));
        for (const side of [1, -1]) {
          if ((n - now * d) * side >= 0 && (n > 0 || (n === 0 && side > 0))) {
            places.push([n, d, side]);
          }
        }
      }));
      const far = ([n, d]) => Math.abs(n - now * d);
      places.sort((p, q) => far(p) * q[1] - far(q) * p[1] || q[2] - p[2]);
      for (const [n, d, side] of places) {
        // who is highest just beside this place
        const heights = lines.map(([base, slope]) => [base * d + n * slope, side * slope]);
        const order = (i, j) => heights[j][0] - heights[i][0] || heights[j][1] - heights[i][1];
        const [first, second] = [...heights.keys()].sort(order);
        if (order(first, second) && remain[first] !== winner) {
          return [{ criterion, at: [n, d], winner: remain[first] }];
        }
      }
      return [];
    });
  }

  const higher = (p, q) => {
    const i = p.ahead.findIndex((lead, at) => lead !== q.ahead[at]);
    return i < 0 ? 0 : q.ahead[i] - p.ahead[i];
  };

  // the paths that can still succeed and that no other one beats everywhere
  function bestOf(paths, hope) {
    const best = [];
    for (const path of paths.sort(higher)) {
      if (path.ahead.every((lead, i) => lead + hope[i] > 0)
          && !best.some((other) => other.ahead.every((lead, i) => lead >= path.ahead[i]))) {
        best.push(path);
      }
    }
    return best;
  }

  const given = (guide, options) => guide.criteria.filter((c) => get(options, c.id)).length;

  function* search(guide, options, importance, target) {
    const open = gates(guide);
    const rivals = guide.alternatives.map((a) => a.id).filter((id) => id !== target);
    const level = rivals.map(() => 0);
    const steps = guide.criteria.map((c) => {
      const now = get(options, c.id);
      const moves = c.options.filter((o) => !get(o.rules_out, target)).map((o) => [
        o.id,
        rivals.map((id) => (get(o.rules_out, id)
          ? Infinity : weight(c, importance) * (o.fit[target] - o.fit[id]))),
      ]);
      return {
        criterion: c.id,
        gate: open.get(c.id),
        kept: now ? moves.filter(([id]) => id === now) : [[null, level]],
        changed: now ? moves.filter(([id]) => id !== now) : [],
      };
    });
    const hopes = [level];
    for (const { kept, changed } of [...steps].reverse()) {
      hopes.unshift(hopes[0].map(
        (hope, i) => hope + Math.max(0, ...[...kept, ...changed].map(([, lead]) => lead[i]))));
    }
    const arrived = steps.map(() => new Map());
    for (let count = 0; count <= given(guide, options); count += 1) {
      let paths = new Map(count ? [] : [[0n, [{ ahead: level, changes: [] }]]]);
      steps.forEach(({ criterion, gate, kept, changed }, index) => {
        const fewer = arrived[index];
        arrived[index] = paths;
        const next = new Map();
        const go = (from, moves, changing) => from.forEach((some, closed) => {
          for (const [option, lead] of moves(closed & gate.bit)) {
            const key = after(gate, closed, option);
            const change = changing ? [{ criterion, option }] : [];
            next.set(key, (next.get(key) || []).concat(some.map(({ ahead, changes }) => (
              { ahead: add(ahead, lead), changes: changes.concat(change) }))));
          }
        });
        go(paths, (shut) => (shut ? [[null, level]] : kept), false);
        go(fewer, (shut) => (shut ? [] : changed), true);
        next.forEach((some, closed) => next.set(closed, bestOf(some, hopes[index + 1])));
        paths = next;
      });
      if (count) yield [...paths.values()].flat()[0]?.changes;
    }
  }

  function fewest(guide, options, importance, { winner }) {
    const searches = guide.alternatives.filter((a) => a.id !== winner)
      .map((a) => search(guide, options, importance, a.id));
    for (let count = 1; count <= given(guide, options); count += 1) {
      const found = searches.map((one) => one.next().value).find(Boolean);
      if (found) return { count, answers: found };
    }
    return null;
  }

  // the double nearest to above / below, as Python's division of integers gives it
  function share(above, below) {
    const scaled = above << 1000n;
    return Number((scaled / below) | (scaled % below ? 1n : 0n)) / 2 ** 1000;
  }

  function shares(guide, counts) {
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0n);
    return [...guide.alternatives.map((a) => a.id), ...(counts.get(null) ? [null] : [])]
      .map((id) => ({ alternative: id, share: share(counts.get(id) || 0n, total) }));
  }

  function sample(guide, options, importance) {
    const names = guide.alternatives.map((a) => a.id);
    const open = gates(guide);
    const tied = groups(guide).map((group) => [group, waysOf(group, options, open)]);
    const counts = new Map();
    let random = 1;
    for (let i = 0; i < SAMPLES; i += 1) {
      let totals = names.map(() => 0);
      for (const [group, ways] of tied) {
        let closed = 0n;
        group.forEach((c, index) => {
          const gate = open.get(c.id);
          if (closed & gate.bit) {
            closed = after(gate, closed, null);
            return;
          }
          random = (Math.imul(1664525, random) + 1013904223) >>> 0;
          let at = (BigInt(random) * ways[index].get(closed)) >> 32n;
          const option = choices(c, options).find((o) => {
            const count = ways[index + 1].get(after(gate, closed, o.id));
            if (at < count) return true;
            at -= count;
            return false;
          });
          closed = after(gate, closed, option.id);
          totals = add(totals, names.map((name) => (get(option.rules_out, name)
            ? null : weight(c, importance) * option.fit[name])));
        });
      }
      const winner = leaderOf(names, totals);
      counts.set(winner, (counts.get(winner) || 0n) + 1n);
    }
    return counts;
  }

  // before each criterion and after the last: the ways to go on, by what is closed
  function waysOf(group, options, open) {
    const afters = (c, closed) => (closed & open.get(c.id).bit
      ? [after(open.get(c.id), closed, null)]
      : choices(c, options).map((o) => after(open.get(c.id), closed, o.id)));
    const reached = [new Set([0n])];
    group.forEach((c, i) => reached.push(
      new Set([...reached[i]].flatMap((closed) => afters(c, closed)))));
    let rest = new Map([...reached.pop()].map((closed) => [closed, 1n]));
    const ways = [rest];
    for (const c of [...group].reverse()) {
      rest = new Map([...reached.pop()].map((closed) => [
        closed, afters(c, closed).reduce((sum, next) => sum + ways[0].get(next), 0n)]));
      ways.unshift(rest);
    }
    return ways;
  }

  function leaderOf(names, totals) {
    const best = Math.max(...totals.filter((total) => total !== null));
    const first = names.filter((name, i) => totals[i] === best);
    return first.length === 1 ? first[0] : null;
  }

  // P(i, j) of the weightings, times COMMON^(i + j)
  function ahead(differences) {
    const positive = differences.filter((d) => d > 0);
    const negative = differences.filter((d) => d < 0).map((d) => -d);
    const row = [1n, ...negative.map(() => 0n)];
    for (const p of positive) {
      row[0] *= COMMON;
      negative.forEach((n, j) => {
        row[j + 1] = COMMON / BigInt(p + n) * (BigInt(p) * row[j] + BigInt(n) * row[j + 1]);
      });
    }
    return [positive.length ? row.at(-1) : 0n, COMMON ** BigInt(positive.length + negative.length)];
  }

  const spreads = new Map();

  // weightings one after another, `count` numbers each
  function spread(count) {
    if (spreads.has(count)) return spreads.get(count);
    const steps = [];
    for (let n = 2; steps.length < count - 1; n += 1) {
      let prime = true;
      for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
      if (prime) steps.push(Math.floor((Math.sqrt(n) % 1) * WHOLE));
    }
    const found = new Float64Array(SAMPLES * count);
    const points = new Float64Array(count + 1);
    for (let number = 1; number <= SAMPLES; number += 1) {
      points[count] = WHOLE;
      points[0] = 0;
      steps.forEach((step, i) => points[i + 1] = (number * step) % WHOLE);
      points.sort();
      for (let i = 0; i < count; i += 1) {
        found[(number - 1) * count + i] = points[i + 1] - points[i];
      }
    }
    spreads.set(count, found);
    return found;
  }

  function weightings(names, fits) {
    const rows = fits.filter((row) => new Set(row).size > 1);
    if (names.length === 1) return new Map([[names[0], 1n]]);
    if (!rows.length) return new Map([[null, 1n]]);
    if (names.length === 2) {
      const [above, below] = ahead(rows.map(([a, b]) => a - b));
      return new Map([[names[0], above], [names[1], below - above]]);
    }
    const weights = spread(rows.length);
    const wins = [...names, null].map(() => 0);
    for (let from = 0; from < weights.length; from += rows.length) {
      let best = -1, leader = names.length;
      for (let i = 0; i < names.length; i += 1) {
        let total = 0;
        for (let at = 0; at < rows.length; at += 1) total += weights[from + at] * rows[at][i];
        if (total > best) [best, leader] = [total, i];
        else if (total === best) leader = names.length;
      }
      wins[leader] += 1;
    }
    return new Map([...names, null].map((name, i) => [name, BigInt(wins[i])]));
  }

  // the whole JSON of the interface: Score.recommend and what goes with it
  function explain(guide, options, importance = {}) {
    const result = recommend(guide, options, importance);
    const remain = guide.alternatives.map((a) => a.id)
      .filter((id) => !result.alternatives.find((a) => a.id === id).ruled_out.length);
    const fits = result.answers.map(({ criterion, option }) => {
      const { fit } = guide.criteria.find((c) => c.id === criterion)
        .options.find((o) => o.id === option);
      return remain.map((id) => fit[id]);
    });
    const exact = completions(guide, options, importance);
    return {
      ...result,
      decided: exact ? always(exact, result.winner)
        : decided(guide, options, importance, result.winner),
      flips: {
        answers: byAnswer(guide, options, importance, result),
        fewest: fewest(guide, options, importance, result),
        importance: byImportance(result, guide),
      },
      shares: {
        completions: shares(guide, exact || sample(guide, options, importance)),
        weightings: shares(guide, weightings(remain, fits)),
      },
      sampled: [...(exact ? [] : ["completions"]), ...(remain.length > 2 ? ["weightings"] : [])],
    };
  }

  root.Analysis = { explain, share };
})(self);
