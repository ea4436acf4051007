/** Twin of kernel/dates.py. A date is ISO text here ("2021-03-25"): no time zone can shift it. */

import { clean, foldWords } from "./text.js";

const UNREADABLE = "Chưa đọc được ngày. Ghi ngày/tháng/năm, ví dụ 25/03/2021.";
const SHORT_YEAR = "Năm phải đủ bốn chữ số. Ghi ngày/tháng/năm, ví dụ 25/03/2021.";

const DAY_FIRST = /^(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?(\d+)$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const IN_WORDS = /^(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d+)$/;
const ZONE = "Asia/Ho_Chi_Minh";
const DAY_MS = 86_400_000;

const failed = (error) => ({ value: null, error });

function parts(typed) {
  let match = YEAR_FIRST.exec(typed);
  if (match) return [match[3], match[2], match[1]];
  match = DAY_FIRST.exec(typed);
  if (match) return [match[1], match[3], match[4]];
  match = IN_WORDS.exec(foldWords(typed));
  return match ? match.slice(1) : null;
}

function calendarDate(day, month, year) {
  if (year.length !== 4) return failed(year.length < 4 ? SHORT_YEAR : UNREADABLE);
  if (year < 1900 || year > 2100) {
    return failed(`Năm ${year} nằm ngoài khoảng 1900–2100. Kiểm tra lại năm.`);
  }
  const [dd, mm] = [day.padStart(2, "0"), month.padStart(2, "0")];
  const iso = `${year}-${mm}-${dd}`;
  const moment = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== iso) {
    return failed(`Ngày ${dd}/${mm}/${year} không có trong lịch. Kiểm tra lại ngày và tháng.`);
  }
  return { value: iso, error: null };
}

/** Read d/m/yyyy (also with - or .), yyyy-mm-dd, or "ngày 25 tháng 3 năm 2021". */
export function parseDate(text) {
  const typed = clean(text);
  if (!typed) return failed(null);
  const found = parts(typed);
  return found ? calendarDate(...found) : failed(UNREADABLE);
}

/** "2021-03-25" as "25/03/2021". */
export const vnDate = (iso) => iso.slice(0, 10).split("-").reverse().join("/");

/** ISO day in Vietnam at that moment (anything Date understands). */
export const vnDay = (moment) => new Date(moment).toLocaleDateString("en-CA", { timeZone: ZONE });

/** "22:04:11" in Vietnam at that moment. */
export const vnTime = (moment) =>
  new Date(moment).toLocaleTimeString("en-GB", { timeZone: ZONE, hourCycle: "h23" });

/** Calendar days in Vietnam from today to the last day before closing; negative once past. */
export function daysLeft(now, closesAt) {
  const lastDay = vnDay(new Date(closesAt).getTime() - 1);
  return (Date.parse(lastDay) - Date.parse(vnDay(now))) / DAY_MS;
}
