/** Tick all lines of a table at once, and say how many are ticked. */

for (const all of document.querySelectorAll("[data-tick-all]")) {
  const form = document.getElementById(all.dataset.tickAll);
  const lines = [...document.querySelectorAll(`input[name="chon"][form="${form.id}"]`)];
  const count = form.querySelector("[data-ticked]");

  const tell = () => {
    const ticked = lines.filter((line) => line.checked).length;
    all.checked = ticked > 0 && ticked === lines.length;
    all.indeterminate = ticked > 0 && ticked < lines.length;
    if (count) count.textContent = String(ticked);
  };

  all.closest("[hidden]")?.removeAttribute("hidden");
  all.addEventListener("change", () => {
    for (const line of lines) line.checked = all.checked;
    tell();
  });
  for (const line of lines) line.addEventListener("change", tell);
  tell();
}
