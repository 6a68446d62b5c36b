import { createHash } from "node:crypto";
import type { RandomBytes } from "../random.js";

/** A stream of bytes that is the same on every run: SHA-256 of a seed and a counter. For tests only: anybody can predict it. */
export function seededBytes(seed: string): RandomBytes {
  let counter = 0;
  let left = Buffer.alloc(0);
  return (count) => {
    while (left.length < count) {
      left = Buffer.concat([left, createHash("sha256").update(`${seed}/${counter++}`).digest()]);
    }
    const bytes = Uint8Array.from(left.subarray(0, count));
    left = left.subarray(count);
    return bytes;
  };
}
