// All ways to answer what was skipped, counted by who wins them.
// guide/engine/gates.py, steps.py and ways.py compute the same, and explain how.
(function (root) {
  "use strict";

  const { get, studied, weight } = root.Score;
  const MAX_STATES = 10000;
  const MAX_WORK = 500000;
  const MAX_BITS = 2 ** 31;

  // what the conditions of a guide tie together, found once for each
  const kept = new WeakMap();

  function tied(guide) {
    if (!kept.has(guide)) {
      const { list } = studied(guide);
      // plain numbers hold thirty bits, and are faster
      const one = list.reduce((n, { whens }) => n + whens.length, 0) > 30 ? 1n : 1;
      kept.set(guide, { groups: groups(list), gates: new Map(), one });
    }
    return kept.get(guide);
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
  function gates(guide, order = tied(guide).groups.flat()) {
    const { list, by } = studied(guide), { gates: known, one } = tied(guide);
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
  function keys(list, one, most) {
    const closes = list.reduce((n, { whens }) => n + whens.length, 0);
    if (most.reduce((all, far) => all * (2 * far + 2), 2 ** closes) > 2 ** 53 || one !== 1) {
      return (closed, leads) => `${closed}|${leads}`;
    }
    return (closed, leads) => leads.reduce((name, lead, i) => (
      name * (2 * most[i] + 2) + (lead === null ? 0 : lead + most[i] + 1)), closed);
  }

  // number of completions by winner, as a Map to BigInt; null where there are too many
  function completions(guide, options, importance, among = studied(guide).names) {
    const study = studied(guide), { groups: together, one: first } = tied(guide);
    const at = among.map((name) => study.names.indexOf(name));
    const open = gates(guide);
    const width = BigInt(study.list.reduce(
      (total, one) => total * BigInt(choices(one, options).length), 1n).toString(2).length + 1);
    const digits = (count) => BigInt(count) * width;
    let lowest = 0, highest = 0, work = 0;
    const steps = together.flat().map((one) => {
      const w = weight(one.c, importance) / study.unit;
      return [open.get(one.id), choices(one, options).map(({ id, fits, out }) => {
        const gains = at.map((i) => Math.round(w * (fits[i] - fits[at[0]])));
        const gain = gains[1];
        gains[1] = 0;
        return [id, gain, gains.map((g, i) => (out[at[i]] ? null : g))];
      })];
    });
    const key = keys(study.list, first, among.map((_, i) => steps.reduce((most, [, rows]) => (
      most + Math.max(...rows.map(([, , gains]) => Math.abs(gains[i] || 0)))), 0)));
    let states = new Map([["", [first - first, among.map(() => 0), 1n]]]);
    for (const [gate, rows] of steps) {
      const gained = rows.map((row) => row[1]).concat(gate.bits ? 0 : []); // it may not be asked
      const low = Math.min(...gained);
      lowest += low;
      highest += Math.max(...gained);
      const bits = (highest - lowest) * Number(width);
      const most = among.length > 2 ? Math.min(MAX_STATES, Math.floor(MAX_BITS / Math.max(bits, 1))) : MAX_STATES;
      work += states.size * rows.length * (Math.max(1, among.length - 2) + Math.floor(bits / 65536));
      if (among.length > 2 && (work > MAX_WORK || states.size > most)) return null;
      const next = new Map();
      const put = (closed, leads, paths) => {
        const name = key(closed, leads);
        const state = next.get(name);
        if (state) state[2] += paths;
        else next.set(name, [closed, leads, paths]);
      };
      for (const [closed, leads, paths] of states.values()) {
        if (next.size > most) return null;
        if (shut(gate, closed)) put(after(gate, closed, null), leads, paths << digits(-low));
        else {
          for (const [option, gain, gains] of rows) {
            put(after(gate, closed, option), add(leads, gains),
              gain === low ? paths : paths << digits(gain - low));
          }
        }
      }
      states = next;
      if (states.size > most) return null;
    }
    const counts = new Map();
    const count = (winner, paths) => counts.set(winner, (counts.get(winner) || 0n) + paths);
    for (const [, leads, paths] of states.values()) {
      for (const [winner, some] of tally(among, leads, paths, lowest, width)) count(winner, some);
    }
    return counts;
  }

  // winners with their number of paths: those above, at and below the others' best
  function tally(among, leads, paths, lowest, width) {
    const every = (1n << width) - 1n;
    const others = among.filter((name, i) => i !== 1 && leads[i] !== null);
    const lead = (name) => leads[among.indexOf(name)];
    const best = Math.max(...others.map(lead));
    const first = others.filter((name) => lead(name) === best);
    const leader = first.length === 1 ? first[0] : null;
    if (leads[1] === null || !others.length) return [[leads[1] === null ? leader : among[1], paths % every]];
    const start = BigInt(Math.max(best - lowest, 0)) * width;
    const end = BigInt(Math.max(best - lowest + 1, 0)) * width;
    return [
      [among[1], (paths >> end) % every],
      [null, (paths >> start) & ((1n << (end - start)) - 1n)],
      [leader, (paths & ((1n << start) - 1n)) % every],
    ];
  }

  const always = (counts, winner) => counts !== null && [...counts].every(
    ([name, count]) => name === winner || !count);

  // whether every completion has this winner
  function decided(guide, options, importance, winner) {
    if (winner === null) return always(completions(guide, options, importance), null);
    return guide.alternatives.every(({ id }) => id === winner
      || always(completions(guide, options, importance, [winner, id]), winner));
  }

  root.Ways = {
    add, after, always, choices, completions, decided, gates, shut, tied,
  };
})(self);
