/** Sums that stick to the bottom, updated as typed. */

import { dong, trieu } from "../kernel/money.js";

const cell = (tag, text, className = "") => Object.assign(document.createElement(tag), { textContent: text, className });

function line({ label, actual, estimate }) {
  const row = document.createElement("tr");
  const head = cell("th", label);
  head.scope = "row";
  row.append(head, cell("td", dong(actual), "num"), cell("td", dong(estimate), "num"));
  return row;
}

/** Draw sums as `figures.sums` gives them. */
export function showSums(root, { total, byArea, byMoneySource }) {
  root.querySelector("[data-sum-actual]").textContent = dong(total.actual);
  root.querySelector("[data-sum-estimate]").textContent = dong(total.estimate);
  root.querySelector("[data-brief-actual]").textContent = trieu(total.actual);
  root.querySelector("[data-brief-estimate]").textContent = trieu(total.estimate);
  root.querySelector("[data-sums-brief]").title = `${dong(total.actual)} | ${dong(total.estimate)} đồng`;
  root.querySelector("[data-sums-area]").replaceChildren(...byArea.map(line));
  root.querySelector("[data-sums-source]").replaceChildren(...byMoneySource.map(line));
}

/** Write computed cells; a column that cannot be computed stays empty. */
export function showComputed(root, values) {
  for (const output of root.querySelectorAll("[data-computed]")) {
    const value = values[output.dataset.computed];
    output.textContent = value === null || value === undefined ? "" : dong(Math.round(value));
  }
}
