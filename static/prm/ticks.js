// Ticking all rows of a list, and a button that says to how many it applies.
(() => {
  "use strict";
  const count = () => {
    const button = document.querySelector("[data-apply]");
    if (!button) return;
    const ticked = [...button.form.elements].filter((field) => field.name === "offers" && field.checked).length;
    button.disabled = !ticked;
    if (ticked) button.textContent = ticked === 1 ? button.dataset.one : button.dataset.many.replace("%s", ticked);
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-ticks-all]")) {
      for (const box of event.target.form.elements) if (box.name === "offers") box.checked = event.target.checked;
    }
    count();
  });
  document.addEventListener("htmx:afterSettle", count);
  count();
})();
