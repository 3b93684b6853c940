// The controls of answers on the result page: guide/web/fields.py in the browser.
(function (root) {
  "use strict";
  const { h } = Elements;

  // the two fields of a criterion are a server's or made once, and live as long as the page
  function controls(say, guide, form) {
    const weights = Flips.IMPORTANCES.map((n) => [n, n % 5 ? n : say("answer." + n)]);
    const there = new Map([...form.querySelectorAll("select")].map((field) => [field.name, field]));
    const fields = new Map(guide.criteria.filter(({ id }) => there.has(id))
      .map(({ id }) => [id, [there.get(id), there.get("importance." + id).parentElement]]));

    const made = ({ id, title, options }) => [
      h("select", { name: id, "aria-label": say("why.answer", { title }) },
        h("option", { value: "" }, say("answer.none")),
        options.map((o) => h("option", { value: o.id }, o.label))),
      h("label", {}, say("why.weight") + " ",
        h("select", { name: "importance." + id, "aria-label": say("why.importance", { title }) },
          weights.map(([value, text]) => h("option", { value }, text)))),
    ];

    // puts the fields of a criterion where they belong
    function fill(place) {
      const id = place.dataset.of;
      if (!fields.has(id)) fields.set(id, made(guide.criteria.find((c) => c.id === id)));
      for (const field of fields.get(id)) Shown.move(place, field, null);
    }

    // has them tell the answer to a criterion
    function set(c, { options, importance }) {
      if (!fields.has(c.id)) return;
      const [option, { lastChild: weight }] = fields.get(c.id);
      const put = (field, value) => field.value !== value && (field.value = value);
      put(option, options[c.id] || "");
      put(weight, String(Score.weight(c, importance)));
    }

    return { fill, set };
  }

  root.Fields = { controls };
})(self);
