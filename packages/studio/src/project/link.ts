/** What a link holds: everything that the numbers on the page depend on. */
export interface Shared {
  readonly file: string;
  readonly text: string;
  readonly changes: readonly string[];
}

/** Longest fragment, and longest text in it. */
export const mostLink = 8_192;
export const mostText = 262_144;

const version = "v1.";

/** A link is too long to be passed on whole. */
export class LinkTooLong extends Error {
  constructor(readonly length: number) {
    super(`The link would have ${length} characters; at most ${mostLink} pass everywhere.`);
  }
}

/** `v1.` and the content, deflated, in the letters of URLs. @throws LinkTooLong */
export async function writeLink({ file, text, changes }: Shared): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([file, text, ...changes]));
  const packed = await through(bytes, new CompressionStream("deflate-raw"), Number.POSITIVE_INFINITY);
  const link = version + toBase64(packed!);
  if (link.length > mostLink || bytes.length > mostText) throw new LinkTooLong(link.length);
  return link;
}

/** The content of a fragment; undefined for one that no version of the studio wrote. */
export async function readLink(fragment: string): Promise<Shared | undefined> {
  const own = fragment.startsWith("#") ? fragment.slice(1) : fragment;
  if (!own.startsWith(version) || own.length > mostLink) return undefined;
  const packed = fromBase64(own.slice(version.length));
  if (packed === undefined) return undefined;
  try {
    const bytes = await through(packed, new DecompressionStream("deflate-raw"), mostText);
    if (bytes === undefined) return undefined;
    const parts: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (!Array.isArray(parts) || parts.length < 2 || !parts.every((part) => typeof part === "string")) return undefined;
    const [file, text, ...changes] = parts as [string, string, ...string[]];
    return { file, text, changes };
  } catch {
    return undefined;
  }
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
