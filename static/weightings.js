// In how many ways to weigh the answers each alternative leads: guide/engine/weightings.py in the browser.
(function (root) {
  "use strict";
  const { gcd } = root.Score;
  const SAMPLES = 2048;
  const WHOLE = 2 ** 32;
  const KEPT = 8;

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

  // for each weighting in turn where the whole is cut, in order; `prime` made the last cut
  const START = { cuts: new Uint32Array(0), each: 0, prime: 1 };
  const known = new Map(); // the last few, by the number of cuts

  function further({ cuts, each, prime }) {
    const found = new Uint32Array(SAMPLES * (each + 1));
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

  function cutsOf(count) {
    if (!known.has(count)) {
      let cut = START;
      known.forEach((one) => { if (one.each <= count && one.each > cut.each) cut = one; });
      while (cut.each < count) cut = further(cut);
      if (known.size === KEPT) known.clear();
      known.set(count, cut);
    }
    return known.get(count).cuts;
  }

  // how often each has the most, and last how often two or more have. A weight is the way from one
  // cut to the next: so the lead over the first counts the whole by its last row, and each cut by
  // what it loses to the next row
  function wins(rows, n) {
    const each = rows.length - 1, cuts = cutsOf(each), found = new Array(n + 1).fill(0);
    const losses = new Float64Array(each * n), whole = new Float64Array(n);
    for (let i = 1; i < n; i += 1) {
      const lead = rows.map((row) => row[i] - row[0]);
      for (let at = 0; at < each; at += 1) losses[i * each + at] = lead[at] - lead[at + 1];
      whole[i] = WHOLE * lead[each];
    }
    for (let number = 0; number < SAMPLES; number += 1) {
      const from = number * each;
      let most = 0, winner = 0;
      for (let i = 1, loss = each; i < n; i += 1) {
        let lead = whole[i];
        for (let at = 0; at < each; at += 1) lead += cuts[from + at] * losses[loss++];
        if (lead > most) [most, winner] = [lead, i];
        else if (lead === most) winner = n;
      }
      found[winner] += 1;
    }
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
    const counts = wins(rows, names.length);
    return new Map([...names, null].map((name, i) => [name, BigInt(counts[i])]));
  }

  root.Weightings = { weightings };
})(self);
