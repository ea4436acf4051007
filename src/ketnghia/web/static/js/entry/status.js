/** The line that says when the server last kept the draft. */

import { vnDate, vnDay, vnTime } from "../kernel/dates.js";
import { momentText, t } from "./texts.js";

const ICONS = {
  saved: "done", saving: "clock", unsaved: "clock", offline: "warning", offline_unkept: "warning",
  signed_out: "lock", conflict: "warning", moved: "warning", refused: "refused",
};
const SHOWN_AS = { saved: "saved", saving: "saving", unsaved: "saving" };

/** What a phone has room for beside the icon; what wants to be acted on is told in full there too. */
function brief(state, { saved_at: savedAt, isEarlier }) {
  if (state === "saved") return isEarlier ? vnDate(vnDay(savedAt)) : vnTime(savedAt);
  return t(state === "unsaved" ? "unsaved_short" : state);
}

/**
 * A function (state, detail) that draws the line. `links`: the address where two versions are put together. What was saved before
 * the page was opened (`isEarlier`) is told with its day.
 */
export function statusLine(root, icons, links) {
  const line = root.querySelector("[data-saved]");
  const link = line.querySelector("[data-saved-link]");
  const point = (href, text) => {
    link.hidden = !href;
    if (href) Object.assign(link, { href, textContent: text });
  };
  return (state, detail = {}) => {
    const names = {
      time: detail.saved_at ? (detail.isEarlier ? momentText : vnTime)(detail.saved_at) : "",
      message: detail.message ?? "",
      who: detail.saved_by ?? "",
    };
    line.dataset.state = SHOWN_AS[state] ?? (state.startsWith("offline") ? "offline" : "error");
    line.querySelector("[data-saved-icon]").setAttribute("href", `${icons}#${ICONS[state]}`);
    line.querySelector("[data-saved-text]").textContent = t(state, names);
    line.querySelector("[data-saved-short]").textContent = SHOWN_AS[state] ? brief(state, detail) : "";
    line.title = t(state, names);
    if (state === "conflict") point(detail.conflict_url ?? links.conflict, t("conflict_link"));
    else if (state === "moved") point(`?ban=${detail.version}${location.hash}`, t("moved_link"));
    else point("", "");
  };
}
