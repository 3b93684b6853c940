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
    const scaled = above << 1000n;
    return Number((scaled / below) | (scaled % below ? 1n : 0n)) / 2 ** 1000;
  }

  function shares(guide, counts) {
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0n);
    return [...guide.alternatives.map((a) => a.id), ...(counts.get(null) ? [null] : [])]
      .map((id) => ({ alternative: id, share: share(counts.get(id) || 0n, total) }));
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
    const given = [{ ...options }, { ...importance }]; // as it is now
    yield;
    const exact = completions(guide, options, importance);
    yield;
    const sure = exact ? always(exact, result.winner)
      : decided(guide, options, importance, result.winner);
    const ways = shares(guide, exact || sample(guide, options, importance));
    // what takes longest is found once it is read: hardly a verdict needs it
    let flips, weighed;
    const found = {
      ...result,
      decided: sure,
      get flips() {
        return flips ??= {
          answers: byAnswer(guide, ...given, result, now),
          fewest: fewest(guide, ...given, result),
          importance: byImportance(guide, result, now),
        };
      },
    };
    // not in the literal above: V8 puts a getter behind all that stands in one with a spread
    found.shares = {
      completions: ways,
      get weightings() { return weighed ??= shares(guide, weightings(remain, fits)); },
    };
    found.sampled = [...(exact ? [] : ["completions"]), ...(remain.length > 2 ? ["weightings"] : [])];
    return found;
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
