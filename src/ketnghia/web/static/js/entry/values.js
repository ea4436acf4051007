/** Between what stands in an input and what the content holds (see reportforms/reading.py). */

import { parseDate, vnDate } from "../kernel/dates.js";
import { dong, parseAmount } from "../kernel/money.js";
import { parseCount, parseQuantity, vnNumber } from "../kernel/numbers.js";
import { clean } from "../kernel/text.js";

const PARSERS = { vnd: parseAmount, integer: parseCount, quantity: parseQuantity };
const MINUS = /^\s*[-−–]\s*/;
const BLANK = { value: null, error: null, ambiguous: false };

export const isNumber = (type) => type in PARSERS;

function readNumber(type, text, signed) {
  const negative = signed && MINUS.test(text);
  const read = PARSERS[type](negative ? text.replace(MINUS, "") : text);
  return negative && read.value !== null ? { ...read, value: -read.value } : read;
}

/**
 * Read a text as typed. `value` is as stored (a quantity is a decimal string), null when blank or not
 * understood; then `error` says what to type.
 */
export function readTyped(type, text, signed = false) {
  if (!clean(text)) return BLANK;
  if (isNumber(type)) {
    const read = readNumber(type, text, signed);
    return type === "quantity" && read.value !== null ? { ...read, value: String(read.value) } : read;
  }
  if (type === "date") return { ...BLANK, ...parseDate(text) };
  if (type === "organisation" && /^\d+$/.test(text)) return { ...BLANK, value: Number(text) };
  return { ...BLANK, value: text.normalize("NFC") };
}

/** The text of an input for a stored value; what was never understood comes back as typed. */
export function shownText(type, value) {
  if (value === null || value === undefined) return "";
  if (type === "vnd" && typeof value === "number") return dong(value);
  if (type === "integer" && typeof value === "number") return vnNumber(value);
  if (type === "quantity" && /^-?\d+(\.\d+)?$/.test(String(value))) return vnNumber(Number(value));
  if (type === "date" && /^\d{4}-\d\d-\d\d$/.test(value)) return vnDate(value);
  return String(value);
}
