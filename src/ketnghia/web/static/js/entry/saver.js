/**
 * Saves by itself and never claims more than the server said.
 *
 * One save is under way at a time. A save that got no answer may still have been kept, so it is repeated
 * as it was, with its own id, before anything newer is sent: the server counts an id once.
 */

import { fingerprint } from "./keep.js";

const PAUSE = 1000;
const FIRST_RETRY = 2000;
const LAST_RETRY = 60_000;
const KEEPALIVE_BYTES = 60_000;

const freshId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

const csrf = () =>
  document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ??
  document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

/** Headers of every request this page sends; the token is read anew, for a sign-in elsewhere changes it. */
export const requestHeaders = () => ({ Accept: "application/json", "X-CSRFToken": csrf() });

/** `tell(state, detail)` draws the status; `saved(answer)` receives what the server found. */
export class Saver {
  constructor({ url, version, content, shelf, tell, saved }) {
    Object.assign(this, { url, version, shelf, tell, saved });
    this.content = content;
    this.kept = fingerprint(content);
    this.pending = null;
    this.busy = null;
    this.stopped = false;
    this.retryIn = FIRST_RETRY;
    window.addEventListener("online", () => this.flush());
    window.addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
      else if (this.pending) this.flush();
    });
  }

  get isClean() {
    return !this.pending && this.kept === fingerprint(this.content);
  }

  /** The content changed on the page. */
  note(content) {
    this.content = content;
    if (this.isClean) return;
    this.hold();
    if (this.stopped) return;
    if (!this.pending) this.tell("unsaved");
    this.later(this.pending ? this.retryIn : PAUSE);
  }

  /** Take up what this browser still held: its unanswered save goes first. */
  resume(held) {
    Object.assign(this, { version: held.baseVersion, pending: held.pending, content: held.content });
    this.kept = "";
    return this.flush();
  }

  hold() {
    const { content, version, pending } = this;
    this.isHeld = this.shelf.put({ content, baseVersion: version, pending, at: new Date().toISOString() });
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), pause);
  }

  next() {
    this.pending ??= { save_id: freshId(), base_version: this.version, content: this.content };
    return this.pending;
  }

  /** Send now; resolves true once everything typed so far is kept by the server. */
  async flush() {
    clearTimeout(this.timer);
    if (this.stopped) return false;
    if (this.busy) {
      await this.busy;
      return this.isClean || this.flush();
    }
    if (this.isClean) return true;
    this.busy = this.send(this.next());
    const goes = await this.busy;
    this.busy = null;
    if (!goes) return false;
    return this.isClean || this.flush();
  }

  request(save, keepalive = false) {
    return fetch(this.url, {
      method: "POST",
      headers: { ...requestHeaders(), "Content-Type": "application/json" },
      body: JSON.stringify(save),
      redirect: "manual",
      keepalive,
    });
  }

  async send(save) {
    this.hold();
    if (this.retryIn === FIRST_RETRY) this.tell("saving");
    try {
      const answer = await this.request(save);
      return await this.heard(answer, save);
    } catch {
      return this.unheard("offline");
    }
  }

  async heard(answer, save) {
    if (answer.type === "opaqueredirect" || answer.status === 401) return this.unheard("signed_out");
    if (answer.status >= 500 || answer.status === 429) return this.unheard("offline");
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    // A 403 that is no JSON is the token of a session that ended.
    if (answer.status === 403 && !isJson) return this.unheard("signed_out");
    const body = isJson ? await answer.json() : {};
    if (answer.ok) return this.acknowledged(body, save);
    return this.refused(answer.status, body, save);
  }

  acknowledged(body, save) {
    this.version = body.version;
    this.kept = fingerprint(save.content);
    this.pending = null;
    this.retryIn = FIRST_RETRY;
    if (this.isClean) this.shelf.clear();
    else this.hold();
    this.tell(this.isClean ? "saved" : "unsaved", body);
    this.saved(body, this.isClean);
    document.dispatchEvent(new CustomEvent("ketnghia:saved"));
    return true;
  }

  refused(status, body, save) {
    this.stopped = true;
    if (status === 409) {
      this.pending = null;
      // The server keeps what this save held; what was typed since then stays in this browser.
      if (body.yours_id && fingerprint(save.content) === fingerprint(this.content)) this.shelf.clear();
      else this.hold();
      this.tell("conflict", body);
    } else {
      this.tell("refused", body);
    }
    return false;
  }

  unheard(state) {
    this.tell(state === "offline" && !this.isHeld ? "offline_unkept" : state);
    this.later(this.retryIn);
    this.retryIn = Math.min(this.retryIn * 2, LAST_RETRY);
    return false;
  }

  /** The page goes away: send what fits without waiting; it stays kept here until acknowledged. */
  leave() {
    if (this.stopped || this.busy || this.isClean) return;
    const save = this.next();
    this.hold();
    if (JSON.stringify(save).length >= KEEPALIVE_BYTES) return;
    this.busy = this.request(save, true)
      .then((answer) => this.heard(answer, save), () => this.unheard("offline"))
      .finally(() => {
        this.busy = null;
      });
  }
}
