// Asks the server every second or so whether the open offers have changed, and merges what is new
// without disturbing what is being read, typed or chosen.
(() => {
  "use strict";
  const shell = document.querySelector("[data-live]");
  if (!shell) return;
  const offline = document.getElementById("offline");
  const badge = document.getElementById("waiting");
  const EVERY = 1200, HIDDEN = 8000, LONGEST = 15000;
  let seen = shell.dataset.seen, failures = 0, timer = 0;

  const later = () => {
    const wait = failures ? Math.min(EVERY * 2 ** failures, LONGEST) : document.hidden ? HIDDEN : EVERY;
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  };

  const ask = async () => {
    try {
      const answer = await fetch(`${shell.dataset.live}?seen=${seen}`, { headers: { "X-Requested-With": "fetch" }, redirect: "manual" });
      if (answer.type === "opaqueredirect") return location.reload();
      if (!answer.ok && answer.status !== 204) throw new Error(String(answer.status));
      failures = 0;
      offline.hidden = true;
      document.dispatchEvent(new CustomEvent("prm:now", { detail: Number(answer.headers.get("X-Now")) }));
      if (answer.status === 200) show(await answer.text(), answer.headers);
    } catch {
      failures += 1;
      offline.hidden = failures < 2;
    }
    later();
  };

  const show = (html, headers) => {
    const before = Number(badge.textContent || 0), now = Number(headers.get("X-Waiting"));
    seen = headers.get("X-Seen");
    badge.textContent = now || "";
    document.title = document.title.replace(/^\(\d+\) /, "").replace(/^/, now && document.getElementById("offers-box") ? `(${now}) ` : "");
    const box = document.getElementById("offers-box");
    if (box) merge(box, html);
    if (now > before) document.dispatchEvent(new CustomEvent("prm:toast", { detail: { text: shell.dataset.newOffer } }));
  };

  // Cards that are still open stay the elements they are; new ones come in where they belong; ended ones leave.
  const merge = (box, html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("offers");
    const list = box.querySelector("ol#offers");
    if (!list || fresh.tagName !== "OL") return box.replaceChildren(document.adoptNode(fresh));
    const wanted = [...fresh.children].map((card) => document.getElementById(card.id) || arriving(document.adoptNode(card)));
    for (const card of [...list.children]) if (!wanted.includes(card)) card.remove();
    wanted.forEach((card, at) => { if (list.children[at] !== card) list.insertBefore(card, list.children[at] || null); });
    return list;
  };

  const arriving = (card) => { card.classList.add("new"); return card; };

  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  window.addEventListener("online", ask);
  window.addEventListener("offline", () => { offline.hidden = false; });
  later();
})();
