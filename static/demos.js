// Runs a demo in the visitor's own browser: the same requests to both twins, one after another.
(function () {
  "use strict";
  var form = document.getElementById("run");
  var data = JSON.parse(document.getElementById("data").textContent);
  var root = location.pathname.replace(/\/demos\/[^/]*\/$/, "");
  var SHOWN = ["content-type", "content-length", "allow", "retry-after", "content-security-policy"];
  var TOKEN = /name="(csrf_token|csrfmiddlewaretoken)"[^>]*value="([^"]+)"/;

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (all, name) {
      return Object.hasOwn(values, name) ? values[name] : all;
    });
  }

  function filled(value, values) {
    if (typeof value === "string") {
      var name = value.slice(1, -1);
      return value === "{" + name + "}" && data.numbers.includes(name) ? Number(values[name]) : fill(value, values);
    }
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(function (pair) {
      return [pair[0], filled(pair[1], values)];
    }));
  }

  function address(path, values) {
    return path.replace(/\{(\w+)\}/g, function (all, name) {
      return encodeURIComponent(values[name] || "").replace(/%2F/g, "/");
    });
  }

  async function send(twin, step, values) {
    var base = root + twin.base;
    // over HTTPS both frameworks want to know where a form comes from
    var options = { method: step.method, headers: {}, referrerPolicy: "same-origin" };
    if (step.json !== null) {
      options.body = JSON.stringify(filled(step.json, values));
      options.headers["Content-Type"] = "application/json";
    } else if (step.form !== null) {
      var fields = new URLSearchParams(filled(step.form, values));
      if (step.page) {
        var token = TOKEN.exec(await (await fetch(base + step.page)).text());
        if (token) fields.set(token[1], token[2]);
      }
      options.body = fields;
    }
    var path = base + address(step.elsewhere[twin.id] || step.path, values);
    var look = step.look && new RegExp(step.look);
    var begin = performance.now();
    var answer = await fetch(path, options);
    var body = await answer.text();
    var taken = performance.now() - begin;
    Object.keys(step.take).forEach(function (name) {
      var found = new RegExp(step.take[name]).exec(body);
      values[name] = found ? found[1].replaceAll("&amp;", "&") : "-";
    });
    // after a redirect the answer's own time would leave out the request that we sent
    var server = !answer.redirected && /dur=([\d.]+)/.exec(answer.headers.get("server-timing") || "");
    return {
      sent: step.method + " " + path + (options.body ? "\n\n" + String(options.body).replace(/\b(csrf\w+)=[^&]*/, "$1=…") : ""),
      status: answer.status + " " + answer.statusText,
      landed: answer.redirected ? "after being sent on to " + new URL(answer.url).pathname : "",
      look: ((look && look.exec(body)) || ["", ""])[1].split(/\s+/).filter(Boolean).join(" ").slice(0, 400),
      times: (server ? server[1] + " ms in the server, " : "") + taken.toFixed(1) + " ms in the browser",
      headers: SHOWN.filter(function (name) { return answer.headers.has(name); }).map(function (name) {
        return name + ": " + answer.headers.get(name);
      }).join("\n"),
      body: body.length > 4000 ? body.slice(0, 4000) + "\n\n…" : body,
    };
  }

  function show(twin, number, shown) {
    var place = document.querySelector('[data-twin="' + twin.id + '"][data-step="' + number + '"]');
    ["sent", "landed", "times", "headers", "body"].forEach(function (name) {
      place.querySelector("." + name).textContent = shown[name];
    });
    var strong = document.createElement("strong");
    strong.textContent = shown.status;
    place.querySelector(".status").replaceChildren(strong);
    var code = document.createElement("code");
    code.textContent = shown.look;
    place.querySelector(".look").replaceChildren(...(shown.look ? ["In the page: ", code] : []));
  }

  // what a process loads once is loaded before anything is shown, so that neither twin pays for both
  async function warm(twin, inputs) {
    await fetch(root + twin.base + "json");
    for (var step of data.warm) await send(twin, step, Object.assign({}, inputs));
  }

  async function run(twin, inputs) {
    var values = Object.assign({ run: String(1000 + Math.floor(Math.random() * 9000)) }, inputs);
    for (var number = 0; number < data.steps.length; number += 1) {
      show(twin, number, await send(twin, data.steps[number], values));
    }
  }

  form.addEventListener("submit", async function (event) {
    event.preventDefault();
    var button = form.querySelector("button");
    var said = document.getElementById("when");
    var inputs = Object.fromEntries(new FormData(form));
    button.disabled = true;
    try {
      for (var cold of data.twins) await warm(cold, inputs);
      for (var twin of data.twins) await run(twin, inputs);
      said.textContent = "Both ran now.";
    } catch (error) {
      said.textContent = "That did not work: " + error.message;
    }
    button.disabled = false;
  });
})();
