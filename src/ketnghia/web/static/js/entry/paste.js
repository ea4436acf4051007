/** A block copied from a spreadsheet fills down and to the right from the cell in focus. */

import { inWords } from "../kernel/money.js";
import { clean, fold } from "../kernel/text.js";
import { readControl, writeControl } from "./document.js";
import { settle } from "./echo.js";
import { describeRows, rowsOf } from "./rows.js";
import { say } from "./say.js";
import { t } from "./texts.js";
import { isNumber, readTyped } from "./values.js";

const SHOWN = 6;

/** Tab-separated text as spreadsheets copy it: quotes around a cell with a tab, a quote or a line break. */
export function readBlock(text) {
  const rows = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy;
  for (let match = cell.exec(text); match && cell.lastIndex <= text.length; match = cell.exec(text)) {
    rows.at(-1).push(match[1]?.replaceAll('""', '"') ?? match[2]);
    if (match[3] === "") break;
    if (match[3] !== "\t") rows.push([]);
  }
  while (rows.length && rows.at(-1).every((each) => !clean(each))) rows.pop();
  return rows;
}

const columnsOf = (row) => [...row.querySelectorAll("[data-path], [data-computed]")];

const label = (control) => control.closest("td").querySelector(".entry-cell__label").textContent.trim().replace(/\s+/g, " ");

function choose(select, text) {
  const wanted = fold(text);
  const option = [...select.options].find(({ value, label: shown }) => value && (value === text || fold(shown) === wanted));
  return option ? { value: option.value } : { left: true };
}

function understand(control, text) {
  if (control.tagName === "SELECT") return choose(control, text);
  const { value, error } = readTyped(control.dataset.type, text, control.dataset.signed !== undefined);
  return error || value === null ? { left: true } : { value };
}

/** Pastes blocks into the rows of the page. */
export class Paste {
  constructor(root, { rows, changed }) {
    Object.assign(this, { root, rows, changed });
    root.addEventListener("paste", (event) => this.onPaste(event));
  }

  onPaste(event) {
    const control = event.target.closest?.("[data-row] [data-path]");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!control || !/[\t\n\r]/.test(text.trim()) || (control.tagName === "TEXTAREA" && !text.includes("\t"))) return;
    event.preventDefault();
    this.fill(control, readBlock(text));
  }

  fill(control, block) {
    const row = control.closest("[data-row]");
    const section = row.closest("[data-section]");
    const first = rowsOf(section).indexOf(row);
    const column = columnsOf(row).indexOf(control);
    const before = this.snapshot(section);
    const told = { cells: 0, added: 0, left: [], amounts: [] };
    block.forEach((texts, index) => {
      let target = rowsOf(section)[first + index];
      if (!target) {
        target = this.rows.add(section);
        told.added += 1;
      }
      this.fillRow(target, column, texts, first + index + 1, told);
    });
    describeRows(section);
    this.changed();
    this.report(section, block.length, told, before);
  }

  fillRow(row, column, texts, number, told) {
    const columns = columnsOf(row);
    texts.forEach((text, index) => {
      if (!clean(text)) return;
      const control = columns[column + index];
      if (!control) told.left.push(t("paste_beyond", { row: number, text }));
      else this.fillCell(control, clean(text), text, number, told);
    });
  }

  fillCell(control, text, whole, number, told) {
    if (control.tagName === "OUTPUT" || control.dataset.type === "file") {
      told.left.push(t("paste_cell", { row: number, column: label(control), text }));
      return;
    }
    const { value, left } = understand(control, control.tagName === "TEXTAREA" ? whole : text);
    if (left) {
      told.left.push(t("paste_cell", { row: number, column: label(control), text }));
      // A number that cannot be read stays in its cell, where its problem is told; a list cannot show it.
      if (control.tagName !== "SELECT") control.value = text;
      return;
    }
    writeControl(control, value);
    settle(control);
    told.cells += 1;
    if (control.dataset.type === "vnd") told.amounts.push(t("sees_as", { typed: text, value: inWords(value) }));
    else if (isNumber(control.dataset.type) && readControl(control).ambiguous) {
      told.amounts.push(t("sees_as", { typed: text, value: control.value }));
    }
  }

  snapshot(section) {
    return rowsOf(section).map((row) => ({
      row,
      values: [...row.querySelectorAll("[data-path]:not([data-type='file'])")].map((control) => [control, control.value]),
    }));
  }

  report(section, rows, told, before) {
    const lines = [t("pasted", { cells: told.cells, rows, added: told.added })];
    if (told.amounts.length) lines.push(t("pasted_amounts", { list: shorten(told.amounts).join("; ") }));
    if (told.left.length) lines.push(t("paste_left", { count: told.left.length }), ...shorten(told.left));
    say(lines, { undo: () => this.restore(section, before) });
  }

  restore(section, before) {
    section.querySelector("[data-row-list]").replaceChildren(...before.map(({ row }) => row));
    for (const { values } of before) for (const [control, value] of values) control.value = value;
    describeRows(section);
    this.changed();
  }
}

const shorten = (items) =>
  items.length > SHOWN ? [...items.slice(0, SHOWN), t("paste_more", { count: items.length - SHOWN })] : items;
