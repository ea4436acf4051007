/** Twin of reportforms/checking.py: the same findings, as typed. The server's word replaces them on saving. */

import { Variables } from "../kernel/expressions.js";
import { sectionValues } from "./figures.js";
import { readings } from "./reading.js";
import { t } from "./texts.js";

const finding = (code, severity, path, message) => ({ code, severity, path, message });
const error = (code, path, message) => finding(code, "error", path, message);

function* nilFindings(form, document) {
  if (!document.nil.reason) yield error("NIL_REASON", "nil.reason", t("nil_reason"));
  for (const { code, kind } of form.sections) {
    if (kind === "rows" && document.rows[code].some((row) => !row.blank)) {
      yield error("NIL_WITH_ROWS", code, t("nil_with_rows"));
    }
  }
}

function* pairFindings(path, { actual, estimate }) {
  if (actual.value === null || estimate.code) return;
  if (estimate.value === null) yield error("ESTIMATE_MISSING", path, t("estimate_missing"));
  else if (Number(estimate.value) < Number(actual.value)) {
    yield error("ESTIMATE_BELOW_ACTUAL", path, t("estimate_below_actual"));
  }
}

function* rowFindings(row) {
  for (const [path, field, { value, code, message }] of readings(row)) {
    if (code) yield error(code, path, message);
    else if (value === null && field.required && !path.endsWith(".actual")) {
      yield error("REQUIRED", path, t("required", { label: field.label }));
    }
  }
  for (const field of row.section.fields) {
    if (field.pair && !field.signed) yield* pairFindings(`${row.path}.${field.code}.estimate`, row.cells[field.code]);
  }
}

function* verdict(check, variables, path) {
  try {
    if (check.program.evaluate(variables) !== true) yield finding(check.code, check.severity, path, check.message);
  } catch {
    yield finding(check.code, "warning", path, t("unchecked"));
  }
}

function* checkFindings(form, document, year) {
  const sections = sectionValues(form, document);
  const variables = new Variables({
    ...sections,
    form: sections,
    param: form.parameters,
    year: String(year).padStart(4, "0"),
    previous_year: String(year - 1).padStart(4, "0"),
  });
  for (const check of form.formChecks) yield* verdict(check, variables, check.at);
  for (const section of form.sections.filter(({ kind }) => kind === "rows")) {
    const checks = form.rowChecks.filter((check) => check.section === section.code);
    for (const row of checks.length ? sections[section.code] : []) {
      variables.set("row", row);
      const place = `${section.code}.${row.id}`;
      for (const check of checks) yield* verdict(check, variables, check.at ? `${place}.${check.at}` : place);
    }
  }
}

/** Every finding, waived ones included. */
export function findAll(form, document, year) {
  if (document.nil) return [...nilFindings(form, document)];
  const rows = form.sections.flatMap(({ code, kind }) =>
    (document.rows[code] ?? []).filter((row) => kind !== "rows" || !row.blank),
  );
  const found = rows.flatMap((row) => [...rowFindings(row)]);
  const unread = new Set(found.filter(({ code }) => code !== "REQUIRED").map(({ path }) => path));
  const checked = [...checkFindings(form, document, year)].filter(({ path }) => !unread.has(path));
  const told = new Set(checked.filter(({ severity }) => severity === "error").map(({ path }) => path));
  return [...found.filter(({ code, path }) => code !== "REQUIRED" || !told.has(path)), ...checked];
}

/** The reason a warning was waived with, or "". A reason for a row holds for its cells. */
export function waivedBecause({ code, severity, path }, waivers) {
  if (severity === "error") return "";
  const parts = path.split(".");
  for (let size = parts.length; size > 0; size -= 1) {
    const reason = waivers[`${code}@${parts.slice(0, size).join(".")}`]?.trim();
    if (reason) return reason;
  }
  return "";
}

/** State of each section: {code: {state, problems}} (twin of reportforms/progress.py). */
export function progress(form, document, open) {
  const states = {};
  for (const { code, kind, optional } of form.sections) {
    const problems = open.filter(({ path }) => path.split(".", 1)[0] === code).length;
    const isFilled = Boolean(document.nil) || (document.rows[code] ?? []).some((row) => !row.blank);
    const state = problems && isFilled ? "PROBLEM" : isFilled || (optional && !problems) ? "DONE" : "TODO";
    states[code] = { state: kind === "consolidated" ? "DONE" : state, problems };
  }
  return states;
}
