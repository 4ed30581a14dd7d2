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

  // Review, one lead after the other, by keys: see the line of keys on the page.
  const typing = (target) => target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    const review = document.querySelector("[data-review]");
    if (!review) return;
    const form = review.querySelector("form");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form?.contains(event.target)) { event.preventDefault(); form.requestSubmit(form.querySelector("button")); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const suggested = [...review.querySelectorAll("[data-partner]")][Number(event.key) - 1];
    if (suggested && form) {
      event.preventDefault();
      form.elements.partner.value = suggested.dataset.partner;
      const isFirst = suggested.dataset.partner === form.dataset.first;
      form.elements.ground.value = isFirst ? "rules" : "";
      form.elements[isFirst ? "reason" : "ground"].focus();
    } else review.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
  });

  // Another partner than the first does not come first by the rules.
  document.addEventListener("change", (event) => {
    const { partner, ground } = event.target.form?.elements ?? {};
    if (!ground || event.target !== partner) return;
    const isFirst = partner.value === partner.form.dataset.first;
    if (isFirst) ground.value ||= "rules";
    else if (ground.value === "rules") ground.value = "";
  });

  // An open lead says that it is open, and hears who else has it open.
  const looking = document.querySelector("[data-looking]");
  const sayLooking = async () => {
    if (document.hidden) return;
    const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    const answer = await fetch(looking.dataset.looking, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => null);
    if (!answer?.ok) return;
    const { words } = await answer.json();
    looking.textContent = words;
    looking.hidden = !words;
  };
  if (looking) setInterval(sayLooking, 15000);

  // One tick for all.
  document.addEventListener("change", (event) => {
    const all = event.target.closest?.("[data-ticks]");
    if (all) for (const box of document.querySelectorAll(`input[type=checkbox][name="${all.dataset.ticks}"]`)) box.checked = all.checked;
  });

  // unfold writes a chosen file's name into a field of its own widget, which a plain file field has not.
  const plainFiles = () => {
    for (const input of document.querySelectorAll("input[type=file].c-input")) input.hasChangeListener = true;
  };
  plainFiles();
  document.addEventListener("DOMContentLoaded", plainFiles);

  // Copy what is shown once.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source.textContent.trim());
    button.textContent = button.dataset.copied;
  });

  // What is wrong with a guard shows while it is filled in.
  let checkTimer = 0;
  const check = async (form) => {
    const shown = form.querySelector("[data-checked]");
    const answer = await fetch(form.dataset.check, { method: "POST", body: new FormData(form) }).catch(() => null);
    if (!answer?.ok || !shown) return;
    const text = await answer.text();
    if (shown.innerHTML !== text) shown.innerHTML = text;
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-check]");
    if (!form) return;
    clearTimeout(checkTimer);
    checkTimer = setTimeout(() => check(form), 400);
  });
  document.querySelectorAll("form[data-check]").forEach(check);

  // A form's preview follows what is typed.
  let previewTimer = 0;
  const showPreview = async (form) => {
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) });
    const frame = document.querySelector("iframe[name=form-preview]");
    if (answer.ok && frame) frame.srcdoc = await answer.text();
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-preview]");
    if (!form) return;
    clearTimeout(previewTimer);
    previewTimer = setTimeout(() => showPreview(form), 400);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-preview-button]");
    if (!button) return;
    event.preventDefault();
    showPreview(button.form);
    document.querySelector("iframe[name=form-preview]").scrollIntoView();
  });

  // Rules are put in order by dragging their handle, or with the arrow keys on it; the server keeps the order.
  const moveTo = (rule, place) => {
    const form = rule.querySelector("form");
    const last = rule.parentElement.children.length - 1;
    if (place < 0 || place > last || place === Number(rule.dataset.place)) return;
    form.elements.to.disabled = false;
    form.elements.to.value = place;
    sessionStorage.setItem("moved-rule", ".c-handle");
    form.submit();
  };
  document.addEventListener("submit", (event) => {
    const direction = event.target.closest?.(".c-rule-move") && event.submitter?.value;
    if (direction) sessionStorage.setItem("moved-rule", `[value=${direction}]`);
  });
  let dragged = null;
  document.addEventListener("dragstart", (event) => {
    const rule = event.target.closest?.("[data-order] [data-place]");
    if (!rule) return;
    dragged = rule;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(rule, 16, 16);
    rule.classList.add("c-rule-dragged");
  });
  document.addEventListener("dragover", (event) => {
    const over = event.target.closest?.("[data-order] [data-place]");
    if (!dragged || !over) return;
    event.preventDefault();
    document.querySelectorAll(".c-rule-target").forEach((rule) => rule.classList.remove("c-rule-target"));
    if (over !== dragged) over.classList.add("c-rule-target");
  });
  document.addEventListener("drop", (event) => {
    const over = event.target.closest?.("[data-order] [data-place]");
    if (!dragged || !over) return;
    event.preventDefault();
    moveTo(dragged, Number(over.dataset.place));
  });
  document.addEventListener("dragend", () => {
    document.querySelectorAll(".c-rule-target, .c-rule-dragged").forEach((rule) => {
      rule.classList.remove("c-rule-target", "c-rule-dragged");
    });
    dragged = null;
  });
  document.addEventListener("keydown", (event) => {
    const handle = event.target.closest?.(".c-handle");
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!handle || !step) return;
    event.preventDefault();
    const rule = handle.closest("[data-place]");
    moveTo(rule, Number(rule.dataset.place) + step);
  });
  window.addEventListener("load", () => {
    const was = sessionStorage.getItem("moved-rule");
    sessionStorage.removeItem("moved-rule");
    const rule = was && location.hash.startsWith("#rule-") && document.querySelector(location.hash);
    if (!rule) return;
    const button = rule.querySelector(was);
    (button && !button.disabled ? button : rule.querySelector(".c-handle"))?.focus();
    // What is written into a live region after the page has loaded is read aloud.
    const said = document.querySelector("[data-order-said]");
    if (said) said.textContent = rule.dataset.said;
  });

  // While several values are typed with commas between (or one a line), names are suggested for the last.
  const suggest = (input) => {
    const list = document.getElementById(input.dataset.names);
    if (!list) return;
    const cut = input.tagName === "TEXTAREA" ? "\n" : input.dataset.several ? "," : null;
    const typed = cut ? input.value.slice(input.value.lastIndexOf(cut) + 1) : input.value;
    const sought = typed.trim().toLocaleLowerCase();
    closeSuggestions();
    if (!sought) return;
    const names = [...list.options].map((option) => option.value);
    const starts = names.filter((name) => name.toLocaleLowerCase().startsWith(sought));
    const holds = names.filter((name) => !starts.includes(name) && name.toLocaleLowerCase().includes(sought));
    const found = [...starts, ...holds].filter((name) => name.toLocaleLowerCase() !== sought).slice(0, 8);
    if (!found.length) return;
    const box = document.createElement("ul");
    box.className = "c-suggestions";
    box.id = "suggestions";
    box.setAttribute("role", "listbox");
    found.forEach((name, place) => {
      const item = document.createElement("li");
      item.textContent = name;
      item.id = `suggestion-${place}`;
      item.setAttribute("role", "option");
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(input, name);
      });
      box.append(item);
    });
    input.after(box);
    input.setAttribute("aria-controls", "suggestions");
    if (input.getAttribute("role") === "combobox") input.setAttribute("aria-expanded", "true");
  };
  const take = (input, name) => {
    const cut = input.tagName === "TEXTAREA" ? "\n" : input.dataset.several ? "," : null;
    const kept = cut ? input.value.slice(0, input.value.lastIndexOf(cut) + 1) : "";
    input.value = kept + (kept && cut === "," ? " " : "") + name;
    closeSuggestions();
  };
  const closeSuggestions = () => {
    document.querySelectorAll(".c-suggestions").forEach((box) => box.remove());
    document.querySelectorAll("[aria-controls=suggestions]").forEach((input) => {
      if (input.getAttribute("role") === "combobox") input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    });
  };
  document.addEventListener("input", (event) => {
    if (event.target.dataset?.names) suggest(event.target);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.dataset?.names) closeSuggestions();
  });
  document.addEventListener("keydown", (event) => {
    const box = document.getElementById("suggestions");
    if (!box || !event.target.dataset?.names) return;
    const items = [...box.children];
    const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.key === "Escape") return closeSuggestions();
    if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      return take(event.target, items[at].textContent);
    }
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = items[(at + step + items.length) % items.length];
    items.forEach((item) => item.setAttribute("aria-selected", String(item === next)));
    event.target.setAttribute("aria-activedescendant", next.id);
  });
})();
