import { findJsonFault, type Json } from "../contract/json.js";
import { findMismatches } from "../contract/json-schema.js";
import type { Manifest } from "../contract/manifest.js";
import type { Answer } from "../contract/module.js";

/** How a module can fail, whichever way it is run. */
export const faultKinds = ["timeout", "memory", "crash", "error", "garbage", "not-finite", "schema"] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A module's failure; never thrown by Tokenwright's own code for anything else. */
export class ModuleFault extends Error {
  constructor(
    readonly kind: FaultKind,
    message: string,
  ) {
    super(message);
    this.name = "ModuleFault";
  }
}

/** What a module threw as a fault, its words cut short: they may be a stranger's. */
export function faultOf(error: unknown): ModuleFault {
  if (error instanceof ModuleFault) return error;
  const words = error instanceof Error ? error.message : String(error);
  return new ModuleFault("error", words.slice(0, 300));
}

/** Answers to a batch, at most so many for each record and a hundred more. */
const answersPerRecord = 10;

/**
 * Holds a module's answers to its manifest.
 *
 * @param records How many records the batch had.
 * @throws ModuleFault `garbage`, `not-finite` or `schema`, with the place of the first mistake.
 */
export function checkAnswers(manifest: Manifest, found: unknown, records: number): readonly Answer[] {
  const refuse = (kind: FaultKind, message: string): never => {
    throw new ModuleFault(kind, message.slice(0, 300));
  };
  if (!Array.isArray(found)) return refuse("garbage", "The answers are no list.");
  if (found.length > answersPerRecord * records + 100) refuse("garbage", `There are ${found.length} answers.`);
  const fault = findJsonFault(found);
  if (fault !== undefined) refuse(fault.fault, `The answers hold no JSON at ${fault.path}.`);
  for (const [index, answer] of (found as readonly Json[]).entries()) {
    const { device, time, of, values } = (answer ?? {}) as Readonly<Record<string, Json | undefined>>;
    const isFramed =
      typeof device === "string" &&
      device.length <= 256 &&
      typeof time === "number" &&
      Array.isArray(of) &&
      of.every((id) => typeof id === "string");
    if (!isFramed) refuse("garbage", `Answer ${index} has no device, time or records behind it.`);
    const [mismatch] = findMismatches(manifest.output, values ?? null);
    if (mismatch !== undefined)
      refuse("schema", `Answer ${index}: ${mismatch.path || "its value"} ${mismatch.message}.`);
  }
  return found as readonly Answer[];
}
