/** A browser that still holds unsent content offers it before anything else is typed. */

import { fingerprint } from "./keep.js";
import { momentText, t } from "./texts.js";

/** Offer what the shelf holds if it differs from the page; `take(held)` puts it there. */
export function offerHeld(root, { shelf, content, savedAt, take }) {
  const held = shelf.get();
  if (!held?.content || fingerprint(held.content) === fingerprint(content)) {
    shelf.clear();
    return;
  }
  const box = document.querySelector("[data-held]");
  const decide = (name, act) =>
    box.querySelector(name).addEventListener("click", () => {
      box.hidden = true;
      root.inert = false;
      act();
    });
  decide("[data-held-take]", () => take(held));
  decide("[data-held-drop]", () => shelf.clear());
  box.querySelector("[data-held-text]").textContent = t("held_at", {
    time: momentText(held.at),
    saved: momentText(savedAt),
  });
  box.hidden = false;
  // Typing over it would replace what is held before the person has chosen.
  root.inert = true;
  box.querySelector("[data-held-take]").focus();
}
