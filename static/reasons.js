// The part of a decision that says why: guide/telling/reasons.py in the browser.
(function (root) {
  "use strict";
  const { FEW, MANY, heading, items, link, page, ten, text, woven } = Tree;
  const MOST = 3;

  function spread({ points }) {
    const values = points.map((gain) => ten(gain.points));
    return Math.max(...values) - Math.min(...values);
  }

  // `W` is what Tree.whole finds
  function weighs(say, d, look, W) {
    const lines = d.contributions.slice(0, MOST).filter(spread).map((row) => {
      const most = Math.max(...row.points.map((gain) => gain.points));
      return woven(say, row.points.length === 2 ? "weighs.by" : "weighs.upto", {
        question: link(look.by(row.criterion).title, "#q-" + row.criterion),
        label: look.label(row.criterion, row.option),
        points: say.points([spread(row), W]),
        names: say.few(row.points.filter((gain) => gain.points === most)
          .map((gain) => look.name(gain.alternative))),
      });
    });
    return lines.length ? [
      heading(2, say("weighs.title")), items(lines), text("screen", link(say("result.take"), "#take"))] : [];
  }

  // each sentence once with all that it is told of, in the order they come in
  function alike(told) {
    const found = new Map();
    for (const [whom, what] of told) found.set(what, [...found.get(what) || [], whom]);
    return [...found];
  }

  // of many alternatives the best come first
  function reason(say, row, look, ranked) {
    const { title, demos, options } = look.by(row.criterion);
    const { fit } = options.find(({ id }) => id === row.option);
    const gain = new Map(row.points.map((one) => [one.alternative, one]));
    const points = ranked.length > FEW ? ranked.slice(0, MANY).map(({ id }) => gain.get(id)) : row.points;
    const texts = alike(points.map(({ alternative, because }) => [look.name(alternative), because]));
    return {
      criterion: row.criterion,
      title,
      to: page(row.criterion),
      option: row.option,
      importance: row.importance,
      bars: points.map(({ alternative: id }) => ({
        name: look.short(id),
        hue: look.hue(id),
        solid: fit[id],
        open: 0,
        said: say("why.fit", { fit: say.tenths(ten(fit[id])) }),
      })),
      // what holds for all of them names nobody
      because: texts.filter(([because]) => because).map(([because, names]) => [
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

  root.Reasons = { alike, reason, weighs, why };
})(self);
