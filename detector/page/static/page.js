// Keeps an open page live: on a change, and every minute for its ages, it takes the page anew.
"use strict";
(() => {
  const MINUTE = 60000;
  let asking = false;
  let lastTag = "";

  const opened = (root) => [...root.querySelectorAll("details")].map((one) => one.open);

  const isBusy = () => {
    const field = document.activeElement;
    if (field && /^(INPUT|SELECT)$/.test(field.tagName)) return true;
    const chosen = document.getSelection();
    return Boolean(chosen && !chosen.isCollapsed);
  };

  const swap = (text) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const main = document.getElementById("main");
    const next = fresh.getElementById("main");
    const age = fresh.getElementById("age");
    if (!next || !age) return;
    const open = opened(main);
    const focused = document.activeElement;
    const href = focused && main.contains(focused) ? focused.getAttribute("href") : null;
    const before = main.querySelector("h1") ? main.querySelector("h1").textContent : "";
    main.replaceChildren(...next.childNodes);
    document.getElementById("age").replaceWith(age);
    [...main.querySelectorAll("details")].forEach((one, at) => { if (at in open) one.open = open[at]; });
    document.title = fresh.title;
    const icon = fresh.querySelector("link[rel=icon]");
    document.querySelector("link[rel=icon]").href = icon.href;
    if (href) {
      const again = [...main.querySelectorAll("a")].find((one) => one.getAttribute("href") === href);
      if (again) again.focus({ preventScroll: true });
    }
    const heading = main.querySelector("h1");
    if (heading && heading.textContent !== before) document.getElementById("said").textContent = heading.textContent;
    prepare();
  };

  const renew = async () => {
    if (asking || document.hidden || isBusy() || "still" in document.body.dataset) return;
    asking = true;
    const lost = () => document.getElementById("lost");
    try {
      const answer = await fetch(location.href, { headers: lastTag ? { "If-None-Match": lastTag } : {} });
      if (answer.ok) {
        lastTag = answer.headers.get("ETag") || "";
        swap(await answer.text());
      }
      lost().hidden = answer.ok || answer.status === 304;
    } catch {
      lost().hidden = false;
    } finally {
      asking = false;
    }
  };

  const prepare = () => {
    if (!navigator.clipboard) return;
    for (const button of document.querySelectorAll("[data-copy]")) {
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
        button.setAttribute("data-done", "");
        document.getElementById("said").textContent = button.textContent + " ✓";
      });
    }
  };

  prepare();
  setInterval(renew, MINUTE);
  document.addEventListener("visibilitychange", renew);
  if ("EventSource" in window) new EventSource("/events").addEventListener("changed", renew);
})();
