import type { DeviceEvidence, EpochEvidence, JudgedReading } from "../device/epoch-evidence.js";
import { computePayout, type EpochAmounts, type Payout } from "./payout.js";
import type { Policy } from "./policy.js";

/** An amount that would be another. */
export interface ChangedAmount {
  readonly pool: string;
  readonly device: string;
  readonly owner: string;
  /** Base units as published, and as they would be. */
  readonly published: bigint;
  readonly corrected: bigint;
}

/** One point in which two accounts of an epoch differ, and what it moves. */
export interface Dispute {
  readonly device: string;
  /** The reading, and the signed message that it came in; missing where the device as a whole is disputed. */
  readonly reading?: string;
  readonly message?: string;
  /** One sentence: what is published, and what the other account says. */
  readonly text: string;
  /** All amounts that this point alone would change, the disputed device's first. */
  readonly changes: readonly ChangedAmount[];
}

export interface Disputes {
  readonly list: readonly Dispute[];
  /** Points beyond those that are listed. */
  readonly more: number;
}

/** One difference, as a change to the published evidence. */
interface Difference {
  readonly device: string;
  readonly reading?: JudgedReading;
  readonly text: string;
  readonly corrected: DeviceEvidence | undefined;
}

/**
 * Compares the evidence that an epoch was settled by with one's own, and names each reading in which they differ: which
 * reading, in which signed message, changes which amount. Each point is tried alone.
 *
 * @param most Points that are tried; each costs one computation of the payout.
 */
export function disputesOf(
  policy: Policy,
  amounts: EpochAmounts,
  published: EpochEvidence,
  own: EpochEvidence,
  most = 100,
): Disputes {
  const differences = differencesOf(published, own);
  if (differences.length === 0) return { list: [], more: 0 };
  const before = computePayout(policy, published, amounts);
  const list = differences.slice(0, most).map(({ device, reading, text, corrected }): Dispute => {
    const others = published.devices.filter((one) => one.device !== device);
    const devices = corrected === undefined ? others : [...others, corrected];
    const changes = changesOf(before, computePayout(policy, { ...published, devices }, amounts), device);
    return {
      device,
      ...(reading === undefined ? {} : { reading: reading.reading, message: reading.message }),
      text,
      changes,
    };
  });
  return { list, more: differences.length - list.length };
}

function differencesOf(published: EpochEvidence, own: EpochEvidence): Difference[] {
  const found: Difference[] = [];
  const theirs = new Map(published.devices.map((one) => [one.device, one]));
  const ours = new Map(own.devices.map((one) => [one.device, one]));
  for (const device of [...new Set([...theirs.keys(), ...ours.keys()])].sort()) {
    const [was, is] = [theirs.get(device), ours.get(device)];
    if (was === undefined || is === undefined) {
      const text =
        was === undefined ? "the device is missing from the published evidence" : "we have nothing of this device";
      found.push({ device, text, corrected: is });
      continue;
    }
    for (const field of ["owner", "cell", "due", "standing"] as const) {
      if (was[field] === is[field]) continue;
      const text = `${field} is published as ${was[field]}, ours is ${is[field]}`;
      found.push({ device, text, corrected: { ...was, [field]: is[field] } });
    }
    found.push(...readingDifferences(was, is));
  }
  return found;
}

function readingDifferences(was: DeviceEvidence, is: DeviceEvidence): Difference[] {
  const found: Difference[] = [];
  const theirs = new Map(was.readings.map((one) => [one.reading, one]));
  const ours = new Map(is.readings.map((one) => [one.reading, one]));
  for (const id of [...new Set([...theirs.keys(), ...ours.keys()])].sort()) {
    const [one, other] = [theirs.get(id), ours.get(id)];
    const reading = one ?? other;
    if (reading === undefined || (one !== undefined && other !== undefined && describe(one) === describe(other)))
      continue;
    const rest = was.readings.filter(({ reading: known }) => known !== id);
    const readings = other === undefined ? rest : [...rest, other];
    const text = `published: ${describe(one)}; ours: ${describe(other)}`;
    found.push({ device: was.device, reading, text, corrected: { ...was, readings } });
  }
  return found;
}

function describe(reading: JudgedReading | undefined): string {
  if (reading === undefined) return "no such reading";
  const work = Object.entries(reading.work)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, units]) => `${kind} ${units}`)
    .join(", ");
  return `quality ${reading.quality}, ${work === "" ? "no work" : work}, message ${reading.message.slice(0, 12)}`;
}

function changesOf(before: Payout, after: Payout, device: string): ChangedAmount[] {
  const keyOf = (line: { readonly pool: string; readonly device: string; readonly owner: string }): string =>
    `${line.pool}\n${line.device}\n${line.owner}`;
  const old = new Map(before.lines.map((line) => [keyOf(line), line]));
  const renewed = new Map(after.lines.map((line) => [keyOf(line), line]));
  const changes: ChangedAmount[] = [];
  for (const key of new Set([...old.keys(), ...renewed.keys()])) {
    const line = old.get(key) ?? renewed.get(key);
    const [published, corrected] = [old.get(key)?.amount ?? 0n, renewed.get(key)?.amount ?? 0n];
    if (line === undefined || published === corrected) continue;
    changes.push({ pool: line.pool, device: line.device, owner: line.owner, published, corrected });
  }
  return changes.sort((a, b) => Number(b.device === device) - Number(a.device === device));
}
