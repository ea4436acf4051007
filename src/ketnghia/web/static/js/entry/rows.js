/** Rows of a section: add, copy, remove with a way back; as a table, or as cards that open. */

import { writeInto } from "./document.js";
import { say } from "./say.js";
import { t } from "./texts.js";

const VIEW = "ketnghia.entry.view";
const NARROW = window.matchMedia("(width <= 960px)");
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

const list = (section) => section.querySelector("[data-row-list]");
export const rowsOf = (section) => [...list(section).children];

const freshId = () =>
  `r${Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => LETTERS[byte % LETTERS.length]).join("")}`;

function blankRow(section, id) {
  const mould = section.querySelector("[data-blank-row]");
  const table = document.createElement("table");
  table.innerHTML = mould.innerHTML.replaceAll("__row__", id);
  return table.querySelector("[data-row]");
}

/** Number, summary and amount of every row, as its card is headed. */
export function describeRows(section) {
  const rows = rowsOf(section);
  section.querySelector("[data-no-rows]").hidden = rows.length > 0;
  rows.forEach((row, index) => {
    row.querySelector("[data-row-number]").textContent = String(index + 1);
    row.querySelector("[data-row-summary]").textContent = summary(row) || rowTitle(section);
    const amount = row.querySelector('output[data-type="vnd"][data-computed$=".estimate"]');
    row.querySelector("[data-row-amount]").textContent = amount?.textContent ?? "";
  });
}

const rowTitle = (section) => section.querySelector("[data-row-title]").dataset.rowTitle;

function summary(row) {
  const told = [...row.querySelectorAll("select, [data-type='text']")]
    .map((control) => (control.tagName === "SELECT" ? control.selectedOptions[0]?.label : control.value))
    .filter((text, index, all) => text && text !== all[index - 1] && !text.startsWith("—"));
  return told.slice(0, 2).join(" · ");
}

/** The page's rows; `changed` is told after each act, `showFiles` draws evidence. */
export class Rows {
  constructor(root, { changed, showFiles }) {
    this.root = root;
    this.changed = changed;
    this.showFiles = showFiles;
    root.addEventListener("click", (event) => this.onClick(event));
    NARROW.addEventListener("change", () => this.applyView());
    this.applyView();
  }

  /** Add a row after `after` (or last), with values. */
  add(section, { after = null, values = {}, id = freshId() } = {}) {
    const row = blankRow(section, id);
    if (after) after.after(row);
    else list(section).append(row);
    writeInto(row, values, 2, this.showFiles);
    describeRows(section);
    return row;
  }

  set(section, rows) {
    list(section).replaceChildren();
    for (const values of rows) this.add(section, { values, id: values.id });
    describeRows(section);
  }

  /** Add an empty row and go to its first cell. */
  addAndEnter(section, after = null) {
    const row = this.add(section, { after });
    this.open(row, true);
    this.changed();
    row.querySelector("[data-path]").focus();
    return row;
  }

  copy(row) {
    const section = row.closest("[data-section]");
    const twin = this.add(section, { after: row });
    for (const from of row.querySelectorAll("[data-path]:not([data-type='file'])")) {
      twin.querySelector(`[data-path="${CSS.escape(from.dataset.path).replaceAll("\\.", ".").replace(`.${row.dataset.row}.`, `.${twin.dataset.row}.`)}"]`).value = from.value;
    }
    this.open(twin, true);
    describeRows(section);
    this.changed();
    twin.querySelector("[data-path]").focus();
  }

  remove(row) {
    const section = row.closest("[data-section]");
    const place = row.nextElementSibling;
    const number = rowsOf(section).indexOf(row) + 1;
    const next = place ?? row.previousElementSibling;
    row.remove();
    describeRows(section);
    this.changed();
    (next?.querySelector("[data-toggle-row]") ?? section.querySelector("[data-add-row]")).focus();
    say(t("row_removed", { number }), {
      undo: () => {
        if (place?.isConnected) place.before(row);
        else list(section).append(row);
        describeRows(section);
        this.changed();
      },
    });
  }

  open(row, wanted) {
    row.toggleAttribute("data-open", wanted);
    row.querySelector("[data-toggle-row]").setAttribute("aria-expanded", String(wanted));
  }

  applyView() {
    const cards = NARROW.matches || localStorage.getItem(VIEW) === "cards";
    for (const box of this.root.querySelectorAll("[data-rows]")) {
      box.dataset.view = cards ? "cards" : "table";
      const button = box.querySelector("[data-view-switch]");
      button.hidden = NARROW.matches;
      button.textContent = t(cards ? "as_table" : "as_cards");
    }
  }

  onClick(event) {
    const pressed = (name) => event.target.closest(`[data-${name}]`);
    const row = event.target.closest("[data-row]");
    if (pressed("add-row")) this.addAndEnter(event.target.closest("[data-section]"));
    else if (pressed("copy-row")) this.copy(row);
    else if (pressed("remove-row")) this.remove(row);
    else if (pressed("toggle-row")) this.open(row, !row.hasAttribute("data-open"));
    else if (pressed("view-switch")) {
      localStorage.setItem(VIEW, pressed("view-switch").closest("[data-view]").dataset.view === "table" ? "cards" : "table");
      this.applyView();
    }
  }
}
