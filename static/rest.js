// What the open questions may still show: may_follow of guide/telling/asking.py in the browser.
(function (root) {
  "use strict";

  // says, after a space, that more answers may show something that comes first; or nothing
  function mayFollow(say, guide, d) {
    const shown = d.elsewhere.map(({ id }) => id);
    const missing = (guide.elsewhere || []).some(({ id, place }) => place === "first" && !shown.includes(id));
    return missing ? " " + say("left.elsewhere") : "";
  }

  root.Rest = { mayFollow };
})(self);
