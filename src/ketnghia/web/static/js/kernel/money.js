/** Twin of kernel/money.py: amounts of đồng as typed, in words, and as printed. */

import { asFraction, group, readNumeral } from "./numerals.js";
import { clean, foldWords } from "./text.js";
import { numberInWords } from "./words.js";

export const MAX_DONG = 999_999_999_999_999;
const MAX_DIGITS = 15;

const NEGATIVE = "Số tiền không được âm. Ghi số từ 0 trở lên, ví dụ 1.234.567.";
const UNREADABLE = "Chưa đọc được số tiền. Ghi bằng chữ số, ví dụ 1.234.567, 200 triệu hoặc 2,5 tỷ.";
const FRACTION = "Số tiền tính đến đồng, không có số lẻ. Ghi số nguyên, ví dụ 1.234.567.";
const TOO_LARGE = "Số tiền quá lớn. Kiểm tra lại số chữ số; nhiều nhất là 999.999.999.999.999 đồng.";

const POWERS = {
  nghinty: 12, nganty: 12, ty: 9, ti: 9, trieu: 6, tr: 6, nghin: 3, ngan: 3, ng: 3, k: 3,
};
const CURRENCY = /\s*\.?\s*(?:dong|vnd|d)\.?$/;
const PART = /([\d.,\s]*\d)\s*(nghin\s*ty|ngan\s*ty|ty|ti|trieu|tr|nghin|ngan|ng|k)\s*/g;

const failed = (error) => ({ value: null, ambiguous: false, error });

function scale(text, power) {
  let numeral = readNumeral(text.trim());
  if (!numeral) return failed(UNREADABLE);
  if (power && numeral.doubtful === ",") numeral = asFraction(numeral);
  if (numeral.fraction.length > power) return failed(FRACTION);
  const digits = (numeral.whole + numeral.fraction.padEnd(power, "0")).replace(/^0+/, "") || "0";
  if (digits.length > MAX_DIGITS) return failed(TOO_LARGE);
  return { value: Number(digits), ambiguous: Boolean(numeral.doubtful), error: null };
}

function read(words, namesDong) {
  const parts = [...words.matchAll(PART)];
  if (!parts.length) {
    const single = scale(words, 0);
    return { ...single, ambiguous: single.ambiguous && !namesDong };
  }
  const powers = parts.map(([, , unit]) => POWERS[unit.replace(/\s/g, "")]);
  const descending = powers.every((power, index) => !index || powers[index - 1] > power);
  if (words.replace(PART, "") || !descending) return failed(UNREADABLE);
  const scaled = parts.map(([, digits], index) => scale(digits, powers[index]));
  const wrong = scaled.find((part) => part.error);
  if (wrong) return wrong;
  const value = scaled.reduce((total, part) => total + part.value, 0);
  if (value > MAX_DONG) return failed(TOO_LARGE);
  return { value, ambiguous: scaled.some((part) => part.ambiguous), error: null };
}

/** Read an amount as typed: {value, ambiguous, error}; all empty for blank text. */
export function parseAmount(text) {
  const signed = clean(text).replace(/[-−–]\s*(?=\d)/g, " am ");
  const words = foldWords(signed);
  if (!words) return failed(null);
  if (words.startsWith("am ")) return failed(NEGATIVE);
  const bare = words.replace(CURRENCY, "");
  return read(bare, bare !== words);
}

/** 1.234.000 is "một triệu hai trăm ba mươi bốn nghìn đồng". */
export const inWords = (amount) => `${numberInWords(amount)} đồng`;

/** Đồng with dots: "1.234.567". */
export const dong = (amount) => (amount < 0 ? "-" : "") + group(String(Math.abs(amount)));

/** Triệu đồng with one decimal, half up: 1.250.000 is "1,3". */
export function trieu(amount) {
  const tenths = Math.floor((Math.abs(amount) + 50_000) / 100_000);
  const sign = amount < 0 && tenths ? "-" : "";
  return `${sign}${group(String(Math.floor(tenths / 10)))},${tenths % 10}`;
}
