// Small things on every page: keys, menus, the colour switch, forms that show that they work.
(() => {
  "use strict";
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const nav = [...document.querySelectorAll(".nav a")];
  const places = { i: 0, p: 1, d: 2, f: 3, c: 4 };
  const keys = document.getElementById("keys"), palette = document.getElementById("search");
  let afterG = 0;

  const openPalette = () => { palette?.showModal(); palette?.querySelector("input").select(); };
  palette?.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const stops = [palette.querySelector("input"), ...palette.querySelectorAll("[data-primary]")];
    stops[Math.min(Math.max(stops.indexOf(document.activeElement) + by, 0), stops.length - 1)].focus();
  });

  const step = (by) => {
    const items = [...document.querySelectorAll("main [data-item]:not([hidden])")];
    const here = items.findIndex((item) => item.contains(document.activeElement));
    const next = items[Math.min(Math.max(here + by, 0), items.length - 1)];
    (next?.querySelector("[data-primary]") || next?.querySelector("a"))?.focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const menu of document.querySelectorAll("details[data-menu][open]")) menu.open = false;
    if ((event.ctrlKey || event.metaKey) && event.key === "k" && palette) { event.preventDefault(); openPalette(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const here = document.activeElement?.closest("[data-item]");
    if (event.key === "?") keys?.showModal();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") { const search = document.querySelector("main [type=search]"); event.preventDefault(); if (search) search.focus(); else openPalette(); }
    else if (here && event.key === "x") here.querySelector("[name=offers]")?.click();
    else if (here && event.key === "a") here.querySelector("[data-accept]")?.click();
    else if (here && event.key === "d") here.querySelector("[data-decline-link], .decline summary")?.click();
    else if (event.key === "g") afterG = Date.now();
    else if (Date.now() - afterG < 1200 && event.key in places) nav[places[event.key]]?.click();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette]")) { event.preventDefault(); openPalette(); }
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(event.target) || opener) menu.open = false;
  });

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method === "dialog") return;
    const button = event.submitter;
    if (button) setTimeout(() => button.setAttribute("aria-busy", "true"));
  });
  // Brought back by the browser's own "Back", a page of offers may be long out of date.
  window.addEventListener("pageshow", (event) => { if (event.persisted && document.querySelector("[data-fresh]")) location.reload(); });
  const openNamed = () => {
    const named = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    if (!named?.matches("details")) return;
    named.open = true;
    named.querySelector("input:not([type=hidden]), textarea")?.focus();
  };
  window.addEventListener("hashchange", openNamed);
  // The browser takes the focus away when it scrolls to the fragment, which it does until the page has loaded.
  window.addEventListener("load", () => setTimeout(openNamed));
  window.addEventListener("pageshow", () => { for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy"); });

  // A menu that opens below the fold comes into view.
  document.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.matches("details.decline")) event.target.querySelector("form")?.scrollIntoView({ block: "nearest" });
  }, true);

  document.addEventListener("change", (event) => {
    if (event.target.closest("form[data-at-once]") && event.target.type !== "search") event.target.form.requestSubmit();
  });

  for (const box of document.querySelectorAll("[data-latest]")) box.scrollLeft = box.scrollWidth;
  document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
})();
