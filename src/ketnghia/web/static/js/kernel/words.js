/** Twin of kernel/words.py: whole numbers read aloud in Vietnamese. */

const DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const SCALES = [[1e6, "triệu"], [1e3, "nghìn"], [1, ""]];
const BILLION = 1e9;

function unitWord(tens, unit) {
  if (unit === 1 && tens > 1) return "mốt";
  return unit === 5 && tens > 0 ? "lăm" : DIGITS[unit];
}

function belowHundred(number, afterHundreds) {
  const tens = Math.floor(number / 10);
  const unit = number % 10;
  if (tens === 0) return [...(afterHundreds ? ["linh"] : []), DIGITS[unit]];
  const head = tens === 1 ? ["mười"] : [DIGITS[tens], "mươi"];
  return unit ? [...head, unitWord(tens, unit)] : head;
}

function belowThousand(number, leading) {
  const hundreds = Math.floor(number / 100);
  const spoken = leading && !hundreds ? [] : [DIGITS[hundreds], "trăm"];
  const rest = number % 100;
  return rest ? [...spoken, ...belowHundred(rest, spoken.length > 0)] : spoken;
}

function belowBillion(number, leading) {
  const spoken = [];
  let rest = number;
  for (const [scale, name] of SCALES) {
    const part = Math.floor(rest / scale);
    rest %= scale;
    if (part) {
      spoken.push(...belowThousand(part, leading && spoken.length === 0));
      if (name) spoken.push(name);
    }
  }
  return spoken;
}

/** 1005 is "một nghìn không trăm linh năm"; billions repeat: "một nghìn tỷ". */
export function numberInWords(number) {
  if (number < 0) return `âm ${numberInWords(-number)}`;
  if (number === 0) return DIGITS[0];
  const billions = Math.floor(number / BILLION);
  const head = billions ? [numberInWords(billions), "tỷ"] : [];
  return [...head, ...belowBillion(number % BILLION, !billions)].join(" ");
}
