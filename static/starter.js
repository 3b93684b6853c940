// From a decision to a project: the same files and the same bytes as guide/starter and guide/engine/marks.py.
(function (root) {
  "use strict";

  const BOTH = "both";
  const README = "README.md";
  const RECORD = "DECISION.md";

  const holds = (condition, on) => condition.split(" or ").some((either) => (
    either.split(" and ").every((term) => on.has(term.replace(/^not /, "")) !== term.startsWith("not "))));

  // the text without its marks and what they leave out, or null if they leave out the file
  function keep(text, on) {
    const kept = [];
    let shown = true;
    for (const line of text.split("\n")) {
      const mark = /^\s*(?:#:|<!--:|\/\*:)(.*?)(?:-->|\*\/)?\s*$/.exec(line);
      const words = mark && mark[1].trim();
      if (!mark) {
        if (shown) kept.push(line);
      } else if (words.startsWith("file if ")) {
        if (!holds(words.slice(8), on)) return null;
      } else if (words.startsWith("if ")) {
        shown = holds(words.slice(3), on);
      } else {
        shown = words === "end" || !shown;
      }
    }
    return kept.join("\n");
  }

  function answersOf(conditions, given) {
    const found = (conditions || []).find((condition) => (
      Object.entries(condition).every(([criterion, options]) => options.includes(given[criterion]))));
    return found ? Object.keys(found).map((criterion) => [criterion, given[criterion]]) : [];
  }

  // what the project gets: data is a decision as JSON; framework and format may be null
  function plan(starter, data, framework, format) {
    const given = Object.fromEntries(data.answers.map((answer) => [answer.criterion, answer.option]));
    const feature = (id) => starter.features.find((each) => each.id === id);
    const asked = new Map();
    for (const each of starter.features) {
      const found = answersOf(each.when, given);
      const against = Object.entries(each.unless).some(([name, options]) => options.includes(given[name]));
      if (found.length && !against) asked.set(each.id, found);
    }
    const on = new Set(asked.keys());
    for (const id of on) feature(id).brings.forEach((other) => on.add(other)); // grows while it is walked
    const parts = starter.features.filter((each) => on.has(each.id)).map((each) => ({
      feature: each,
      answers: asked.get(each.id) || [],
      broughtBy: starter.features.filter((f) => on.has(f.id) && f.brings.includes(each.id)).map((f) => f.id),
    }));
    const ranked = data.alternatives.map((alternative) => alternative.id);
    const best = [...starter.frameworks].sort((a, b) => ranked.indexOf(a) - ranked.indexOf(b))[0];
    const usual = starter.formats.find((each) => answersOf(each.when, given).length) || starter.formats[0];
    const chosen = {
      framework: starter.frameworks.includes(framework) ? framework : best,
      format: starter.formats.find((each) => each.id === format) || usual,
      parts,
    };
    chosen.on = new Set([chosen.framework, chosen.format.id, ...parts.map((part) => part.feature.id)]);
    return chosen;
  }

  // the kind of a model by the name of its file, or undefined
  const formatOf = (starter, file) => (
    starter.formats.find((each) => each.suffixes.some((end) => file.toLowerCase().endsWith(end))) || {}).id;

  function reason(say, starter, guide, part) {
    if (part.answers.length) {
      const said = part.answers.map(([id, option]) => {
        const criterion = guide.criteria.find((each) => each.id === id);
        const { label } = criterion.options.find((each) => each.id === option);
        return say("start.reason.answer", { label, ask: criterion.ask });
      });
      return say("start.reason.answers", { answers: say.listed(said) });
    }
    const names = part.broughtBy.map((id) => (
      say("number.quoted", { text: starter.features.find((each) => each.id === id).name })));
    return say("start.reason.with", { names: say.listed(names) });
  }

  // the texts of the project by their paths, in order; record is the text of DECISION.md
  function files(say, starter, guide, chosen, record) {
    const found = { [RECORD]: record };
    for (const folder of [BOTH, chosen.framework]) {
      for (const [path, text] of Object.entries(starter.files[folder])) {
        const kept = keep(text, chosen.on);
        if (kept !== null) found[path] = kept;
      }
    }
    if (README in found) {
      const reasons = chosen.parts.map((part) => (
        `- **${part.feature.name}**${say("why.colon")}${reason(say, starter, guide, part)}\n`));
      found[README] += `\n## ${say("start.why")}\n\n${
        reasons.join("") || `${say("start.why.none")}\n`}`;
    }
    return Object.fromEntries(Object.keys(found).sort().map((path) => [path, found[path]]));
  }

  const folder = (chosen) => `${chosen.framework}-service`;
  const modelPath = (name) => `model/${name.replace(/[^A-Za-z0-9._-]/gu, "-").replace(/^[.-]+/, "") || "model"}`;

  const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const crc32 = (bytes) => (bytes.reduce((c, byte) => CRC[(c ^ byte) & 255] ^ (c >>> 8), -1) ^ -1) >>> 0;

  // fields as little-endian bytes: pairs of a size in bytes and a number
  const pack = (...fields) => fields.flatMap(([size, value]) => (
    Array.from({ length: size }, (_, i) => Math.floor(value / 2 ** (8 * i)) & 255)));

  // files by path, as texts or bytes; a ZIP archive of one folder, stored, as Python's zipfile writes it
  function zip(contents, top, date) {
    const encoder = new TextEncoder();
    const [year, month, day] = date.split("-").map(Number);
    const parts = [];
    const index = [];
    let offset = 0;
    const add = (bytes) => { parts.push(bytes); offset += bytes.length; };
    for (const path of Object.keys(contents).sort()) {
      const name = encoder.encode(`${top}/${path}`);
      const held = contents[path];
      const bytes = typeof held === "string" ? encoder.encode(held) : held;
      const common = [[2, 20], [2, 0], [2, 0], [2, 0], [2, ((year - 1980) << 9) | (month << 5) | day],
        [4, crc32(bytes)], [4, bytes.length], [4, bytes.length], [2, name.length], [2, 0]];
      index.push(Uint8Array.from([...pack([4, 0x02014b50], [2, 0x0314], ...common,
        [2, 0], [2, 0], [2, 0], [4, 0o100644 * 65536], [4, offset]), ...name]));
      add(Uint8Array.from([...pack([4, 0x04034b50], ...common), ...name]));
      add(bytes);
    }
    const start = offset;
    index.forEach(add);
    add(Uint8Array.from(pack([4, 0x06054b50], [2, 0], [2, 0], [2, index.length], [2, index.length],
      [4, offset - start], [4, start], [2, 0])));
    return new Blob(parts, { type: "application/zip" });
  }

  root.Starter = { keep, plan, formatOf, reason, files, folder, modelPath, zip };
})(self);
