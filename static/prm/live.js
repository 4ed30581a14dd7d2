// What htmx's polling does not do by itself: say that the line is down and wait longer each time, ask seldom
// while nobody looks, tell of a new offer, and say so when something else fails.
(() => {
  "use strict";
  const shell = document.querySelector("[data-new-offer]"), offline = document.getElementById("offline");
  const EVERY = 1200, HIDDEN = 8000, LONGEST = 15000;
  let failures = 0, notBefore = 0;
  const isPoll = (event) => event.target.id === "live";
  const say = (text) => document.dispatchEvent(new CustomEvent("prm:toast", { detail: { text } }));

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!isPoll(event)) return;
    if (Date.now() < notBefore) event.preventDefault();
    else notBefore = document.hidden ? Date.now() + HIDDEN : 0;
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const failed = !event.detail.successful;
    if (!isPoll(event)) {
      if (failed && ![400, 409].includes(event.detail.xhr.status)) say(shell.dataset.failed);
      return;
    }
    failures = failed ? failures + 1 : 0;
    offline.hidden = failures < 2 && navigator.onLine;
    if (failures) notBefore = Date.now() + Math.min(EVERY * 2 ** failures, LONGEST);
  });

  document.addEventListener("prm:offers", (event) => {
    if (event.detail.waiting > Number(document.getElementById("waiting").textContent)) say(shell.dataset.newOffer);
  });

  document.addEventListener("submit", (event) => {
    if (navigator.onLine || event.target.method === "dialog") return;
    event.preventDefault();
    event.stopPropagation();
    say(shell.dataset.failed);
  }, true);

  const ask = () => { notBefore = 0; window.htmx?.trigger("#live", "ask"); };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  window.addEventListener("online", ask);
  window.addEventListener("offline", () => { offline.hidden = false; });
})();
