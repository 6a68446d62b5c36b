import { type DeviceEvidence, type EpochEvidence, qualityOf, workOf } from "../device/epoch-evidence.js";
import { densityScales, firstInCellScales, wholeScale } from "./density.js";
import { smaller } from "./extremes.js";
import type { Policy, Pool, Rule, Spread } from "./policy.js";
import { largestFirst } from "./remainder.js";
import { checkPool } from "./split.js";

/** What one device gets from one pool. */
export interface PayoutLine {
  readonly pool: string;
  /** Empty where a pool goes to an account and no device. */
  readonly device: string;
  readonly owner: string;
  /** What the device counts for in this pool, after quality and crowding. */
  readonly weight: bigint;
  /** Base units. */
  readonly amount: bigint;
}

/** One pool of an epoch: amount = paid + remainder, to the unit. */
export interface PoolResult {
  readonly name: string;
  readonly amount: bigint;
  readonly paid: bigint;
  /** What rounding, caps and quality left; where it goes is the policy's word. */
  readonly remainder: bigint;
}

/** An epoch's payout: issued + carriedIn = paid + unallocated + carriedOut. */
export interface Payout {
  readonly pools: readonly PoolResult[];
  /** By pool in the policy's order, then by device id. Devices without a claim on a pool have no line. */
  readonly lines: readonly PayoutLine[];
  readonly paid: bigint;
  readonly unallocated: bigint;
  /** What the next epoch begins with. */
  readonly carriedOut: bigint;
}

/** The amounts that an epoch begins with, in base units. */
export interface EpochAmounts {
  /** What the schedule emits; shares of pools are taken of it. */
  readonly emissions: bigint;
  /** What was really issued, such as under a cap. */
  readonly issued: bigint;
  /** What the epoch before left. */
  readonly carriedIn: bigint;
}

/**
 * Computes an epoch's payout: a pure function of policy, evidence and amounts, whole numbers throughout, multiplied
 * first and rounded down.
 *
 * A pool with a share gets ⌊emissions · share / 10 000⌋, at most what is left of the issue; the pool that takes the
 * rest gets that (HIP 149's residual split); what no pool takes joins the remainder.
 *
 * @throws TokenwrightError `reward/pool` for negative amounts, `reward/cell` for places that a rule cannot use.
 */
export function computePayout(policy: Policy, evidence: EpochEvidence, amounts: EpochAmounts): Payout {
  for (const amount of [amounts.emissions, amounts.issued, amounts.carriedIn]) checkPool(amount);
  const devices = [...evidence.devices].sort((a, b) => (a.device < b.device ? -1 : a.device > b.device ? 1 : 0));
  let left = amounts.issued + amounts.carriedIn;
  const pools: PoolResult[] = [];
  const lines: PayoutLine[] = [];
  for (const pool of policy.pools) {
    const amount = poolAmount(pool, amounts.emissions, left);
    left -= amount;
    const own = sharePool(pool, amount, devices, policy.remainder === "largest remainder");
    const paid = own.reduce((sum, line) => sum + line.amount, 0n);
    pools.push({ name: pool.name, amount, paid, remainder: amount - paid });
    lines.push(...own);
  }
  const paid = pools.reduce((sum, pool) => sum + pool.paid, 0n);
  const remainder = amounts.issued + amounts.carriedIn - paid;
  const isCarried = policy.remainder === "next epoch";
  return { pools, lines, paid, unallocated: isCarried ? 0n : remainder, carriedOut: isCarried ? remainder : 0n };
}

function poolAmount({ share }: Pool, emissions: bigint, left: bigint): bigint {
  if (share === "rest") return left;
  return smaller((emissions * BigInt(share)) / 10_000n, left);
}

/** Shares of a pool as fractions of one denominator; they sum to at most 1. */
interface Quotas {
  readonly weights: readonly bigint[];
  readonly denominator: bigint;
  /** Most base units that a device may get, where a rule sets a price. */
  readonly most?: readonly bigint[];
}

function sharePool(
  { name, rule }: Pool,
  amount: bigint,
  devices: readonly DeviceEvidence[],
  givesLargestRemainders: boolean,
): PayoutLine[] {
  if (rule.kind === "account") return [{ pool: name, device: "", owner: rule.to, weight: 1n, amount }];
  const { weights, denominator, most } = quotasOf(rule, devices);
  if (denominator === 0n) return [];
  const parts = weights.map((weight, index) => {
    const part = (amount * weight) / denominator;
    return smaller(part, most?.[index] ?? part);
  });
  if (givesLargestRemainders) {
    const remainders = weights.map((weight, index) => {
      const isCapped = parts[index] === most?.[index];
      return isCapped ? 0n : (amount * weight) % denominator;
    });
    for (const index of largestFirst(remainders, denominator)) parts[index]! += 1n;
  }
  const lines: PayoutLine[] = [];
  for (const [index, { device, owner }] of devices.entries()) {
    const weight = weights[index]!;
    if (weight > 0n) lines.push({ pool: name, device, owner, weight, amount: parts[index]! });
  }
  return lines;
}

function quotasOf(rule: Exclude<Rule, { kind: "account" }>, devices: readonly DeviceEvidence[]): Quotas {
  const plain = devices.map((device) => plainWeight(rule, device));
  const scales = scalesOf(rule.spread, devices, plain);
  const weights = scales === undefined ? plain : plain.map((weight, index) => weight * scales[index]!);
  if (rule.kind === "station") {
    const stations = plain.filter((weight) => weight > 0n).length;
    return { weights, denominator: BigInt(stations) * 10_000n * (scales === undefined ? 1n : wholeScale) };
  }
  const denominator = weights.reduce((sum, weight) => sum + weight, 0n);
  if (rule.kind !== "presence" || rule.dearest === undefined) return { weights, denominator };
  const { dearest } = rule;
  return { weights, denominator, most: plain.map((units) => units * dearest) };
}

/** What a device counts for if it stood alone. */
function plainWeight(rule: Exclude<Rule, { kind: "account" }>, device: DeviceEvidence): bigint {
  switch (rule.kind) {
    case "use":
      return workOf(device, rule.work);
    case "quality":
      // Each reading's work counts by its own quality, so that dividing the readings among identities changes no sum.
      return qualityOf(device) >= rule.least ? qualityWork(device, rule.work) * BigInt(device.standing) : 0n;
    case "presence":
      return smaller(workOf(device, rule.work), rule.most);
    case "station": {
      const quality = qualityOf(device);
      return quality >= rule.least ? BigInt(quality) : 0n;
    }
  }
}

function qualityWork({ readings }: DeviceEvidence, kind: string): bigint {
  let sum = 0n;
  for (const { work, quality } of readings) {
    if (Object.hasOwn(work, kind)) sum += (work[kind] ?? 0n) * BigInt(quality);
  }
  return sum;
}

/** Only those who count for something crowd a place. */
function scalesOf(
  spread: Spread | undefined,
  devices: readonly DeviceEvidence[],
  weights: readonly bigint[],
): readonly bigint[] | undefined {
  if (spread === undefined) return undefined;
  const cells = devices.map(({ cell }) => cell);
  if (spread.kind === "first-in-cell") return firstInCellScales(cells, weights, spread.resolution);
  const active = weights.flatMap((weight, index) => (weight > 0n ? [index] : []));
  const scales = densityScales(active.map((index) => cells[index]!));
  const all = weights.map(() => 0n);
  for (const [at, index] of active.entries()) all[index] = scales[at]!;
  return all;
}
