/** The buttons of the workflow on the page of a report. */

import { sendUntilAnswered } from "./sending.js";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.step === undefined || event.defaultPrevented) return;
  event.preventDefault();
  sendUntilAnswered(form);
});
