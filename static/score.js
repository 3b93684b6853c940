// Pure scoring: guide and answers in, the recommendation of the JSON interface out.
// guide/scoring.py computes the same; tests/cases/ and random guides hold the two together.
(function (root) {
  "use strict";

  // own properties only: a criterion may be called "constructor"
  const get = (object, key) => (object && Object.hasOwn(object, key) ? object[key] : undefined);

  function asked(guide, options) {
    const found = new Set();
    return guide.criteria.filter((c) => {
      const holds = Object.entries(c.when || {}).every(
        ([name, allowed]) => found.has(name) && allowed.includes(get(options, name)));
      if (holds) found.add(c.id);
      return holds;
    });
  }

  function gcd(a, b) {
    while (b) [a, b] = [b, a % b];
    return a;
  }

  function fraction(above, below) {
    const d = gcd(Math.abs(above), below) || 1;
    return [above / d, below / d];
  }

  const weight = (c, importance) => get(importance, c.id) ?? c.importance;

  function verdictOf(guide, remaining, margin) {
    if (remaining < 2) return remaining ? "only" : "none";
    if (!margin) return "unanswered";
    const [above, below] = margin;
    if (!above) return "tie";
    if (above < guide.verdict.close * below) return "close";
    return above >= guide.verdict.clear * below ? "clear" : "slight";
  }

  // options and importance by criterion id
  function recommend(guide, options, importance = {}) {
    const names = guide.alternatives.map((a) => a.id);
    const open = asked(guide, options);
    const chosen = open.filter((c) => get(options, c.id)).map((c) => ({
      id: c.id,
      option: c.options.find((o) => o.id === options[c.id]),
      w: weight(c, importance),
    }));
    const W = chosen.reduce((sum, row) => sum + row.w, 0);
    const total = Object.create(null);
    const alternatives = guide.alternatives.map((a) => {
      total[a.id] = chosen.reduce((sum, { w, option }) => sum + w * option.fit[a.id], 0);
      return {
        id: a.id,
        name: a.name,
        fit: W ? Math.floor((20 * total[a.id] + W) / (2 * W)) : null,
        ruled_out: chosen
          .filter(({ option }) => get(option.rules_out, a.id))
          .map(({ id, option }) => ({ criterion: id, reason: option.rules_out[a.id] })),
      };
    });
    const out = (a) => (a.ruled_out.length ? 1 : 0);
    alternatives.sort((a, b) => out(a) - out(b) || total[b.id] - total[a.id]);
    const remaining = alternatives.filter((a) => !out(a));
    const margin = remaining.length > 1 && W
      ? fraction(10 * (total[remaining[0].id] - total[remaining[1].id]), W) : null;
    const verdict = verdictOf(guide, remaining.length, margin);
    const contributions = chosen.map(({ id, option, w }) => ({
      criterion: id,
      option: option.id,
      importance: w,
      points: names.map((name) => ({
        alternative: name, points: w * option.fit[name], because: get(option.because, name),
      })),
    }));
    const spread = ({ points }) => {
      const values = points.map((gain) => gain.points);
      return Math.max(...values) - Math.min(...values);
    };
    return {
      guide: { title: guide.title, updated: guide.updated, digest: guide.digest },
      answers: chosen.map(({ id, option, w }) => (
        { criterion: id, option: option.id, importance: w })),
      verdict,
      winner: ["tie", "none", "unanswered"].includes(verdict) ? null : remaining[0].id,
      margin,
      alternatives,
      contributions: contributions.sort((a, b) => spread(b) - spread(a)),
      skipped: open.filter((c) => !get(options, c.id)).map((c) => c.id),
    };
  }

  root.Score = { asked, fraction, recommend, weight };
  if (typeof module !== "undefined") module.exports = root.Score;
})(typeof self !== "undefined" ? self : globalThis);
