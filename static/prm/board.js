// Moving a card to another lane by hand or by Shift and an arrow: both press the button of its "Move" menu, and
// the move can be undone. A card put down on Won or Lost leads to the page that asks for value or reason.
(() => {
  "use strict";
  const shell = document.querySelector("[data-undo]");
  let dragged = null, moved = "", putBack = () => {}, done = null;
  const lanes = () => [...document.querySelectorAll(".lane[data-status]")];
  const clear = () => document.querySelector(".lane.over")?.classList.remove("over");
  const say = (detail) => document.dispatchEvent(new CustomEvent("prm:toast", { detail }));
  const press = (offer, status) => document.querySelector(`[data-offer="${offer}"] button[value="${status}"]`)?.click();

  const move = (card, to) => {
    if (to.dataset.close) { location.assign(`${card.querySelector("[data-primary]").href}#${to.dataset.close}`); return; }
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
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-offer] form[data-from]");
    if (!form) return;
    moved = form.closest("[data-offer]").dataset.offer;
    const back = form.dataset.from, offer = moved;
    done = { text: form.dataset.moved.replace("%s", event.submitter.textContent), undo: () => press(offer, back) };
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (moved) document.querySelector(`[data-offer="${moved}"] [data-primary]`)?.focus();
    if (done) say({ key: "moved", button: shell.dataset.undo, ...done });
    moved = "";
    done = null;
  });
  for (const failure of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(failure, (event) => { if (event.target.closest?.(".board")) { putBack(); done = null; } });
  }
})();
