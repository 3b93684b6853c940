// Reloads the page when the site changed. Only `guide serve` sends this.
(() => {
  "use strict";
  const script = new URL(document.currentScript.src);
  const changes = new URL("changes", script);
  const version = script.searchParams.get("v");
  const KEPT = "guide-serve"; // where the page was, also over a page of mistakes
  const EVERY = 700; // milliseconds

  // a browser may keep nothing for any site; then a page comes again at its top
  const storage = (() => {
    try {
      return window.sessionStorage;
    } catch {
      return { getItem: () => null, setItem: () => {}, removeItem: () => {} };
    }
  })();

  const broken = "mistakes" in document.body.dataset;
  const kept = broken ? null : JSON.parse(storage.getItem(KEPT) || "null");
  if (!broken) storage.removeItem(KEPT);
  const back = () => {
    if (kept && kept.path === location.pathname) scrollTo(0, kept.top);
  };
  back();
  window.addEventListener("load", () => {
    back();
    setTimeout(() => { history.scrollRestoration = "auto"; }, 500); // sooner, it still goes there
  });

  const reload = () => {
    if (!broken) {
      storage.setItem(KEPT, JSON.stringify({ path: location.pathname, top: window.scrollY }));
    }
    history.scrollRestoration = "manual"; // the browser would go to where the page of mistakes was
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
