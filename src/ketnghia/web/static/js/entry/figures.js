/** Twin of reportforms/values.py and sums.py: computed columns, what expressions see, sums in đồng. */

import { SIDES } from "./reading.js";

const SUPPORT = "support_amount";

const entered = (field, { value }) => (value !== null && field.type === "quantity" ? Number(value) : value);

const project = (plain, side) =>
  Object.fromEntries(
    Object.entries(plain).map(([code, value]) => [code, isPair(value) ? value[side] : value]),
  );

const isPair = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

function evaluate(column, row) {
  try {
    return column.expression.evaluate({ row });
  } catch {
    return null;
  }
}

/** Code of the row's area: the parent of its activity, or the area chosen itself. */
export function areaOf(form, row) {
  const field = row.section.areaField;
  const item = field && form.catalogues[field.catalogue].byCode.get(row.cells[field.code].value);
  if (!item) return null;
  return field.catalogue === "activities" ? item.parent_code : item.code;
}

/** One row for the expressions: fields, computed columns and its area. */
export function rowValues(form, row) {
  const plain = { id: row.id };
  for (const field of row.section.fields) {
    const cell = row.cells[field.code];
    plain[field.code] = field.pair
      ? Object.fromEntries(SIDES.map((side) => [side, entered(field, cell[side])]))
      : entered(field, cell);
  }
  if (row.section.areaField) plain.area = areaOf(form, row);
  for (const column of row.section.columns) {
    plain[column.code] = column.pair
      ? Object.fromEntries(SIDES.map((side) => [side, evaluate(column, project(plain, side))]))
      : evaluate(column, plain);
  }
  return plain;
}

const filled = (rows) => rows.filter((row) => !row.blank);

/** Every section as the expressions see it. */
export function sectionValues(form, document) {
  const found = {};
  for (const { code, kind } of form.sections) {
    if (kind === "consolidated") found[code] = document.sections[code] ?? [];
    else if (kind === "rows") found[code] = filled(document.rows[code]).map((row) => rowValues(form, row));
    else found[code] = rowValues(form, document.rows[code][0]);
  }
  return found;
}

/** Computed values by the path of their cell: {"hoat_dong.r1.cong.actual": 5}. */
export function computedByPath(form, document) {
  const found = {};
  for (const section of form.sections) {
    for (const row of section.columns.length ? document.rows[section.code] ?? [] : []) {
      const values = rowValues(form, row);
      for (const { code, pair } of section.columns) {
        if (pair) for (const side of SIDES) found[`${row.path}.${code}.${side}`] = values[code][side];
        else found[`${row.path}.${code}`] = values[code];
      }
    }
  }
  return found;
}

function* amounts(form, document) {
  for (const section of form.sections) {
    if (section.kind === "consolidated") {
      for (const line of document.sections[section.code] ?? []) {
        if ((line.indicator ?? SUPPORT) !== SUPPORT) continue;
        yield { area: line.area, source: line.money_source, actual: line.actual ?? 0, estimate: line.estimate ?? 0 };
      }
      continue;
    }
    const chosen = section.fields.find((field) => field.type === "choice" && field.catalogue === "money_sources");
    const fields = section.fields.filter((field) => field.indicator === SUPPORT);
    for (const row of fields.length ? filled(document.rows[section.code]) : []) {
      for (const field of fields) {
        const cell = row.cells[field.code];
        const [actual, estimate] = SIDES.map((side) => (field.pair ? cell[side] : cell).value ?? 0);
        const source = field.money_source || (chosen && row.cells[chosen.code].value);
        yield { area: areaOf(form, row), source, actual, estimate };
      }
    }
  }
}

/** Amounts of support: {total, byArea, byMoneySource}; a nil report sums to nothing. */
export function sums(form, document) {
  const lines = (catalogue) =>
    new Map((form.catalogues[catalogue]?.items ?? []).map(({ code, label }) => [code, { code, label, actual: 0, estimate: 0 }]));
  const [areas, sources, total] = [lines("areas"), lines("money_sources"), { actual: 0, estimate: 0 }];
  for (const one of document.nil ? [] : amounts(form, document)) {
    for (const line of [areas.get(one.area), sources.get(one.source), total]) {
      if (!line) continue;
      line.actual += one.actual;
      line.estimate += one.estimate;
    }
  }
  return { total, byArea: [...areas.values()], byMoneySource: [...sources.values()] };
}
