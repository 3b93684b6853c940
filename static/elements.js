// Elements that both pages with answers are made of.
(function (root) {
  "use strict";
  const SVG = /^(svg|rect)$/;
  // each text finds its own direction, whatever the page's is
  const TEXTS = /^(h\d|p|t[hd]|legend|button)$/;

  // h("p.small", {id: "x"}, "text", …) makes an element; `null` children are left out
  function h(tag, attributes, ...children) {
    const [name, ...classes] = tag.split(".");
    const element = SVG.test(name) ? document.createElementNS("http://www.w3.org/2000/svg", name)
      : document.createElement(name);
    if (classes.length) element.setAttribute("class", classes.join(" "));
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    if (TEXTS.test(name)) element.dir = "auto";
    element.append(...children.flat(9).filter((child) => child != null));
    return element;
  }

  const named = ({ name, hue }) => h("span.name", { dir: "auto" },
    h("i.m." + (hue === null ? "even" : "m" + hue)), name);

  // what is there, and outlined behind it what is still open
  const drawn = ({ hue, solid, open }, top) => solid === null ? null
    : h("svg.bar." + (hue === null ? "even" : "h" + hue),
      { viewBox: `0 0 ${top} 1`, preserveAspectRatio: "none", "aria-hidden": "true" },
      h("rect", { width: solid, height: 1 }),
      open ? h("rect.open", { x: solid, width: open, height: 1 }) : null);

  const bars = ({ bars: rows, top }) => h("ul.fits", { role: "list" }, rows.map((bar) => h("li", {},
    named(bar), h("span.fit", {}, bar.said), drawn(bar, top))));

  // what of a link was not understood
  function problems(say, items) {
    const box = document.getElementById("problems");
    box.hidden = !items.length;
    box.replaceChildren(...(items.length ? [
      h("h2", {}, say("problem.title")),
      h("p", {}, say("problem.rest")),
      h("ul", {}, items.slice(0, 20).map(({ name, value, problem, expected }) => h("li", {},
        name || value ? `${name}=${value}: ` : null, say("problem." + problem, { expected })))),
    ] : []));
  }

  root.Elements = { bars, drawn, h, named, problems };
})(self);
