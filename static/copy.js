// Adds a button to what can be copied: the code of one column, as it stands in the file.
(function () {
  "use strict";
  if (!navigator.clipboard) return; // without HTTPS there is none

  for (const head of document.querySelectorAll("[data-copy]")) {
    const { copy, copied, of, what } = head.dataset;
    const button = document.createElement("button");
    const told = document.createElement("span");
    const which = document.createElement("span");
    const said = document.createElement("span"); // a button's new name is not read by itself
    button.type = "button";
    told.textContent = copy;
    which.className = said.className = "sr";
    which.textContent = ` ${what}`;
    said.setAttribute("role", "status");
    button.append(told, which);
    button.addEventListener("click", async () => {
      const cells = [...head.closest(".diff").querySelectorAll(`code[data-of="${of}"]`)];
      await navigator.clipboard.writeText(cells.map((cell) => cell.textContent).join(""));
      button.style.minWidth = `${button.offsetWidth}px`; // nothing moves under the pointer
      told.textContent = said.textContent = copied;
      setTimeout(() => { told.textContent = copy; said.textContent = ""; }, 2000);
    });
    head.append(button, said);
  }
})();
