// Pure scoring: guide and answers in, the recommendation of the JSON interface out.
// guide/engine/scoring.py, tenths.py and elsewhere.py compute the same.
(function (root) {
  "use strict";

  // own properties only: a criterion may be called "constructor"
  const get = (object, key) => (object && Object.hasOwn(object, key) ? object[key] : undefined);

  function gcd(a, b) {
    while (b) [a, b] = [b, a % b];
    return a;
  }

  function fraction(above, below) {
    const d = gcd(Math.abs(above), below) || 1;
    return [above / d, below / d];
  }

  const weight = (c, importance) => get(importance, c.id) ?? c.importance;

  // what depends on a guide alone, found once for each
  const kept = new WeakMap();

  function studied(guide) {
    if (!kept.has(guide)) kept.set(guide, study(guide));
    return kept.get(guide);
  }

  // fits in tenths and what an option rules out, in the guide's order of the alternatives
  function study(guide) {
    const names = guide.alternatives.map((a) => a.id);
    let unit = 0;
    const list = guide.criteria.map((c) => ({
      c,
      id: c.id,
      whens: Array.isArray(c.when) ? c.when : Object.keys(c.when || {}).length ? [c.when] : [],
      rows: new Map(c.options.map((option) => {
        const fits = names.map((name) => Math.round(option.fit[name] * 10));
        unit = fits.reduce(gcd, unit);
        return [option.id, {
          id: option.id, option, fits, out: names.map((name) => get(option.rules_out, name)),
        }];
      })),
    }));
    const by = new Map(list.map((one) => [one.id, one]));
    return { names, list, by, unit: unit || 1 };
  }

  const answered = (options, conditions) => Object.entries(conditions).every(
    ([name, allowed]) => allowed.includes(get(options, name)));

  // the criteria that are asked, and the answers that count
  function openNow(guide, options) {
    const counted = Object.create(null);
    const open = studied(guide).list.filter(({ id, whens }) => {
      if (whens.length && !whens.some((one) => answered(counted, one))) return false;
      if (get(options, id)) counted[id] = options[id];
      return true;
    });
    return [open, counted];
  }

  const asked = (guide, options) => openNow(guide, options)[0].map(({ c }) => c);

  function elsewhere(guide, counted) {
    return (guide.elsewhere || []).flatMap(({ id, name, place, because, link, rules }) => {
      const names = new Set(rules
        .filter((rule) => answered(counted, rule.when) && !Object.entries(rule.unless || {})
          .some(([key, some]) => some.includes(get(counted, key))))
        .flatMap((rule) => Object.keys(rule.when)));
      const criteria = guide.criteria.map((c) => c.id).filter((key) => names.has(key));
      return criteria.length ? [{ id, name, place, because, link, criteria }] : [];
    });
  }

  function verdictOf(guide, remaining, margin) {
    if (remaining < 2) return remaining ? "only" : "none";
    if (!margin) return "unanswered";
    const [above, below] = margin;
    if (!above) return "tie";
    if (above < guide.verdict.close * below) return "close";
    return above >= guide.verdict.clear * below ? "clear" : "slight";
  }

  // options and importance by criterion id; totals are in tenths, so 10·T/W is one divided by W,
  // and `Math.round` rounds a half up, as `scoring.part` does in integers
  function recommend(guide, options, importance = {}) {
    const { names, list } = studied(guide);
    const [open, counted] = openNow(guide, options);
    const chosen = open.filter(({ id }) => id in counted).map(({ c, id, rows }) => (
      { id, row: rows.get(counted[id]), w: weight(c, importance) }));
    const W = open.reduce((sum, { c }) => sum + weight(c, importance), 0);
    const A = chosen.reduce((sum, { w }) => sum + w, 0);
    const places = names.map((_, i) => i);
    const total = places.map((i) => chosen.reduce((sum, { w, row }) => sum + w * row.fits[i], 0));
    const out = places.map((i) => chosen.filter(({ row }) => row.out[i]).map(({ id, row }) => (
      { criterion: id, reason: row.out[i] })));
    const last = (i) => out[i].length && 1;
    places.sort((a, b) => last(a) - last(b) || total[b] - total[a]);
    const remaining = places.filter((i) => !last(i));
    const margin = remaining.length > 1 && A
      ? fraction(total[remaining[0]] - total[remaining[1]], W) : null;
    const verdict = verdictOf(guide, remaining.length, margin);
    const contributions = chosen.map(({ id, row, w }) => [
      w * (Math.max(...row.fits) - Math.min(...row.fits)),
      {
        criterion: id,
        option: row.id,
        importance: w,
        points: names.map((name, i) => ({
          alternative: name,
          points: (w * row.fits[i]) / 10,
          because: get(row.option.because, name) ?? null,
        })),
      },
    ]);
    return {
      guide: { title: guide.title, updated: guide.updated, digest: guide.digest },
      answers: chosen.map(({ id, row, w }) => ({ criterion: id, option: row.id, importance: w })),
      verdict,
      winner: ["tie", "none", "unanswered"].includes(verdict) ? null : names[remaining[0]],
      margin,
      open: W ? Math.round(100 * (W - A) / W) : null,
      elsewhere: elsewhere(guide, counted),
      uncounted: list.filter((one) => get(options, one.id) && !open.includes(one)).map(
        ({ id, whens }) => ({ criterion: id, option: options[id], asked_if: whens })),
      alternatives: places.map((i) => ({
        id: names[i],
        name: guide.alternatives[i].name,
        fit: A ? Math.round(total[i] / W) : null,
        ruled_out: out[i],
      })),
      contributions: contributions.sort((a, b) => b[0] - a[0]).map((pair) => pair[1]),
      skipped: open.filter(({ id }) => !(id in counted)).map(({ id }) => id),
    };
  }

  root.Score = { asked, fraction, gcd, get, openNow, recommend, studied, weight };
})(self);
