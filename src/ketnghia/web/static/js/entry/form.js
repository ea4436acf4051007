/** A form definition made ready: lists by code, computed columns in order, expressions compiled. */

import { compileExpression } from "../kernel/expressions.js";
import { fold } from "../kernel/text.js";

const AREA_CATALOGUES = ["activities", "areas"];
const COLUMN = /\brow\.([a-z_][a-z0-9_]*)/g;

function ordered(columns) {
  const waiting = new Map(columns.map((column) => [column.code, column]));
  const done = [];
  while (waiting.size) {
    const free = [...waiting.values()].filter(
      ({ formula }) => ![...formula.matchAll(COLUMN)].some(([, code]) => waiting.has(code)),
    );
    if (!free.length) throw new Error("computed columns need one another");
    for (const column of free) {
      waiting.delete(column.code);
      done.push({ ...column, expression: compileExpression(column.formula) });
    }
  }
  return done;
}

function areaField(section) {
  for (const catalogue of AREA_CATALOGUES) {
    const found = section.fields.find((field) => field.type === "choice" && field.catalogue === catalogue);
    if (found) return found;
  }
  return null;
}

const indexed = (items) => ({
  items,
  byCode: new Map(items.map((item) => [item.code, item])),
  byLabel: new Map(items.map((item) => [fold(item.label), item.code])),
});

/** Index and compile a definition as the server sends it. */
export function prepare(definition) {
  const catalogues = Object.fromEntries(
    Object.entries(definition.catalogues).map(([name, items]) => [name, indexed(items)]),
  );
  const sections = definition.sections.map((section) => ({
    ...section,
    columns: ordered(section.computed),
    areaField: areaField(section),
  }));
  const checks = definition.checks.map((check) => ({
    ...check,
    program: compileExpression(check.expression),
  }));
  return {
    catalogues,
    sections,
    bySection: new Map(sections.map((section) => [section.code, section])),
    formChecks: checks.filter((check) => check.scope === "form"),
    rowChecks: checks.filter((check) => check.scope === "row"),
    parameters: definition.parameters,
  };
}
