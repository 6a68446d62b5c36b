import { type RefusalCode, refusals } from "../device/refuse.js";

/** Why a message that is well signed is not taken in, or not looked at. Stable: counted, shown and documented by these codes. */
export const ingestRefusals = [
  { code: "ingest/ahead" },
  { code: "ingest/sequence-used" },
  { code: "ingest/sequence-old" },
  { code: "ingest/device-quota" },
  { code: "ingest/network-quota" },
  { code: "ingest/dropped" },
  { code: "ingest/unsigned" },
  { code: "ingest/body" },
  { code: "ingest/topic" },
  { code: "ingest/stopping" },
] as const;

export type IngestRefusalCode = (typeof ingestRefusals)[number]["code"];

/** Every reason for which a message can be refused. */
export type Reason = RefusalCode | IngestRefusalCode;

export const reasons: readonly Reason[] = [...refusals, ...ingestRefusals].map(({ code }) => code);

const known: ReadonlySet<string> = new Set(reasons);

export function isReason(code: string): code is Reason {
  return known.has(code);
}

/** Reasons that pass: the same message may be taken in when it is sent again later. */
const passing: ReadonlySet<Reason> = new Set<Reason>([
  "ingest/device-quota",
  "ingest/network-quota",
  "ingest/dropped",
  "ingest/stopping",
]);

/** Whether sending the same message again later can help. */
export function isPassing(reason: Reason): boolean {
  return passing.has(reason);
}
