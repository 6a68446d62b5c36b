import { fail } from "@tokenwright/engine";
import { sha256Hex, utf8 } from "../../device/bytes.js";
import type { Erasure } from "./contract.js";
import { byText } from "./merge.js";

/** How an erasure names a device. */
export function subjectOf(device: string): string {
  return sha256Hex(utf8(device));
}

/** Whether what a device signed at a time is erased. */
export function isErased(erasures: readonly Erasure[], device: string, time: number): boolean {
  if (erasures.length === 0) return false;
  const subject = subjectOf(device);
  return erasures.some((one) => one.subject === subject && time < one.before);
}

/**
 * Erasures of both lists, the later time of each device, in one order.
 *
 * @throws TokenwrightError `evidence/erasure`.
 */
export function joinErasures(known: readonly Erasure[], more: readonly Erasure[]): Erasure[] {
  const latest = new Map(known.map(({ subject, before }) => [subject, before]));
  for (const { subject, before } of more) {
    if (!/^[0-9a-f]{64}$/.test(subject) || !Number.isFinite(before)) {
      fail({
        code: "evidence/erasure",
        message: "An erasure names no device or no time.",
        expected: "the SHA-256 of a device's name and a time in seconds since 1970 UTC",
      });
    }
    latest.set(subject, Math.max(before, latest.get(subject) ?? before));
  }
  return [...latest]
    .map(([subject, before]) => ({ subject, before }))
    .sort((left, right) => byText(left.subject, right.subject));
}
