import { createHash } from "node:crypto";

/** SHA-256 of a text in UTF-8 or of bytes, as 64 hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * SHA-256 of several texts, each with its length before it, so that moving a character from one to the
 * next changes the result.
 */
export function sha256OfParts(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) {
    const bytes = Buffer.from(part, "utf8");
    hash.update(`${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}

/** Name of a run: the first 12 hexadecimal digits of the hash of everything that its numbers depend on. */
export function runId(parts: readonly string[]): string {
  return sha256OfParts(parts).slice(0, 12);
}
