// What can wait is done after the rest, piece by piece, so that nothing blocks for long.
(function (root) {
  "use strict";
  const idle = self.requestIdleCallback?.bind(self) ?? ((act) => setTimeout(act, 50));

  // takes one step after another of what can be iterated, each when the browser has nothing else to
  // do, then calls `done`; what it returns stops that
  function each(steps, done = () => {}) {
    const left = steps[Symbol.iterator]();
    let going = true;
    const next = () => idle(() => {
      if (!going) return;
      if (left.next().done) done();
      else next();
    }, { timeout: 1000 });
    next();
    return () => { going = false; };
  }

  // the style sheet of a page leaves its far pieces out until they are laid out here
  function* laying(pieces) {
    for (const piece of pieces) yield piece.style.contentVisibility = "visible";
  }

  const layOut = (pieces, done) => each(laying(pieces), done);

  const pieces = document.currentScript?.dataset.pieces;
  if (pieces) layOut(document.querySelectorAll(pieces));
  root.Later = { each, layOut };
})(self);
