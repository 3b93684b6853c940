// guide/telling/words.py and guide/engine/answers.py in the browser.
(function (root) {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const { guide, words } = data;
  const PREFIX = "importance.";
  const short = (text) => {
    const letters = [...text.replace(/[\0-\x1f]/g, "�")];
    return letters.length > 60 ? letters.slice(0, 59).join("") + "…" : letters.join("");
  };

  const say = (phrase, values = {}) => words[phrase].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const listed = (names) => (names.length > 1
    ? names.slice(0, -1).join(", ") + words.and + names[names.length - 1] : names[0]);

  function decimal([above, below]) {
    const tenths = Math.floor((20 * above + below) / (2 * below));
    return Math.floor(tenths / 10) + "." + (tenths % 10);
  }

  // what a link says; what is not understood goes to `problems`
  function read(pairs) {
    const options = Object.create(null), importance = Object.create(null);
    const problems = [], seen = new Set();
    const byId = new Map(guide.criteria.map((c) => [c.id, c]));
    let digest = null;
    for (const [name, value] of new URLSearchParams(pairs)) {
      const wrong = (problem, expected) =>
        problems.push({ name: short(name), value: short(value), problem, expected });
      const weight = name.startsWith(PREFIX);
      const c = byId.get(weight ? name.slice(PREFIX.length) : name);
      if (seen.has(name)) wrong("repeated", "each name once; the first counts");
      else if (name === "guide.digest") digest = short(value);
      else if (!c) wrong("unknown name", "a criterion of this guide");
      else if (weight) {
        if (/^[0-5]$/.test(value)) importance[c.id] = +value;
        else wrong("not an importance", "a whole number from 0 to 5");
      } else if (c.options.some((o) => o.id === value)) options[name] = value;
      else if (value) wrong("unknown option", c.options.map((o) => o.id).join(", "));
      seen.add(name);
    }
    return { options, importance, digest, problems };
  }

  // the one canonical query for some answers
  function query({ options, importance }) {
    const parts = guide.criteria.filter((c) => options[c.id]).map((c) => c.id + "=" + options[c.id]);
    for (const c of guide.criteria) {
      const w = Score.weight(c, importance);
      if (w !== c.importance) parts.push(PREFIX + c.id + "=" + w);
    }
    return parts.join("&");
  }

  function open(count, decided) {
    if (!count) return say("open.none");
    return say(`open.${decided ? "" : "un"}decided.${count === 1 ? "one" : "many"}`, { n: count });
  }

  function tell(r) {
    const left = r.alternatives.filter((a) => !a.ruled_out.length);
    const out = r.alternatives.filter((a) => a.ruled_out.length).map((a) => a.name);
    const values = { far: r.decided ? "" : say("far") };
    if (left.length) [values.winner, values.fit] = [left[0].name, left[0].fit];
    if (r.margin) {
      Object.assign(values, { second: left[1].name, other: left[1].fit, margin: decimal(r.margin) });
    }
    if (r.verdict === "tie") {
      const total = (a) => r.contributions.reduce((sum, c) =>
        sum + c.points.find((gain) => gain.alternative === a.id).points, 0);
      values.names = listed(left.filter((a) => total(a) === total(left[0])).map((a) => a.name));
    }
    let detail;
    if (r.verdict === "only" || r.verdict === "none") detail = say("detail.out", { names: listed(out) });
    else if (r.verdict === "unanswered") {
      detail = say(r.answers.length ? "detail.weightless" : "detail.unanswered");
    } else {
      detail = say("detail." + ({ close: "close", tie: "tie" }[r.verdict] || "lead"), values);
    }
    if (out.length && r.verdict !== "only" && r.verdict !== "none") {
      detail += " " + say("also.out", { names: listed(out) });
    }
    return { headline: say("headline." + r.verdict, values), detail, open: open(r.skipped.length, r.decided) };
  }

  // h("p.small", {id: "x"}, "text", …) makes an element; `null` children are left out
  function h(tag, attributes, ...children) {
    const [name, ...classes] = tag.split(".");
    const svg = name === "svg" || name === "rect";
    const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", name)
      : document.createElement(name);
    if (classes.length) element.setAttribute("class", classes.join(" "));
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...children.flat(9).filter((child) => child != null));
    return element;
  }

  const index = (id) => guide.alternatives.findIndex((a) => a.id === id);
  const named = (id) => h("span.name", {}, h("i.m.m" + (index(id) % 6)),
    guide.alternatives[index(id)].name);
  const bar = (id, value, top) => h("svg.bar.h" + (index(id) % 6), {
    viewBox: `0 0 ${top} 1`, preserveAspectRatio: "none", "aria-hidden": "true",
  }, h("rect", { width: value, height: 1 }));

  const fits = (r) => h("ul.fits", {}, r.alternatives.map((a) => h("li", {},
    named(a.id), bar(a.id, a.fit || 0, 100),
    h("span.fit", {}, a.ruled_out.length ? say("out")
      : a.fit === null ? say("fit.none") : say("fit", { fit: a.fit })))));

  function problems(items) {
    const box = document.getElementById("problems");
    box.hidden = !items.length;
    box.replaceChildren(...(items.length ? [
      h("h2", {}, "Not all of this link was understood"),
      h("p", {}, "The rest of it is used."),
      h("ul", {}, items.slice(0, 20).map((p) => h("li", {},
        ...(p.name || p.value ? [h("code", {}, `${p.name}=${p.value}`), ": "] : []),
        `${p.problem} (expected: ${p.expected})`))),
    ] : []));
  }

  root.Words = { data, say, listed, decimal, read, query, tell, h, named, bar, fits, problems };
})(self);
