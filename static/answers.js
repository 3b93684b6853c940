// Answers as a link carries them: guide/engine/answers.py in the browser.
(function (root) {
  "use strict";
  const PREFIX = "importance.";
  // what search engines, networks and mails add to a link that passes through them
  const ADDED = /^(((utm|mtm|pk|hsa|mc|li|gad)_|_hs|_g)[a-z_]+|[a-z]+clid|msclkid|[gw]braid|igshi?d?|srsltid|mkt_tok)$/;
  const short = (text) => {
    const letters = [...text.replace(/[\0-\x1f]/g, "�")];
    return letters.length > 60 ? letters.slice(0, 59).join("") + "…" : letters.join("");
  };

  // what a link says; what is not understood goes to `problems`
  function read(guide, pairs) {
    const options = Object.create(null), importance = Object.create(null);
    const problems = [], seen = new Set();
    let digest = null;
    for (const [name, value] of new URLSearchParams(pairs)) {
      const wrong = (problem, expected) =>
        problems.push({ name: short(name), value: short(value), problem, expected });
      const weight = name.startsWith(PREFIX);
      const c = guide.criteria.find(({ id }) => id === (weight ? name.slice(PREFIX.length) : name));
      if (!c && ADDED.test(name)) continue;
      if (seen.has(name)) wrong("repeated");
      else if (name === "guide.digest") digest = short(value);
      else if (!c) wrong("unknown-name");
      else if (weight) {
        if (/^[0-5]$/.test(value)) importance[c.id] = +value;
        else wrong("not-an-importance");
      } else if (c.options.some((o) => o.id === value)) options[name] = value;
      else if (value) wrong("unknown-option", c.options.map((o) => o.id).join(", "));
      seen.add(name);
    }
    return { options, importance, digest, problems };
  }

  // the one canonical query for some answers
  function query(guide, { options, importance }, before = "") {
    const parts = guide.criteria.filter((c) => Score.get(options, c.id))
      .map((c) => c.id + "=" + options[c.id]);
    for (const c of guide.criteria) {
      const w = Score.weight(c, importance);
      if (w !== c.importance) parts.push(PREFIX + c.id + "=" + w);
    }
    return parts.map((part) => before + part).join("&");
  }

  root.Answers = { read, query };
})(self);
