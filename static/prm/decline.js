// A decline waits a few seconds, in which it can be undone, before it is sent. Leaving the page sends it at once.
(() => {
  "use strict";
  const GRACE = 6000;
  const shell = document.querySelector("[data-undo]");
  const toasts = document.getElementById("toasts");
  const pending = new Map();

  const toast = (text, undo, key) => {
    const box = document.createElement("div");
    box.className = "toast";
    if (key) {
      for (const same of toasts.querySelectorAll(`[data-key="${key}"]`)) same.remove();
      box.dataset.key = key;
    }
    const words = document.createElement("span");
    words.textContent = text;
    box.append(words);
    if (undo) {
      const button = document.createElement("button");
      button.className = "button small";
      button.type = "button";
      button.textContent = shell.dataset.undo;
      button.addEventListener("click", undo);
      box.append(button);
    }
    toasts.append(box);
    if (!undo || key) setTimeout(() => box.remove(), GRACE);
    return box;
  };

  document.addEventListener("prm:toast", (event) => {
    const { text, undo, key } = event.detail;
    const box = toast(text, undo && (() => { box.remove(); undo(); }), key);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-decline]");
    if (!form || !event.submitter) return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const card = form.closest(".offer");
    const undo = () => {
      clearTimeout(pending.get(form).timer);
      pending.get(form).box.remove();
      pending.delete(form);
      if (card) card.hidden = false;
      form.closest("details").open = false;
      form.closest("details").querySelector("summary").focus();
    };
    if (card) card.hidden = true;
    const box = toast(`${shell.dataset.declined}: ${form.dataset.decline}`, undo);
    pending.set(form, { data, card, box, timer: setTimeout(() => send(form), GRACE) });
    box.querySelector("button").focus();
  });

  const send = async (form) => {
    const { data, card, box } = pending.get(form);
    pending.delete(form);
    box.remove();
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { "X-Quiet": "1" } });
      if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
      if (!card) location.assign(document.querySelector(".brand").href);
    } catch {
      if (card) card.hidden = false;
      toast(shell.dataset.lost);
    }
  };

  window.addEventListener("pagehide", () => {
    for (const [form, { data }] of pending) navigator.sendBeacon(form.action, data);
    pending.clear();
  });
})();
