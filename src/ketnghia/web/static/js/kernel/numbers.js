/** Twin of kernel/numbers.py: counts and quantities as typed and as printed. */

import { asFraction, group, readNumeral } from "./numerals.js";
import { clean } from "./text.js";

const MAX_DIGITS = 9;
const DECIMALS = 2;

const NEGATIVE = "Số này không được âm. Ghi số từ 0 trở lên.";
const NOT_A_COUNT = "Chưa đọc được số. Ghi số nguyên bằng chữ số, ví dụ 12 hoặc 1.234.";
const NOT_WHOLE = "Đây là số đếm, không có phần lẻ. Ghi số nguyên, ví dụ 12.";
const NOT_A_QUANTITY = "Chưa đọc được số. Ghi bằng chữ số, phần lẻ sau dấu phẩy, ví dụ 2,5.";
const TOO_FINE = "Chỉ ghi nhiều nhất hai chữ số lẻ sau dấu phẩy, ví dụ 2,55.";
const TOO_LARGE = "Số quá lớn. Kiểm tra lại số chữ số; phần nguyên nhiều nhất là 999.999.999.";

const failed = (error) => ({ value: null, ambiguous: false, error });

function read(text, unreadable) {
  const typed = clean(text);
  if (!typed) return { error: null };
  if ("-−–".includes(typed[0])) {
    return { error: readNumeral(typed.slice(1).trim()) ? NEGATIVE : unreadable };
  }
  const numeral = readNumeral(typed);
  if (!numeral) return { error: unreadable };
  return numeral.whole.length > MAX_DIGITS ? { error: TOO_LARGE } : { numeral };
}

/** Read a whole number from 0 up. */
export function parseCount(text) {
  const { numeral, error } = read(text, NOT_A_COUNT);
  if (!numeral) return failed(error);
  if (numeral.fraction) return failed(NOT_WHOLE);
  return { value: Number(numeral.whole), ambiguous: numeral.doubtful === ",", error: null };
}

/** Read a number from 0 up with at most two decimals after a comma. */
export function parseQuantity(text) {
  let { numeral, error } = read(text, NOT_A_QUANTITY);
  if (!numeral) return failed(error);
  if (numeral.doubtful === ",") numeral = asFraction(numeral);
  if (numeral.fraction.length > DECIMALS) return failed(TOO_FINE);
  const value = Number(`${numeral.whole}.${numeral.fraction || "0"}`);
  return { value, ambiguous: Boolean(numeral.doubtful), error: null };
}

/** Dots between thousands, a comma before decimals: "1.234,5". */
export function vnNumber(number) {
  const [whole, fraction] = String(Math.abs(number)).split(".");
  return (number < 0 ? "-" : "") + group(whole) + (fraction ? `,${fraction}` : "");
}
