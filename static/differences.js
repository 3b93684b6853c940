// What tells one set of answers from another: guide/telling/differences.py in the browser.
(function (root) {
  "use strict";
  const { ten, whole } = Tree;

  // both are a decision `d` and what was `given` for it
  function differences(say, guide, before, now) {
    const kept = before.d, { d } = now;
    const [K, W] = [before, now].map((it) => whole(guide, it.d, it.given));
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
      const moved = lead(b) * K - lead(a) * W, far = Math.abs(moved);
      const { name } = guide.alternatives.find((x) => x.id === (moved > 0 ? first : second));
      const said = moved ? say("differ.moved", { points: say.points([far, K * W]), name }) : say("differ.still");
      return [{ cells: [c.title, said, choice(a), choice(b)], far }];
    });
  }

  root.Differences = { differences };
})(self);
