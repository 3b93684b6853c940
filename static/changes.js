// What would change a decision, in sentences: guide/telling/changes.py in the browser.
(function (root) {
  "use strict";

  function changes(say, guide, d, given) {
    if (!d.answers.length) return [];
    const look = Tree.lookup(guide), found = [];
    const { answers, fewest } = d.flips;
    const weights = Flips.byWeight(guide, d, Flips.sumsOf(guide, given.options, given.importance));
    const criteria = (flips) => [...new Set(flips.map((flip) => flip.criterion))];
    const instead = (flips) => criteria(flips).map((id) => say("change.instead", {
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
      if (!fewest) found.push({ lead: say("change.never"), ways: [] });
      else {
        const lead = fewest.count ? say("change.fewest", { n: fewest.count }) : say("change.unknown");
        found.push({ lead, ways: instead(fewest.answers) });
      }
    }
    for (const { id, name } of guide.alternatives) {
      const flips = weights.filter((flip) => flip.winner === id);
      const ways = criteria(flips).map((key) => {
        const some = flips.filter((flip) => flip.criterion === key).map((flip) => flip.importance);
        return say("change." + (some.length > 1 ? "range" : "weight"), {
          title: look.by(key).title, least: some[0], most: some.at(-1),
          now: d.answers.find((a) => a.criterion === key).importance,
        });
      });
      if (ways.length) found.push({ lead: say("change.importance", { winner: name }), ways });
    }
    if (!weights.length) found.push({ lead: say("change.weights"), ways: [] });
    return found;
  }

  root.Changes = { changes };
})(self);
