// Sends a form of the attack lab without leaving the page, and puts what came of it in its place.
(function () {
  "use strict";

  async function attack(form, button) {
    const section = form.closest(".attack");
    const said = section.querySelector(".when");
    const sent = new URLSearchParams(new FormData(form));
    sent.set(button.name, button.value);
    said.textContent = form.dataset.running;
    const answer = await fetch(location.pathname, { method: "POST", body: sent });
    if (!answer.ok) {
      const seconds = answer.headers.get("Retry-After") || "5";
      const { busy, busyOne } = form.dataset;
      said.textContent = (seconds === "1" ? busyOne : busy).replace("{n}", seconds);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById(button.value).closest(".attack");
    for (const name of [".sends", ".came"]) {
      section.querySelector(name).replaceWith(document.adoptNode(found.querySelector(name)));
    }
    said.textContent = found.querySelector(".when").textContent;
  }

  for (const form of document.querySelectorAll(".attack form")) {
    const button = form.querySelector("button");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      try {
        await attack(form, button);
      } catch {
        form.closest(".attack").querySelector(".when").textContent = form.dataset.gone;
      }
      button.disabled = false;
      // it lost the focus with that, but whoever went on in these seconds stays there
      if (document.activeElement === document.body) button.focus({ preventScroll: true });
    });
  }
})();
