// In how many ways to weigh the answers each alternative leads: guide/engine/weightings.py in the browser.
(function (root) {
  "use strict";
  const { gcd } = root.Score;
  const SAMPLES = 2048;
  const WHOLE = 2 ** 32;

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

  root.Weightings = { weightings };
})(self);
