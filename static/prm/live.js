// What htmx's polling does not do by itself: say that the line is down and wait longer each time, ask seldom
// while nobody looks, tell of a new offer, and say so when something else fails.
(() => {
  "use strict";
  const shell = document.querySelector("[data-new-offer]"), offline = document.getElementById("offline");
  const EVERY = 1200, HIDDEN = 8000, LONGEST = 15000;
  let failures = 0, notBefore = 0;
  const isPoll = (event) => event.target.id === "live";
  const say = (text, key) => document.dispatchEvent(new CustomEvent("prm:toast", { detail: { text, key } }));
  const out = document.getElementById("signed-out");
  let told = 0, toldAt = 0;

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
    const login = event.detail.xhr.getResponseHeader("X-Signed-Out");
    if (login) {
      out.querySelector("a").href = login;
      out.hidden = false;
      notBefore = Infinity;
      return;
    }
    failures = failed ? failures + 1 : 0;
    offline.hidden = failures < 2 && navigator.onLine;
    if (failures) notBefore = Date.now() + Math.min(EVERY * 2 ** failures, LONGEST);
  });

  document.addEventListener("prm:offers", (event) => {
    const more = event.detail.waiting - Number(document.getElementById("waiting").textContent);
    if (more > 0) {
      told = Date.now() - toldAt < 6000 ? told + more : more;
      toldAt = Date.now();
      say(told === 1 ? shell.dataset.newOffer : shell.dataset.newOffers.replace("%s", told), "new");
    }
    // A list in which something is ticked or typed stays as it is until one asks for the new ones.
    const inbox = document.getElementById("inbox");
    const isBusy = inbox?.querySelector("[name=offers]:checked") || document.activeElement?.closest("#inbox [type=search]");
    if (inbox && !isBusy) window.htmx.trigger(inbox, "refresh");
  });

  document.addEventListener("submit", (event) => {
    if (navigator.onLine || event.target.method === "dialog") return;
    event.preventDefault();
    event.stopPropagation();
    say(shell.dataset.failed);
  }, true);

  const ask = () => { if (notBefore === Infinity) return; notBefore = 0; window.htmx?.trigger("#live", "ask"); };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  window.addEventListener("online", ask);
  window.addEventListener("offline", () => { offline.hidden = false; });
})();
