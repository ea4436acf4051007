/** Remarks beside the cells they are about: a mark leads to the remark, the remark's place to the cell. */

import { t } from "./texts.js";

function mark(thread, icons) {
  const link = document.createElement("a");
  link.className = "mark";
  link.href = `#${thread.id}`;
  link.innerHTML = `<svg class="icon" aria-hidden="true"><use href="${icons}#comment"></use></svg>`;
  link.append(Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: t("said_here") }));
  link.addEventListener("click", (event) => {
    event.preventDefault();
    thread.closest("details").open = true;
    thread.focus();
  });
  return link;
}

/** The control a path means: itself, the first of a pair or of a row. */
const controlOf = (root, path) =>
  root.querySelector(`[data-path="${path}"], [data-computed="${path}"]`) ?? root.querySelector(`[data-path^="${path}."]`);

/** Set the marks; `reveal(control)` opens the section and the row a control lies in. */
export function showSaid(root, { icons, reveal }) {
  for (const thread of root.querySelectorAll("[data-about]")) {
    const control = controlOf(root, thread.dataset.about);
    if (!control || !thread.dataset.about.includes(".")) continue;
    control.before(mark(thread, icons));
    thread.querySelector("[data-goto-cell]")?.addEventListener("click", (event) => {
      event.preventDefault();
      reveal(control);
      control.focus();
    });
  }
}
