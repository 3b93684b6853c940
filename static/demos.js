// Runs a demo in the visitor's own browser: the same requests to both twins, one after another.
// guide/demos/runner.py does the same in the server.
(function () {
  "use strict";

  const form = document.getElementById("run");
  const data = JSON.parse(document.getElementById("data").textContent);
  const say = Phrases.of(data.phrases);
  const root = location.pathname.replace(/\/demos\/[^/]*\/$/, "");
  const PLACE = /\{(\w+)\}/g;
  const SHOWN = ["content-type", "content-length", "allow", "retry-after", "content-security-policy"];
  const TOKEN = /name="(csrf_token|csrfmiddlewaretoken)"[^>]*value="([^"]+)"/;
  const BODY = 4000;
  const LOOK = 400;

  const fill = (text, values) => text.replace(
    PLACE, (all, name) => (Object.hasOwn(values, name) ? values[name] : all));

  function filled(value, values) {
    if (typeof value === "string") {
      const name = value.slice(1, -1);
      return value === `{${name}}` && data.numbers.includes(name)
        ? Number(values[name]) : fill(value, values);
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
        const token = TOKEN.exec(await (await fetch(base + step.page)).text());
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
    return found ? found[1].split(/\s+/).filter(Boolean).join(" ").slice(0, LOOK) : "";
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
    return {
      sent: sentText(path, sent),
      status: `${answer.status} ${answer.statusText}`,
      landed: answer.redirected ? say("demo.landed", { path: new URL(answer.url).pathname }) : "",
      look: lookedAt(step, body),
      times: timesText(answer, taken),
      headers: SHOWN.filter((name) => answer.headers.has(name))
        .map((name) => `${name}: ${answer.headers.get(name)}`).join("\n"),
      body: body.length > BODY ? `${body.slice(0, BODY)}\n\n…` : body,
    };
  }

  function show(twin, number, shown) {
    const place = document.querySelector(`[data-twin="${twin.id}"][data-step="${number}"]`);
    for (const name of ["sent", "landed", "times", "headers", "body"]) {
      place.querySelector(`.${name}`).textContent = shown[name];
    }
    const strong = document.createElement("strong");
    strong.textContent = shown.status;
    place.querySelector(".status").replaceChildren(strong);
    const code = document.createElement("code");
    code.textContent = shown.look;
    const [before, after] = say.table["demo.look"].split("{part}");
    place.querySelector(".look").replaceChildren(...(shown.look ? [before, code, after] : []));
  }

  // what a process loads once is loaded before anything is shown, so that neither twin pays for both
  async function warm(twin, inputs) {
    await fetch(`${root}${twin.base}json`);
    for (const step of data.warm) await send(twin, step, { ...inputs });
  }

  async function run(twin, inputs) {
    const values = { run: String(1000 + Math.floor(Math.random() * 9000)), ...inputs };
    for (const [number, step] of data.steps.entries()) {
      show(twin, number, await send(twin, step, values));
    }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const said = document.getElementById("when");
    const inputs = Object.fromEntries(new FormData(form));
    button.disabled = true;
    try {
      for (const twin of data.twins) await warm(twin, inputs);
      for (const twin of data.twins) await run(twin, inputs);
      said.textContent = say("demo.ran");
    } catch (error) {
      said.textContent = say("demo.failed", { error: error.message });
    }
    button.disabled = false;
  });
})();
