/* Comfort only: every page works without this. Sorts a table where it stands, and narrows it while its reader
   types. A choice is not sent before its reader says so (WCAG 3.2.2). */
"use strict";

const text = (cell) => (cell ? cell.textContent.trim() : "");
const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function compare(a, b, numeric, language) {
  if (a === b) return 0;
  if (a === "") return 1; // what is not there stands last, whichever way
  if (b === "") return -1;
  return numeric ? Number(b) - Number(a) : a.localeCompare(b, language);
}

function sort(table, head, link) {
  const place = [...head.parentNode.children].indexOf(head);
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const numeric = head.classList.contains("num");
  const language = document.documentElement.lang;
  const again = head.hasAttribute("aria-sort");
  const key = (row) => text(row.cells[place]);
  if (again) rows.reverse();
  else rows.sort((a, b) => compare(key(a), key(b), numeric, language));
  const down = numeric !== (again && head.getAttribute("aria-sort") === (numeric ? "descending" : "ascending"));
  for (const each of head.parentNode.children) each.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  body.append(...rows);
  if (link && !again) history.replaceState(null, "", link.href);
}

for (const table of document.querySelectorAll("table[data-sorts]")) {
  for (const head of table.tHead.rows[0].cells) {
    const link = head.querySelector("a");
    if (!link) continue;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      sort(table, head, link);
    });
  }
}

for (const form of document.querySelectorAll("form[data-narrows]")) {
  const table = document.getElementById(form.dataset.narrows);
  const field = form.querySelector("input[type=search]");
  const status = document.querySelector("[role=status]");
  if (table && field) {
    const whole = status ? status.textContent : "";
    field.addEventListener("input", () => {
      const wanted = plain(field.value.trim());
      let shown = 0;
      for (const row of table.tBodies[0].rows) {
        row.hidden = wanted !== "" && !plain(text(row.cells[0])).includes(wanted);
        shown += row.hidden ? 0 : 1;
      }
      if (status) status.textContent = wanted ? `${shown} / ${table.tBodies[0].rows.length}` : whole;
    });
  }
}

for (const field of document.querySelectorAll("textarea[readonly]")) field.addEventListener("focus", () => field.select());
