// A result as an architecture decision record in Markdown. guide/telling/decision_record.py writes the same text.
(function (root) {
  "use strict";

  const CHOICES = {
    clear: "We choose {winner}."
      + " It leads by {margin} points of fit out of 100, which is a clear lead.",
    slight: "We choose {winner}."
      + " It leads by {margin} points of fit out of 100, which is a slight lead.",
    close: "We lean towards {winner}."
      + " It leads by only {margin} points of fit out of 100, which is too close to call.",
    only: "We choose {winner}. Our answers rule out everything else.",
    tie: "Still open: the best fit equally well.",
    none: "Still open: our answers rule out every option.",
    unanswered: "Still open: nothing that counts has been answered yet.",
  };
  const OPEN = " The questions that we left open can still change this.";
  const BEYOND = ", beyond the scale of 0 to 5";
  const NOTHING = "- No other answers to the same questions, and no other importance of one of them.";
  const ANYTHING = "- Any answer: nothing has been answered yet.";

  const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

  function tenths(fraction) {
    if (!fraction) return "";
    const [above, below] = fraction;
    const value = Math.floor((20 * above + below) / (2 * below));
    return `${Math.floor(value / 10)}.${value % 10}`;
  }

  // data as Analysis.explain gives it; link leads to the result; date as 2026-11-22
  function markdown(guide, data, link, date) {
    const criterion = (id) => guide.criteria.find((c) => c.id === id);
    const label = (id, option) => criterion(id).options.find((o) => o.id === option).label;
    const alternative = (id) => guide.alternatives.find((a) => a.id === id);
    const winner = data.winner === null ? "" : alternative(data.winner).name;
    const lines = [
      `# Decision: ${winner || "still open"}`, "",
      "- Status: proposed", `- Date: ${date}`,
      `- Guide: of ${guide.updated}, version ${data.guide.digest}`, "",
      "## Context", "", `The question: ${guide.title}`, "",
    ];
    if (data.answers.length) {
      lines.push("| Question | Answer | Importance, 0 to 5 |", "|---|---|---|");
      for (const { criterion: id, option, importance } of data.answers) {
        lines.push(`| ${cell(criterion(id).ask)} | ${cell(label(id, option))} | ${importance} |`);
      }
      if (data.skipped.length) lines.push("");
    }
    if (data.skipped.length) {
      lines.push("Not answered:", "", ...data.skipped.map((id) => `- ${criterion(id).ask}`));
    }
    lines.push("", "## Options considered", "");
    for (const { id, fit, ruled_out: vetoes } of data.alternatives) {
      lines.push(`- **${alternative(id).name}**: ${alternative(id).summary}${
        fit === null ? "" : ` Fit: ${fit} of 100.`}${
        vetoes.map((veto) => ` Ruled out by “${criterion(veto.criterion).title}”: ${veto.reason}`).join("")}`);
    }
    lines.push("", "## Decision", "", CHOICES[data.verdict]
      .replace("{winner}", () => winner).replace("{margin}", tenths(data.margin))
      + (data.decided || !data.answers.length ? "" : OPEN));
    if (data.contributions.length) lines.push("", "## Reasons", "");
    for (const { criterion: id, option, points } of data.contributions) {
      lines.push(`- ${criterion(id).title}: ${label(id, option)}`, ...points.map((gain) => (
        `  - ${alternative(gain.alternative).name}, ${gain.points} points: ${gain.because}`)));
    }
    const { answers, fewest, importance } = data.flips;
    const changes = [
      ...answers.map((flip) => `- ${alternative(flip.winner).name}, if the answer to “${
        criterion(flip.criterion).ask}” were “${label(flip.criterion, flip.option)}”.`),
      ...importance.map((flip) => {
        const { importance: now } = data.answers.find((a) => a.criterion === flip.criterion);
        const side = flip.at[0] >= now * flip.at[1] ? "above" : "below";
        return `- ${alternative(flip.winner).name}, if the importance of “${
          criterion(flip.criterion).title}” were ${side} ${tenths(flip.at)}${
          flip.at[0] >= 5 * flip.at[1] ? BEYOND : ""}; it is ${now}.`;
      }),
    ];
    if (fewest && fewest.count > 1) {
      changes.push(`- Another winner, with these ${fewest.count} answers instead: ${fewest.answers.map(
        (change) => `“${label(change.criterion, change.option)}” for “${
          criterion(change.criterion).title}”`).join(", ")}.`);
    }
    lines.push("", "## What would change it", "");
    lines.push(...(changes.length ? changes : [data.answers.length ? NOTHING : ANYTHING]));
    lines.push("", "## Where this comes from", "", `<${link}>`);
    return `${lines.join("\n")}\n`;
  }

  root.Adr = { markdown };
})(self);
