// Runs a demo in the visitor's own browser: the same requests to both twins, one after another.
// guide/demos/runner.py does the same in the server.
(function () {
  "use strict";

  const form = document.getElementById("run");
  const data = JSON.parse(document.getElementById("data").textContent);
  const say = Phrases.of(data.phrases);
  const judge = Outcomes.of(data, say);
  const number = new RegExp(data.number);
  const root = location.pathname.replace(/\/demos\/[^/]*\/$/, "");
  const PLACE = /\{(\w+)\}/g;
  const { runner } = data;
  const hidden = new RegExp(runner.token);

  const fill = (text, values) => text.replace(
    PLACE, (all, name) => (Object.hasOwn(values, name) ? values[name] : all));

  function filled(value, values) {
    if (typeof value === "string") {
      const text = fill(value, values);
      return /^\{\w+\}$/.test(value) && data.numbers.includes(value.slice(1, -1)) && number.test(text)
        ? Number(text) : text;
    }
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, filled(each, values)]));
  }

  const address = (path, values) => path.replace(
    PLACE, (all, name) => encodeURIComponent(values[name] || "").replace(/%2F/g, "/"));

  // what fetch takes for a step
  async function options(base, step, values) {
    // over HTTPS both frameworks want to know where a form comes from
    const found = { method: step.method, headers: {}, referrerPolicy: "same-origin" };
    if (step.json !== null) {
      found.body = JSON.stringify(filled(step.json, values));
      found.headers["Content-Type"] = "application/json";
    } else if (step.form !== null) {
      found.body = new URLSearchParams(filled(step.form, values));
      if (step.page) {
        const token = hidden.exec(await (await fetch(base + step.page)).text());
        if (token) found.body.set(token[1], token[2]);
      }
    }
    return found;
  }

  // puts into `values` what later steps need of the answer
  function take(step, body, values) {
    for (const [name, pattern] of Object.entries(step.take)) {
      const found = new RegExp(pattern).exec(body);
      values[name] = found ? found[1].replaceAll("&amp;", "&") : "-";
    }
  }

  function lookedAt(step, body) {
    const found = step.look && new RegExp(step.look).exec(body);
    return found ? found[1].split(/\s+/).filter(Boolean).join(" ").slice(0, runner.look) : "";
  }

  function sentText(path, { method, body }) {
    const text = body ? `\n\n${String(body).replace(/\b(csrf\w+)=[^&]*/, "$1=…")}` : "";
    return `${method} ${path}${text}`;
  }

  function timesText(answer, taken) {
    // after a redirect the answer's own time would leave out the request that we sent
    const server = !answer.redirected
      && /dur=([\d.]+)/.exec(answer.headers.get("server-timing") || "");
    const browser = say("demo.browser", { n: taken.toFixed(1) });
    return server
      ? say("demo.both", { server: say("demo.server", { n: server[1] }), browser }) : browser;
  }

  async function send(twin, step, values) {
    const base = root + twin.base;
    const sent = await options(base, step, values);
    const path = base + address(step.elsewhere[twin.id] || step.path, values);
    const begin = performance.now();
    const answer = await fetch(path, sent);
    const body = await answer.text();
    const taken = performance.now() - begin;
    take(step, body, values);
    const kind = judge.kind(answer.headers.get("content-type") || "", body);
    const shown = body.length > runner.body ? `${body.slice(0, runner.body)}\n\n…` : body;
    return {
      sent: sentText(path, sent),
      status: `${answer.status} ${answer.statusText}`,
      landed: answer.redirected ? say("demo.landed", { path: new URL(answer.url).pathname }) : "",
      look: lookedAt(step, body),
      times: timesText(answer, taken),
      headers: runner.headers.filter((name) => answer.headers.has(name))
        .map((name) => `${name}: ${answer.headers.get(name)}`).join("\n"),
      body: shown,
      reply: {
        status: answer.status, kind,
        text: kind === "page" ? judge.part(step, body) : body.slice(0, runner.body),
      },
    };
  }

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  // an answer as a reader sees it: a page in a frame in which nothing runs, or text
  function seen({ name }, { kind, text }) {
    if (kind === "empty") return make("p", { class: "small" }, say("demo.empty"));
    if (kind === "page") {
      return make("iframe", {
        sandbox: "", srcdoc: judge.framed(text), title: say("demo.page.of", { name }),
        height: judge.height(text), tabindex: 0,
      });
    }
    return make("pre", { tabindex: 0, role: "group", "aria-label": say("demo.answer", { name }) },
      kind === "json" ? judge.indented(text) : text);
  }

  function show(twin, at, step, shown) {
    const place = document.querySelector(`[data-twin="${twin.id}"][data-step="${at}"]`);
    for (const name of ["sent", "landed", "times", "headers", "body"]) {
      place.querySelector(`.${name}`).textContent = shown[name];
    }
    place.querySelector(".status").replaceChildren(make("b", {}, shown.status));
    place.querySelector(".seen").replaceChildren(seen(twin, shown.reply));
    const [before, after] = say.table["demo.look"].split("{part}");
    place.querySelector(".look").replaceChildren(
      ...(shown.look ? [before, make("code", {}, shown.look), after] : []));
    const word = place.querySelector(".stops .word");
    if (word) {
      word.textContent = say(
        judge.outcome(step, shown.reply)?.stopped ? "outcome.stopped" : "outcome.meant");
    }
  }

  // says what happened in a step, once all have answered
  function tell(at, step, replies) {
    const place = document.querySelector(`#step-${at + 1} .told`);
    const told = judge.told(step, replies);
    place.querySelector(".outcome").textContent = told.outcome;
    const alike = place.querySelector(".alike");
    alike.textContent = told.alike;
    alike.classList.toggle("other", !told.same);
    const frames = [...place.parentElement.querySelectorAll("iframe")];
    const height = Math.max(...frames.map((each) => each.height));
    for (const frame of frames) frame.height = height;
    place.querySelector(".differ").replaceChildren(...told.rows.map((row) => make("li", {},
      ...row.map(([kind, text]) => (kind === "code" ? make("code", {}, text) : text)))));
  }

  // what a process loads once is loaded before anything is shown, so that neither twin pays for both
  async function warm(twin, inputs) {
    await fetch(`${root}${twin.base}json`);
    for (const step of data.warm) await send(twin, step, { ...inputs });
  }

  // sends all of a twin's requests, and puts what it replied behind what the others did
  async function run(twin, inputs, replies) {
    const values = { ...inputs };
    for (const [at, step] of data.steps.entries()) {
      const shown = await send(twin, step, values);
      show(twin, at, step, shown);
      replies[at].push(shown.reply);
      if (replies[at].length === data.twins.length) tell(at, step, replies[at]);
    }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const said = document.getElementById("when");
    const inputs = { run: String(1000 + Math.floor(Math.random() * 9000)), ...Object.fromEntries(new FormData(form)) };
    const replies = data.steps.map(() => []);
    const focused = document.activeElement;
    button.disabled = true; // which takes the focus from it
    // most runs are over before anybody could hear that they began
    const slow = setTimeout(() => { said.textContent = say("demo.running"); }, 1000);
    try {
      for (const twin of data.twins) await warm(twin, inputs);
      for (const twin of data.twins) await run(twin, inputs, replies);
      said.textContent = say("demo.ran");
    } catch (error) {
      // what fetch throws where nobody answers
      said.textContent = error instanceof TypeError
        ? say("demo.gone") : say("demo.failed", { error: error.message });
    }
    clearTimeout(slow);
    button.disabled = false;
    if (document.activeElement === document.body) focused.focus({ preventScroll: true });
  });
})();
