// How firm a recommendation is and what would change it, added to what score.js computes:
// guide/engine/decision.py in the browser.
(function (root) {
  "use strict";
  const { recommend, studied } = root.Score;
  const { always, completions, decided } = root.Ways;
  const { byAnswer, byImportance, sumsOf } = root.Flips;
  const { fewest } = root.Fewest;
  const { sample } = root.Sampling;
  const { weightings } = root.Weightings;

  // the double nearest to above / below, as Python's division of integers gives it
  function share(above, below) {
    if (below <= Number.MAX_SAFE_INTEGER) return Number(above) / Number(below);
    // two bits beyond the last one of the smallest double; of a large share they would be too many
    const bits = above << 100n < below ? 1076 : 200;
    const scaled = above << BigInt(bits);
    const found = Number((scaled / below) | (scaled % below ? 1n : 0n));
    return found / 2 ** 200 / 2 ** (bits - 200);
  }

  function shares(guide, counts) {
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0n);
    return [...guide.alternatives.map((a) => a.id), ...(counts.get(null) ? [null] : [])]
      .map((id) => ({ alternative: id, share: share(counts.get(id) || 0n, total) }));
  }

  // gives an object a property that is computed once it is read
  function whenRead(object, name, compute) {
    let found;
    Object.defineProperty(object, name, { enumerable: true, get: () => found ??= compute() });
  }

  // the whole JSON of the interface: Score.recommend and what goes with it, found in steps
  function* deciding(guide, options, importance = {}) {
    const { names, by } = studied(guide);
    const result = recommend(guide, options, importance);
    const now = sumsOf(guide, options, importance);
    const places = [...names.keys()].filter((i) => !now.vetoes[i]);
    const remain = places.map((i) => names[i]);
    const fits = result.answers.map(({ criterion, option }) => {
      const row = by.get(criterion).rows.get(option);
      return places.map((i) => row.fits[i]);
    });
    const given = [{ ...options }, { ...importance }]; // as it is now
    yield;
    const exact = completions(guide, options, importance);
    yield;
    const found = {
      ...result,
      decided: exact || result.winner === null ? always(exact, result.winner)
        : decided(guide, options, importance, result.winner),
    };
    // these take longest, and hardly a verdict needs them
    whenRead(found, "flips", () => {
      const answers = byAnswer(guide, ...given, result, now);
      const least = fewest(guide, ...given, result, answers.length > 0);
      return { answers, fewest: least, importance: byImportance(guide, result, now) };
    });
    found.shares = { completions: shares(guide, exact || sample(guide, options, importance)) };
    whenRead(found.shares, "weightings", () => shares(guide, weightings(remain, fits)));
    found.sampled = [...(exact ? [] : ["completions"]), ...(remain.length > 2 ? ["weightings"] : [])];
    return found;
  }

  function decide(guide, options, importance) {
    const steps = deciding(guide, options, importance);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  root.Decision = { decide, deciding };
})(self);
