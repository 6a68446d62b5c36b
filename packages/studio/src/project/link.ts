import { isDangerousKey } from "@tokenwright/engine";

/** What a link holds: everything that the numbers on the page depend on. */
export interface Shared {
  readonly file: string;
  readonly text: string;
  readonly changes: readonly string[];
}

/** What a link holds besides where there are tables: their bytes, by the names that the scenario gives them. */
export interface Linked {
  readonly content: Shared;
  readonly data: Readonly<Record<string, Uint8Array>>;
}

/** Longest fragment, and longest text in it. */
export const mostLink = 8_192;
export const mostText = 262_144;

/** Without tables, as ever; with them. */
const versions = { alone: "v1.", withTables: "v2." } as const;

/** How the bytes of a table stand in a link: as text where they are UTF-8, else in the letters of base 64. */
const asText = "t";
const asLetters = "b";

/** A link is too long to be passed on whole. */
export class LinkTooLong extends Error {
  constructor(
    readonly length: number,
    readonly hasTables: boolean,
  ) {
    super(`The link would have ${length} characters; at most ${mostLink} pass everywhere.`);
  }
}

/**
 * The content and the tables, deflated, in the letters of URLs: `v1.…`, or `v2.…` where there are tables.
 *
 * @throws LinkTooLong
 */
export async function writeLink({ file, text, changes }: Shared, data: Linked["data"] = {}): Promise<string> {
  const tables = Object.entries(data);
  const hasTables = tables.length > 0;
  const size = tables.reduce((sum, [, table]) => sum + table.length, 0);
  if (size > mostText) throw new LinkTooLong(size, hasTables);
  const parts = hasTables
    ? [file, text, changes, ...tables.map(([name, table]) => [name, tableText(table)])]
    : [file, text, ...changes];
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  const packed = await through(bytes, new CompressionStream("deflate-raw"), Number.POSITIVE_INFINITY);
  const link = (hasTables ? versions.withTables : versions.alone) + toBase64(packed!);
  if (link.length > mostLink || bytes.length > mostText) throw new LinkTooLong(link.length, hasTables);
  return link;
}

/** The content of a fragment; undefined for one that no version of the studio wrote. */
export async function readLink(fragment: string): Promise<Linked | undefined> {
  const own = fragment.startsWith("#") ? fragment.slice(1) : fragment;
  const version = Object.values(versions).find((one) => own.startsWith(one));
  if (version === undefined || own.length > mostLink) return undefined;
  const packed = fromBase64(own.slice(version.length));
  if (packed === undefined) return undefined;
  try {
    const bytes = await through(packed, new DecompressionStream("deflate-raw"), mostText);
    if (bytes === undefined) return undefined;
    const parts: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (!Array.isArray(parts)) return undefined;
    return version === versions.alone ? aloneOf(parts) : withTablesOf(parts);
  } catch {
    return undefined;
  }
}

function aloneOf(parts: readonly unknown[]): Linked | undefined {
  if (parts.length < 2 || !areTexts(parts)) return undefined;
  const [file, text, ...changes] = parts;
  return { content: { file: file!, text: text!, changes }, data: {} };
}

function withTablesOf([file, text, changes, ...tables]: readonly unknown[]): Linked | undefined {
  if (typeof file !== "string" || typeof text !== "string") return undefined;
  if (!Array.isArray(changes) || !areTexts(changes)) return undefined;
  const data: [string, Uint8Array][] = [];
  for (const table of tables) {
    if (!Array.isArray(table) || table.length !== 2 || !areTexts(table)) return undefined;
    const [name, own] = table as [string, string];
    const bytes = tableBytes(own);
    if (bytes === undefined || isDangerousKey(name) || data.some(([other]) => other === name)) return undefined;
    data.push([name, bytes]);
  }
  return { content: { file, text, changes }, data: Object.fromEntries(data) };
}

function areTexts(parts: readonly unknown[]): parts is readonly string[] {
  return parts.every((part) => typeof part === "string");
}

function tableText(bytes: Uint8Array): string {
  try {
    // A mark of byte order at the start is part of the bytes too.
    return asText + new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return asLetters + toBase64(bytes);
  }
}

function tableBytes(text: string): Uint8Array | undefined {
  const own = text.slice(1);
  if (text.startsWith(asText)) return new TextEncoder().encode(own);
  return text.startsWith(asLetters) ? fromBase64(own) : undefined;
}

/** Undefined when more comes out than `most` bytes: a few bytes may unpack to gigabytes. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
