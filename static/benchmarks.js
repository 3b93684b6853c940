// Sorts and filters the tables of measured runs. Without it they are whole, in the order measured.
(function () {
  "use strict";
  const tables = [...document.querySelectorAll("table.measured")];
  if (!tables.length) return;
  const say = Phrases.of(JSON.parse(document.getElementById("data").textContent));
  const rowsOf = (table) => [...table.tBodies[0].rows];
  const number = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function compare(column) {
    const key = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
    return (a, b) => (a.cells[column].dataset.value === undefined
      ? number.compare(key(a), key(b)) : key(a) - key(b));
  }

  function sort(table, header) {
    const down = header.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const order = compare(header.cellIndex);
    table.tBodies[0].append(...rowsOf(table).sort(down ? (a, b) => order(b, a) : order));
  }

  // what rows can be filtered by is what their first columns say
  const heads = ["test", "server", "profile", "connections"]
    .map((name, column) => [name, tables[0].tHead.rows[0].cells[column].textContent]);

  for (const table of tables) {
    for (const header of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => sort(table, header));
    }
  }

  const all = tables.flatMap(rowsOf);
  const counted = all.filter((row) => !row.closest("details")); // the noise is folded away
  const runs = document.querySelectorAll(".run");
  const chosen = {};
  const filters = document.createElement("div");
  filters.className = "filters";
  const count = document.createElement("p");
  count.setAttribute("role", "status");

  function show() {
    for (const row of all) {
      row.hidden = Object.entries(chosen).some(([name, value]) => value && row.dataset[name] !== value);
    }
    count.textContent = say(
      "measured.filter.rows", { n: counted.filter((row) => !row.hidden).length, all: counted.length });
  }

  for (const [name, head] of heads) {
    const values = [...new Set(all.map((row) => row.dataset[name]))].sort(number.compare);
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.append(new Option(say("measured.filter.all"), ""), ...values.map((value) => new Option(value, value)));
    select.addEventListener("change", () => { chosen[name] = select.value; show(); });
    label.append(`${head} `, select);
    filters.append(label);
  }
  filters.append(count);
  (runs.length > 1 ? runs[0] : tables[0].closest(".scroll")).before(filters);
  show();
})();
