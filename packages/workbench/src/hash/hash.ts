import { sha256 as ofBytes } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** SHA-256 of a text in UTF-8 or of bytes, as 64 hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return bytesToHex(digest(content));
}

/** The same as in a Content-Security-Policy: in base 64. */
export function sha256Base64(content: string): string {
  return btoa(String.fromCharCode(...digest(content)));
}

function digest(content: string | Uint8Array): Uint8Array {
  return ofBytes(typeof content === "string" ? utf8ToBytes(content) : content);
}

/**
 * SHA-256 of several texts, each with its length before it, so that moving a character from one to the
 * next changes the result.
 */
export function sha256OfParts(parts: readonly string[]): string {
  const hash = ofBytes.create();
  for (const part of parts) {
    const bytes = utf8ToBytes(part);
    hash.update(utf8ToBytes(`${bytes.length}\n`)).update(bytes);
  }
  return bytesToHex(hash.digest());
}

/** SHA-256 of the bits of numbers, each as eight bytes, the lowest first. All NaN are one. */
export function sha256OfValues(all: readonly Float64Array[]): string {
  const hash = ofBytes.create();
  for (const values of all) {
    const view = new DataView(new ArrayBuffer(8 * values.length));
    for (const [index, value] of values.entries()) view.setFloat64(8 * index, value, true);
    hash.update(new Uint8Array(view.buffer));
  }
  return bytesToHex(hash.digest());
}

/** Name of a run: the first 12 hexadecimal digits of the hash of everything that its numbers depend on. */
export function runId(parts: readonly string[]): string {
  return sha256OfParts(parts).slice(0, 12);
}
