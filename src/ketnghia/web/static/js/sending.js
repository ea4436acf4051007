/**
 * Sends a step of the workflow until the server has answered.
 *
 * A line that breaks, or a server that restarts, leaves open whether the step was taken. The server takes a
 * submission once however often it is sent, so it is sent again until somebody says what became of it.
 */

const FIRST_RETRY = 1000;
const LAST_RETRY = 15_000;
const PATIENCE = 60_000;
/* 503: the database is away; 502 and 504: the server behind the proxy is. */
const AWAY = new Set([502, 503, 504]);

const words = document.getElementById("loi-he-thong")?.dataset ?? {};

const pause = (milliseconds) => new Promise((resolve) => {
  const wake = () => {
    window.removeEventListener("online", wake);
    resolve();
  };
  setTimeout(wake, milliseconds);
  window.addEventListener("online", wake);
});

const ask = (form) =>
  fetch(form.action, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(new FormData(form)),
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => null);

function tell(form) {
  if (form.querySelector("[data-sending]")) return;
  const line = document.createElement("p");
  line.className = "notice notice--warning";
  line.dataset.sending = "";
  line.setAttribute("role", "status");
  form.append(line);
  line.textContent = words.resending;
}

/** Resolves when the page is about to change: to where the step leads, or to what stands in its way. */
export async function sendUntilAnswered(form) {
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  let wait = FIRST_RETRY;
  let answer = await ask(form);
  const isFirst = answer && !AWAY.has(answer.status);
  while (!answer || AWAY.has(answer.status)) {
    tell(form);
    await pause(wait);
    wait = Math.min(wait * 2, LAST_RETRY);
    answer = await ask(form);
  }
  if (answer.ok) window.location.assign((await answer.json()).url);
  // What is refused after a lost answer may have been done before it got lost: the page says how things stand.
  else if (!isFirst && answer.status < 500) window.location.assign(form.dataset.page);
  // Asked as a page, the server says in full what is in the way.
  else form.submit();
}
