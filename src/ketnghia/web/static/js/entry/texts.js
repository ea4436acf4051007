/** The sentences of the page, translated by the server (web/entry/texts.py). */

import { vnDate, vnDay, vnTime } from "../kernel/dates.js";

let sentences = {};

export const setTexts = (given) => {
  sentences = given;
};

/** The sentence of that key with its {names}, or %(names)s, filled in. */
export const t = (key, names = {}) =>
  (sentences[key] ?? key).replace(/\{(\w+)\}|%\((\w+)\)s/g, (whole, name, other) => names[name ?? other] ?? whole);

/** "22:04:11 ngày 24/11/2021", in the language of the screen. */
export const momentText = (moment) => t("moment", { time: vnTime(moment), day: vnDate(vnDay(moment)) });
