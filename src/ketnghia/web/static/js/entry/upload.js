/** Evidence: photos and PDF files sent one by one, with progress, another try, and a way back. */

import { vnNumber } from "../kernel/numbers.js";
import { finish, say } from "./say.js";
import { requestHeaders } from "./saver.js";
import { t } from "./texts.js";

const MEGABYTE = 1024 * 1024;

const sizeText = (bytes) =>
  bytes >= MEGABYTE
    ? t("size_mb", { size: vnNumber(Math.round((bytes / MEGABYTE) * 10) / 10) })
    : t("size_kb", { size: vnNumber(Math.max(1, Math.round(bytes / 1024))) });

function make(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

function button(text, label, act) {
  const made = make("button", "button button--quiet button--small", text);
  made.type = "button";
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

/** The cross that takes a line away. */
function cross(icons, label, act) {
  const made = button("", label, act);
  made.className = "icon-button files__remove";
  made.innerHTML = `<svg class="icon" aria-hidden="true"><use href="${icons}#close"></use></svg>`;
  return made;
}

/** Everything about evidence on the page. `known`: id → {name, size}, shared with the checks. */
export class Uploads {
  constructor(root, { url, icons, limit, known, changed }) {
    Object.assign(this, { root, url, icons, limit, known, changed });
    this.show = this.show.bind(this);
    root.addEventListener("change", ({ target }) => {
      if (target.dataset.pick === undefined) return;
      this.take(target.closest("[data-type='file']"), [...target.files]);
      target.value = "";
    });
    for (const type of ["dragover", "drop"]) root.addEventListener(type, (event) => this.onDrag(event));
    for (const widget of root.querySelectorAll("[data-type='file']")) {
      this.show(widget, [...widget.querySelectorAll("[data-file]")].map((item) => item.dataset.file));
    }
  }

  onDrag(event) {
    const widget = event.target.closest?.("[data-type='file']");
    if (!widget) return;
    event.preventDefault();
    if (event.type === "drop") this.take(widget, [...event.dataTransfer.files]);
  }

  /** Draw the files of a cell. */
  show(widget, ids) {
    widget.querySelector("[data-files]").replaceChildren(...ids.map((id) => this.line(widget, id)));
  }

  line(widget, id) {
    const { name, size } = this.known.get(id) ?? { name: id, size: 0 };
    const item = make("li", "");
    item.dataset.file = id;
    const link = make("a", "files__name", name);
    link.href = `${this.url}${id}/`;
    link.target = "_blank";
    link.rel = "noopener";
    item.append(link, make("span", "files__size", size ? sizeText(size) : ""), cross(this.icons, t("file_remove", { name }), () => this.remove(widget, item)));
    return item;
  }

  remove(widget, item) {
    const { file } = item.dataset;
    const { name } = this.known.get(file) ?? { name: file };
    const place = item.nextElementSibling;
    item.remove();
    this.changed();
    widget.focus();
    say(t("file_removed", { name }), {
      undo: () => {
        if (place?.isConnected) place.before(item);
        else widget.querySelector("[data-files]").append(item);
        this.changed();
      },
      kept: () => this.forget(file),
    });
  }

  /** Once nobody takes it back and no other cell shows it, the server hides the file too. */
  forget(id) {
    if (this.root.querySelector(`[data-file="${CSS.escape(id)}"]`)) return;
    fetch(`${this.url}${id}/bo/`, { method: "POST", headers: requestHeaders(), keepalive: true }).catch(() => {
      /* The draft no longer names it, which is what counts; the file itself stays unseen. */
    });
  }

  take(widget, files) {
    finish();
    const consent = widget.querySelector("[data-consent]");
    let room = Number(widget.dataset.maxFiles) - widget.querySelectorAll("[data-files] > li").length;
    for (const file of files) {
      if (room <= 0) say(t("upload_many", { limit: widget.dataset.maxFiles }));
      else if (file.size > this.limit) this.refuse(widget, "upload_large", { name: file.name, limit: this.limit / MEGABYTE });
      else if (file.type.startsWith("image/") && !consent.checked) {
        this.refuse(widget, "upload_consent");
        consent.focus();
      } else {
        room -= 1;
        this.send(widget, file, consent.checked);
      }
    }
  }

  refuse(widget, key, names) {
    const item = make("li", "files__wrong", t(key, names));
    item.setAttribute("role", "alert");
    item.append(cross(this.icons, t("file_remove", names ?? { name: "" }), () => item.remove()));
    for (const old of widget.querySelectorAll(".files__wrong")) old.remove();
    widget.querySelector("[data-files]").append(item);
  }

  send(widget, file, consent) {
    const item = make("li", "files__going");
    const words = make("span", "", t("uploading", { percent: 0 }));
    const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    bar.setAttribute("aria-label", file.name);
    item.append(make("span", "files__name", file.name.normalize("NFC")), words, bar);
    widget.querySelector("[data-files]").append(item);
    this.post(file, consent, (percent) => {
      bar.value = percent;
      words.textContent = t("uploading", { percent });
    }).then(
      (stored) => this.arrived(widget, item, stored),
      (message) => {
        words.textContent = message;
        bar.replaceWith(button(t("upload_retry"), "", () => {
          item.remove();
          this.send(widget, file, consent);
        }), cross(this.icons, t("file_remove", { name: file.name }), () => item.remove()));
        item.className = "files__wrong";
        item.setAttribute("role", "alert");
      },
    );
  }

  arrived(widget, item, stored) {
    this.known.set(stored.id, stored);
    const isThere = widget.querySelector(`[data-file="${CSS.escape(stored.id)}"]`);
    if (isThere) item.remove();
    else item.replaceWith(this.line(widget, stored.id));
    this.changed();
    say(t("upload_done", { name: stored.name }));
  }

  // fetch cannot tell how far a body has gone; XMLHttpRequest can.
  post(file, consent, progress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.append("file", file);
      body.append("consent", consent ? "1" : "");
      request.open("POST", this.url);
      for (const [name, value] of Object.entries(requestHeaders())) request.setRequestHeader(name, value);
      request.responseType = "json";
      request.upload.addEventListener("progress", ({ loaded, total }) => progress(Math.floor((loaded / total) * 100)));
      request.addEventListener("load", () => {
        if (request.status === 201 || request.status === 200) resolve(request.response);
        else reject(request.response?.message ?? t("upload_failed"));
      });
      for (const type of ["error", "abort", "timeout"]) request.addEventListener(type, () => reject(t("upload_failed")));
      request.send(body);
    });
  }
}
