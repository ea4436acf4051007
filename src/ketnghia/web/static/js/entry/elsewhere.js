/** The same report open in another browser: this page learns of it when it is looked at again. */

/** After a refused save nothing more is typed here: it would be kept in this browser only. */
export function stopTyping(root) {
  for (const part of root.querySelectorAll("[data-nil], [data-entry-parts]")) part.inert = true;
  root.querySelector("[data-saved-link]").focus();
}

/** Asks for the draft's version whenever the page comes back into view, and says when it moved on. */
export function watchElsewhere({ url, saver, tell }) {
  const look = async () => {
    if (document.hidden || saver.busy || saver.stopped) return;
    if (!saver.isClean) {
      saver.flush();
      return;
    }
    const answer = await fetch(url, { headers: { Accept: "application/json" }, redirect: "manual", cache: "no-store" })
      .catch(() => null);
    if (!answer?.ok) return;
    const now = await answer.json();
    if (now.version > saver.version && saver.isClean && !saver.busy) tell("moved", now);
  };
  window.addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
}
