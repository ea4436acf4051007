/** Twin of reportforms/reading.py and document.py: a content read as a whole, problem by problem. */

import { MAX_DONG } from "../kernel/money.js";
import { vnNumber } from "../kernel/numbers.js";
import { fold } from "../kernel/text.js";
import { t } from "./texts.js";
import { isNumber, readTyped } from "./values.js";

export const SIDES = ["actual", "estimate"];
const MAX_COUNT = 999_999_999;
const BLANK = { value: null, code: "", message: "" };

const wrong = (code, message, value = null) => ({ value, code, message, raw: true });
const good = (value) => ({ ...BLANK, value });

function bounded(field, value) {
  const number = Number(value);
  if (field.minimum !== null && number < field.minimum) {
    return wrong("OUT_OF_RANGE", t("below_minimum", { limit: vnNumber(field.minimum) }), value);
  }
  if (field.maximum !== null && number > field.maximum) {
    return wrong("OUT_OF_RANGE", t("above_maximum", { limit: vnNumber(field.maximum) }), value);
  }
  return good(value);
}

function readNumber(field, raw) {
  const isStored = typeof raw === "number" || (field.type === "quantity" && /^\d{1,9}(\.\d{1,2})?$/.test(raw));
  const top = field.type === "vnd" ? MAX_DONG : MAX_COUNT;
  if (isStored && Math.abs(raw) <= top && (raw >= 0 || field.signed)) return bounded(field, raw);
  const { value, error } = readTyped(field.type, String(raw), field.signed);
  if (error) return wrong(/âm/.test(error) ? "NEGATIVE" : "NOT_A_NUMBER", error);
  return value === null ? BLANK : bounded(field, value);
}

function readDate(raw) {
  const { value, error } = readTyped("date", String(raw));
  return error ? wrong("BAD_DATE", error) : good(value);
}

function readChoice(field, raw, form) {
  const { byCode, byLabel } = form.catalogues[field.catalogue];
  if (byCode.has(raw)) return good(raw);
  const code = byLabel.get(fold(String(raw)));
  return code ? good(code) : wrong("UNKNOWN_CHOICE", t("unknown_choice", { typed: String(raw).slice(0, 80) }));
}

function readOrganisation(field, raw, form) {
  if (typeof raw === "string" && !/^\d+$/.test(raw)) {
    return wrong("UNKNOWN_ORGANISATION", t("unknown_unit", { typed: raw.slice(0, 80) }));
  }
  const known = form.lookups.organisations[field.organisations] ?? {};
  return raw in known ? good(Number(raw)) : wrong("UNKNOWN_ORGANISATION", t("unassigned_unit"), Number(raw));
}

function readText(field, raw) {
  const text = String(raw).trim();
  if (text.length <= field.max_length) return good(text || null);
  return wrong("TOO_LONG", t("too_long", { length: text.length, limit: field.max_length }), text);
}

function readFiles(field, ids, form) {
  if (ids.length > field.max_files) return wrong("TOO_MANY_FILES", t("too_many_files", { limit: field.max_files }), ids);
  if (!ids.every((id) => form.lookups.files.has(id))) return wrong("UNKNOWN_ATTACHMENT", t("unknown_file"), ids);
  return ids.length ? good(ids) : BLANK;
}

/** One value: {value, code, message}; value is null for a blank and for what cannot be understood. */
export function readValue(field, raw, form) {
  if (raw === null || raw === undefined || raw === "") return BLANK;
  if (isNumber(field.type)) return readNumber(field, raw);
  switch (field.type) {
    case "date":
      return readDate(raw);
    case "choice":
      return readChoice(field, raw, form);
    case "organisation":
      return readOrganisation(field, raw, form);
    case "file":
      return readFiles(field, raw, form);
    default:
      return readText(field, raw);
  }
}

const saysSomething = (reading) => reading.value !== null || reading.code !== "";

function readRow(form, section, raw, path) {
  const cells = {};
  let blank = true;
  for (const field of section.fields) {
    const of = (part) => {
      const reading = readValue(field, part, form);
      blank &&= !saysSomething(reading);
      return reading;
    };
    const given = raw?.[field.code];
    cells[field.code] = field.pair
      ? Object.fromEntries(SIDES.map((side) => [side, of(given?.[side])]))
      : of(given);
  }
  return { section, id: raw?.id ?? "", path, cells, blank };
}

/** Every section of the content as rows of readings; a section of fields is one row. */
export function readDocument(form, content) {
  const rows = {};
  for (const section of form.sections) {
    const given = content.sections[section.code];
    if (section.kind === "rows") {
      rows[section.code] = (given ?? []).map((raw) => readRow(form, section, raw, `${section.code}.${raw.id}`));
    } else if (section.kind !== "consolidated") {
      rows[section.code] = [readRow(form, section, given, section.code)];
    }
  }
  return { nil: content.nil, rows, sections: content.sections };
}

/** Every single value of a row: [path, field, reading]. */
export function* readings(row) {
  for (const field of row.section.fields) {
    const cell = row.cells[field.code];
    if (field.pair) for (const side of SIDES) yield [`${row.path}.${field.code}.${side}`, field, cell[side]];
    else yield [`${row.path}.${field.code}`, field, cell];
  }
}
