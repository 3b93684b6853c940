// Pure scoring: guide and answers in, the recommendation of the JSON interface out.
// guide/engine/scoring.py, tenths.py, elsewhere.py, gates.py and ways.py compute the same.
(function (root) {
  "use strict";

  const MAX_STATES = 10000;
  const MAX_WORK = 500000;

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
    // plain numbers hold thirty bits, and are faster
    const one = list.reduce((n, { whens }) => n + whens.length, 0) > 30 ? 1n : 1;
    return { names, list, by, unit: unit || 1, groups: groups(list), gates: new Map(), one };
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

  // 10·T/W of a total in tenths, a half rounded up
  const part = (total, W) => Math.floor((2 * total + W) / (2 * W));

  // options and importance by criterion id
  function recommend(guide, options, importance = {}) {
    const { names, list } = studied(guide);
    const [open, counted] = openNow(guide, options);
    const chosen = open.filter(({ id }) => id in counted).map(({ c, id, rows }) => (
      { id, row: rows.get(counted[id]), w: weight(c, importance) }));
    const W = open.reduce((sum, { c }) => sum + weight(c, importance), 0);
    const A = chosen.reduce((sum, { w }) => sum + w, 0);
    const total = names.map((_, i) => chosen.reduce((sum, { w, row }) => sum + w * row.fits[i], 0));
    const places = names.map((_, i) => i);
    const out = places.map((i) => chosen.filter(({ row }) => row.out[i]).map(({ id, row }) => (
      { criterion: id, reason: row.out[i] })));
    const last = (i) => (out[i].length ? 1 : 0);
    places.sort((a, b) => last(a) - last(b) || total[b] - total[a]);
    const remaining = places.filter((i) => !last(i));
    const margin = remaining.length > 1 && A
      ? fraction(total[remaining[0]] - total[remaining[1]], W) : null;
    const verdict = verdictOf(guide, remaining.length, margin);
    const asks = new Set(open);
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
      open: W ? part(100 * (W - A), W) : null,
      elsewhere: elsewhere(guide, counted),
      uncounted: list.filter((one) => get(options, one.id) && !asks.has(one)).map(
        ({ id, whens }) => ({ criterion: id, option: options[id], asked_if: whens })),
      alternatives: places.map((i) => ({
        id: names[i],
        name: guide.alternatives[i].name,
        fit: A ? part(total[i], W) : null,
        ruled_out: out[i],
      })),
      contributions: contributions.sort((a, b) => b[0] - a[0]).map((pair) => pair[1]),
      skipped: open.filter(({ id }) => !(id in counted)).map(({ id }) => id),
    };
  }

  function groups(list) {
    const groupOf = new Map();
    for (const one of list) {
      const tied = new Set(one.whens.flatMap(Object.keys).map((name) => groupOf.get(name)));
      const group = [...tied].flat().concat(one);
      for (const member of group) groupOf.set(member.id, group);
    }
    return [...new Set(groupOf.values())];
  }

  // what answers close, for going through the criteria in this order: each mapping of a `when` has
  // a bit, set when it cannot hold any more
  function gates(guide, order = studied(guide).groups.flat()) {
    const { list, by, gates: known, one } = studied(guide);
    const none = one - one;
    const key = order.map((one) => one.id).join();
    if (known.has(key)) return known.get(key);
    const place = new Map(order.map((one, i) => [one.id, i]));
    const all = new Map(list.map(({ id, rows }) => [id, {
      bits: none, unasked: none, closes: new Map([...rows.keys()].map((o) => [o, none])), settled: [],
    }]));
    let bit = one;
    for (const { id, whens } of list) {
      const own = all.get(id);
      const bits = whens.map((conditions) => {
        for (const [name, allowed] of Object.entries(conditions)) {
          const gate = all.get(name);
          gate.unasked |= bit;
          for (const option of by.get(name).rows.keys()) {
            if (!allowed.includes(option)) gate.closes.set(option, gate.closes.get(option) | bit);
          }
        }
        own.bits |= bit;
        bit <<= one;
        return bit >> one;
      });
      const names = new Set(whens.length > 1 ? whens.flatMap(Object.keys) : []);
      whens.forEach((conditions, i) => {
        const known = Math.max(...Object.keys(conditions).map((name) => place.get(name)));
        for (const name of names) {
          if (place.get(name) >= known) all.get(name).settled.push([bits[i], own.bits & ~bits[i]]);
        }
      });
    }
    known.set(key, all);
    return all;
  }

  const shut = (gate, closed) => Boolean(gate.bits) && (closed & gate.bits) === gate.bits;

  // what is closed after the answer `option`, null if the criterion is not asked
  function after(gate, closed, option) {
    let next = (closed | (option === null ? gate.unasked : gate.closes.get(option))) & ~gate.bits;
    for (const [bit, others] of gate.settled) if (!(next & bit)) next &= ~others;
    return next;
  }

  function choices({ id, rows }, options) {
    const given = get(options, id);
    return given ? [rows.get(given)] : [...rows.values()];
  }

  const add = (leads, gains) => leads.map(
    (lead, i) => (lead === null || gains[i] === null ? null : lead + gains[i]));

  // names a state by a number, or by text where there are too many states for that; `most` is how
  // far each lead can be from 0
  function keys({ one, list }, most) {
    const closes = list.reduce((n, { whens }) => n + whens.length, 0);
    if (most.reduce((all, far) => all * (2 * far + 2), 2 ** closes) > 2 ** 53 || one !== 1) {
      return (closed, leads) => `${closed}|${leads}`;
    }
    return (closed, leads) => leads.reduce((name, lead, i) => (
      name * (2 * most[i] + 2) + (lead === null ? 0 : lead + most[i] + 1)), closed);
  }

  // number of completions by winner, as a Map to BigInt; null where there are too many
  function completions(guide, options, importance, among = studied(guide).names) {
    const study = studied(guide);
    const at = among.map((name) => study.names.indexOf(name));
    const open = gates(guide);
    const width = BigInt(study.list.reduce(
      (total, one) => total * BigInt(choices(one, options).length), 1n).toString(2).length + 1);
    const digits = (count) => BigInt(count) * width;
    let lowest = 0, highest = 0, work = 0;
    const steps = study.groups.flat().map((one) => {
      const w = weight(one.c, importance) / study.unit;
      return [open.get(one.id), choices(one, options).map(({ id, fits, out }) => {
        const gains = at.map((i) => Math.round(w * (fits[i] - fits[at[0]])));
        const gain = gains[1];
        gains[1] = 0;
        return [id, gain, gains.map((g, i) => (out[at[i]] ? null : g))];
      })];
    });
    const key = keys(study, among.map((_, i) => steps.reduce((most, [, rows]) => (
      most + Math.max(...rows.map(([, , gains]) => Math.abs(gains[i] || 0)))), 0)));
    let states = new Map([["", [study.one - study.one, among.map(() => 0), 1n]]]);
    for (const [gate, rows] of steps) {
      const low = Math.min(0, ...rows.map((row) => row[1]));
      lowest += low;
      highest += Math.max(0, ...rows.map((row) => row[1]));
      work += states.size * rows.length * (
        Math.max(1, among.length - 2) + Math.floor((highest - lowest) * Number(width) / 65536));
      if (among.length > 2 && work > MAX_WORK) return null;
      const next = new Map();
      const put = (closed, leads, paths) => {
        const name = key(closed, leads);
        const state = next.get(name);
        if (state) state[2] += paths;
        else next.set(name, [closed, leads, paths]);
      };
      for (const [closed, leads, paths] of states.values()) {
        if (shut(gate, closed)) put(after(gate, closed, null), leads, paths << digits(-low));
        else {
          for (const [option, gain, gains] of rows) {
            put(after(gate, closed, option), add(leads, gains),
              gain === low ? paths : paths << digits(gain - low));
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
      const others = among.filter((name, i) => i !== 1 && leads[i] !== null);
      const lead = (name) => leads[among.indexOf(name)];
      const best = Math.max(...others.map(lead));
      const first = others.filter((name) => lead(name) === best);
      const leader = first.length === 1 ? first[0] : null;
      if (leads[1] === null || !others.length) {
        count(leads[1] === null ? leader : among[1], paths % every);
      } else {
        const start = digits(Math.max(best - lowest, 0));
        const end = digits(Math.max(best - lowest + 1, 0));
        count(among[1], (paths >> end) % every);
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
    add, after, always, asked, choices, completions, decided, fraction, gates, gcd, get, openNow,
    recommend, shut, studied, weight,
  };
})(self);
