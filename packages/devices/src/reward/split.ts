import { fail } from "@tokenwright/engine";
import { smaller } from "./extremes.js";

/** A pool shared out in whole base units: nothing is created, nothing is lost. */
export interface FloorSplit {
  /** One amount per weight, in base units, rounded down. */
  readonly rewards: readonly bigint[];
  /** What rounding left, or the whole pool when all weights are zero. */
  readonly unallocated: bigint;
}

/**
 * Shares a pool in proportion to weights, in whole base units: reward = ⌊pool · weight / Σ weights⌋, multiplied first
 * and rounded down, so that Σ rewards + unallocated = pool to the last unit. The rule of helium/oracles
 * (mobile_verifier, data transfer), which divides first in decimals; here no unit is lost to an intermediate rate.
 *
 * @param pool Base units, at least 0.
 * @param weights Whole numbers of at least 0; all zero leaves the whole pool unallocated.
 * @throws TokenwrightError `reward/pool`, `reward/weight` for a negative number.
 */
export function floorSplit(pool: bigint, weights: readonly bigint[]): FloorSplit {
  checkPool(pool);
  let sum = 0n;
  for (const [index, weight] of weights.entries()) {
    if (weight < 0n) {
      fail({
        code: "reward/weight",
        message: `The weight at position ${index + 1} is ${weight}.`,
        expected: "weights of at least 0",
        hint: "give 0 to those who take no part",
      });
    }
    sum += weight;
  }
  if (sum === 0n) return { rewards: weights.map(() => 0n), unallocated: pool };
  let unallocated = pool;
  const rewards = weights.map((weight) => {
    const reward = (pool * weight) / sum;
    unallocated -= reward;
    return reward;
  });
  return { rewards, unallocated };
}

export function checkPool(pool: bigint): void {
  if (pool >= 0n) return;
  fail({
    code: "reward/pool",
    message: `A pool of ${pool} base units is to be shared.`,
    expected: "a pool of at least 0",
    hint: "check the emission and what was issued",
  });
}

/** The two pools of an epoch of Helium Mobile since HIP 149. */
export interface ResidualPools {
  readonly service: bigint;
  readonly data: bigint;
}

/**
 * Splits what was issued by HIP 149: the service provider gets 24 % of the scheduled emissions, rounded down and at
 * most what was issued; data transfer gets the rest, so that the split is exact whatever a cap took from the issue.
 *
 * @param emissions Scheduled emissions in base units.
 * @param issued What was really issued.
 * @param serviceShare Share of the service provider in basis points.
 * @throws TokenwrightError `reward/pool` for a negative amount.
 */
export function residualPools(emissions: bigint, issued: bigint, serviceShare = 2_400n): ResidualPools {
  checkPool(emissions);
  checkPool(issued);
  const service = smaller((emissions * serviceShare) / 10_000n, issued);
  return { service, data: issued - service };
}
