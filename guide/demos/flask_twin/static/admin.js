// Flask-Admin's links to "javascript:void(0)" do nothing, and the policy would say so each time.
document.addEventListener("click", (event) => {
  if (event.target.closest('a[href^="javascript:"]')) event.preventDefault();
});
