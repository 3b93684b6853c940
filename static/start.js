// The page about the starter project: made here from the link, and the archive too.
(function () {
  "use strict";
  const { guide, phrases } = self.Told;
  let starter = self.StarterData; // where a server tells the page, it is loaded once it is needed
  const { h } = Elements;
  const say = Phrases.of({ ...phrases, ...JSON.parse(document.getElementById("words").textContent) });
  const find = (id) => document.getElementById(id);
  const form = find("choose");
  const address = Tree.linker(form.dataset.root);
  const PREFIX = "start.";
  const here = location.href.split(/[?#]/)[0];

  const pairs = [...new URLSearchParams(location.search)].filter(([name]) => !name.startsWith("other."));
  const given = Answers.read(guide, pairs.filter(([name]) => !name.startsWith(PREFIX)));
  const fields = [...form.querySelectorAll("select")];
  // read as answers are: to what the fields of this page ask
  const choices = { criteria: fields.map(({ name: id, options }) => (
    { id, options: [...options].map(({ value }) => ({ id: value })) })) };
  const { options: chosen, problems: unknown } = Answers.read(
    choices, pairs.filter(([name]) => name.startsWith(PREFIX)));
  let d, record;
  const asked = Answers.query(guide, given);
  const name = (id) => guide.alternatives.find((a) => a.id === id).name;

  const lines = (text) => text.split("\n").length - 1;
  const whole = (n) => (n < 1000 ? String(n) : say("thousands",
    { more: whole(Math.floor(n / 1000)), three: String(n % 1000).padStart(3, "0") }));

  function size(texts) {
    return [
      Object.keys(texts).length,
      whole(Object.values(texts).reduce((sum, text) => sum + lines(text), 0)),
      (texts["requirements.txt"] || "").split("\n").filter((line) => line.includes("==")).length,
    ];
  }

  const terminal = (plan) => ["guide start",
    ...[...new URLSearchParams(asked)].map(([key, value]) => (key.startsWith("importance.")
      ? `--importance ${key.slice(11)}=${value}` : `${key}=${value}`)),
    `DIR --framework ${plan.framework} --format ${plan.format.id}`].join(" ");

  const queryFor = (framework, format) => [asked, `start.framework=${framework}`, `start.format=${format}`]
    .filter(Boolean).join("&");
  // the address says what is chosen
  const note = (...plan) => history.replaceState(null, "", `${here}?${queryFor(...plan)}`);

  const code = (text, name) => h("pre", { tabindex: 0, role: "group", ...name }, h("code", {}, text));
  const get = { "aria-labelledby": "get" };
  const input = h("input", { type: "file", id: "model" });

  const model = () => h("p", {}, h("label", {}, say("start.model"), " ", input));

  // what a project is made of; a page that cannot have it asks the server for the whole page
  let loaded;
  const load = () => loaded ??= new Promise((done) => {
    if (starter) return done();
    const script = h("script", { src: form.dataset.live });
    script.addEventListener("load", () => done(starter = self.StarterData));
    script.addEventListener("error", () => form.submit());
    document.head.append(script);
  });

  function decide() {
    if (d) return;
    d = Decision.decide(guide, given.options, given.importance);
    record = Record.markdown(say, guide, d, given, null, guide.updated);
  }

  // what the project is in each framework
  function sizes(format) {
    const heads = ["head", "files", "lines", "packages"].map((each) => h("th", { scope: "col" }, say("start.sizes." + each)));
    const rows = starter.frameworks.map((each) => h("tr", {}, h("th", { scope: "row" }, name(each)),
      size(Starter.files(say, starter, guide, Starter.plan(starter, d, each, format), record))
        .map((number) => h("td", {}, number))));
    return h("div.scroll", { role: "group", tabindex: 0, "aria-label": say("start.sizes") },
      h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows)));
  }

  async function build() {
    await load();
    decide();
    const plan = Starter.plan(starter, d, chosen["start.framework"], chosen["start.format"]);
    const texts = Starter.files(say, starter, guide, plan, record);
    const query = queryFor(plan.framework, plan.format.id);
    const folder = Starter.folder(plan), [files, count, packages] = size(texts);
    form.elements["start.framework"].value = plan.framework;
    form.elements["start.format"].value = plan.format.id;
    const button = h("button.button", { type: "button", id: "download" }, say("start.download"));
    button.addEventListener("click", () => save(plan, texts, folder));
    const focused = document.activeElement; // what is put in anew loses the focus
    find("project").replaceChildren(
      ...Sections.firsts(d).map((place, i, all) => h("p.note", {},
        h("a", { href: address(place.link) }, say("verdict.first", { names: say.inside(place.name) })),
        ` ${place.because}`, all[i + 1] ? "" : ` ${say("start.first.then")}`)),
      ...Verdict.verdict(say, guide, d).uncounted.map((line) => h("p.note", {}, line)),
      h("p", { id: "lead" }, say(d.answers.length ? "start.lead" : "start.lead.unanswered", {
        first: name(Starter.plan(starter, d).framework), framework: name(plan.framework), format: say.inside(plan.format.name),
        files: say.counted("start.files", files), lines: say.counted("start.lines", count),
        packages: say.counted("start.packages", packages) })),
      h("p", {}, h("a", { href: "#get" }, say("start.get"))),
      h("h2", {}, say("start.parts")),
      h("dl", {}, h("dt", {}, say("start.always")), h("dd", {}, say("start.always.says")),
        plan.parts.map((part) => [h("dt", {}, part.feature.name), h("dd", {}, say("start.part",
          { says: part.feature.says, reason: Starter.reason(say, starter, guide, part) }))])),
      h("h2", { id: "get" }, say("start.get")),
      model(),
      h("p", {}, button),
      h("p", {}, say("start.ways")),
      code((form.dataset.live ? `curl -o ${folder}.zip '${here}project.zip?${query}'\n` : "") + terminal(plan), get),
      h("p", {}, say("start.then", { folder })),
      code("python dev.py\npython dev.py test", get),
      h("p", {}, say("start.then.tests")),
      h("h2", {}, say("start.sizes")),
      sizes(plan.format.id),
      h("h2", {}, say("start.files")),
      ...Object.entries(texts).map(([path, text]) => h("details.file", {},
        h("summary", {}, say("start.file", { path, lines: say.counted("start.lines", lines(text)) })),
        code(text, { "aria-label": path }))),
    );
    if (document.activeElement === document.body) find(focused.id)?.focus({ preventScroll: true });
    find("back").search = asked;
    note(plan.framework, plan.format.id);
  }

  async function save(plan, texts, folder) {
    const contents = { ...texts };
    const [model] = input.files;
    find("unread")?.remove();
    if (model) {
      const bytes = await model.arrayBuffer().catch(() => null);
      if (!bytes) {
        const told = say("start.unread", { file: model.name });
        find("download").parentElement.after(h("p.note", { id: "unread", role: "alert" }, told));
        return;
      }
      contents[Starter.modelPath(model.name)] = new Uint8Array(bytes);
    }
    const link = h("a", {
      href: URL.createObjectURL(Starter.zip(contents, folder, guide.updated)), download: `${folder}.zip`,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  // another project is told to whoever does not see it come
  async function again() {
    await build();
    find("said").textContent = find("lead").textContent;
  }

  form.addEventListener("change", ({ target }) => {
    chosen[target.name] = target.value;
    again();
  });
  // a model's file may be dropped anywhere; its name tells of what kind it is
  async function choose() {
    await load();
    const kind = input.files.length && Starter.formatOf(starter, input.files[0].name);
    if (kind) chosen["start.format"] = kind;
    await again();
  }

  input.addEventListener("change", choose);
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change"));
  });
  Elements.problems(say, [...given.problems, ...unknown]);

  // what a server has told stays, but for what has been chosen since; a model needs this script
  function adopt() {
    const download = find("download");
    for (const { name: key, value, selectedOptions: [option] } of fields) {
      if (!option.defaultSelected) chosen[key] = value;
    }
    if (fields.some(({ selectedOptions: [option] }) => !option.defaultSelected)) return build();
    download.parentElement.before(model());
    download.addEventListener("click", async (event) => {
      if (!input.files.length) return;
      event.preventDefault();
      await choose();
      find("download").click();
    });
    for (const intent of ["focusin", "pointerover"]) form.addEventListener(intent, load, { once: true });
    note(...fields.map(({ value }) => value));
  }

  if (form.dataset.live) adopt();
  else build();
  document.querySelectorAll(".late").forEach((it) => it.remove());
})();
