/** Findings on the page: beside their cell, counted at their section, gathered above the button that sends. */

import { progress, waivedBecause } from "./checks.js";
import { t } from "./texts.js";

const ICONS = { DONE: "done", TODO: "dash", PROBLEM: "refused", DOUBT: "warning" };

const isError = ({ severity }) => severity === "error";

/** "2 chỗ cần sửa, 1 chỗ nên xem lại" for findings. */
function counted(findings) {
  const errors = findings.filter(isError).length;
  const counts = [["problem_count", errors], ["doubt_count", findings.length - errors]];
  return counts.filter(([, count]) => count).map(([key, count]) => t(key, { count })).join(", ");
}

/** What waits for an answer, and what has one. */
function warningsTitle(open, answered) {
  const counts = [["warnings_title", open], ["answered_title", answered]];
  return counts.filter(([, count]) => count).map(([key, count]) => t(key, { count })).join(" · ");
}

/** Make an element with a class, text and children. */
function make(tag, className, text = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(text, ...children);
  return element;
}

const groupBy = (findings) => Map.groupBy?.(findings, ({ path }) => path) ?? grouped(findings);

function grouped(findings) {
  const found = new Map();
  for (const one of findings) found.set(one.path, [...(found.get(one.path) ?? []), one]);
  return found;
}

/** Draws findings; `reveal(control)` opens its section, `waive(key, reason)` keeps a reason. */
export class Problems {
  constructor(root, form, { icons, reveal, waive }) {
    Object.assign(this, { root, form, icons, reveal, waive, told: "", open: 0 });
    this.list = root.querySelector("[data-problem-list]");
    this.list.addEventListener("click", (event) => this.onClick(event));
    this.list.addEventListener("input", ({ target }) => {
      if (target.dataset.waive) this.waive(target.dataset.waive, target.value.trim());
    });
  }

  /** `findings` include waived warnings; `touched` are the paths that may speak up beside their cell. */
  show(findings, waivers, document_, touched) {
    const open = findings.filter((one) => !waivedBecause(one, waivers));
    this.open = open.length;
    const spoken = open.filter(({ path }) => touched(path));
    this.besideCells(groupBy(spoken));
    this.atRows(spoken);
    this.atSections(progress(this.form, document_, open), open);
    const told = JSON.stringify([findings, waivers]);
    if (told === this.told || this.list.contains(document.activeElement)) return;
    this.told = told;
    this.collected(findings, waivers);
  }

  besideCells(byPath) {
    for (const place of this.root.querySelectorAll("[data-problem]")) {
      const found = byPath.get(place.dataset.problem) ?? [];
      const control = document.getElementById(place.id.replace(/-problem$/, ""));
      const isWrong = found.some(isError);
      const text = found.map(({ message }) => message).join(" ");
      place.hidden = !found.length;
      if (place.textContent !== text) place.textContent = text;
      place.className = isWrong ? "field__problem field__error" : "field__problem field__warning";
      if (isWrong) control?.setAttribute("aria-invalid", "true");
      else control?.removeAttribute("aria-invalid");
    }
  }

  /** Red is for errors: a row, like a section, that is only doubtful looks so. */
  atRows(findings) {
    for (const row of this.root.querySelectorAll("[data-row]")) {
      const found = findings.filter(({ path }) => `${path}.`.startsWith(`${row.dataset.at}.`));
      const state = found.some(isError) ? "PROBLEM" : "DOUBT";
      if (found.length) row.dataset.state = state;
      else delete row.dataset.state;
      row.querySelector("[data-row-mark]").hidden = !found.length;
      row.querySelector("[data-row-mark] use").setAttribute("href", `${this.icons}#${ICONS[state]}`);
      row.querySelector("[data-row-state]").textContent = counted(found);
    }
  }

  atSections(states, findings) {
    for (const [code, { state, problems }] of Object.entries(states)) {
      const link = this.root.querySelector(`[data-nav="${code}"]`);
      const found = state === "PROBLEM" ? findings.filter(({ path }) => path.split(".", 1)[0] === code) : [];
      const shown = found.length && !found.some(isError) ? "DOUBT" : state;
      link.dataset.state = shown;
      link.querySelector("use").setAttribute("href", `${this.icons}#${ICONS[shown]}`);
      link.querySelector("[data-nav-count]").textContent = found.length ? problems : "";
      link.querySelector("[data-nav-state]").textContent = ` – ${counted(found) || t(state.toLowerCase())}`;
    }
  }

  collected(findings, waivers) {
    const errors = findings.filter(isError);
    const warnings = findings.filter((one) => !isError(one));
    const open = warnings.filter((one) => !waivedBecause(one, waivers));
    const boxes = [];
    if (errors.length) boxes.push(this.box("problems", t("errors_title", { count: errors.length }), errors.map((one) => this.item(one))));
    if (warnings.length) {
      const items = warnings.map((one) => this.warning(one, waivers));
      boxes.push(this.box("problems problems--warning", warningsTitle(open.length, warnings.length - open.length), items));
    }
    if (!errors.length && !open.length) boxes.push(make("p", "notice notice--success", t("all_clear")));
    this.list.replaceChildren(...boxes);
  }

  box(className, title, items) {
    return make("div", className, "", make("h3", "", title), make("ul", "", "", ...items));
  }

  item(one) {
    const link = make("a", "", this.place(one.path));
    link.href = "#";
    link.dataset.goto = one.path;
    return make("li", "", "", link, make("span", "problems__text", ` ${one.message}`));
  }

  warning(one, waivers) {
    const item = this.item(one);
    const key = `${one.code}@${one.path}`;
    const reason = make("input", "input");
    reason.value = waivedBecause(one, waivers);
    reason.dataset.waive = key;
    reason.type = "text";
    const label = make("label", "problems__waive", `${t("waive")} `, reason);
    item.append(label);
    return item;
  }

  /** "Hoạt động hỗ trợ, dòng 2: Ngân sách" for a path. */
  place(path) {
    const [code, second, third] = path.split(".");
    const section = this.form.bySection.get(code);
    if (!section) return t("nil_title");
    const row = section.kind === "rows" && second ? this.root.querySelector(`[data-at="${code}.${second}"]`) : null;
    const field = [...section.fields, ...section.computed].find((each) => each.code === (row ? third : second));
    const number = row?.querySelector("[data-row-number]").textContent;
    const where = row ? t("row_name", { title: `${section.title}, ${section.row_title.toLowerCase()}`, number }) : section.title;
    return field ? t("at_field", { section: where, field: field.label }) : where;
  }

  onClick(event) {
    const link = event.target.closest("[data-goto]");
    if (!link) return;
    event.preventDefault();
    const control = this.control(link.dataset.goto);
    if (!control) return;
    this.reveal(control);
    control.focus();
    control.scrollIntoView({ block: "center", inline: "center" });
  }

  control(path) {
    if (path === "nil.reason") return document.getElementById("nil-reason");
    const exact = document.getElementById(path.replaceAll(".", "-"));
    if (exact && exact.tagName !== "OUTPUT") return exact;
    const row = this.root.querySelector(`[data-at="${path.split(".").slice(0, 2).join(".")}"]`);
    return row?.querySelector("[data-path]") ?? document.querySelector(`#muc-${path.split(".")[0]} h2`);
  }
}
