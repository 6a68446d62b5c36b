import { quote, refuse } from "../refuse.js";
import type { SenmlPack, SenmlRecord } from "./record.js";

/** A record that stands for itself (RFC 8428 section 4.6): base values added in, time absolute. */
export interface ResolvedRecord {
  /** Base name and name together. */
  readonly name: string;
  /** Spelling of the SenML registry; undefined when no record said one. */
  readonly unit?: string;
  /** Seconds since 1970 UTC. */
  readonly time: number;
  readonly value?: number | string | boolean | Uint8Array;
  readonly sum?: number;
  readonly updateTime?: number;
  /** Only where it is not 10. */
  readonly version?: number;
  /** Where the record stood in the pack, from 0. */
  readonly index: number;
}

/** The version of RFC 8428, and the one that says that secondary units are used (RFC 9100: 10 + 2^4). */
export const senmlVersions: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 26]);
const ordinaryVersion = 10;

/** Times below this many seconds are relative to now, others count from 1970 (RFC 8428 section 4.5.3). */
const relativeBelow = 2 ** 28;

/** Midnight after the year 9999: what a date with four digits of year can say. */
const latest = 253_402_300_800;

/**
 * Resolves the records of a pack, in the order of the pack.
 *
 * @param now Seconds since 1970 UTC that relative times count from: the device's own time of sending where it says
 *   one, else the time of arrival.
 * @param at Path of the pack in what it came in, for errors.
 * @throws TokenwrightError `device/senml` (no name, a bad name, two values, none), `device/senml-version` (records that
 *   disagree, or a version that is not known), `device/number` (a sum that leaves the range, a time that is none).
 */
export function resolveSenml(pack: SenmlPack, now: number, at = ""): ResolvedRecord[] {
  const version = versionOf(pack, at);
  const base: { bn: string; bt?: number; bu?: string; bv?: number; bs?: number } = { bn: "" };
  return pack.map((record, index) => {
    const path = `${at}[${index}]`;
    if (record.bn !== undefined) base.bn = record.bn;
    if (record.bt !== undefined) base.bt = record.bt;
    if (record.bu !== undefined) base.bu = record.bu;
    if (record.bv !== undefined) base.bv = record.bv;
    if (record.bs !== undefined) base.bs = record.bs;
    const unit = record.u ?? base.bu;
    const value = valueIn(record, base.bv, path);
    const sum = added(base.bs, record.s, `${path}.s`);
    if (value === undefined && sum === undefined) refuse("device/senml", "The record has neither value nor sum.", path);
    return {
      name: nameOf(base.bn + (record.n ?? ""), path),
      ...(unit === undefined ? {} : { unit }),
      time: timeOf((base.bt ?? 0) + (record.t ?? 0), now, path),
      ...(value === undefined ? {} : { value }),
      ...(sum === undefined ? {} : { sum }),
      ...(record.ut === undefined ? {} : { updateTime: record.ut }),
      ...(version === ordinaryVersion ? {} : { version }),
      index,
    };
  });
}

/** By time, the earliest first; records of one time keep their order. */
export function inOrderOfTime(records: readonly ResolvedRecord[]): ResolvedRecord[] {
  return [...records].sort((left, right) => left.time - right.time);
}

function versionOf(pack: SenmlPack, at: string): number {
  let version: number | undefined;
  for (const [index, { bver }] of pack.entries()) {
    if (bver === undefined) continue;
    const path = `${at}[${index}].bver`;
    if (!senmlVersions.has(bver)) {
      refuse("device/senml-version", `The version ${bver} of SenML is not known.`, path, "10, or none");
    }
    if (version !== undefined && version !== bver) {
      refuse("device/senml-version", `One record says version ${version} and another ${bver}.`, path);
    }
    version = bver;
  }
  return version ?? ordinaryVersion;
}

function valueIn(record: SenmlRecord, base: number | undefined, path: string): ResolvedRecord["value"] {
  const { v, vs, vb, vd } = record;
  const given = [v, vs, vb, vd].filter((value) => value !== undefined);
  if (given.length > 1) refuse("device/senml", "The record has more than one value.", path);
  return vs ?? vb ?? vd ?? added(base, v, `${path}.v`);
}

/** The sum of a base and an own number; one that is missing is 0, and none is none (RFC 8428 section 4.5.4). */
function added(base: number | undefined, own: number | undefined, path: string): number | undefined {
  if (base === undefined && own === undefined) return undefined;
  const sum = (base ?? 0) + (own ?? 0);
  if (!Number.isFinite(sum)) refuse("device/number", "A number and its base give no finite sum.", path);
  return sum;
}

/** RFC 8428 section 4.5.1; the length is ours. */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9\-:./_]{0,511}$/;

function nameOf(name: string, path: string): string {
  if (name === "") return refuse("device/senml", "The record has no name.", path);
  if (namePattern.test(name)) return name;
  const expected = "a letter or digit, then at most 511 letters, digits and - : . / _";
  return refuse("device/senml", `The name ${quote(name)} is not allowed.`, path, expected);
}

function timeOf(time: number, now: number, path: string): number {
  const absolute = time < relativeBelow ? now + time : time;
  if (absolute >= 0 && absolute < latest) return absolute;
  return refuse("device/number", `The time ${absolute} is outside the years 1970 to 9999.`, path);
}
