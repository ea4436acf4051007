/** What was typed and not yet acknowledged, kept in this browser per report and person. */

const PREFIX = "ketnghia.entry";

/** One shelf in localStorage. A browser that refuses storage answers false, and the page says so. */
export class Shelf {
  constructor(reportId, userId) {
    this.key = `${PREFIX}.${reportId}.${userId}`;
  }

  /** Keep {content, baseVersion, pending, at}; true when it is really there. */
  put(held) {
    try {
      localStorage.setItem(this.key, JSON.stringify(held));
      return true;
    } catch {
      return false;
    }
  }

  get() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  clear() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      /* Nothing was kept there. */
    }
  }
}

/** JSON with sorted keys and without blanks: two contents that mean the same read the same. */
export function fingerprint(content) {
  // A nil report whose reason is still blank is not the same as a report that is not nil.
  const nil = content.nil ? { ...content.nil, isNil: true } : null;
  return JSON.stringify(bare({ ...content, nil }) ?? null);
}

function bare(value) {
  if (value === null || value === "" || value === undefined) return undefined;
  if (Array.isArray(value)) return value.length ? value.map((each) => bare(each) ?? null) : undefined;
  if (typeof value !== "object") return value;
  const kept = Object.keys(value)
    .sort()
    .map((key) => [key, bare(value[key])])
    .filter(([, part]) => part !== undefined);
  return kept.length ? Object.fromEntries(kept) : undefined;
}
