/** Lines marked in a table: counts them, marks a whole page, a range with Shift. The form works without it. */

const form = document.querySelector("form[data-selection]");

if (form) {
  const boxes = [...form.querySelectorAll('input[name="duty"]')];
  const wholePage = form.querySelector("[data-select-page]");
  const everything = form.querySelector("[data-select-everything]");
  const count = form.querySelector("[data-selected-count]");
  const actions = form.querySelectorAll(".selection-bar button");
  let last = null;

  const show = () => {
    const marked = boxes.filter((box) => box.checked).length;
    const number = everything?.checked ? Number(everything.dataset.selectEverything) : marked;
    const text = number ? count.dataset.some.replace("%s", number) : count.dataset.none;
    if (count.textContent !== text) count.textContent = text;
    for (const button of actions) button.disabled = number === 0;
    wholePage.checked = marked === boxes.length;
    wholePage.indeterminate = marked > 0 && marked < boxes.length;
    for (const box of [...boxes, wholePage]) box.disabled = everything?.checked ?? false;
  };

  wholePage.hidden = false;
  wholePage.addEventListener("change", () => {
    for (const box of boxes) box.checked = wholePage.checked;
    show();
  });
  everything?.addEventListener("change", show);
  form.addEventListener("click", (event) => {
    const here = boxes.indexOf(event.target);
    if (here < 0) return;
    if (event.shiftKey && last !== null) {
      const [from, to] = [Math.min(here, last), Math.max(here, last)];
      for (const box of boxes.slice(from, to + 1)) box.checked = event.target.checked;
    }
    last = here;
    show();
  });
  /* Coming back with the browser's own button, what was marked is still marked. */
  window.addEventListener("pageshow", show);
  show();
}
