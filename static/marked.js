// Marks the answers that the address carries.
(function () {
  "use strict";
  const given = new URLSearchParams(location.search);
  for (const answer of document.querySelectorAll("[data-answer]")) {
    const [criterion, option] = answer.dataset.answer.split("=");
    const own = given.get(criterion) === option;
    answer.classList.toggle("given", own);
    answer.querySelector(".tag").hidden = !own;
  }
})();
