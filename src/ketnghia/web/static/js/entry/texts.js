/** The sentences of the page, translated by the server (web/entry/texts.py). */

let sentences = {};

export const setTexts = (given) => {
  sentences = given;
};

/** The sentence of that key with its {names} filled in. */
export const t = (key, names = {}) =>
  (sentences[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => names[name] ?? whole);
