// Sorts and filters the tables of measured runs. Without it they are whole, in the order measured.
(function () {
  "use strict";
  const tables = [...document.querySelectorAll("table.measured")];
  if (!tables.length) return;
  const say = Phrases.of(JSON.parse(document.getElementById("data").textContent).phrases);
  const rowsOf = (table) => [...table.tBodies[0].rows];
  const headsOf = (table) => [...table.tHead.rows[0].cells];
  const number = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const all = tables.flatMap(rowsOf);
  // what a visitor chose stands in the address, under names that no criterion can have
  const NAMES = ["test", "server", "profile", "connections"];
  const asked = new URLSearchParams(location.search);
  const chosen = Object.fromEntries(NAMES.map((name) => [name, asked.get(`table.${name}`) ?? ""]));
  let [column, order] = (asked.get("table.sort") ?? "").split(".");

  function remember() {
    const kept = new URLSearchParams(location.search);
    const put = (name, value) => (value ? kept.set(name, value) : kept.delete(name));
    for (const name of NAMES) put(`table.${name}`, chosen[name]);
    put("table.sort", column && `${column}.${order}`);
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

  for (const table of tables) {
    headsOf(table).forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        order = head.getAttribute("aria-sort") === "ascending" ? "down" : "up";
        column = String(at + 1);
        tables.forEach(sort);
        remember();
      });
    });
    sort(table);
  }

  const counted = all.filter((row) => !row.closest("details")); // the noise is folded away
  const runs = document.querySelectorAll(".run");
  const filters = document.createElement("div");
  filters.className = "filters";
  const count = document.createElement("p");
  count.setAttribute("role", "status");

  function show() {
    for (const row of all) {
      row.hidden = NAMES.some((name) => chosen[name] && row.dataset[name] !== chosen[name]);
    }
    count.textContent = say(
      "measured.filter.rows", { n: counted.filter((row) => !row.hidden).length, all: counted.length });
  }

  for (const name of NAMES) {
    const values = [...new Set(all.map((row) => row.dataset[name]))].sort(number.compare);
    if (!values.includes(chosen[name])) chosen[name] = "";
    if (values.length < 2) continue;
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.append(new Option(say("measured.filter.all"), ""), ...values.map((value) => new Option(value, value)));
    select.value = chosen[name];
    select.addEventListener("change", () => { chosen[name] = select.value; show(); remember(); });
    label.append(`${say(`measured.filter.${name}`)} `, select);
    filters.append(label);
  }
  filters.append(count);
  (runs.length > 1 ? runs[0] : tables[0].closest(".scroll")).before(filters);
  show();
})();
