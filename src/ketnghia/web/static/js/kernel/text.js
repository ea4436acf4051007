/** Twin of kernel/text.py: cleaning what is typed, folding what is searched. */

const APOSTROPHES = /['’‘‛`´ʼʻʹ′＇]/gu;
const HYPHENS = /[-‐‑‒–—−﹣－]/gu;
const LINE_ENDS = /\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]/u;

const cleanLine = (line) =>
  line
    .replace(/[\p{Zs}\t]/gu, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "")
    .normalize("NFC")
    .split(" ")
    .filter(Boolean)
    .join(" ");

/** One line: NFC, no control or invisible characters, single spaces, trimmed. */
export const clean = (text) => cleanLine(text.split(LINE_ENDS).join(" "));

/** Like clean, but keeps line breaks and at most one blank line between paragraphs. */
export const cleanLines = (text) =>
  text
    .split(LINE_ENDS)
    .map(cleanLine)
    .join("\n")
    .replace(/\n{3,}/gu, "\n\n")
    .replace(/^\n+|\n+$/gu, "");

/** Search key that keeps the words apart. */
export const foldWords = (text) =>
  clean(text)
    .replace(APOSTROPHES, "")
    .replace(HYPHENS, " ")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("đ", "d")
    .split(" ")
    .filter(Boolean)
    .join(" ");

/** Search key: no case, tone, mark, apostrophe, hyphen or space. */
export const fold = (text) => foldWords(text).replaceAll(" ", "");
