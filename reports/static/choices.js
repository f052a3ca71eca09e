/* What a reader chooses for all pages, remembered on the device: light or dark, and the language; and the list of pages. Runs in the
   head, before anything is drawn. Without it a page follows the device, and its links to the other languages work as links. */
"use strict";

function recall(name) { try { return window.localStorage.getItem(name) || ""; } catch { return ""; } }
function remember(name, value) { try { window.localStorage.setItem(name, value); } catch { /* the page works without */ } }

const DARK_SHEET = { light: "not all", dark: "screen", "": "screen and (prefers-color-scheme: dark)" };

function applyTheme(theme) { document.getElementById("dark").media = DARK_SHEET[theme] || DARK_SHEET[""]; }

/* The first page of the site opens in the language that was chosen last; any other page stays in the language of its address. */
function followLanguage() {
  const root = document.documentElement, wanted = recall("language");
  const links = [...document.querySelectorAll("link[rel=alternate][hreflang]")];
  const isFirst = links.length > 0 && links[0].hreflang === root.lang && /^(index\.html)?$/.test(links[0].getAttribute("href"));
  const other = isFirst && wanted !== root.lang ? links.find((link) => link.hreflang === wanted) : null;
  if (other) window.location.replace(other.href + window.location.hash);
}

/* On a narrow screen the list of pages begins folded; on a wide one, or without this script, it is always open. */
function foldMenu() {
  const menu = document.querySelector("details.menu"), narrow = window.matchMedia("(max-width: 40rem)");
  const follow = () => { menu.open = !narrow.matches; };
  if (!menu) return;
  follow();
  narrow.addEventListener("change", follow);
}

function startChoices() {
  foldMenu();
  const select = document.getElementById("theme");
  if (select) {
    select.value = recall("theme") in DARK_SHEET ? recall("theme") : "";
    select.closest("label").hidden = false;
    select.addEventListener("change", () => {
      remember("theme", select.value);
      applyTheme(select.value);
      document.dispatchEvent(new Event("colours"));
    });
  }
  for (const link of document.querySelectorAll("a[data-language]")) {
    link.addEventListener("click", () => {
      remember("language", link.hreflang);
      link.href = link.getAttribute("href").replace(/[?#].*$/, "") + window.location.search + window.location.hash;
    });
  }
}

applyTheme(recall("theme"));
followLanguage();
document.addEventListener("DOMContentLoaded", startChoices);
