// Pure scoring: guide and answers in, the recommendation of the JSON interface out.
// guide/engine/scoring.py computes the same.
(function (root) {
  "use strict";

  const MAX_STATES = 10000;
  const MAX_WORK = 500000;

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

  // Below: guide/engine/ways.py, where the method is explained.

  // bit i stands for the guide's criterion i
  function gates(guide) {
    const all = new Map(guide.criteria.map((c, i) => [c.id, {
      bit: 1n << BigInt(i), unasked: 0n, closes: new Map(c.options.map((o) => [o.id, 0n])),
    }]));
    for (const c of guide.criteria) {
      const { bit } = all.get(c.id);
      for (const [name, allowed] of Object.entries(c.when || {})) {
        const gate = all.get(name);
        gate.unasked |= bit;
        gate.closes.forEach((mask, option) => {
          if (!allowed.includes(option)) gate.closes.set(option, mask | bit);
        });
      }
    }
    return all;
  }

  // what is closed after the answer `option`, null if the criterion is not asked
  const after = (gate, closed, option) => (
    (closed | (option === null ? gate.unasked : gate.closes.get(option))) & ~gate.bit);

  function groups(guide) {
    const groupOf = new Map();
    for (const c of guide.criteria) {
      const tied = new Set(Object.keys(c.when || {}).map((name) => groupOf.get(name)));
      const group = [...tied].flat().concat(c);
      for (const member of group) groupOf.set(member.id, group);
    }
    return [...new Set(groupOf.values())];
  }

  function choices(c, options) {
    const given = get(options, c.id);
    return given ? c.options.filter((o) => o.id === given) : c.options;
  }

  const add = (leads, gains) => leads.map(
    (lead, i) => (lead === null || gains[i] === null ? null : lead + gains[i]));

  // number of completions by winner, as a Map to BigInt; null where there are too many
  function completions(guide, options, importance, names = guide.alternatives.map((a) => a.id)) {
    const open = gates(guide);
    const width = BigInt(guide.criteria.reduce(
      (total, c) => total * BigInt(choices(c, options).length), 1n).toString(2).length + 1);
    const digits = (count) => BigInt(count) * width;
    let lowest = 0, highest = 0, work = 0;
    let states = new Map([["", [0n, names.map(() => 0), 1n]]]);
    for (const c of groups(guide).flat()) {
      const gate = open.get(c.id);
      const w = weight(c, importance);
      const rows = choices(c, options).map((o) => {
        const gains = names.map((name) => w * (o.fit[name] - o.fit[names[0]]));
        const gain = gains[1];
        gains[1] = 0;
        return [o.id, gain, gains.map((g, i) => (get(o.rules_out, names[i]) ? null : g))];
      });
      const low = Math.min(0, ...rows.map((row) => row[1]));
      lowest += low;
      highest += Math.max(0, ...rows.map((row) => row[1]));
      work += states.size * rows.length * (1 + Math.floor((highest - lowest) * Number(width) / 65536));
      if (names.length > 2 && work > MAX_WORK) return null;
      const next = new Map();
      const put = (closed, leads, paths) => {
        const key = `${closed}|${leads}`;
        const state = next.get(key);
        if (state) state[2] += paths;
        else next.set(key, [closed, leads, paths]);
      };
      for (const [closed, leads, paths] of states.values()) {
        if (closed & gate.bit) put(after(gate, closed, null), leads, paths << digits(-low));
        else {
          for (const [option, gain, gains] of rows) {
            put(after(gate, closed, option), add(leads, gains), paths << digits(gain - low));
          }
        }
      }
      states = next;
      if (states.size > MAX_STATES) return null;
    }
    const counts = new Map();
    const count = (winner, paths) => counts.set(winner, (counts.get(winner) || 0n) + paths);
    const every = (1n << width) - 1n;
    for (const [, leads, paths] of states.values()) {
      const others = names.filter((name, i) => i !== 1 && leads[i] !== null);
      const lead = (name) => leads[names.indexOf(name)];
      const best = Math.max(...others.map(lead));
      const first = others.filter((name) => lead(name) === best);
      const leader = first.length === 1 ? first[0] : null;
      if (leads[1] === null || !others.length) {
        count(leads[1] === null ? leader : names[1], paths % every);
      } else {
        const start = digits(Math.max(best - lowest, 0));
        const end = digits(Math.max(best - lowest + 1, 0));
        count(names[1], (paths >> end) % every);
        count(null, (paths >> start) & ((1n << (end - start)) - 1n));
        count(leader, (paths & ((1n << start) - 1n)) % every);
      }
    }
    return counts;
  }

  const always = (counts, winner) => counts !== null && [...counts].every(
    ([name, count]) => name === winner || !count);

  // whether every completion has this winner
  function decided(guide, options, importance, winner) {
    if (winner === null) return always(completions(guide, options, importance), null);
    return guide.alternatives.every(({ id }) => id === winner
      || always(completions(guide, options, importance, [winner, id]), winner));
  }

  root.Score = {
    add, after, always, asked, choices, completions, decided, fraction, gates, get, groups, recommend, weight,
  };
})(self);
