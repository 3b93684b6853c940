// What counted answers come to, and which single change would turn it: guide/engine/flips.py in the browser.
(function (root) {
  "use strict";
  const { fraction, get, studied, weight } = root.Score;
  const { gates } = root.Ways;

  const IMPORTANCES = [0, 1, 2, 3, 4, 5]; // what an author and a visitor can set

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

  // each answer, with what those that remain come to over its importance: at 0, and how steep
  function linesOf(guide, { answers }, { totals, vetoes }) {
    const { names, by } = studied(guide);
    const remain = [...names.keys()].filter((i) => !vetoes[i]);
    return answers.map(({ criterion, option, importance: w }) => {
      const { fits } = by.get(criterion).rows.get(option);
      return { criterion, w, lines: remain.map((i) => [totals[i] - w * fits[i], fits[i], names[i]]) };
    });
  }

  // each importance that one can set, and that gives another winner
  function byWeight(guide, result, now) {
    return linesOf(guide, result, now).flatMap(({ criterion, lines }) => IMPORTANCES.flatMap((importance) => {
      const heights = lines.map(([base, slope]) => base + importance * slope);
      const best = Math.max(...heights), [first, second] = lines.filter((_, i) => heights[i] === best);
      return first && !second && first[2] !== result.winner
        ? [{ criterion, importance, winner: first[2] }] : [];
    }));
  }

  function byImportance(guide, result, now) {
    return linesOf(guide, result, now).flatMap(({ criterion, w, lines }) => {
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
        if (order(first, second) && lines[first][2] !== result.winner) {
          return [{ criterion, at: [n, d], winner: lines[first][2] }];
        }
      }
      return [];
    });
  }

  root.Flips = { IMPORTANCES, byAnswer, byImportance, byWeight, sumsOf };
})(self);
