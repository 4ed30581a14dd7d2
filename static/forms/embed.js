// Sends web forms: on our own page, and on other sites by the snippet. Without it a form is sent as any form is.
// It asks for a challenge, searches its answer (proof of work), posts, and says by each field what is wrong.
"use strict";

(() => {
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
  const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  // Proof of work: the number with which the derived key begins with the prefix.
  const keyOf = async (number, parameters) => {
    const nonce = bytes(parameters.nonce);
    const password = new Uint8Array(nonce.length + 4);
    password.set(nonce);
    new DataView(password.buffer).setUint32(nonce.length, number);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(parameters.salt), iterations: parameters.cost };
    return hex(await crypto.subtle.deriveBits(how, key, parameters.keyLength * 8));
  };
  const solve = async (challenge) => {
    for (let number = 0; number < 100000; number += 1) {
      const key = await keyOf(number, challenge.parameters);
      if (key.startsWith(challenge.parameters.keyPrefix)) {
        return btoa(JSON.stringify({ challenge, solution: { counter: number, derivedKey: key } }));
      }
    }
    return "";
  };

  // Pages that are not served over HTTPS have no crypto.subtle: the form is then sent without a proof.
  const prepare = async (form) => {
    const answer = await fetch(`${form.action}challenge/`, { credentials: "omit" });
    if (!answer.ok) throw new Error(`challenge: ${answer.status}`);
    const { token, challenge, consent } = await answer.json();
    showConsent(form, consent);
    return { token: form.dataset.prmToken || form.elements.form_token?.value || token, proof: globalThis.crypto?.subtle ? await solve(challenge) : "" };
  };

  // What is agreed to is what is shown: a snippet copied long ago shows the words of today.
  const showConsent = (form, consent) => {
    const label = form.querySelector("[data-prm-consent]");
    const version = form.elements.consent_version;
    if (!consent || !label || !version || version.value === String(consent.version)) return;
    label.textContent = consent.text;
    version.value = consent.version;
    form.elements.consent.checked = false;
  };

  const say = (form, words) => {
    form.querySelector("[data-prm-status]").textContent = words;
  };
  const fieldOf = (form, name) => document.getElementById(`${form.id}-${name.replace(".", "-")}`);
  const describe = (field, id, isOn) => {
    const ids = (field.getAttribute("aria-describedby") || "").split(" ").filter((one) => one && one !== id);
    const all = isOn ? [...ids, id] : ids;
    if (all.length) field.setAttribute("aria-describedby", all.join(" "));
    else field.removeAttribute("aria-describedby");
  };

  const clear = (form) => {
    document.getElementById(`${form.id}-notice`)?.remove();
    form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
    form.querySelectorAll(".error").forEach((error) => {
      const field = document.getElementById(error.id.replace(/-error$/, ""));
      if (field) describe(field, error.id, false);
      error.remove();
    });
  };
  const mark = (form, error) => {
    const field = fieldOf(form, error.field);
    if (!field) return null;
    const words = document.createElement("p");
    words.className = "error";
    words.id = `${field.id}-error`;
    words.textContent = error.message;
    field.closest(".field").append(words);
    field.setAttribute("aria-invalid", "true");
    describe(field, words.id, true);
    return field;
  };

  const thank = (form, answer) => {
    if (answer.redirect) {
      window.location.assign(answer.redirect);
      return;
    }
    const words = document.createElement("p");
    words.className = "prm-thanks";
    words.setAttribute("role", "status");
    words.tabIndex = -1;
    words.textContent = answer.message;
    form.replaceWith(words);
    words.focus();
  };

  const refuse = (form, answer) => {
    const fields = (answer.errors || []).map((error) => mark(form, error)).filter(Boolean);
    say(form, answer.detail || form.querySelector("[data-prm-status]").dataset.failed);
    if (fields.length) fields[0].focus();
  };

  const bodyOf = (form, { token, proof }) => {
    const body = new URLSearchParams(new FormData(form));
    body.set("form_token", token);
    body.set("form_proof", proof);
    body.set("form_page", window.location.origin + window.location.pathname);
    new URLSearchParams(window.location.search).forEach((value, name) => {
      if (name.startsWith("utm_") && !body.has(name)) body.set(name, value);
    });
    return body;
  };

  // The token tells how long the form has been open: it stays the same until it is too old.
  const keepToken = (form, token, code) => {
    form.dataset.prmToken = code === "expired" ? "" : token;
    if (code === "expired") form.elements.form_token?.remove();
  };

  const send = async (form, ready) => {
    const answer = await fetch(form.action, {
      method: "POST",
      body: bodyOf(form, ready),
      headers: { Accept: "application/json" },
      credentials: "omit",
    });
    const said = await answer.json();
    keepToken(form, ready.token, said.code);
    if (answer.ok) thank(form, said);
    else refuse(form, said);
  };

  const enhance = (form) => {
    let ready = null;
    let isSending = false;
    const begin = () => {
      ready = ready || prepare(form).catch(() => null);
      return ready;
    };
    form.addEventListener("focusin", begin);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (isSending) return;
      isSending = true;
      const button = form.querySelector("[type=submit]");
      button.setAttribute("aria-busy", "true");
      clear(form);
      say(form, form.querySelector("[data-prm-status]").dataset.working);
      const prepared = await begin();
      ready = null;
      try {
        if (!prepared) throw new Error("no challenge");
        await send(form, prepared);
      } catch {
        say(form, form.querySelector("[data-prm-status]").dataset.failed);
      } finally {
        isSending = false;
        if (form.isConnected) begin();
        button.removeAttribute("aria-busy");
      }
    });
  };

  // In a frame of another site: tell that site how tall we are, and, on that site, give the frame its height.
  const tellHeight = () => {
    const height = document.documentElement.scrollHeight;
    window.parent.postMessage({ prmForm: window.location.pathname, height }, "*");
  };
  const takeHeight = (event) => {
    const height = Number(event.data?.height);
    if (!event.data?.prmForm || !(height > 0 && height < 10000)) return;
    document.querySelectorAll("iframe[data-prm-form]").forEach((frame) => {
      if (frame.contentWindow === event.source) frame.height = String(Math.ceil(height));
    });
  };

  document.querySelectorAll("form[data-prm-form]").forEach(enhance);
  window.addEventListener("message", takeHeight);
  if (window.parent !== window) {
    tellHeight();
    new ResizeObserver(tellHeight).observe(document.body);
  }
})();
