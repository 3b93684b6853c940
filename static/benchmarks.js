// Sorts and filters the tables of measured runs, shows one column alone, and the figures of one side
// as ratios to the other's. Without it they are whole, in the order measured.
(function () {
  "use strict";
  const tables = [...document.querySelectorAll("table.measured")];
  if (!tables.length) return;
  const { phrases, alternatives, steps } = JSON.parse(document.getElementById("data").textContent);
  const say = Phrases.of(phrases);
  const rowsOf = (table) => [...table.tBodies[0].rows];
  const headsOf = (table) => [...table.tHead.rows[0].cells];
  const number = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const all = tables.flatMap(rowsOf);
  // what a visitor chose stands in the address, under names that no criterion can have
  const NAMES = ["test", "server", "profile", "connections"];
  const asked = new URLSearchParams(location.search);
  const chosen = Object.fromEntries(NAMES.map((name) => [name, asked.get(`table.${name}`) ?? ""]));
  let [column, order] = (asked.get("table.sort") ?? "").split(".");
  let base = asked.get("table.base") ?? ""; // the alternative whose figures are 1
  let only = Number(asked.get("table.only")); // the column that stands alone, counted from 1; or 0
  const LABELS = 3; // the first columns say which row it is, and always stay

  function remember() {
    const kept = new URLSearchParams(location.search);
    const put = (name, value) => (value ? kept.set(name, value) : kept.delete(name));
    for (const name of NAMES) put(`table.${name}`, chosen[name]);
    put("table.base", base);
    put("table.sort", column && `${column}.${order}`);
    put("table.only", only);
    const query = kept.toString();
    try {
      history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
    } catch {
      // a browser that keeps no addresses of local files
    }
  }

  function compare(at) {
    const key = (row) => row.cells[at].dataset.value ?? row.cells[at].textContent.trim();
    return (a, b) => (a.cells[at].dataset.value === undefined
      ? number.compare(key(a), key(b)) : key(a) - key(b));
  }

  function sort(table) {
    const heads = headsOf(table);
    for (const head of heads) head.removeAttribute("aria-sort");
    if (!heads[column - 1]) return;
    const down = order === "down", by = compare(column - 1);
    heads[column - 1].setAttribute("aria-sort", down ? "descending" : "ascending");
    table.tBodies[0].append(...rowsOf(table).sort(down ? (a, b) => by(b, a) : by));
  }

  // whose figures a table has, and in which column those of the base stand, by their unit
  const figures = new Map(tables.map((table) => [table, headsOf(table)
    .map((head, at) => ({ at, ...head.dataset })).filter((head) => head.unit)]));
  const bases = [...new Set([...figures.values()].flat().map((head) => head.of))]
    .filter((id) => Object.hasOwn(alternatives, id ?? ""));
  if (!bases.includes(base)) base = "";
  const measured = new Map(); // what a cell said before it was a ratio

  function asMeasured(cell) {
    cell.textContent = measured.get(cell).text;
    cell.dataset.value = measured.get(cell).value;
    cell.className = "num";
  }

  function asRatio(cell, to, best, hues, found) {
    const ratio = measured.get(cell).value / measured.get(to).value;
    cell.dataset.value = ratio;
    cell.textContent = cell === to ? "1" : ratio.toFixed(2);
    cell.className = cell === to ? "num even" : "num";
    if (cell === to || !found) return;
    const better = ratio > 1 === (best === "most") ? hues.own : hues.base;
    const heat = 1 + steps.filter((step) => Math.max(ratio, 1 / ratio) >= step).length;
    const mark = document.createElement("i");
    mark.className = `m m${better}`;
    cell.prepend(mark);
    cell.classList.add(`h${better}`, `heat${heat}`);
  }

  function relate(table) {
    if (!measured.size) {
      for (const cell of all.flatMap((row) => [...row.cells])) {
        const { value } = cell.dataset;
        if (value !== undefined) measured.set(cell, { text: cell.textContent, value: Number(value) });
      }
    }
    const heads = figures.get(table);
    const bound = heads.filter((head) => head.of === base);
    for (const row of rowsOf(table)) {
      for (const { at, of, unit, best } of heads) {
        const to = bound.find((head) => head.unit === unit);
        if (!base || !to) asMeasured(row.cells[at]);
        else {
          const hues = { own: alternatives[of ?? base]?.hue ?? 5, base: alternatives[base].hue };
          asRatio(row.cells[at], row.cells[to.at], best, hues, "found" in row.dataset);
        }
      }
    }
  }

  function isolate(table) {
    const heads = headsOf(table), alone = only > LABELS && heads[only - 1];
    for (const row of table.rows) {
      [...row.cells].forEach((cell, at) => {
        cell.hidden = alone && at >= LABELS && at !== alone.cellIndex;
      });
    }
    for (const head of heads.slice(LABELS)) {
      head.lastChild.setAttribute("aria-pressed", head === alone);
    }
  }

  function button(head, press, ...inside) {
    const made = document.createElement("button");
    made.type = "button";
    made.append(...inside);
    made.addEventListener("click", () => { press(); remember(); });
    head.append(made);
    return made;
  }

  for (const table of tables) {
    if (base) relate(table);
    headsOf(table).forEach((head, at) => {
      const name = head.textContent.trim().replace(/\s+/g, " ");
      button(head, () => {
        order = head.getAttribute("aria-sort") === "ascending" ? "down" : "up";
        column = String(at + 1);
        tables.forEach(sort);
      }, ...head.childNodes);
      if (at < LABELS) return;
      head.abbr = name; // or a screen reader would say both buttons with each cell
      const alone = button(head, () => {
        only = only === at + 1 ? 0 : at + 1;
        tables.forEach(isolate);
      }, say("measured.filter.only"));
      alone.setAttribute("aria-label", say("measured.filter.only.column", { column: name }));
    });
    sort(table);
    isolate(table);
  }

  const counted = all.filter((row) => !row.closest("details")); // the noise is folded away
  const runs = document.querySelectorAll(".run");
  const filters = document.createElement("div");
  filters.className = "filters";
  const told = document.createElement("p");
  const count = document.createElement("p");
  for (const status of [told, count]) status.setAttribute("role", "status");

  // a status that is set again is read again
  const put = (status, text) => { if (status.textContent !== text) status.textContent = text; };

  function show() {
    for (const row of all) {
      row.hidden = NAMES.some((name) => chosen[name] && row.dataset[name] !== chosen[name]);
    }
    put(told, base && say("measured.filter.ratios", { name: alternatives[base].name }));
    const shown = counted.filter((row) => !row.hidden).length;
    put(count, say.counted("measured.filter.rows", counted.length, { shown }));
  }

  function choice(name, options, value, change) {
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.append(...options);
    select.value = value;
    select.addEventListener("change", () => { change(select.value); show(); remember(); });
    label.append(`${say(`measured.filter.${name}`)} `, select);
    filters.append(label);
  }

  for (const name of NAMES) {
    const values = [...new Set(all.map((row) => row.dataset[name]))].sort(number.compare);
    if (!values.includes(chosen[name])) chosen[name] = "";
    if (values.length < 2) continue;
    const options = [new Option(say("measured.filter.all"), ""), ...values.map((value) => new Option(value, value))];
    choice(name, options, chosen[name], (value) => { chosen[name] = value; });
  }
  if (bases.length > 1) {
    const options = bases.map((id) => new Option(say("measured.filter.against", alternatives[id]), id));
    choice("base", [new Option(say("measured.filter.figures"), ""), ...options], base, (value) => {
      base = value;
      for (const table of tables) { relate(table); sort(table); }
    });
  }
  filters.append(count, told);
  (runs.length > 1 ? runs[0] : tables[0].closest(".scroll")).before(filters);
  show();
})();
