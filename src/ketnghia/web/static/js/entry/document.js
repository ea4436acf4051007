/** The page as content, and content onto the page. Every control says where its value lies by data-path. */

import { readTyped, shownText } from "./values.js";

const readings = new WeakMap();

/** What a control holds: {value, error, ambiguous}; read once per text. */
export function readControl(control) {
  const { type, signed } = control.dataset;
  if (type === "file") {
    return { value: [...control.querySelectorAll("[data-file]")].map((item) => item.dataset.file), error: null };
  }
  const known = readings.get(control);
  if (known?.text === control.value) return known;
  const reading = { text: control.value, ...readTyped(type, control.value, signed !== undefined) };
  readings.set(control, reading);
  return reading;
}

/** The value as it goes into the draft: what is not understood stays as typed. */
const stored = (control) => {
  const { value, error } = readControl(control);
  return error ? control.value : value;
};

function readInto(target, scope, depth) {
  for (const control of scope.querySelectorAll("[data-path]")) {
    const [code, side] = control.dataset.path.split(".").slice(depth);
    if (side) (target[code] ??= {})[side] = stored(control);
    else target[code] = stored(control);
  }
  return target;
}

const readRow = (row) => readInto({ id: row.dataset.row }, row, 2);

function readSection(section) {
  if (section.dataset.kind !== "rows") return readInto({}, section, 1);
  return [...section.querySelectorAll("[data-row-list] > [data-row]")].map(readRow);
}

function readNil(root) {
  if (!root.querySelector("[data-nil-tick]").checked) return null;
  return { reason: root.querySelector("#nil-reason").value.trim() };
}

/** The whole content as the page shows it; sections the application fills are taken from `base`. */
export function readContent(root, base) {
  const sections = { ...base.sections };
  for (const section of root.querySelectorAll("[data-section]")) {
    if (section.dataset.kind !== "consolidated") sections[section.dataset.section] = readSection(section);
  }
  return { nil: readNil(root), sections, waivers: { ...base.waivers } };
}

/** Write one stored value into its control. A choice that is not on the list is shown as it is. */
export function writeControl(control, value, showFiles) {
  if (control.dataset.type === "file") {
    showFiles(control, value ?? []);
    return;
  }
  const text = shownText(control.dataset.type, value);
  control.value = text;
  if (control.tagName === "SELECT" && control.value !== text) {
    control.add(new Option(text, text, false, true), 1);
  }
}

/** Write the values of a row or of a section of fields. */
export function writeInto(scope, values, depth, showFiles) {
  for (const control of scope.querySelectorAll("[data-path]")) {
    const [code, side] = control.dataset.path.split(".").slice(depth);
    const value = values?.[code];
    writeControl(control, side ? value?.[side] : value, showFiles);
  }
}

/** Put a whole content onto the page; `setRows(section, rows)` makes the rows. */
export function writeContent(root, content, { setRows, showFiles }) {
  root.querySelector("[data-nil-tick]").checked = Boolean(content.nil);
  root.querySelector("#nil-reason").value = content.nil?.reason ?? "";
  for (const section of root.querySelectorAll("[data-section]")) {
    const values = content.sections[section.dataset.section];
    if (section.dataset.kind === "rows") setRows(section, values ?? []);
    else if (section.dataset.kind !== "consolidated") writeInto(section, values, 1, showFiles);
  }
}
