import fc from "fast-check";
import type { DeviceEvidence, EpochEvidence } from "../../device/epoch-evidence.js";
import { computePayout, type EpochAmounts, type Payout } from "../payout.js";
import { declarationsOf, type Policy } from "../policy.js";
import { amounts, epochs, ownerOf, smallAmounts } from "./epochs.js";

/** A generated epoch with what is to be changed in it. */
export interface Trial {
  readonly evidence: EpochEvidence;
  readonly amounts: EpochAmounts;
  readonly device: number;
  readonly reading: number;
  readonly more: bigint;
  readonly mask: number;
  readonly seed: number;
}

export const trials: fc.Arbitrary<Trial> = fc.record({
  evidence: epochs,
  amounts: fc.oneof(amounts, smallAmounts),
  device: fc.nat({ max: 6 }),
  reading: fc.nat({ max: 4 }),
  more: fc.oneof(fc.bigInt(1n, 5n), fc.bigInt(1n, 10n ** 15n)),
  mask: fc.nat({ max: 31 }),
  seed: fc.nat(),
});

/**
 * Throws one sentence when a policy breaks a promise in this trial: exact total; no negative amount; more verified work
 * never earns less; equal work, equal reward; the order of inputs has no effect; splitting a device never pays more.
 * Where the policy declares that it does not keep one, only the bound of the declaration is held.
 */
export function checkPromises(policy: Policy, trial: Trial): void {
  const { evidence } = trial;
  const before = computePayout(policy, evidence, trial.amounts);
  checkTotals(before, trial.amounts);
  const declared = new Set(declarationsOf(policy).map(({ property }) => property));
  const rounding = policy.remainder === "largest remainder" ? BigInt(policy.pools.length) : 0n;

  const again = computePayout(policy, shuffled(evidence, trial.seed), trial.amounts);
  hold(sameLines(before, again), "the order of inputs changed a line");

  const chosen = evidence.devices[trial.device];
  if (chosen === undefined) return;
  const earned = earnedBy(before, [chosen.device]);

  const harder = replaced(evidence, chosen, { ...chosen, readings: moreWork(chosen, trial) });
  const afterwards = earnedBy(computePayout(policy, harder, trial.amounts), [chosen.device]);
  hold(afterwards >= earned, `more work earned ${afterwards} after ${earned}`);

  const twin = { ...chosen, device: "urn:dev:test:twin", owner: ownerOf(77) };
  const withTwin = computePayout(policy, { ...evidence, devices: [...evidence.devices, twin] }, trial.amounts);
  const [own, other] = [earnedBy(withTwin, [chosen.device]), earnedBy(withTwin, [twin.device])];
  const apart = own > other ? own - other : other - own;
  hold(apart <= (declared.has("equal work") ? rounding : 0n), `equal work earned ${own} and ${other}`);

  const declaredSplit = declarationsOf(policy).filter(({ property }) => property === "splitting");
  const mayGainUnits = declaredSplit.every(({ text }) => text.includes("left by rounding"));
  if (!mayGainUnits) return;
  const halves = split(chosen, trial.mask);
  const devices = [...evidence.devices.filter((one) => one !== chosen), ...halves];
  const shared = earnedBy(
    computePayout(policy, { ...evidence, devices }, trial.amounts),
    halves.map(({ device }) => device),
  );
  hold(shared <= earned + 2n * rounding, `two identities earned ${shared}, one ${earned}`);
}

function checkTotals({ pools, lines, paid, unallocated, carriedOut }: Payout, begun: EpochAmounts): void {
  hold(begun.issued + begun.carriedIn === paid + unallocated + carriedOut, "the epoch's amounts do not add up");
  hold(unallocated >= 0n && carriedOut >= 0n, "a remainder is negative");
  for (const { name, amount, paid: own, remainder } of pools) {
    const sum = lines.reduce((total, line) => (line.pool === name ? total + line.amount : total), 0n);
    hold(sum === own && own + remainder === amount && remainder >= 0n, `the pool ${name} does not add up`);
  }
  for (const line of lines) hold(line.amount >= 0n && line.weight > 0n, "a line is negative or without weight");
}

function earnedBy({ lines }: Payout, devices: readonly string[]): bigint {
  return lines.reduce((sum, line) => (devices.includes(line.device) ? sum + line.amount : sum), 0n);
}

function sameLines(one: Payout, other: Payout): boolean {
  const text = ({ lines }: Payout) =>
    lines.map(({ pool, device, owner, weight, amount }) => `${pool} ${device} ${owner} ${weight} ${amount}`).join("\n");
  return text(one) === text(other);
}

/** More of both kinds of work in one reading, at the same quality. */
function moreWork(device: DeviceEvidence, { reading, more }: Trial): DeviceEvidence["readings"] {
  return device.readings.map((one, index) =>
    index === reading
      ? {
          ...one,
          work: { use: (one.work["use"] ?? 0n) + more, presence: (one.work["presence"] ?? 0n) + more },
        }
      : one,
  );
}

function replaced(evidence: EpochEvidence, old: DeviceEvidence, device: DeviceEvidence): EpochEvidence {
  return { ...evidence, devices: evidence.devices.map((one) => (one === old ? device : one)) };
}

/** The device as two, each with a part of the readings and of what was due. */
function split(device: DeviceEvidence, mask: number): DeviceEvidence[] {
  const missing = device.due - device.readings.length;
  return [0, 1].map((side) => {
    const readings = device.readings.filter((_, index) => ((mask >> index) & 1) === side);
    return {
      ...device,
      device: `${device.device}:${side}`,
      owner: ownerOf(50 + side),
      readings,
      due: readings.length + (side === 0 ? missing : 0),
    };
  });
}

/** Devices and readings in another order, by a small congruential generator. */
function shuffled(evidence: EpochEvidence, seed: number): EpochEvidence {
  let state = seed % 2_147_483_647;
  const next = (below: number): number => {
    state = (state * 48_271 + 1) % 2_147_483_647;
    return state % below;
  };
  const mixed = <T>(list: readonly T[]): T[] => {
    const copy = [...list];
    for (let at = copy.length - 1; at > 0; at--) {
      const other = next(at + 1);
      [copy[at], copy[other]] = [copy[other]!, copy[at]!];
    }
    return copy;
  };
  return {
    ...evidence,
    devices: mixed(evidence.devices).map((device) => ({ ...device, readings: mixed(device.readings) })),
  };
}

function hold(condition: boolean, sentence: string): void {
  if (!condition) throw new Error(sentence);
}
