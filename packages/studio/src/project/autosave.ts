import type { Content } from "./project.js";

/** Where the browser keeps what was on the page: the scenario, and the tables it reads. */
const key = "tokenwright.studio.v1";
const dataKey = "tokenwright.studio.v1.data";

/** Most bytes of tables that are kept: browsers give a page a few megabytes. */
const mostData = 1_500_000;

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

/** Keeps the tables; false where they are too large, and none are kept. */
export function keepData(storage: Storage, data: Readonly<Record<string, Uint8Array>>): boolean {
  try {
    const tables = Object.entries(data);
    const isSmall = tables.reduce((sum, [, bytes]) => sum + bytes.length, 0) <= mostData;
    const texts = tables.map(([name, bytes]) => [name, toText(bytes)]);
    storage.setItem(dataKey, JSON.stringify(isSmall ? texts : []));
    return isSmall;
  } catch {
    return false;
  }
}

/** The tables that were kept; none where there were none. */
export function keptData(storage: Storage): Readonly<Record<string, Uint8Array>> {
  try {
    const found: unknown = JSON.parse(storage.getItem(dataKey) ?? "[]");
    const isTables = Array.isArray(found) && found.every((one) => Array.isArray(one) && one.length === 2);
    const tables = isTables ? (found as readonly (readonly [unknown, unknown])[]) : [];
    return Object.fromEntries(tables.map(([name, text]) => [String(name), fromText(String(text))]));
  } catch {
    return {};
  }
}

/** A letter for each byte, so that any bytes can be kept. */
function toText(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function fromText(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function forget(storage: Storage): void {
  try {
    storage.removeItem(key);
    storage.removeItem(dataKey);
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
