// Moving a card to another lane by hand or by Shift and an arrow: both press the button of its "Move" menu.
// And ticking all rows of a table.
(() => {
  "use strict";
  let dragged = null, moved = "", putBack = () => {};
  const lanes = () => [...document.querySelectorAll(".lane")];
  const clear = () => document.querySelector(".lane.over")?.classList.remove("over");

  const move = (card, to) => {
    const button = card.querySelector(`button[value="${to.dataset.status}"]`);
    if (!button) return;
    const before = card.nextElementSibling, list = card.parentElement;
    putBack = () => list.insertBefore(card, before);
    to.querySelector("ol").prepend(card);
    button.click();
  };

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-offer]");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.offer);
    dragged.classList.add("dragged");
  });
  document.addEventListener("dragend", () => { dragged?.classList.remove("dragged"); clear(); dragged = null; });
  document.addEventListener("dragover", (event) => {
    const over = dragged && event.target.closest?.(".lane");
    if (!over) return;
    event.preventDefault();
    clear();
    over.classList.add("over");
  });
  document.addEventListener("drop", (event) => {
    const to = dragged && event.target.closest?.(".lane");
    if (!to) return;
    event.preventDefault();
    move(dragged, to);
  });

  document.addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key], card = document.activeElement.closest(".card");
    if (!by || !event.shiftKey || !card) return;
    event.preventDefault();
    const way = document.dir === "rtl" ? -by : by;
    const to = lanes()[lanes().indexOf(card.closest(".lane")) + way];
    if (to) move(card, to);
  });

  // The board comes back from the server with the card in its new place: whoever moved it goes on from there.
  document.addEventListener("submit", (event) => { moved = event.target.closest("[data-offer]")?.dataset.offer || ""; });
  document.addEventListener("htmx:afterSettle", () => {
    if (moved) document.querySelector(`[data-offer="${moved}"] [data-primary]`)?.focus();
    moved = "";
  });
  for (const failure of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(failure, (event) => { if (event.target.closest?.(".board")) putBack(); });
  }

  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-ticks-all]")) return;
    for (const box of event.target.form.querySelectorAll("[name=offers]")) box.checked = event.target.checked;
  });
})();
