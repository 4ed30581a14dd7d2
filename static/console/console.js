// What the console's own pages do in the browser. Everything works without it.
"use strict";

(() => {
  // A form says that it works, and goes out once.
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || !button || !button.classList.contains("c-button")) return;
    if (button.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    button.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("[aria-busy=true]").forEach((button) => button.removeAttribute("aria-busy"));
  });

  // A pool's form shows the settings of the method that is chosen.
  const showMethod = () => {
    const chosen = document.querySelector("[data-method-form] [name=method]");
    if (!chosen) return;
    document.querySelectorAll("[data-methods]").forEach((group) => {
      group.hidden = !group.dataset.methods.split(" ").includes(chosen.value);
      if (!group.hidden) group.open = true;
    });
  };
  document.addEventListener("change", (event) => {
    if (event.target.name === "method") showMethod();
  });
  document.addEventListener("DOMContentLoaded", showMethod);

  // The tabs of a form wrap; unfold would hide those that do not fit in one line.
  const showTabs = () => {
    const tabs = document.getElementById("tabs-items");
    const hidden = document.getElementById("tabs-dropdown");
    if (!tabs || !hidden) return;
    tabs.setAttribute("aria-label", document.querySelector("h1")?.textContent.trim().replace(/\s+/g, " ") || "");
    [...hidden.children].reverse().forEach((tab) => tabs.append(tab));
    hidden.parentElement.classList.add("hidden");
  };
  window.addEventListener("load", showTabs);

  // Parts of a page that scroll by themselves are told apart by number.
  window.addEventListener("load", () => {
    document.querySelectorAll(".simplebar-content-wrapper[aria-label]").forEach((part, number) => {
      if (number) part.setAttribute("aria-label", `${part.getAttribute("aria-label")} ${number + 1}`);
    });
  });
  window.addEventListener("resize", showTabs);

  // Copy what is shown once.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source.textContent.trim());
    button.textContent = button.dataset.copied;
  });
})();
