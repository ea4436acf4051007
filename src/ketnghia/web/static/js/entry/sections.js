/** One section at a time, named by the address (#hoat_dong), so that back, forward and links work. */

const FINAL = "kiem-tra";
const WIDE = window.matchMedia("(width > 960px)");

const frame = (code) => document.getElementById(`muc-${code}`);

/** Navigation of the page; `left` is told when a section was changed for another. Begin with `show(false)`. */
export class Sections {
  constructor(root, left) {
    this.root = root;
    this.left = left;
    this.codes = [...root.querySelectorAll("[data-nav]")].map((link) => link.dataset.nav);
    this.menu = root.querySelector("[data-sections-nav]");
    window.addEventListener("hashchange", () => this.show(true));
    WIDE.addEventListener("change", () => this.arrange());
    this.arrange();
  }

  get current() {
    const code = decodeURIComponent(location.hash.slice(1));
    return this.codes.includes(code) ? code : this.codes[0];
  }

  arrange() {
    this.menu.open = WIDE.matches;
  }

  show(focus) {
    const { current } = this;
    for (const code of this.codes) frame(code).hidden = code !== current;
    for (const link of this.root.querySelectorAll("[data-nav]")) {
      if (link.dataset.nav === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const heading = frame(current).querySelector("h2");
    this.root.querySelector("[data-sections-now]").textContent = heading.textContent;
    this.turns(current);
    if (!WIDE.matches) this.menu.open = false;
    if (focus) heading.focus();
    this.left();
  }

  turns(current) {
    const at = this.codes.indexOf(current);
    for (const link of frame(current).querySelectorAll("[data-turn]")) {
      const to = this.codes[at + (link.dataset.turn === "next" ? 1 : -1)];
      link.hidden = to === undefined;
      link.href = `#${to ?? ""}`;
    }
  }

  /** Open the section a control lies in. */
  reveal(control) {
    const section = control.closest(".entry-section");
    const code = section?.dataset.section ?? FINAL;
    if (!section?.hidden) return;
    history.pushState(null, "", `#${code}`);
    this.show(false);
  }
}
