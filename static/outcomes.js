// What the answers of the twins say has happened, and what of them a reader sees:
// guide/demos/outcomes.py, guide/demos/rendered.py and guide/web/happened.py in the browser.
(function (root) {
  "use strict";

  // `data` is what the page holds for its script
  function of(data, say) {
    const { rendered, outcomes } = data;
    const all = (pattern) => new RegExp(pattern, "g");
    const found = (pattern, text) => (pattern ? new RegExp(pattern).exec(text) : null);
    const short = (text) => (text.length <= outcomes.longest ? text : `${text.slice(0, outcomes.longest)}…`);

    function kind(type, body) {
      if (!body.trim()) return "empty";
      if (type.includes("json")) return "json";
      return type.includes("html") ? "page" : "text";
    }

    // the part of a page that is shown, without what could run, load or be clicked
    function part(step, body) {
      const chosen = found(step.part, body) || found(rendered.main, body) || found(rendered.body, body);
      return (chosen ? chosen[1] : body)
        .replace(all(rendered.dropped), "")
        .replace(all(rendered.control), "<$1 disabled")
        .replace(all(rendered.empty_lines), "\n\n").trim().slice(0, rendered.longest);
    }

    const framed = (page) => rendered.frame.replace("{page}", () => page);
    const count = (pattern, page) => (page.match(all(pattern)) || []).length;
    const height = (page) => Math.min(rendered.least + rendered.each * count(rendered.row, page)
      + rendered.more * count(rendered.heading, page), rendered.most);

    function indented(text) {
      const lines = [];
      let [line, depth, before] = ["", 0, ""];
      for (const word of text.match(all(rendered.word)) || []) {
        const [closes, opened] = ["}]".includes(word), before !== "" && "{[".includes(before)];
        depth -= closes;
        if (closes ? !opened : opened || before === ",") {
          lines.push(line);
          line = "  ".repeat(depth);
        }
        line += word + (word === ":" ? " " : "");
        depth += "{[".includes(word);
        before = word;
      }
      return [...lines, line].join("\n");
    }

    function spaced(html) {
      const text = outcomes.characters.reduce((now, [name, it]) => now.replaceAll(name, it), html);
      return text.replace(all(outcomes.space), " ").replace(/^ +| +$/g, "");
    }

    const plain = (html) => short(spaced(html.replace(all(outcomes.tag), " ")));
    const pieces = (page) => [...new Set(page.split(all(outcomes.tag))
      .map((each) => spaced(each).replace(/:$/, ""))
      .filter((text) => !found(outcomes.silent, text)))];
    const open = (text) => text.replace(/\.$/, ""); // to go on behind it
    const written = (value) => (typeof value === "string" ? value : JSON.stringify(value));

    function parsed({ kind: its, text }) {
      try {
        return its === "json" ? JSON.parse(text) : null;
      } catch {
        return null;
      }
    }

    function valuesOf(reply) {
      const value = parsed(reply);
      if (value === null || typeof value !== "object" || Array.isArray(value)) return {};
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, short(
        each !== null && typeof each === "object" ? String(Object.keys(each).length) : written(each))]));
    }

    const outcome = (step, reply) => step.outcomes.find((each) => (
      (each.status === null || each.status === reply.status)
      && (!each.found || found(each.found, reply.text)))) || null;

    function words(each, reply) {
      const group = found(each.found, reply.text);
      const values = { ...valuesOf(reply), ...(group ? { found: plain(group[1]) } : {}) };
      return each.says.replace(/\{(\w+)\}/g,
        (hole, name) => (Object.hasOwn(values, name) ? open(values[name]) : hole));
    }

    function did(step, reply) {
      const each = outcome(step, reply);
      if (each) return words(each, reply);
      const { status } = reply;
      const { detail } = valuesOf(reply);
      return detail === undefined ? say("outcome.status", { status })
        : say("outcome.detail", { status, detail: open(detail) });
    }

    function leaves(value, path) {
      if (value !== null && typeof value === "object" && Object.keys(value).length) {
        return Object.entries(value).flatMap(
          ([name, each]) => leaves(each, path ? `${path}.${name}` : name));
      }
      return [[path, short(typeof value === "string" ? `“${value}”` : written(value))]];
    }

    function differingValues(values, same) {
      const each = values.map((value) => new Map(leaves(value, "")));
      const rows = [...new Set(each.flatMap((one) => [...one.keys()]))].sort()
        .filter((path) => new Set(each.map((one) => one.get(path))).size > 1)
        .map((path) => ({ label: path, values: each.map((one, at) => [at, one.get(path) ?? null]) }));
      return rows.length ? {
        name: "json.other", rows: rows.slice(0, outcomes.rows), more: Math.max(0, rows.length - outcomes.rows),
      } : { name: same, rows: [], more: 0 };
    }

    function differingPages(pages, before) {
      const only = pages.map(
        (mine) => mine.filter((text) => pages.some((each) => !each.includes(text))));
      const rows = only.flatMap((texts, at) => {
        const fresh = texts.filter((text) => !before.includes(open(text)));
        return fresh.length ? [{
          label: "", values: fresh.slice(0, outcomes.pieces).map((text) => [at, short(text)]),
        }] : [];
      });
      const differ = only.some((texts) => texts.length) ? "page.said" : "page";
      return { name: rows.length ? "page.other" : differ, rows, more: 0 };
    }

    // `before` is what has been said of them
    function alike(replies, before) {
      const name = (it) => ({ name: it, rows: [], more: 0 });
      const several = (values) => new Set(values).size > 1;
      if (several(replies.map((each) => each.status))) return name("status");
      if (several(replies.map((each) => each.kind))) return name("kind");
      const differ = several(replies.map((each) => each.text.trim()));
      const [{ kind: its }] = replies;
      if (its === "empty") return name("empty");
      const values = replies.map(parsed);
      if (its === "json" && !values.includes(null)) return differingValues(values, differ ? "order" : "json");
      if (its === "page") return differingPages(replies.map(({ text }) => pieces(text)), before);
      return name(differ ? "text.other" : "text");
    }

    const twin = (at) => data.twins[at].name;
    const listed = (texts) => texts.join(say("number.comma"));

    function likeness({ name }, replies) {
      const each = name === "status" ? replies.map(({ status }) => status)
        : name === "kind" ? replies.map((it) => say(`kind.${it.kind}`)) : null;
      return say(`alike.${name}`, each
        ? { values: listed(each.map((value, at) => say("alike.value", { name: twin(at), value }))) } : {});
    }

    function pieced({ label, values }) {
      const comma = say("number.comma");
      if (!label) {
        return [["text", say("alike.only", { name: twin(values[0][0]) })],
          ...values.flatMap(([, value], at) => [["text", at ? comma : " "], ["code", value]])];
      }
      return [["code", label], ...values.flatMap(([at, value], place) => [
        ["text", `${place ? comma : ": "}${twin(at)} `],
        value === null ? ["text", say("alike.none")] : ["code", value],
      ])];
    }

    // what happened in a step, whether all answered the same, and what differs
    function told(step, replies) {
      const each = replies.map((reply) => did(step, reply));
      const happened = new Set(each).size === 1 ? say("outcome.both", { did: each[0] })
        : `${each.map((words, at) => say("outcome.each", { name: twin(at), did: words }))
          .join(say("outcome.join"))}.`;
      const it = alike(replies, happened);
      const same = !it.name.includes(".") && !["status", "kind"].includes(it.name);
      const why = same || !it.name.includes("page") ? "" : step.differs;
      return {
        outcome: happened,
        alike: why ? say("alike.differs", { why }) : likeness(it, replies),
        same,
        rows: why ? [] : [...it.rows.map(pieced),
          ...(it.more ? [[["text", say("alike.more", { n: it.more })]]] : [])],
      };
    }

    return { framed, height, indented, kind, outcome, part, told };
  }

  root.Outcomes = { of };
})(self);
