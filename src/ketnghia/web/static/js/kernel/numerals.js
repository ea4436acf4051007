/** Twin of kernel/numerals.py: numerals as people and spreadsheets write them. */

const GROUPED = [
  [".", /^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?$/],
  [",", /^([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?$/],
  [" ", /^([1-9]\d{0,2}(?: \d{3})+)(?:[.,](\d+))?$/],
];
const PLAIN = /^(\d+)(?:[.,](\d+))?$/;

const numeral = (whole, fraction, doubtful = "") => ({
  whole: whole.replace(/^0+/, "") || "0",
  fraction: (fraction ?? "").replace(/0+$/, ""),
  doubtful,
});

/** The numeral that the whole of the text spells, or null. */
export function readNumeral(text) {
  for (const [mark, pattern] of GROUPED) {
    const match = pattern.exec(text);
    if (match) {
      const groups = match[1].split(mark);
      const single = groups.length === 2 && match[2] === undefined && mark !== " ";
      return numeral(groups.join(""), match[2], single ? mark : "");
    }
  }
  const match = PLAIN.exec(text);
  return match ? numeral(match[1], match[2]) : null;
}

/** The other reading of a doubtful numeral: "1,234" as one and 234 thousandths. */
export const asFraction = ({ whole }) => ({
  whole: whole.slice(0, -3),
  fraction: whole.slice(-3).replace(/0+$/, ""),
  doubtful: "",
});

/** Thousands apart by dots. */
export const group = (digits) => digits.replace(/(?<=\d)(?=(?:\d{3})+$)/g, ".");
