// A decision as one tree of sections: guide/telling/sections.py in the browser.
(function (root) {
  "use strict";
  const { rounded } = Phrases;
  const MOST = 3;
  const FEW = 5, MANY = 50;
  const MAX_IMPORTANCE = 5;
  const thousandths = (share) => Math.floor(share * 1000 + 0.5);
  const ten = (points) => Math.round(10 * points);
  const heading = (level, text) => ({ kind: "heading", level, text });
  const text = (style, ...line) => ({ kind: "text", style, line });
  const items = (lines) => ({ kind: "items", lines });
  const link = (words, to) => ({ text: words, to });
  const page = (id) => `/criteria/${id}/`;

  // a number that is not negative with two decimals at most
  function hundredths(say, at) {
    const n = rounded(at, 100), whole = String(Math.floor(n / 100));
    return n % 100 ? whole + say("number.point") + String(n % 100).padStart(2, "0").replace(/0$/, "") : whole;
  }

  function percent(say, share) {
    const n = thousandths(share);
    if (n === 1000 && share < 1) return say("share.most");
    if (n === 0 && share > 0) return say("share.least");
    return say("share", { n: Math.floor(n / 10) + say("number.point") + (n % 10) });
  }

  // a phrase in pieces, with its values as they are
  const woven = (say, name, values) => say.table[name].split(/\{(\w+)\}/)
    .map((piece, i) => (i % 2 ? values[piece] : piece)).filter((piece) => piece !== "");

  // what the tree looks up again and again, for one guide
  function lookup(guide) {
    const criteria = new Map(guide.criteria.map((c) => [c.id, c]));
    const hues = new Map(guide.alternatives.map((a, i) => [a.id, i]));
    return {
      by: (id) => criteria.get(id),
      label: (id, option) => criteria.get(id).options.find((o) => o.id === option).label,
      hue: (id) => hues.get(id) ?? null,
      name: (id) => guide.alternatives[hues.get(id)].name,
      short: (id) => Verdict.called(guide, id),
    };
  }

  const outOf = (d) => d.alternatives.filter((a) => a.ruled_out.length);

  function detail(say, d, { kind, values }) {
    const first = d.elsewhere.some((e) => e.place === "first");
    const out = outOf(d).map((a) => a.name), found = [];
    if (!first && d.verdict !== "only" && d.verdict !== "none") {
      const name = kind === "unanswered" && d.answers.length ? "weightless"
        : kind.replace(/(clear|slight).*/, "lead");
      found.push(say("verdict.detail." + name, values));
    }
    if (out.length) found.push(say("verdict.out", { names: say.few(out) }));
    return found.join(" ");
  }

  // a close verdict, where another leads in more of the ways to weigh the answers
  function against(say, d) {
    if (d.verdict !== "close") return "";
    const rows = d.shares.weightings;
    const own = rows.find((row) => row.alternative === d.winner).share;
    let best = { share: own };
    for (const row of rows) {
      if (row.alternative !== null && row.share > best.share) best = row;
    }
    if (!best.alternative) return "";
    const name = (id) => d.alternatives.find((a) => a.id === id).name;
    return say(best.share > 0.5 ? "against.most" : "against.more",
      { other: name(best.alternative), winner: name(d.winner) });
  }

  function head(say, guide, d, told) {
    const more = (place) => link(say("elsewhere.more", { name: say.inside(place.name) }), place.link);
    const best = d.alternatives.length > FEW && guide.alternatives.find(({ id }) => id === d.winner);
    const about = best?.url ? [" ", link(say("elsewhere.more", { name: best.name }), best.url)] : [];
    const lead = [told.between, detail(say, d, told), against(say, d)].filter(Boolean).join(" ");
    return [
      heading(1, told.headline),
      ...d.elsewhere.filter((e) => e.place === "first")
        .map((place) => text("", place.because + " ", more(place))),
      ...(best ? [text("", best.summary, ...about)] : []),
      ...(lead ? [text("lead", lead)] : []),
      Verdict.bars(say, guide, d),
      ...d.elsewhere.filter((e) => e.place === "beside")
        .map((place) => text("", say("elsewhere.beside",
          { name: say.inside(place.name), because: place.because }) + " ", more(place))),
    ];
  }

  function out(say, d, look) {
    const lines = outOf(d).flatMap((a) => a.ruled_out.map(({ criterion, reason }) => woven(say, "out.reason", {
      name: { name: a.name, hue: look.hue(a.id) },
      reason,
      question: link(look.by(criterion).title, page(criterion)),
    })));
    return lines.length ? [heading(2, say("out.title")), items(lines)] : [];
  }

  function spread({ points }) {
    const values = points.map((gain) => ten(gain.points));
    return Math.max(...values) - Math.min(...values);
  }

  function weighs(say, d, look) {
    const lines = d.contributions.slice(0, MOST).filter(spread).map((row) => {
      const most = Math.max(...row.points.map((gain) => gain.points));
      return woven(say, row.points.length === 2 ? "weighs.by" : "weighs.upto", {
        question: link(look.by(row.criterion).title, "#q-" + row.criterion),
        label: look.label(row.criterion, row.option),
        points: say.points([spread(row), 10]),
        names: say.few(row.points.filter((gain) => gain.points === most)
          .map((gain) => look.name(gain.alternative))),
      });
    });
    return lines.length ? [heading(2, say("weighs.title")), items(lines)] : [];
  }

  // guide/telling/differences.py
  function differences(say, guide, kept, d) {
    const first = d.alternatives[0].id;
    const second = [kept.alternatives[0], ...d.alternatives].find((a) => a.id !== first).id;
    return guide.criteria.flatMap((c) => {
      const sides = [kept, d].map((one) => one.contributions.find((row) => row.criterion === c.id));
      const [a, b] = sides;
      if (a?.option === b?.option && a?.importance === b?.importance) return [];
      const weighed = a && b && a.importance !== b.importance;
      const choice = (side) => {
        if (!side) return say("differ.none");
        const { label, rules_out: vetoes = {} } = c.options.find((o) => o.id === side.option);
        const names = guide.alternatives.filter((x) => Object.hasOwn(vetoes, x.id)).map((x) => x.name);
        return [
          label, ...(weighed ? [say("differ.importance", { n: side.importance })] : []),
          ...(names.length ? [say("differ.out", { names: say.listed(names) })] : []),
        ].join(" · ");
      };
      const lead = (side) => {
        const points = (id) => (side ? ten(side.points.find((g) => g.alternative === id).points) : 0);
        return points(first) - points(second);
      };
      const moved = lead(b) - lead(a), tenths = Math.abs(moved);
      const { name } = guide.alternatives.find((x) => x.id === (moved > 0 ? first : second));
      const said = moved ? say("differ.moved", { points: say.points([tenths, 10]), name }) : say("differ.still");
      return [{ cells: [c.title, said, choice(a), choice(b)], tenths }];
    });
  }

  function differ(say, guide, d, told, given, kept) {
    const rows = differences(say, guide, kept.d, d);
    const most = Math.max(0, ...rows.map((row) => row.tenths));
    const top = most && rows.find((row) => row.tenths === most).cells;
    const then = Answers.query(guide, kept.given);
    return [
      heading(2, say("differ.title")),
      text("", say("differ.kept", { verdict: Verdict.verdict(say, guide, kept.d).bar })),
      text("", say("differ.now", { verdict: told.bar })),
      ...(top ? [text("", say("differ.most", { title: top[0], moved: top[1] }))] : []),
      ...(rows.length ? [
        {
          kind: "table",
          label: say("differ.table"),
          heads: ["question", "lead", "before", "after"].map((name) => say("differ." + name)),
          rows: rows.map((row) => row.cells),
        },
        text("small", say("differ.units")),
      ] : [text("", say("differ.same"))]),
      text("screen", link(say("differ.stop"), "?" + Answers.query(guide, given)), " · ",
        link(say("differ.swap"),
          "?" + [then, Answers.query(guide, given, "other.")].filter(Boolean).join("&"))),
    ];
  }

  function firmly(say, d) {
    if (d.winner === null) return say("firm.none");
    if (d.verdict === "only") return say("firm.only", { names: say.few(outOf(d).map((a) => a.name)) });
    const least = Math.min(...[d.shares.weightings, d.shares.completions].map(
      (rows) => rows.find((row) => row.alternative === d.winner).share));
    const degree = least >= 0.9 ? "high" : least >= 0.7 ? "middle" : "low";
    return say("firm." + degree + (d.skipped.length ? ".open" : ""), { winner: d.alternatives[0].name });
  }

  function firm(say, d, look) {
    if (!d.answers.length) return [];
    const ranked = (rows) => (d.alternatives.length > FEW
      ? [...rows].sort((a, b) => b.share - a.share) : rows);
    const shares = (title, rows, sampled) => [
      heading(3, say("firm." + title)),
      { kind: "bars", top: 1000, bars: ranked(rows).map(({ alternative, share }) => ({
        name: alternative === null ? say("share.tie") : look.short(alternative),
        hue: look.hue(alternative),
        solid: thousandths(share),
        open: 0,
        said: percent(say, share),
      })) },
      ...(d.sampled.includes(sampled) ? [text("small", say("share.sampled"))] : []),
    ];
    const columns = [shares("weighed", d.shares.weightings, "weightings")];
    if (d.skipped.length) columns.push(shares("answered", d.shares.completions, "completions"));
    return [heading(2, say("firm.title")), text("", firmly(say, d)), { kind: "columns", columns }];
  }

  // guide/telling/changes.py
  function changes(say, guide, d, given) {
    if (!d.answers.length) return [];
    const look = lookup(guide), found = [];
    const { answers, fewest, importance } = d.flips;
    const instead = (flips) => [...new Set(flips.map((flip) => flip.criterion))].map((id) => say("change.instead", {
      title: look.by(id).title,
      labels: flips.filter((flip) => flip.criterion === id)
        .map((flip) => say("number.quoted", { text: look.label(id, flip.option) })).join(say("number.or")),
      given: look.label(id, given.options[id]),
    }));
    for (const { id, name } of guide.alternatives) {
      const flips = answers.filter((flip) => flip.winner === id);
      if (flips.length) found.push({ lead: say("change.answer", { winner: name }), ways: instead(flips) });
    }
    if (!answers.length) {
      found.push(fewest
        ? { lead: say("change.fewest", { n: fewest.count }), ways: instead(fewest.answers) }
        : { lead: say("change.never"), ways: [] });
    }
    const within = importance.filter(({ at }) => at[0] < MAX_IMPORTANCE * at[1]);
    for (const { id, name } of guide.alternatives) {
      const ways = within.filter((flip) => flip.winner === id).map(({ criterion, at }) => {
        const now = d.answers.find((a) => a.criterion === criterion).importance;
        return say("change." + (at[0] >= now * at[1] ? "above" : "below"),
          { title: look.by(criterion).title, at: hundredths(say, at), now });
      });
      if (ways.length) found.push({ lead: say("change.importance", { winner: name }), ways });
    }
    if (!within.length) found.push({ lead: say("change.weights"), ways: [] });
    return found;
  }

  function change(say, guide, d, given) {
    const found = changes(say, guide, d, given);
    return [
      ...(found.length ? [heading(2, say("change.title"))] : []),
      ...found.flatMap(({ lead, ways }) => [
        text("", lead), ...(ways.length ? [items(ways.map((way) => [way]))] : [])]),
    ];
  }

  // of many alternatives the best come first
  function reason(say, row, look, ranked) {
    const texts = new Map(), { title, demos } = look.by(row.criterion);
    const gain = new Map(row.points.map((one) => [one.alternative, one]));
    const points = ranked.length > FEW ? ranked.slice(0, MANY).map(({ id }) => gain.get(id)) : row.points;
    for (const { alternative, because } of points) {
      if (because) texts.set(because, [...texts.get(because) || [], look.name(alternative)]);
    }
    return {
      criterion: row.criterion,
      title,
      to: page(row.criterion),
      option: row.option,
      importance: row.importance,
      bars: points.map(({ alternative, points: n }) => ({
        name: look.short(alternative),
        hue: look.hue(alternative),
        solid: n,
        open: 0,
        said: say.points([ten(n), 10]),
      })),
      // what holds for all of them is one sentence
      because: [...texts].map(([because, names]) => [
        names.length === points.length ? "" : say.few(names), because]),
      runs: (demos || []).map((demo) => link(demo.title, `/demos/${demo.id}/`)),
    };
  }

  const why = (say, d, look) => (d.contributions.length ? [
    heading(2, say("why.title")),
    text("small", say("why.order")),
    text("screen", say("why.change")),
    ...(d.alternatives.length > MANY ? [
      text("small", ...woven(say, "why.best", { n: String(MANY), compare: link(say("why.compare"), "/compare/") }))] : []),
    { kind: "reasons", rows: d.contributions.map((row) => reason(say, row, look, d.alternatives)) },
  ] : []);

  function worth(d, given, look) {
    const [one, other] = Verdict.left(d).map((a) => a.id);
    if (d.decided || !other) return "";
    let best = 0, found = "";
    for (const id of d.skipped) {
      const leads = look.by(id).options.map((o) => o.fit[one] - o.fit[other]);
      const reach = Score.weight(look.by(id), given.importance) * (Math.max(...leads) - Math.min(...leads));
      if (reach > best) [best, found] = [reach, id];
    }
    return found;
  }

  function left(say, d, told, given, look) {
    const best = d.answers.length && worth(d, given, look), n = d.skipped.length;
    const count = !n ? say("left.count.none") : d.answers.length
      && say.counted("left.count" + (d.decided ? ".decided" : ""), n);
    return [
      heading(2, say(d.answers.length ? "left.title" : "left.first")),
      ...(count ? [text("", count)] : []),
      ...(best ? [text("", ...woven(say, "left.next", { ask: link(look.by(best).ask, "#q-" + best) }))] : []),
      ...(n ? [{ kind: "open", rows: d.skipped.map(look.by).map((c) => ({
        criterion: c.id, ask: c.ask, to: page(c.id), importance: Score.weight(c, given.importance),
      })) }] : []),
      ...(told.uncounted.length ? [
        heading(3, say("left.uncounted")), items(told.uncounted.map((line) => [line]))] : []),
    ];
  }

  // `given` are the answers of `d`; `kept` is the decision to compare it with: its `d` and `given`;
  // `told` is the verdict in words, where it is known already
  function sections(say, guide, d, given, kept, told = Verdict.verdict(say, guide, d)) {
    const look = lookup(guide);
    return Object.entries({
      verdict: head(say, guide, d, told),
      out: out(say, d, look),
      weighs: weighs(say, d, look),
      differ: kept ? differ(say, guide, d, told, given, kept) : [],
      firm: firm(say, d, look),
      change: change(say, guide, d, given),
      why: why(say, d, look),
      left: left(say, d, told, given, look),
    }).map(([name, nodes]) => ({ name, nodes })).filter(({ nodes }) => nodes.length);
  }

  root.Sections = { against, changes, sections };
})(self);
