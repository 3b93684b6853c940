// The home page's question: an answer moves the bars and the beam, and goes along to the next one.
(function () {
  "use strict";
  const find = (id) => document.getElementById(id);
  const outcomes = JSON.parse(find("data").textContent);
  const form = find("first");
  const rows = [...find("fits").querySelectorAll("li")];
  const lists = [...find("fits").querySelectorAll("ul")]; // two where only the best few are shown
  const few = lists[0].children.length;

  // the answers in the address go along, with the one that is chosen here; only one question at a
  // time has to know what was passed over
  function query(passed) {
    const pairs = new URLSearchParams(location.search);
    for (const [name, value] of new FormData(form)) {
      if (value || passed) pairs.set(name, value);
      else pairs.delete(name);
    }
    return String(pairs);
  }

  function show() {
    const { headline, bars, tilt } = outcomes[form.querySelector(":checked")?.value ?? ""];
    if (find("headline").textContent !== headline) find("headline").textContent = headline;
    rows.forEach((row, i) => {
      row.querySelector("rect").setAttribute("width", bars[i][0]);
      row.querySelector(".fit").textContent = bars[i][1];
    });
    if (lists.length > 1) {
      rows.map((row, i) => [bars[i][0], row]).sort(([a], [b]) => b - a)
        .forEach(([, row], i) => lists[Number(i >= few)].append(row));
    }
    if (find("beam")) find("beam").style.transform = `rotate(${tilt}deg)`;
    find("all").search = query(false);
    find("all").dataset.carried = "own";
  }

  // an export does not know the address: its answer stands there as on the live site
  const given = new URLSearchParams(location.search);
  for (const field of form.querySelectorAll("[type=radio]")) {
    if (given.get(field.name) === field.value) field.defaultChecked = true;
  }
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const next = new URL(form.getAttribute("action"), location.href);
    next.search = query(true);
    location.href = next.href;
  });
  self.addEventListener("pageshow", show);
})();
