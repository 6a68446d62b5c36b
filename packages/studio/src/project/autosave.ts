import type { Content } from "./project.js";

/** Where the browser keeps what was on the page. */
const key = "tokenwright.studio.v1";

/** Keeps what is on the page at once: writing takes less than a millisecond, so nothing typed can be lost. */
export function keep(storage: Storage, content: Content): boolean {
  try {
    storage.setItem(key, JSON.stringify(content));
    return true;
  } catch {
    // Storage is full or forbidden; the page works on, and says so.
    return false;
  }
}

/** What was on the page when it was last closed, or its tab lost. */
export function kept(storage: Storage): Content | undefined {
  try {
    const found: unknown = JSON.parse(storage.getItem(key) ?? "null");
    return isContent(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

export function forget(storage: Storage): void {
  try {
    storage.removeItem(key);
  } catch {
    // There is nothing to forget where nothing may be kept.
  }
}

function isContent(found: unknown): found is Content {
  if (typeof found !== "object" || found === null) return false;
  const { file, text, changes } = found as Partial<Content>;
  const isText = typeof file === "string" && typeof text === "string";
  return isText && Array.isArray(changes) && changes.every((change) => typeof change === "string");
}
