// What is far down a long page is laid out after the rest, piece by piece, so that nothing blocks
// for long; the style sheet of the page leaves the same pieces out until then.
(function () {
  "use strict";
  const left = [...document.querySelectorAll(document.currentScript.dataset.pieces)];
  const idle = self.requestIdleCallback?.bind(self) ?? ((act) => setTimeout(act, 50));

  function next() {
    const piece = left.shift();
    if (!piece) return;
    piece.style.contentVisibility = "visible";
    idle(next, { timeout: 1000 });
  }

  idle(next, { timeout: 1000 });
})();
