/** Words at the foot of the page, with a way back for ten seconds. Never a question in the way. */

import { t } from "./texts.js";

const SECONDS = 10;
let timer = 0;
let settle = null;

/** Say something. With `undo`, offer to take it back; `kept` runs once the offer is over. */
export function say(lines, { undo = null, kept = null } = {}) {
  finish();
  const box = document.querySelector("[data-say]");
  box.replaceChildren(...[lines].flat().map(paragraph));
  if (undo) box.append(button(undo));
  box.dataset.open = "";
  settle = kept;
  timer = setTimeout(finish, SECONDS * 1000 * (undo || [lines].flat().length > 1 ? 1 : 0.5));
}

const paragraph = (line) => Object.assign(document.createElement("p"), { textContent: line });

function button(undo) {
  const taken = Object.assign(document.createElement("button"), { type: "button", textContent: t("undo") });
  taken.className = "button button--secondary button--small";
  taken.addEventListener("click", () => {
    settle = null;
    undo();
    say(t("undone"));
  });
  return taken;
}

/** Close the offer now. */
export function finish() {
  clearTimeout(timer);
  const then = settle;
  settle = null;
  const box = document.querySelector("[data-say]");
  delete box.dataset.open;
  box.replaceChildren();
  then?.();
}

window.addEventListener("pagehide", () => settle && finish());
