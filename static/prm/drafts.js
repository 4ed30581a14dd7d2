// What somebody types outlasts an ended session: kept in this tab until it is saved, and put back afterwards.
(() => {
  "use strict";
  const forms = () => document.querySelectorAll("form[data-draft]");
  const name = (form) => `draft:${form.dataset.draft}`;
  const fields = (form) => [...form.elements].filter((field) => field.name && field.matches("textarea, input[type=text], input[type=date], input[type=number], input:not([type])"));

  const restore = () => {
    for (const form of forms()) {
      const kept = JSON.parse(sessionStorage.getItem(name(form)) || "{}");
      for (const field of fields(form)) if (field.name in kept && field.value === field.defaultValue) field.value = kept[field.name];
      if (Object.keys(kept).length) { const folded = form.closest("details"); if (folded) folded.open = true; }
    }
  };

  document.addEventListener("input", (event) => {
    const form = event.target.form?.closest("form[data-draft]");
    if (!form) return;
    const typed = fields(form).filter((field) => field.value !== field.defaultValue).map((field) => [field.name, field.value]);
    if (typed.length) sessionStorage.setItem(name(form), JSON.stringify(Object.fromEntries(typed)));
    else sessionStorage.removeItem(name(form));
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.requestConfig?.elt?.closest?.("form[data-draft]");
    if (form && event.detail.xhr.status < 300 && !event.detail.xhr.getResponseHeader("HX-Redirect")) sessionStorage.removeItem(name(form));
  });
  // A form sent as a whole page was saved if the page that follows says so, or does not hold it any more.
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-draft]");
    if (form && !form.hasAttribute("hx-boost")) sessionStorage.setItem("draft-sent", name(form));
  });
  const sent = sessionStorage.getItem("draft-sent");
  const isSaved = document.querySelector("#notices .success") && !document.querySelector("#notices .error");
  if (sent && (isSaved || ![...forms()].some((form) => name(form) === sent))) sessionStorage.removeItem(sent);
  sessionStorage.removeItem("draft-sent");

  document.addEventListener("submit", (event) => { if (event.target.matches("[data-sign-out]")) sessionStorage.clear(); });
  document.addEventListener("htmx:afterSettle", restore);
  restore();
})();
