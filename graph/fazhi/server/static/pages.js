"use strict";
// Loaded before the page is drawn, so that a chosen theme does not flash.
(() => {
  const kept = () => { try { return localStorage.getItem("fazhi-theme"); } catch { return null; } };
  const keep = (theme) => { try { localStorage.setItem("fazhi-theme", theme); } catch { /* Private windows keep nothing. */ } };
  const chosen = kept();
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;

  function switchTheme() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    keep(root.dataset.theme);
  }

  function runByKey(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  }

  // An empty field of a form is no parameter: the address names only what was asked.
  function leaveOutEmpty(event) {
    for (const field of event.target.elements) {
      if (field.name && field.value === "" && field.tagName !== "TEXTAREA") {
        field.disabled = true;
        setTimeout(() => { field.disabled = false; });
      }
    }
  }

  async function suggest(field) {
    const typed = field.value.split(/[;；]/).pop().trim();
    if (!typed) return;
    const answer = await fetch(`/suggestions?q=${encodeURIComponent(typed)}`);
    if (!answer.ok) return;
    const found = (await answer.json())[field.dataset.suggest] ?? [];
    const before = field.value.slice(0, field.value.length - typed.length);
    field.list.replaceChildren(...found.map((one) => {
      const option = document.createElement("option");
      option.value = before + (one.path || one.name);
      return option;
    }));
  }

  function suggestWhileTyping(field) {
    let wait;
    field.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(() => suggest(field).catch(() => {}), 200);
    });
  }

  // Offsets of the graph count code points, those of a browser's text UTF-16 units.
  const units = (text, points) => Array.from(text).slice(0, points).join("").length;

  function markPart(piece, start, end) {
    const at = Number(piece.dataset.at);
    const node = piece.firstChild;
    const text = piece.textContent;
    const length = Array.from(text).length;
    if (!node || at >= end || at + length <= start) return null;
    const range = document.createRange();
    range.setStart(node, units(text, Math.max(0, start - at)));
    range.setEnd(node, units(text, Math.min(length, end - at)));
    const mark = document.createElement("mark");
    mark.className = "here";
    range.surroundContents(mark);
    return mark;
  }

  // `#c120-180` leads to any place of the text, whether or not a sentence begins there.
  function showPlace() {
    for (const mark of document.querySelectorAll(".here")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    const place = /^#c(\d+)-(\d+)$/.exec(location.hash);
    if (!place) return;
    const marks = [...document.querySelectorAll(".raw [data-at]")]
      .map((piece) => markPart(piece, Number(place[1]), Number(place[2]))).filter(Boolean);
    marks[0]?.scrollIntoView({ block: "center" });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.getElementById("theme").addEventListener("click", switchTheme);
    document.getElementById("query")?.addEventListener("keydown", runByKey);
    document.querySelectorAll("form").forEach((form) => form.addEventListener("submit", leaveOutEmpty));
    document.querySelectorAll("[data-suggest]").forEach(suggestWhileTyping);
    showPlace();
    addEventListener("hashchange", showPlace);
  });
})();
