// The verdict in words that know what is open: guide/telling/verdict.py in the browser.
(function (root) {
  "use strict";
  const MUCH = 25;

  const isFirm = (d) => d.decided || d.sampled[0] !== "completions"
    && (d.shares.completions.find((row) => row.alternative === d.winner)?.share || 0) >= 0.9;

  function kindOf(d, firm) {
    const early = !firm && !["none", "unanswered"].includes(d.verdict)
      && (!["close", "tie"].includes(d.verdict) || d.open >= MUCH);
    return d.verdict + (early ? ".early" : "");
  }

  const left = (d) => d.alternatives.filter((a) => !a.ruled_out.length);

  function leaders(d) {
    const total = (a) => d.contributions.reduce((sum, row) =>
      sum + Math.round(10 * row.points.find((gain) => gain.alternative === a.id).points), 0);
    const most = total(left(d)[0]);
    return left(d).filter((a) => total(a) === most);
  }

  // the name for where there is little room
  function called(guide, alternative) {
    const { short, name } = guide.alternatives.find(({ id }) => id === alternative);
    return short || name;
  }

  function conditions(say, guide, way) {
    return say.listed(Object.entries(way).map(([name, options]) => {
      const c = guide.criteria.find(({ id }) => id === name);
      const labels = options.map((o) => say("number.quoted",
        { text: c.options.find(({ id }) => id === o).label }));
      return say("verdict.uncounted.is", { title: c.title, labels: labels.join(say("number.or")) });
    }));
  }

  function verdict(say, guide, d, firm = isFirm(d)) {
    const kind = kindOf(d, firm), [best, second] = left(d);
    const at = (place) => d.elsewhere.filter((e) => e.place === place).map((e) => say.inside(e.name));
    const first = at("first"), beside = at("beside");
    const told = (called) => {
      const values = {};
      if (d.verdict === "tie") values.names = say.few(leaders(d).map(called));
      if (best) values.winner = called(best);
      if (d.margin) {
        values.second = called(second);
        values.points = say.points(d.margin);
        values.open = say.points([d.open, 1]);
      }
      let headline = say("verdict." + kind, values), between = "";
      if (first.length) {
        headline = say("verdict.first", { names: say.listed(first) });
        const brief = kind.replace(/clear|slight/, "lead").replace("only.early", "only");
        between = say(d.alternatives.length === 2 ? "verdict.two" : "verdict.among",
          { verdict: say("verdict.brief." + brief, values) });
      }
      return { values, headline, between };
    };
    const short = told(({ id }) => called(guide, id));
    return {
      kind,
      ...told((a) => a.name),
      bar: [short.headline, short.between, beside.length && say("verdict.beside", { names: say.listed(beside) })]
        .filter(Boolean).join(" "),
      uncounted: d.uncounted.map(({ criterion, option, asked_if: ways }) => {
        const c = guide.criteria.find(({ id }) => id === criterion);
        const { label } = c.options.find(({ id }) => id === option);
        return say("verdict.uncounted" + (ways[1] ? ".several" : ""),
          { title: c.title, label, conditions: conditions(say, guide, ways[0]) });
      }),
    };
  }

  function bars(say, guide, d) {
    return { kind: "bars", top: 100, bars: d.alternatives.map(({ id, fit, ruled_out: out }) => {
      const name = called(guide, id), hue = guide.alternatives.findIndex((a) => a.id === id), open = d.open || 0;
      if (out.length) return { name, hue, solid: null, open: 0, said: say("verdict.fit.out") };
      const said = fit === null ? "verdict.fit.none" : open ? "verdict.fit.open" : "verdict.fit";
      return { name, hue, solid: fit || 0, open, said: say(said, { fit, open }) };
    }) };
  }

  root.Verdict = { bars, called, isFirm, left, verdict };
})(self);
