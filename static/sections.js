// A decision as one tree of sections: guide/telling/sections.py in the browser.
(function (root) {
  "use strict";
  const { FEW, heading, items, link, lookup, page, ten, text, whole, woven } = Tree;
  const { alike, weighs, why } = Reasons;
  const { changes } = Changes;
  const { differences } = Differences;
  const NAMES = ["verdict", "out", "weighs", "differ", "firm", "change", "why", "left"];
  const thousandths = (share) => Math.floor(share * 1000 + 0.5);

  function percent(say, share) {
    const n = thousandths(share);
    if (n === 1000 && share < 1) return say("share.most");
    if (n === 0 && share > 0) return say("share.least");
    return say("share", { n: Math.floor(n / 10) + say("number.point") + (n % 10) });
  }

  const firsts = (d) => d.elsewhere.filter((place) => place.place === "first");
  const outOf = (d) => d.alternatives.filter((a) => a.ruled_out.length);

  function detail(say, d, { kind, values }) {
    const out = outOf(d).map((a) => a.name), found = [];
    if (!firsts(d).length && d.verdict !== "only" && d.verdict !== "none") {
      const name = kind === "unanswered" && d.answers.length ? "weightless"
        : kind.replace(/(clear|slight).*/, "lead");
      found.push(say("verdict.detail." + name, values));
    }
    if (out.length) found.push(say("verdict.out", { names: say.few(out) }));
    return found.join(" ");
  }

  // where another than the winner leads in more of the ways to weigh the answers
  function against(say, d) {
    if (d.winner === null || d.verdict === "only") return "";
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

  // what came of such verdicts in the cases of the guide
  function tried({ trials }, d, { kind }) {
    const says = trials?.says || {};
    const shown = firsts(d).length ? "first" : kind;
    return says[shown] || says[shown.replace(".early", "")] || "";
  }

  // names as Phrases.few lists them, each with its mark: here, for the questionnaire has to be light
  function few(say, some) {
    const shown = some[5] ? [...some.slice(0, 3), say("result.more", { n: some.length - 3 })] : some;
    return shown.flatMap((one, i) => (i
      ? [say(i < shown.length - 1 ? "number.comma" : "number.and"), one] : [one]));
  }

  // which answers lead elsewhere, each with the way to where it can be changed
  const due = (say, look, ids) => woven(say, "elsewhere.due." + (ids[1] ? "many" : "one"),
    { titles: few(say, ids.map((id) => link(look.by(id).title, "#q-" + id))) }).flat();

  // a heading; past what comes first, it says what it is about
  const title = (say, guide, d, name) => (firsts(d).length
    ? say(name + ".between", { names: say.few(guide.alternatives.map((a) => a.name)) }) : say(name));

  function head(say, guide, d, told, look) {
    const to = (place, because) => text("", because + " ", ...due(say, look, place.criteria), " ",
      link(say("elsewhere.more", { name: say.inside(place.name) }), place.link));
    const best = d.alternatives.length > FEW && guide.alternatives.find(({ id }) => id === d.winner);
    const first = firsts(d);
    const url = best?.url ? [" ", link(say("elsewhere.more", { name: best.name }), best.url)] : [];
    const about = best ? [text("", best.summary, ...url)] : [];
    const lead = [told.between, detail(say, d, told), against(say, d)].filter(Boolean).join(" ");
    const trials = tried(guide, d, told);
    return [
      heading(1, told.headline),
      // the headline names them; of several, each reason says whose it is
      ...first.map((place) => to(place, first[1] ? say("elsewhere.each", place) : place.because)),
      ...(first.length ? [] : about),
      ...(lead ? [text("lead", lead)] : []),
      // only now the winner is named
      ...(first.length ? about : []),
      Verdict.bars(say, guide, d),
      ...d.elsewhere.filter((e) => e.place === "beside")
        .map((place) => to(place,
          say("elsewhere.beside", { name: say.inside(place.name), because: place.because }))),
      ...(trials ? [text("small", trials + " ", link(say("trials.more"), guide.trials.link))] : []),
    ];
  }

  function out(say, d, look) {
    const told = alike(outOf(d).flatMap((a) => a.ruled_out.map((veto) => [
      { name: { name: a.name, hue: look.hue(a.id) }, veto }, veto.criterion + " " + veto.reason])));
    const lines = told.map(([, some]) => {
      const { criterion, reason } = some[0].veto;
      const names = few(say, some.map(({ name }) => name));
      const question = link(look.by(criterion).title, page(criterion));
      return woven(say, "out.reason", { name: names, reason, question }).flat();
    });
    return lines.length ? [heading(2, say("out.title")), items(lines)] : [];
  }

  function differ(say, guide, d, told, given, kept) {
    const rows = differences(say, guide, kept, { d, given });
    const most = Math.max(0, ...rows.map((row) => row.far));
    const top = most && rows.find((row) => row.far === most).cells;
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

  function firm(say, guide, d, look) {
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
    return [heading(2, title(say, guide, d, "firm.title")), text("", firmly(say, d)), { kind: "columns", columns },
      text("screen", link(say("firm.method"), "/method/"))];
  }

  function change(say, guide, d, given) {
    const found = changes(say, guide, d, given);
    return [
      ...(found.length ? [heading(2, title(say, guide, d, "change.title"))] : []),
      ...found.flatMap(({ lead, ways }) => [
        text("", lead), ...(ways.length ? [items(ways.map((way) => [way]))] : [])]),
    ];
  }

  function worth(d, given, look) {
    const [one, other] = Verdict.left(d).map((a) => a.id);
    if (d.decided || !other) return "";
    let best = 0, found = "";
    for (const id of d.skipped) {
      const leads = look.by(id).options.map((o) => ten(o.fit[one]) - ten(o.fit[other]));
      const reach = Score.weight(look.by(id), given.importance) * (Math.max(...leads) - Math.min(...leads));
      if (reach > best) [best, found] = [reach, id];
    }
    return found;
  }

  function left(say, guide, d, told, given, look) {
    const best = d.answers.length && worth(d, given, look), n = d.skipped.length;
    const count = !n ? say("left.count.none") : d.answers.length && (d.decided
      ? say.counted("left.count.decided", n) + Rest.mayFollow(say, guide, d) : say.counted("left.count", n));
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
  // `told` is the verdict in words, where it is known already; `some` names the sections wanted
  function sections(say, guide, d, given, kept, told = Verdict.verdict(say, guide, d), some = NAMES) {
    const look = lookup(guide), W = whole(guide, d, given);
    const made = {
      verdict: () => head(say, guide, d, told, look),
      out: () => out(say, d, look),
      weighs: () => weighs(say, d, look, W),
      differ: () => (kept ? differ(say, guide, d, told, given, kept) : []),
      firm: () => firm(say, guide, d, look),
      change: () => change(say, guide, d, given),
      why: () => why(say, d, look),
      left: () => left(say, guide, d, told, given, look),
    };
    return some.map((name) => ({ name, nodes: made[name]() })).filter(({ nodes }) => nodes.length);
  }

  root.Sections = { NAMES, against, due, firsts, sections, title, tried };
})(self);
