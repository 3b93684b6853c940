// What the engine says: guide/telling/phrases.py in the browser.
(function (root) {
  "use strict";

  // phrases by name in, say(name, values) out
  function of(table) {
    const say = (name, values = {}) => table[name].replace(/\{(\w+)\}/g, (_, hole) => values[hole]);
    say.table = table;
    say.counted = (name, n, values) => say(name + (+n === 1 ? ".one" : ".many"), { n, ...values });
    say.listed = (names) => [names.slice(0, -1).join(table["number.comma"]), ...names.slice(-1)]
      .filter(Boolean).join(table["number.and"]);
    // of more than five names the first three, and how many more
    say.few = (names) => say.listed(names[5]
      ? [...names.slice(0, 3), say("result.more", { n: names.length - 3 })] : names);
    say.inside = (name) => name.replace(/^\S+(?= )/, (word) => (
      table["number.articles"].split(" ").includes(word) ? word.toLowerCase() : word));
    say.tenths = (n) => Math.floor(n / 10) + (n % 10 ? table["number.point"] + (n % 10) : "");
    // a fraction to a tenth, a half rounded up; only 0 is 0
    say.points = ([above, below]) => {
      const n = Math.round(10 * above / below);
      return n || !above ? say.counted("number.points", say.tenths(n)) : say("number.points.least");
    };
    return say;
  }

  root.Phrases = { of };
})(self);
