import { type PrivacyBudget, spend } from "./budget.js";
import { discreteGaussian } from "./discrete-noise.js";
import type { RandomBytes } from "./random.js";
import { refuseParameter } from "./refuse.js";

export interface PrivateSumOptions {
  /** One whole number per person, in the smallest unit that is counted. */
  readonly values: readonly bigint[];
  /** Values outside are moved to the nearer bound, so that nobody moves the sum by more than the larger of the two. */
  readonly low: bigint;
  readonly high: bigint;
  /** Deviation of the noise over the sensitivity, at least 0.01; `gaussianDeviation(ε, δ)` gives it for one release. */
  readonly noise: number;
}

/** A sum that was made private, and the account after it. */
export interface PrivateSum {
  /** In the smallest unit that is counted. */
  readonly value: bigint;
  /** Standard deviation of the noise in it, same unit. */
  readonly deviation: number;
  readonly budget: PrivacyBudget;
}

/**
 * A sum over people with discrete Gaussian noise: exact whole numbers, charged to the channel's budget before anything
 * is drawn. Neighbouring are two sets of which one has one person more; a count is the sum of ones.
 *
 * @throws TokenwrightError `privacy/spent` and nothing is released, `privacy/parameter`.
 */
export function privateSum(options: PrivateSumOptions, budget: PrivacyBudget, random: RandomBytes): PrivateSum {
  const { values, low, high, noise } = options;
  if (low > high || (low === 0n && high === 0n))
    refuseParameter("The range of values", `${low} to ${high}`, "low below high");
  if (!(noise >= 0.01 && noise <= 1e9)) refuseParameter("The noise", noise, "a number from 0.01 to 1e9");
  // In parts of 2^20, rounded up: never less noise than is charged.
  const scaled = BigInt(Math.ceil(noise * 1_048_576));
  const after = spend(budget, { kind: "gaussian", deviation: noise });
  const sensitivity = largerOf(magnitude(low), magnitude(high));
  let sum = 0n;
  for (const value of values) sum += within(value, low, high);
  const above = scaled * scaled * sensitivity * sensitivity;
  const value = sum + discreteGaussian({ above, below: 2n ** 40n }, random);
  return { value, deviation: noise * Number(sensitivity), budget: after };
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function within(value: bigint, low: bigint, high: bigint): bigint {
  if (value < low) return low;
  if (value > high) return high;
  return value;
}

function largerOf(one: bigint, other: bigint): bigint {
  if (one > other) return one;
  return other;
}
