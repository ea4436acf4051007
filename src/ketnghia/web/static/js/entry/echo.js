/** Beneath a number: how it was understood. Doubtful ones ask; on leaving, numbers are written with dots. */

import { inWords } from "../kernel/money.js";
import { vnNumber } from "../kernel/numbers.js";
import { readControl, writeControl } from "./document.js";
import { t } from "./texts.js";

const MILLION = 1_000_000;
const settled = new WeakMap();

const reads = (control, value) =>
  control.dataset.type === "vnd" ? inWords(value) : vnNumber(Number(value));

const doubtful = (control, reading) => reading.ambiguous && settled.get(control) !== control.value;

/** Show how the control's text was understood. */
export function echo(control) {
  const place = document.getElementById(`${control.id}-echo`);
  if (!place) return;
  const reading = readControl(control);
  if (doubtful(control, reading)) ask(control, place, reading.value);
  else place.textContent = control.dataset.type === "vnd" && reading.value ? inWords(reading.value) : "";
}

function ask(control, place, value) {
  const isMoney = control.dataset.type === "vnd";
  const question = isMoney
    ? t("ask_amount", { words: reads(control, value) })
    : t("ask_number", { number: reads(control, value) });
  place.replaceChildren(`${question} `, answer(control, t("ask_yes", { value: vnNumber(Number(value)) }), value));
  if (isMoney && value < MILLION) {
    place.append(" ", answer(control, t("ask_million", { value: vnNumber(value) }), value * MILLION));
  }
}

function answer(control, text, value) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  button.className = "button button--quiet button--small";
  button.addEventListener("click", () => {
    writeControl(control, value);
    settled.set(control, control.value);
    control.focus();
    control.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return button;
}

/** Keep echoes current while typing; format when the cell is left. */
export function echoNumbers(root) {
  root.addEventListener("input", (event) => {
    if (event.target.dataset.path !== undefined) echo(event.target);
  });
  root.addEventListener("focusin", (event) => {
    if (event.target.dataset.path !== undefined) echo(event.target);
  });
  root.addEventListener("change", (event) => {
    const control = event.target;
    if (control.tagName !== "INPUT" || control.dataset.path === undefined) return;
    const reading = readControl(control);
    if (reading.value === null || doubtful(control, reading)) return;
    writeControl(control, reading.value);
    settled.set(control, control.value);
    echo(control);
  });
}

/** A value put in by the application is not asked about. */
export const settle = (control) => settled.set(control, control.value);
