/** The frame: keys, dialogs, one open menu at a time, toasts, words when the server cannot be reached. */

const typing = (element) => element.closest("input, select, textarea, [contenteditable]") !== null;

const open = (id) => {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
};

/** Say something short at the foot of the page; it goes by itself, and screen readers hear it. */
export function toast(text) {
  document.querySelector(".toast")?.remove();
  const box = document.createElement("div");
  box.className = "toast";
  box.setAttribute("role", "status");
  document.body.append(box);
  box.textContent = text;
  setTimeout(() => box.remove(), 6000);
}

const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
};

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.menu"));
  const opener = event.target.closest("[data-open-dialog]");
  if (opener) open(opener.dataset.openDialog);
  if (event.target.closest("[data-print]")) window.print();
  if (event.target instanceof HTMLDialogElement && event.target.dataset.lightDismiss !== undefined) event.target.close();
});

const keys = {
  "?": () => open("phim-tat"),
  "/": () => document.getElementById("tim")?.focus(),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = document.querySelector("details.menu[open]");
    closeMenus(null);
    menu?.querySelector("summary").focus();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const place = /^[1-5]$/.test(event.key) && document.querySelectorAll(".rail a")[Number(event.key) - 1];
  const act = keys[event.key] ?? (place && (() => place.click()));
  if (!act) return;
  event.preventDefault();
  act();
});

/* A second press of the same button must not send the form twice. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 8000);
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

const words = document.getElementById("loi-he-thong")?.dataset ?? {};
document.body.addEventListener("htmx:sendError", () => toast(words.offline));
document.body.addEventListener("htmx:responseError", () => toast(words.failed));
