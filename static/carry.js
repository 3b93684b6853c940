// Links inside the site carry the answers along, so that nobody loses them by reading.
(function () {
  "use strict";
  const names = document.currentScript.dataset.names.split(" ");
  const root = document.querySelector(".brand").href.split("?")[0].replace(/[^/]*$/, "");
  const back = document.getElementById("to-result");

  const carried = () => String(new URLSearchParams([...new URLSearchParams(location.search)].filter(
    ([name, value]) => value && names.includes(name.replace(/^(other\.)?(importance\.)?/, "")))));

  // the pages of this site, but not their files, nor links that have answers of their own
  function carry({ target }) {
    const link = target.closest?.("a[href]");
    if (!link || !link.href.startsWith(root) || !/(\/|\.html)$/.test(link.pathname)) return;
    if (/^demo\//.test(link.href.slice(root.length)) || (link.search && link.dataset.carried !== "yes")) return;
    link.search = carried();
    link.dataset.carried = "yes";
  }

  // before a link is followed, opened elsewhere or copied, by whichever way
  for (const event of ["pointerdown", "focusin", "click"]) document.addEventListener(event, carry, true);
  if (back) back.hidden = !carried();
})();
