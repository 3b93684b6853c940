// How firm a recommendation is and what would change it, added to what score.js computes.
// guide/engine/flips.py, weightings.py, sampling.py and decision.py compute the same, and explain.
(function (root) {
  "use strict";

  const { fraction, gcd, get, recommend, studied, weight } = root.Score;
  const { add, after, always, choices, completions, decided, gates, shut, tied } = root.Ways;
  const SAMPLES = 2048;
  const WHOLE = 2 ** 32;

  // what each guide's criteria depend on, as it is asked for again and again
  const conditions = new WeakMap();

  function conditioned(guide) {
    if (!conditions.has(guide)) {
      conditions.set(guide, studied(guide).list.map((one) => ({ ...one, ways: one.whens.map(Object.entries) })));
    }
    return conditions.get(guide);
  }

  // what counted answers come to: totals in tenths and vetoes by alternative, and the weight;
  // `id` is answered with `instead`
  function sumsOf(guide, options, importance, id, instead) {
    const { names } = studied(guide), counted = Object.create(null);
    const sums = { totals: names.map(() => 0), vetoes: names.map(() => 0), weight: 0 };
    for (const { c, id: key, rows, ways } of conditioned(guide)) {
      const option = key === id ? instead : get(options, key);
      if (!option || (ways.length && !ways.some((way) => way.every(
        ([name, allowed]) => allowed.includes(counted[name]))))) continue;
      counted[key] = option;
      const { fits, out } = rows.get(option);
      const w = weight(c, importance);
      sums.weight += w;
      for (let i = 0; i < names.length; i += 1) {
        sums.totals[i] += w * fits[i];
        sums.vetoes[i] += out[i] ? 1 : 0;
      }
    }
    return sums;
  }

  function winnerOf(names, { totals, vetoes, weight: whole }) {
    let left = 0, only = null, best = -1, leader = null;
    for (let i = 0; i < names.length; i += 1) {
      if (vetoes[i]) continue;
      left += 1;
      only = names[i];
      if (totals[i] > best) [best, leader] = [totals[i], only];
      else if (totals[i] === best) leader = null;
    }
    if (left < 2 || !whole) return left === 1 ? only : null;
    return leader;
  }

  function byAnswer(guide, options, importance, { answers, winner }, now) {
    const { names, by, list } = studied(guide);
    const open = gates(guide, list);
    const found = [];
    for (const { criterion, option, importance: w } of answers) {
      const { rows } = by.get(criterion);
      const { closes } = open.get(criterion);
      const before = rows.get(option);
      for (const row of rows.values()) {
        if (row === before) continue;
        // an answer that closes the same changes nothing but the sums
        const then = winnerOf(names, closes.get(row.id) === closes.get(option) ? {
          totals: now.totals.map((t, i) => t + w * (row.fits[i] - before.fits[i])),
          vetoes: now.vetoes.map((v, i) => v + (row.out[i] ? 1 : 0) - (before.out[i] ? 1 : 0)),
          weight: now.weight,
        } : sumsOf(guide, options, importance, criterion, row.id));
        if (then !== null && then !== winner) {
          found.push({ criterion, option: row.id, winner: then });
        }
      }
    }
    return found;
  }

  function byImportance(guide, { answers, winner }, now) {
    const { names, by } = studied(guide);
    const remain = [...names.keys()].filter((i) => !now.vetoes[i]);
    return answers.flatMap(({ criterion, option, importance: w }) => {
      const { fits } = by.get(criterion).rows.get(option);
      const lines = remain.map((i) => [now.totals[i] - w * fits[i], fits[i]]);
      const places = [];
      lines.forEach(([base, slope], i) => lines.slice(0, i).forEach(([base2, slope2]) => {
        if (slope === slope2) return;
        const sign = Math.sign(slope - slope2);
        const [n, d] = fraction(sign * (base2 - base), sign * (slope - slope2));
        for (const side of [1, -1]) {
          if ((n - w * d) * side >= 0 && (n > 0 || (n === 0 && side > 0))) {
            places.push([n, d, side]);
          }
        }
      }));
      const far = ([n, d]) => Math.abs(n - w * d);
      places.sort((p, q) => far(p) * q[1] - far(q) * p[1] || q[2] - p[2]);
      for (const [n, d, side] of places) {
        // who is highest just beside this place
        const heights = lines.map(([base, slope]) => [base * d + n * slope, side * slope]);
        const order = (i, j) => heights[j][0] - heights[i][0] || heights[j][1] - heights[i][1];
        const [first, second] = [...heights.keys()].sort(order);
        if (order(first, second) && names[remain[first]] !== winner) {
          return [{ criterion, at: [n, d], winner: names[remain[first]] }];
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
    const { names, list } = studied(guide), { one } = tied(guide);
    const none = one - one;
    const open = gates(guide, list);
    const goal = names.indexOf(target);
    const rivals = [...names.keys()].filter((i) => i !== goal);
    const level = rivals.map(() => 0);
    const steps = list.map(({ c, id, rows }) => {
      const now = get(options, id);
      const w = weight(c, importance);
      const moves = [...rows.values()].filter((row) => !row.out[goal]).map((row) => [
        row.id,
        rivals.map((i) => (row.out[i] ? Infinity : w * (row.fits[goal] - row.fits[i]))),
      ]);
      return {
        criterion: id,
        gate: open.get(id),
        kept: now ? moves.filter(([option]) => option === now) : [[null, level]],
        changed: now ? moves.filter(([option]) => option !== now) : [],
      };
    });
    const hopes = [level];
    for (const { kept, changed } of [...steps].reverse()) {
      hopes.unshift(hopes[0].map(
        (hope, i) => hope + Math.max(0, ...[...kept, ...changed].map(([, lead]) => lead[i]))));
    }
    const arrived = steps.map(() => new Map());
    for (let count = 0; count <= given(guide, options); count += 1) {
      let paths = new Map(count ? [] : [[none, [{ ahead: level, changes: [] }]]]);
      steps.forEach(({ criterion, gate, kept, changed }, index) => {
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
          const best = bestOf(some, hopes[index + 1]);
          if (best.length) next.set(closed, best);
          else next.delete(closed);
        });
        paths = next;
      });
      if (count) yield [...paths.values()].flat()[0]?.changes;
      if (!arrived.some((map) => map.size)) return;
    }
  }

  function fewest(guide, options, importance, { winner }) {
    const searches = guide.alternatives.filter((a) => a.id !== winner)
      .map((a) => search(guide, options, importance, a.id));
    for (let count = 1; count <= given(guide, options); count += 1) {
      const turns = searches.map((one) => one.next());
      const found = turns.map((turn) => turn.value).find(Boolean);
      if (turns.every((turn) => turn.done)) return null;
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

  // P(i, j) of the weightings, times common^(i + j)
  function ahead(differences) {
    const positive = differences.filter((d) => d > 0);
    const negative = differences.filter((d) => d < 0).map((d) => -d);
    const sums = new Set(positive.flatMap((p) => negative.map((n) => p + n)));
    const common = [...sums].map(BigInt).reduce((m, d) => m / gcd(m, d) * d, 1n);
    const row = [1n, ...negative.map(() => 0n)];
    for (const p of positive) {
      row[0] *= common;
      negative.forEach((n, j) => {
        row[j + 1] = common / BigInt(p + n) * (BigInt(p) * row[j] + BigInt(n) * row[j + 1]);
      });
    }
    return [positive.length ? row.at(-1) : 0n, common ** BigInt(positive.length + negative.length)];
  }

  const spreads = new Map();
  // for each weighting in turn where the whole is cut, in order; `prime` made the last cut
  const START = { cuts: new Float64Array(0), each: 0, prime: 1 };
  let cut = START;

  function further({ cuts, each, prime }) {
    const found = new Float64Array(SAMPLES * (each + 1));
    for (let divided = true; divided;) {
      prime += 1;
      divided = false;
      for (let d = 2; d * d <= prime; d += 1) if (prime % d === 0) divided = true;
    }
    const step = Math.floor((Math.sqrt(prime) % 1) * WHOLE);
    for (let number = 0, point = 0; number < SAMPLES; number += 1) {
      point += step;
      if (point >= WHOLE) point -= WHOLE;
      let from = number * each, to = from + number;
      const end = from + each;
      while (from < end && cuts[from] <= point) found[to++] = cuts[from++];
      found[to++] = point;
      while (from < end) found[to++] = cuts[from++];
    }
    return { cuts: found, each: each + 1, prime };
  }

  // weightings one after another, `count` numbers each
  function spread(count) {
    if (spreads.has(count)) return spreads.get(count);
    if (cut.each >= count) cut = START;
    while (cut.each < count - 1) cut = further(cut);
    const { cuts, each } = cut, found = new Float64Array(SAMPLES * count);
    for (let number = 0, from = 0, to = 0; number < SAMPLES; number += 1) {
      let last = 0;
      for (let i = 0; i < each; i += 1) {
        found[to++] = cuts[from] - last;
        last = cuts[from++];
      }
      found[to++] = WHOLE - last;
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

  // the whole JSON of the interface: Score.recommend and what goes with it, found in steps
  function* explaining(guide, options, importance = {}) {
    const { names, by } = studied(guide);
    const result = recommend(guide, options, importance);
    const now = sumsOf(guide, options, importance);
    const places = [...names.keys()].filter((i) => !now.vetoes[i]);
    const remain = places.map((i) => names[i]);
    const fits = result.answers.map(({ criterion, option }) => {
      const row = by.get(criterion).rows.get(option);
      return places.map((i) => row.fits[i]);
    });
    const answers = byAnswer(guide, options, importance, result, now);
    yield;
    const exact = completions(guide, options, importance);
    yield;
    const flips = {
      answers,
      fewest: fewest(guide, options, importance, result),
      importance: byImportance(guide, result, now),
    };
    yield;
    return {
      ...result,
      decided: exact ? always(exact, result.winner)
        : decided(guide, options, importance, result.winner),
      flips,
      shares: {
        completions: shares(guide, exact || sample(guide, options, importance)),
        weightings: shares(guide, weightings(remain, fits)),
      },
      sampled: [...(exact ? [] : ["completions"]), ...(remain.length > 2 ? ["weightings"] : [])],
    };
  }

  function explain(guide, options, importance) {
    const steps = explaining(guide, options, importance);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  root.Analysis = { explain, explaining, share };
})(self);
