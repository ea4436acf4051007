/** The sentences of the page, translated by the server (web/entry/texts.py). */

let sentences = {};

export const setTexts = (given) => {
  sentences = given;
};

/** The sentence of that key with its {names}, or %(names)s, filled in. */
export const t = (key, names = {}) =>
  (sentences[key] ?? key).replace(/\{(\w+)\}|%\((\w+)\)s/g, (whole, name, other) => names[name ?? other] ?? whole);
