// Reloads the page when the site changed. Only `guide serve` sends this.
(() => {
  "use strict";
  const script = new URL(document.currentScript.src);
  const changes = new URL("changes", script);
  const version = script.searchParams.get("v");
  const KEPT = "guide-serve"; // where the page was, also over a page of mistakes
  const EVERY = 700; // milliseconds

  const kept = JSON.parse(sessionStorage.getItem(KEPT) || "null");
  if (kept && !document.body.dataset.mistakes) {
    sessionStorage.removeItem(KEPT);
    if (kept.path === location.pathname) scrollTo(0, kept.top);
  }

  const reload = () => {
    if (!document.body.dataset.mistakes) {
      sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, top: window.scrollY }));
    }
    location.reload();
  };

  const look = async () => {
    let wanted = version;
    if (!document.hidden) {
      try {
        const answer = await fetch(changes, { cache: "no-store" });
        if (answer.ok) wanted = (await answer.text()).trim();
      } catch {
        // the server is not there; it may be started again
      }
    }
    if (wanted === version) setTimeout(look, EVERY);
    else reload();
  };
  setTimeout(look, EVERY);
})();
