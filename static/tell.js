// How firm a recommendation is and what would change it, in the sentences of guide/telling/words.py.
(function (root) {
  "use strict";
  const { data: { guide }, say, listed } = Words;
  const by = (id) => guide.criteria.find((c) => c.id === id);
  const label = (c, id) => c.options.find((o) => o.id === id).label;

  function shortNumber([above, below]) {
    const hundredths = Math.floor((200 * above + below) / (2 * below));
    const rest = String(hundredths % 100).padStart(2, "0");
    return `${Math.floor(hundredths / 100)}.${rest}`.replace(/\.?0+$/, "");
  }

  const thousandths = (share) => Math.floor(share * 1000 + 0.5);

  function percent(share) {
    const tenths = thousandths(share);
    if (tenths === 1000 && share < 1) return say("share.most");
    if (tenths === 0 && share > 0) return say("share.least");
    return say("share", { n: `${Math.floor(tenths / 10)}.${tenths % 10}` });
  }

  function next(r, importance) {
    const left = r.alternatives.filter((a) => !a.ruled_out.length).slice(0, 2).map((a) => a.id);
    if (r.decided || left.length < 2) return "";
    let best = 0, found = null;
    for (const c of r.skipped.map(by)) {
      const leads = c.options.map((o) => o.fit[left[0]] - o.fit[left[1]]);
      const reach = Score.weight(c, importance) * (Math.max(...leads) - Math.min(...leads));
      if (reach > best) [best, found] = [reach, c];
    }
    return found ? say("next", { ask: found.ask }) : "";
  }

  function firm(r) {
    const out = r.alternatives.filter((a) => a.ruled_out.length).map((a) => a.name);
    if (r.winner === null) return say("firm.none");
    if (r.verdict === "only") return say("firm.only", { names: listed(out) });
    const [weighed, completed] = [r.shares.weightings, r.shares.completions].map(
      (rows) => rows.find((row) => row.alternative === r.winner).share);
    const least = Math.min(weighed, completed);
    const degree = least >= 0.9 ? "high" : least >= 0.7 ? "middle" : "low";
    const rest = r.skipped.length ? say("firm.rest", { share: percent(completed) }) : "";
    const values = { winner: r.alternatives[0].name, share: percent(weighed), rest };
    const text = say("firm." + degree, values);
    return text + (r.sampled.includes("weightings") ? " " + say("firm.sampled") : "");
  }

  function changes(r, options) {
    if (!r.answers.length) return [];
    const given = (id) => r.answers.find((a) => a.criterion === id);
    const instead = ({ criterion, option }) => {
      const c = by(criterion);
      return say("change.instead", {
        title: c.title, label: label(c, option), given: label(c, options[criterion]),
      });
    };
    const { answers, fewest, importance } = r.flips;
    const found = [];
    const group = (phrase, flips, way) => guide.alternatives.forEach((a) => {
      const ways = flips.filter((flip) => flip.winner === a.id).map(way);
      if (ways.length) found.push({ lead: say(phrase, { winner: a.name }), ways });
    });
    group("change.answer", answers, instead);
    if (!answers.length) {
      found.push(fewest
        ? { lead: say("change.fewest", { n: fewest.count }), ways: fewest.answers.map(instead) }
        : { lead: say("change.never"), ways: [] });
    }
    for (const [phrase, beyond] of [["change.importance", false], ["change.outside", true]]) {
      group(phrase, importance.filter(({ at }) => (at[0] >= 5 * at[1]) === beyond), ({ criterion, at }) => {
        const now = given(criterion).importance;
        const kind = at[0] >= now * at[1] ? "above" : "below";
        return say("change." + kind, { title: by(criterion).title, at: shortNumber(at), now });
      });
    }
    if (!importance.length) found.push({ lead: say("change.weights"), ways: [] });
    return found;
  }

  function differences(kept, now) {
    const first = now.alternatives[0].id;
    const second = [kept.alternatives[0], ...now.alternatives].find((a) => a.id !== first).id;
    return guide.criteria.flatMap((c) => {
      const sides = [kept, now].map((r) => r.contributions.find((row) => row.criterion === c.id));
      const [a, b] = sides;
      if (a?.option === b?.option && a?.importance === b?.importance) return [];
      const weighed = a && b && a.importance !== b.importance;
      const choice = (side) => {
        if (!side) return say("differ.none");
        const { label: text, rules_out: vetoes = {} } = c.options.find((o) => o.id === side.option);
        const out = guide.alternatives.filter((x) => Object.hasOwn(vetoes, x.id)).map((x) => x.name);
        return [
          text, ...(weighed ? [say("importance", { n: side.importance })] : []),
          ...(out.length ? [say("differ.out", { names: listed(out) })] : []),
        ].join(" · ");
      };
      const lead = (side) => {
        const points = (id) => (side ? side.points.find((g) => g.alternative === id).points : 0);
        return points(first) - points(second);
      };
      const moved = lead(b) - lead(a);
      const { name } = guide.alternatives.find((x) => x.id === (moved > 0 ? first : second));
      const said = moved ? say("differ.moved", { points: Math.abs(moved), name }) : say("differ.still");
      return [{ cells: [c.title, said, choice(a), choice(b)], points: Math.abs(moved) }];
    });
  }

  // the difference that moved the lead furthest
  function most(rows) {
    const points = Math.max(0, ...rows.map((row) => row.points));
    if (!points) return "";
    const [title, moved] = rows.find((row) => row.points === points).cells;
    return say("differ.most", { title, moved });
  }

  root.Tell = { by, percent, thousandths, next, firm, changes, differences, most };
})(self);
