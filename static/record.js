// A decision as an architecture decision record: guide/telling/decision_record.py in the browser.
(function (root) {
  "use strict";
  // what Markdown would take for a tag, and hide; an address in brackets stays one
  const TAG = /<(?!https?:\/\/)(?=[A-Za-z/!?])/g;
  const cell = (text) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

  const { firsts } = Sections;

  // not past what comes first, nor before it is firm, nor where the lead is not to be counted on
  const isChosen = (say, d) => d.winner !== null && Verdict.isFirm(d) && !firsts(d).length
    && d.verdict !== "close" && !Sections.against(say, d);

  function choice(say, guide, d, winner, told, chosen) {
    const { kind, headline, between } = told;
    const first = firsts(d).map((place) => say.inside(place.name));
    const points = d.margin && say.points(d.margin), found = [];
    if (first.length) found.push(say("record.wait", { names: say.listed(first) }), between);
    else if (d.winner === null) found.push(say("record." + kind), kind === "tie" ? headline : "");
    else {
      found.push(say(chosen ? "record.choose" : "record.lean", { winner }));
      if (d.verdict === "only") found.push(say("record." + kind));
      else if (!kind.endsWith(".early")) found.push(say("record.lead." + kind, { points }));
      else found.push(say("record.lead.early", { points, open: say.points([d.open || 0, 1]) }));
    }
    found.push(Sections.against(say, d), Sections.tried(guide, d, told));
    if (d.answers.length && !d.decided) found.push(say.counted("record.rest", d.skipped.length));
    return found.filter(Boolean).join(" ");
  }

  function options(say, guide, d, look, site) {
    const known = (link) => {
      const address = link.startsWith("/") ? site + link : link;
      return address.startsWith("http") ? ` <${address}>` : "";
    };
    return [
      ...d.elsewhere.map(({ name, place, because, link, criteria }) => `- **${
        name.replace(/^./u, (letter) => letter.toUpperCase())}**${say("why.colon")}${
        say("record." + place, { because })} ${
        Sections.due(say, look, criteria).map((span) => span.text ?? span).join("")}${known(link)}`),
      ...d.alternatives.map(({ id, name, fit, ruled_out: vetoes }) => `- **${name}**${say("why.colon")}${[
        guide.alternatives.find((a) => a.id === id).summary,
        ...(fit === null ? [] : [say("record.fit", { fit: say("verdict.fit", { fit }) })]),
        ...vetoes.map((veto) => say("record.out", { question: look.by(veto.criterion).title, reason: veto.reason })),
      ].join(" ")}`),
    ];
  }

  function reasons(say, d, look, W) {
    const lines = d.contributions.length ? ["", `## ${say("record.reasons")}`, ""] : [];
    for (const { criterion, option, points } of d.contributions) {
      lines.push(`- ${look.by(criterion).title}${say("why.colon")}${look.label(criterion, option)}`);
      for (const [because, gains] of Reasons.alike(points.map((gain) => [gain, gain.because]))) {
        const told = gains.map((gain) => say("record.reason", {
          name: look.name(gain.alternative),
          points: say.points([Tree.ten(gain.points), W]),
        }));
        const joined = () => say("record.reason.because", { gains: told.join(say("record.reason.next")), because });
        lines.push(...(because ? [joined()] : told).map((line) => `  - ${line}`));
      }
    }
    return lines;
  }

  // d as Decision.decide gives it for `given`; link leads to the result, if known; date as 2026-11-22
  function markdown(say, guide, d, given, link, date) {
    const look = Tree.lookup(guide), { by, label } = look;
    const winner = d.winner === null ? "" : look.name(d.winner);
    const told = Verdict.verdict(say, guide, d), chosen = isChosen(say, d);
    const lines = [
      `# ${chosen ? say("record.title", { winner }) : say("record.title.open")}`, "",
      `- ${say("record.status")}`, `- ${say("record.date", { date })}`,
      `- ${say("record.guide", { updated: guide.updated, digest: d.guide.digest })}`,
      "", `## ${say("record.context")}`, "", say("record.question", { title: guide.title }),
    ];
    if (d.answers.length) {
      const heads = ["question", "answer", "importance"].map((head) => say("record.head." + head));
      lines.push("", `| ${heads.join(" | ")} |`, "|---|---|---|");
    }
    for (const { criterion, option, importance } of d.answers) {
      lines.push(`| ${cell(by(criterion).ask)} | ${cell(label(criterion, option))} | ${importance} |`);
    }
    if (d.skipped.length) {
      lines.push("", say("record.skipped"), "", ...d.skipped.map((id) => `- ${by(id).ask}`));
    }
    for (const line of told.uncounted) lines.push("", line);
    lines.push("", `## ${say("record.options")}`, "", ...options(say, guide, d, look, link ? link.split("/result/")[0] : ""));
    lines.push("", `## ${say("record.decision")}`, "", choice(say, guide, d, winner, told, chosen));
    lines.push(...reasons(say, d, look, Tree.whole(guide, d, given)));
    lines.push("", `## ${Sections.title(say, guide, d, "change.title")}`);
    if (!d.answers.length) lines.push("", `- ${say("record.anything")}`);
    for (const { lead, ways } of Changes.changes(say, guide, d, given)) {
      lines.push("", lead, ...(ways.length ? ["", ...ways.map((way) => `- ${way}`)] : []));
    }
    if (link) lines.push("", `## ${say("record.source")}`, "", `<${link}>`);
    return `${lines.join("\n").replace(TAG, "&lt;")}\n`;
  }

  root.Record = { markdown };
})(self);
