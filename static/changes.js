// What would change a decision, in sentences: guide/telling/changes.py in the browser.
(function (root) {
  "use strict";
  const MAX_IMPORTANCE = 5;

  // a number that is not negative with two decimals at most
  function hundredths(say, at) {
    const n = Phrases.rounded(at, 100), whole = String(Math.floor(n / 100));
    return n % 100 ? whole + say("number.point") + String(n % 100).padStart(2, "0").replace(/0$/, "") : whole;
  }

  function changes(say, guide, d, given) {
    if (!d.answers.length) return [];
    const look = Tree.lookup(guide), found = [];
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

  root.Changes = { changes };
})(self);
