// Leaves out the columns of the comparison that a visitor does not want.
(function () {
  "use strict";
  const NAME = "columns.without"; // no criterion can have a name with a point
  const choice = document.getElementById("columns");
  const boxes = [...choice.querySelectorAll("input")];
  const without = new Set((new URLSearchParams(location.search).get(NAME) ?? "").split(","));
  choice.hidden = false;

  function show() {
    for (const box of boxes) {
      for (const cell of document.querySelectorAll(`[data-of="${box.value}"]`)) cell.hidden = box.checked;
    }
    const left = boxes.filter((box) => !box.checked).length;
    for (const head of document.querySelectorAll("[scope=rowgroup]")) head.colSpan = left + 1;
  }

  for (const box of boxes) box.checked = without.has(box.value);
  choice.addEventListener("change", () => {
    const out = boxes.filter((box) => box.checked).map((box) => box.value).join(",");
    const kept = new URLSearchParams(location.search);
    if (out) kept.set(NAME, out);
    else kept.delete(NAME);
    const query = kept.toString().replaceAll("%2C", ",");
    show();
    try {
      history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
    } catch {
      // a browser that keeps no addresses of local files
    }
  });
  show();
})();
