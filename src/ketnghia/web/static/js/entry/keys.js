/** The keyboard walks the cells of a section of rows like those of a spreadsheet. */

import { rowsOf } from "./rows.js";

const cellsOf = (row) => [...row.querySelectorAll("[data-path]")];

function move(control, rows, row, step) {
  const column = cellsOf(row).indexOf(control);
  const target = rows[rows.indexOf(row) + step];
  if (!target) return false;
  const cell = cellsOf(target)[column];
  cell.focus();
  if (cell.tagName === "INPUT") cell.select();
  return true;
}

/** Alt with an arrow reaches every control; a bare arrow only where it would do nothing else. */
function wantsArrow(event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return false;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return false;
  return event.altKey || event.target.tagName === "INPUT";
}

/** Enter goes down the column and makes a row past the last one; Shift+Enter goes up. */
export function walkCells(root, rows) {
  root.addEventListener("keydown", (event) => {
    const control = event.target;
    const row = control.closest("[data-row]");
    if (!row || control.dataset.path === undefined || event.isComposing) return;
    const section = row.closest("[data-section]");
    const all = rowsOf(section);
    if (wantsArrow(event)) {
      if (move(control, all, row, event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    } else if (event.key === "Enter" && control.tagName !== "TEXTAREA" && control.dataset.type !== "file") {
      event.preventDefault();
      const step = event.shiftKey ? -1 : 1;
      if (!move(control, all, row, step) && step > 0) rows.addAndEnter(section);
    }
  });
  root.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && event.target.dataset.path !== undefined) rows.open(row, true);
  });
}
