/** The entry page: puts the parts together. */

import { findAll, waivedBecause } from "./checks.js";
import { readContent, writeContent } from "./document.js";
import { echoNumbers } from "./echo.js";
import { stopTyping, watchElsewhere } from "./elsewhere.js";
import { computedByPath, sums } from "./figures.js";
import { prepare } from "./form.js";
import { offerHeld } from "./held.js";
import { fingerprint, Shelf } from "./keep.js";
import { walkCells } from "./keys.js";
import { Paste } from "./paste.js";
import { Problems } from "./problems.js";
import { readDocument } from "./reading.js";
import { describeRows, Rows } from "./rows.js";
import { say } from "./say.js";
import { sendUntilAnswered } from "../sending.js";
import { showSaid } from "./said.js";
import { Saver } from "./saver.js";
import { Sections } from "./sections.js";
import { statusLine } from "./status.js";
import { setTexts, t } from "./texts.js";
import { showComputed, showSums } from "./totals.js";
import { Uploads } from "./upload.js";

const data = JSON.parse(document.getElementById("entry-data").textContent);
const root = document.querySelector("[data-entry]");
setTexts(data.texts);

const files = new Map(Object.entries(data.files));
const form = prepare(data.definition);
form.lookups = { organisations: data.organisations, files };

let content = data.content;
/** Server's findings hold for exactly the content they were found in. */
let ruling = { findings: data.findings, of: null };
/** Cells the person has been at; the others wait with their problems until the last section is opened. */
const touched = new Set();
let showAll = fingerprint(data.content) !== fingerprint(data.blank);

const drawStatus = statusLine(root, data.icons, data.urls);
const tell = (state, detail) => {
  drawStatus(state, detail);
  if (state === "conflict") stopTyping(root);
};
const uploads = new Uploads(root, { url: data.urls.files, icons: data.icons, limit: data.limit, known: files, changed: () => refresh() });
const rows = new Rows(root, { changed: () => refresh(), showFiles: uploads.show });
const shelf = new Shelf(data.report.id, data.report.user_id);
const saver = new Saver({
  url: data.urls.save,
  version: data.report.version,
  content: readContent(root, content),
  shelf,
  tell,
  saved: (answer, isLatest) => {
    if (isLatest) ruling = { findings: answer.findings, of: fingerprint(saver.content) };
    for (const field of document.querySelectorAll("[data-version]")) field.value = answer.version;
    draw();
  },
});
ruling.of = fingerprint(saver.content);

function reveal(control) {
  sections.reveal(control);
  const row = control.closest("[data-row]");
  if (row) rows.open(row, true);
}

const problems = new Problems(root, form, {
  icons: data.icons,
  reveal,
  waive: (key, reason) => {
    content.waivers = { ...content.waivers, [key]: reason };
    saver.note(content);
    drawSoon();
  },
});
const sections = new Sections(root, () => {
  if (location.hash === "#kiem-tra") showAll = true;
  draw();
  saver.flush();
});

const isTouched = (path) => showAll || touched.has(path);

/** Server's findings where they hold, with the waived ones, which only the page knows of. */
function findingsNow(document_) {
  const own = findAll(form, document_, data.report.year);
  if (ruling.of !== fingerprint(content)) return own;
  const key = ({ code, path }) => `${code}@${path}`;
  const ruled = new Set(ruling.findings.map(key));
  const waived = own.filter((one) => !ruled.has(key(one)) && waivedBecause(one, content.waivers));
  const place = new Map(own.map((one, at) => [key(one), at]));
  const at = (one) => place.get(key(one)) ?? own.length;
  return [...ruling.findings, ...waived].sort((one, other) => at(one) - at(other));
}

/** While a button is pressed nothing moves: a page that shifts under the pointer swallows the click. */
let pressed = false;
let waiting = 0;
window.addEventListener("mousedown", () => (pressed = true), true);
window.addEventListener("mouseup", () => {
  pressed = false;
  drawSoon(0);
}, true);

function drawSoon(after = 120) {
  clearTimeout(waiting);
  waiting = setTimeout(draw, after);
}

function draw() {
  if (pressed) return;
  const document_ = readDocument(form, content);
  showComputed(root, computedByPath(form, document_));
  showSums(root, sums(form, document_));
  for (const section of root.querySelectorAll("[data-kind='rows']")) describeRows(section);
  problems.show(findingsNow(document_), content.waivers, document_, isTouched);
  showNil();
}

function showNil() {
  const isNil = Boolean(content.nil);
  root.querySelector("[data-nil-reason]").hidden = !isNil;
  root.toggleAttribute("data-is-nil", isNil);
}

/** The page changed: read it, draw what follows from it, save. */
function refresh() {
  content = readContent(root, content);
  draw();
  saver.note(content);
}

root.addEventListener("input", ({ target }) => {
  if (target.dataset.waive || target.dataset.consent !== undefined) return;
  content = readContent(root, content);
  saver.note(content);
  drawSoon();
});
root.addEventListener("focusout", ({ target }) => {
  if (!target.dataset.path) return;
  touched.add(target.dataset.path);
  touched.add(target.dataset.path.replace(/\.actual$/, ".estimate"));
  draw();
});

/** Send the report on once everything typed is kept; what is still open is shown instead of refused. */
async function sendOn(form_) {
  refresh();
  if (!(await saver.flush())) say(t("not_now"));
  else if (problems.open) {
    say(t("still_open", { count: problems.open }));
    root.querySelector("[data-problem-list] [data-goto]").focus();
  } else {
    await sendUntilAnswered(form_);
    return;
  }
  delete form_.dataset.going;
}

for (const send of root.querySelectorAll("[data-send]")) {
  send.addEventListener("submit", (event) => {
    event.preventDefault();
    if (send.dataset.going) return;
    send.dataset.going = "1";
    sendOn(send);
  });
}

const take = (held) => {
  writeContent(root, held.content, { setRows: (section, given) => rows.set(section, given), showFiles: uploads.show });
  content = readContent(root, { ...content, waivers: held.content.waivers });
  draw();
  say(t("restored"));
  saver.resume({ ...held, content });
};

walkCells(root, rows);
echoNumbers(root);
showSaid(root, { icons: data.icons, reveal });
watchElsewhere({ url: data.urls.version, saver, tell });
new Paste(root, { rows, changed: refresh });
content = readContent(root, content);
tell("saved", { ...data.report, isEarlier: true });
root.hidden = false;
sections.show(false);
offerHeld(root, { shelf, content, savedAt: data.report.saved_at, take });
