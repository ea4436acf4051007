/**
 * The idle lock as seen from the page. The server ends the session after `idle-seconds` without a request;
 * here the person is warned a minute before, and when it has ended the page stays, with what was typed in it.
 */

const seconds = Number(document.querySelector('meta[name="idle-seconds"]')?.content);
const warning = document.getElementById("khoa-cho");
const locked = document.getElementById("da-khoa");
const WARN_BEFORE = 60;
const SHARED = "ketnghia.seen";
let seen = Date.now();

const mark = () => {
  seen = Date.now();
  try {
    localStorage.setItem(SHARED, String(seen));
  } catch {
    /* Storage may be closed to us; then each tab counts for itself. */
  }
};

/** Ask the server whether the session still lives; asking also keeps it alive. */
async function alive() {
  try {
    const answer = await fetch(warning.dataset.pingUrl, { redirect: "manual", cache: "no-store" });
    return answer.ok;
  } catch {
    return false;
  }
}

async function resume() {
  if (await alive()) {
    mark();
    locked.close();
  }
}

function look() {
  const idle = (Date.now() - seen) / 1000;
  const left = Math.ceil(seconds - idle);
  if (left <= 0) {
    if (warning.open) warning.close();
    if (!locked.open) locked.showModal();
  } else if (left <= WARN_BEFORE && !locked.open) {
    if (!warning.open) warning.showModal();
    warning.querySelector("[data-idle-left]").textContent = String(left);
  } else if (warning.open) {
    warning.close();
  }
}

if (seconds && warning && locked) {
  warning.addEventListener("close", async () => {
    if (Date.now() - seen >= seconds * 1000) return;
    if (await alive()) mark();
  });
  locked.addEventListener("cancel", (event) => event.preventDefault());
  locked.querySelector("[data-idle-resume]").addEventListener("click", resume);
  /* Every answer of the server proves a request, and a request is what the server counts. */
  document.body.addEventListener("htmx:afterRequest", mark);
  document.addEventListener("ketnghia:saved", mark);
  window.addEventListener("storage", (event) => {
    if (event.key === SHARED) seen = Math.max(seen, Number(event.newValue));
  });
  mark();
  setInterval(look, 1000);
}
