// A visitor's own run beside ours: the file is read and checked here, and sent nowhere.
(function () {
  "use strict";
  const section = document.getElementById("own");
  if (!section) return;
  const data = JSON.parse(document.getElementById("data").textContent);
  const say = Phrases.of(data.phrases);
  const status = section.querySelector("[role=status]");
  let shown = null, asked = null;

  class Mistake extends Error {}
  const refuse = (name, values) => { throw new Mistake(say(name, values)); };
  const written = (value) => JSON.stringify(value)?.slice(0, 60) ?? "–";
  const shortly = (value) => String(Number(value.toPrecision(4)));

  const number = (value, place) => (Number.isFinite(value) && value > 0
    ? value : refuse("own.number", { place, value: written(value) }));
  const text = (value, place) => (typeof value === "string" && value && value.length <= 500
    ? value : refuse("own.text", { place, value: written(value) }));
  const known = (value, place, expected) => (expected.includes(value)
    ? value : refuse("own.known", { place, value: written(value), expected: expected.join(", ") }));

  function ratioOf(pairs, place) {
    if (!Array.isArray(pairs) || pairs.length < 3) refuse("own.pairs", { place });
    const rate = (block, at) => number(block?.requests, `${at}.requests`) / number(block?.seconds, `${at}.seconds`);
    const logs = pairs.map((pair, n) => Math.log(
      rate(pair?.left, `${place}[${n}].left`) / rate(pair?.right, `${place}[${n}].right`)));
    return Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
  }

  function verdictOf({ ratio, low, high, noise_floor: floor }) {
    if (low <= 1 && high >= 1 || floor != null && Math.max(ratio, 1 / ratio) <= floor) return "none";
    return ratio > 1 ? "left" : "right";
  }

  function pairOf(left, right, name) {
    if (left === right) return left || say("measured.plain");
    const [profile, ...part] = right.split(", ");
    return profile === left ? say("speed.pair.with", { profile, name, part: part.join(", ") })
      : say("speed.pair", { left, right });
  }

  // a row of the file as one of the table, or a mistake with its place
  function checked(row, place) {
    const sides = Object.fromEntries(["left", "right"].map((name) => [name, {
      label: text(row?.[name]?.label, `${place}.${name}.label`),
      alternative: known(row[name].alternative, `${place}.${name}.alternative`, Object.keys(data.alternatives)),
    }]));
    for (const name of ["connections", "ratio", "low", "high"]) number(row[name], `${place}.${name}`);
    if (row.noise_floor != null) number(row.noise_floor, `${place}.noise_floor`);
    if (row.low > row.ratio || row.ratio > row.high) refuse("own.interval", { place });
    const ratio = ratioOf(row.pairs, `${place}.pairs`);
    if (Math.abs(ratio / row.ratio - 1) > 1e-3) {
      refuse("own.ratio", { place: `${place}.ratio`, value: row.ratio, expected: shortly(ratio) });
    }
    const expected = verdictOf(row);
    if (row.verdict !== expected) {
      refuse("own.verdict", { place: `${place}.verdict`, value: written(row.verdict), expected });
    }
    const [left, right] = Object.values(sides).map((side) => side.label.split(", ").slice(1).join(", "));
    return {
      test: known(row.test, `${place}.test`, data.tests), left: sides.left.label, right: sides.right.label,
      pair: pairOf(left, right, data.alternatives[sides.right.alternative].name),
      connections: row.connections, ratio: row.ratio, low: row.low, high: row.high,
      faster: expected === "none" ? null : sides[expected].alternative, turned: expected === "right",
    };
  }

  function readRun(content) {
    let run = null;
    try {
      run = JSON.parse(content);
    } catch {
      refuse("own.json");
    }
    if (run?.kind !== "measured" || run.version !== 1) refuse("own.kind");
    if (run.invalid) refuse("own.invalid", { reason: written(run.invalid) });
    const place = (n) => `rows[${n}]`;
    const rows = (Array.isArray(run.rows) ? run.rows : [])
      .flatMap((row, n) => (row?.invalid ? [] : [checked(row, place(n))]));
    if (!rows.length) refuse("own.empty");
    return {
      rows, rough: typeof run.rough === "string" && run.rough, date: text(run.date, "date"),
      processor: text(run.environment?.processor, "environment.processor"),
    };
  }

  const element = (name, about = {}, ...inside) => {
    const made = Object.assign(document.createElement(name), about);
    made.append(...inside);
    return made;
  };

  function cell(row) {
    if (!row) return element("td", {}, say("speed.unmeasured"));
    const turned = row.turned ?? row.ratio < 1;
    const [low, ratio, high] = row.faster && turned
      ? [1 / row.high, 1 / row.ratio, 1 / row.low] : [row.low, row.ratio, row.high];
    const unit = element("span", { className: "unit" },
      say("measured.extent", { low: low.toFixed(2), high: high.toFixed(2) }));
    if (!row.faster) return element("td", { className: "even" }, say("speed.none"), " ", unit);
    const { name, hue } = data.alternatives[row.faster];
    const heat = 1 + data.steps.filter((step) => ratio >= step).length;
    return element("td", { className: `h${hue} heat${heat}` }, element("i", { className: `m m${hue}` }),
      say("speed.faster", { name, ratio: ratio.toFixed(2) }), " ", unit);
  }

  function beside(run) {
    const key = (row) => JSON.stringify([row.test, row.left, row.right, row.connections]);
    const rows = new Map();
    for (const row of data.ours) rows.set(key(row), { row, ours: row });
    for (const row of run.rows) rows.set(key(row), { row, ...rows.get(key(row)), yours: row });
    const head = (words) => element("th", { scope: "col" }, words);
    const body = [...rows.values()].map(({ row, ours, yours }) => {
      const what = `${row.pair}, ${say.counted("measured.count", row.connections)}`;
      const named = element("th", { scope: "row" }, `${say(`measured.title.${row.test}`)} `,
        element("span", { className: "unit" }, what));
      return element("tr", {}, named, cell(ours), cell(yours));
    });
    const caption = say("own.caption", { date: run.date, processor: run.processor });
    return element("div", { className: "scroll", tabIndex: 0, role: "group", ariaLabel: caption },
      element("table", { className: "found" }, element("caption", {}, caption),
        element("thead", {}, element("tr", {}, head(say("own.test")), head(say("own.ours")), head(say("own.yours")))),
        element("tbody", {}, ...body)));
  }

  async function show(file) {
    shown?.remove();
    shown = null;
    asked = file;
    status.className = "";
    try {
      if (file.size > data.largest) refuse("own.large", { n: data.largest / 2 ** 20 });
      const content = await file.text().catch(() => ""); // a folder cannot be read
      if (file !== asked) return; // another one was chosen meanwhile
      const run = readRun(content);
      shown = beside(run);
      section.append(shown);
      status.textContent = say.counted("own.shown", run.rows.length, { file: file.name })
        + (run.rough ? ` ${say("own.rough", { reason: run.rough })}` : "");
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      status.className = "note";
      status.textContent = say("own.refused", { file: file.name, mistake: error.message });
    }
  }

  const input = section.querySelector("input");
  const look = () => { if (input.files[0]) show(input.files[0]); };
  section.hidden = false;
  input.addEventListener("change", look);
  look(); // a browser may put the file back when the page comes again
  const carriesFile = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => { if (carriesFile(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    if (event.dataTransfer.files[0]) {
      show(event.dataTransfer.files[0]);
      section.scrollIntoView();
    }
  });
})();
