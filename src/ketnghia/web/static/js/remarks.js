/** A tap on a cell of a report leads to what is said about it; links and words that are being marked stay theirs. */

const sheet = document.querySelector("[data-tap]");

for (const hint of document.querySelectorAll("[data-tap-hint]")) hint.hidden = false;

sheet?.addEventListener("click", (event) => {
  const cell = event.target.closest("[data-place]");
  if (!cell || event.target.closest("a, button, summary") || String(getSelection())) return;
  location.assign(`${sheet.dataset.tap}?o=${encodeURIComponent(cell.dataset.place)}#y-kien`);
});
