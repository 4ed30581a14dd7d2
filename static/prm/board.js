// Dragging a card to another lane, and ticking all rows of a table.
(() => {
  "use strict";
  let dragged = null;
  const lane = (target) => target.closest?.(".lane");

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-offer]");
    if (dragged) { event.dataTransfer.effectAllowed = "move"; event.dataTransfer.setData("text/plain", dragged.dataset.offer); dragged.classList.add("dragged"); }
  });
  document.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    document.querySelector(".lane.over")?.classList.remove("over");
    dragged = null;
  });
  document.addEventListener("dragover", (event) => {
    const over = dragged && lane(event.target);
    if (!over) return;
    event.preventDefault();
    document.querySelector(".lane.over")?.classList.remove("over");
    over.classList.add("over");
  });
  document.addEventListener("drop", (event) => {
    const to = dragged && lane(event.target), from = dragged?.closest(".lane");
    if (!to || to === from) return;
    event.preventDefault();
    move(dragged, from, to);
  });

  const count = (box, by) => { const figure = box.querySelector(".figure"); figure.textContent = Number(figure.textContent) + by; };

  const move = async (card, from, to) => {
    to.querySelector("ol").prepend(card);
    to.querySelector(".lane-empty")?.remove();
    count(from, -1);
    count(to, 1);
    const form = card.querySelector("form");
    const data = new FormData(form);
    data.set("status", to.dataset.status);
    const answer = await fetch(form.action, { method: "POST", body: data }).catch(() => null);
    if (!answer?.ok) location.reload();
  };

  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-ticks-all]")) return;
    for (const box of event.target.form.querySelectorAll("[name=offers]")) box.checked = event.target.checked;
  });
})();
