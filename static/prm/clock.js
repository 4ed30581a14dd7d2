// Countdowns on server time. The page carries the server's clock; every live answer corrects it.
(() => {
  "use strict";
  const shell = document.querySelector("[data-now]");
  const lang = document.documentElement.lang || "en";
  let offset = shell ? Number(shell.dataset.now) - Date.now() : 0;
  const units = ["day", "hour", "minute", "second"];
  const writers = Object.fromEntries(units.map((unit) => [
    unit, new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: lang.startsWith("en") ? "narrow" : "short" }),
  ]));
  const SOON = 30 * 60;

  const span = (left) => {
    const parts = [Math.floor(left / 86400), Math.floor(left / 3600) % 24, Math.floor(left / 60) % 60, left % 60];
    const first = parts[0] ? 0 : parts[1] ? 1 : 2;
    return [first, first + 1].map((at) => writers[units[at]].format(parts[at])).join(" ");
  };

  const tick = () => {
    const now = Date.now() + offset;
    for (const clock of document.querySelectorAll("[data-countdown]")) {
      const left = Math.floor((Date.parse(clock.dateTime) - now) / 1000);
      const words = left > 0 ? span(left) : clock.dataset.over;
      if (clock.textContent !== words) clock.textContent = words;
      clock.classList.toggle("soon", left > 0 && left < SOON);
      clock.classList.toggle("over", left <= 0);
    }
  };

  document.addEventListener("htmx:afterRequest", (event) => {
    const now = event.detail.xhr.getResponseHeader("X-Now");
    if (now) offset = Number(now) - Date.now();
  });
  tick();
  setInterval(tick, 1000);
})();
