import { build, type Economy, ensemble } from "@tokenwright/engine";
import vesting from "../distribution/vesting/model.js";
import feeSplit from "../fees/split/model.js";
import { splitByLargestRemainder, splitWithRest } from "../fees/split/rule.js";
import { amountOut } from "../market/constant-product/rule.js";

/** What a soak found: how much it looked at, and the first thing that should not be. */
export interface Soaked {
  readonly cases: number;
  /** Single swaps, parts or steps in them. */
  readonly looks: number;
  readonly failure?: string;
}

/** A generator of 32 bits after Marsaglia's xorshift128: varied, repeatable and fast; no more is needed here. */
class Chance {
  readonly #state: Int32Array;

  constructor(seed: number) {
    this.#state = Int32Array.of(2 * seed + 1, 362_436_069, 521_288_629, 88_675_123);
    for (let round = 0; round < 20; round++) this.bits();
  }

  bits(): number {
    const state = this.#state;
    const first = state[0]! ^ (state[0]! << 11);
    state.copyWithin(0, 1);
    const last = state[2]!;
    state[3] = last ^ (last >>> 19) ^ first ^ (first >>> 8);
    return state[3]! >>> 0;
  }

  below(bound: number): number {
    return this.bits() % bound;
  }

  /** A number of 1 to `most` bits, each length as likely as any other; never 0. */
  amount(most: number): bigint {
    const length = 1 + this.below(most);
    let value = 1n;
    for (let at = 1; at < length; at += 30) {
      const more = Math.min(30, length - at);
      value = (value << BigInt(more)) | BigInt(this.bits() >>> (32 - more));
    }
    return value;
  }
}

/** What a pool pays out for an amount, given its reserves of what comes in and what goes out. */
export type SwapRule = (amountIn: bigint, reserveIn: bigint, reserveOut: bigint) => bigint;

/** The parts of an amount by weights. */
export type SplitRule = (total: bigint, weights: readonly bigint[]) => readonly bigint[];

/** Reserves of a pair are below 2^112 in the contract of Uniswap v2. */
const reserveBits = 112;
const reserveLimit = 1n << 112n;

/**
 * Random sequences of swaps in a pool with the fee of Uniswap v2, of amounts from a base unit to beyond the pool.
 * Looked at after every swap: x · y has not fallen, and who swaps at once back has no more than before. After the
 * sequence the trader who made all of it swaps what he is ahead of in one asset back and must have no more of both.
 */
export function soakSwaps(sequences: number, seed: number, pay: SwapRule = amountOut): Soaked {
  const chance = new Chance(seed);
  let looks = 0;
  for (let index = 0; index < sequences; index++) {
    let [x, y] = [chance.amount(reserveBits), chance.amount(reserveBits)];
    let [holdsX, holdsY] = [0n, 0n];
    const length = 1 + chance.below(8);
    const told: string[] = [`${x}, ${y}`];
    for (let swap = 0; swap < length; swap++) {
      const isX = chance.below(2) === 0;
      const [reserveIn, reserveOut] = isX ? [x, y] : [y, x];
      const paid = chance.amount(reserveBits);
      if (reserveIn + paid >= reserveLimit) continue;
      looks++;
      const got = pay(paid, reserveIn, reserveOut);
      told.push(`${paid} ${isX ? "x" : "y"}`);
      const [nextIn, nextOut] = [reserveIn + paid, reserveOut - got];
      if (nextIn * nextOut < reserveIn * reserveOut)
        return { cases: index, looks, failure: `k fell: ${told.join("; ")}` };
      if (nextOut > 0n && pay(got, nextOut, nextIn) > paid) {
        return { cases: index, looks, failure: `a round trip gains: ${told.join("; ")}` };
      }
      [x, y] = isX ? [nextIn, nextOut] : [nextOut, nextIn];
      holdsX += isX ? -paid : got;
      holdsY += isX ? got : -paid;
    }
    // Ahead in one asset and behind in the other: what one is ahead buys at most what one is behind.
    const [ahead, behind, reserveIn, reserveOut] = holdsX > 0n ? [holdsX, holdsY, x, y] : [holdsY, holdsX, y, x];
    const isGain =
      ahead >= 0n && behind >= 0n ? ahead + behind > 0n : ahead > 0n && pay(ahead, reserveIn, reserveOut) > -behind;
    if (isGain) return { cases: index, looks, failure: `a sequence gains: ${told.join("; ")}` };
  }
  return { cases: sequences, looks };
}

/** Random amounts of up to 200 bits split by 2 to 12 random weights by both rules of `fees/split`: the parts are the whole. */
export function soakSplits(
  cases: number,
  seed: number,
  rules: readonly SplitRule[] = [splitByLargestRemainder, splitWithRest],
): Soaked {
  const chance = new Chance(seed);
  let looks = 0;
  for (let index = 0; index < cases; index++) {
    const total = chance.amount(200) - 1n;
    const weights = Array.from({ length: 2 + chance.below(11) }, () => chance.amount(64) - 1n);
    if (!weights.some((weight) => weight > 0n)) weights[0] = 1n;
    const whole = weights.reduce((sum, weight) => sum + weight, 0n);
    for (const rule of rules) {
      const parts = rule(total, weights);
      looks += parts.length;
      const isWhole = parts.reduce((sum, part) => sum + part, 0n) === total;
      const isFair = parts.slice(0, -1).every((part, at) => {
        const off = total * weights[at]! - part * whole;
        return part >= 0n && off > -whole && off < whole;
      });
      if (!isWhole || !isFair) {
        return {
          cases: index,
          looks,
          failure: `${rule.name}: ${total} by ${weights.join(", ")} is ${parts.join(", ")}`,
        };
      }
    }
  }
  return { cases, looks };
}

const drawnShare = { value: "uniform(0, 1) / 4", unit: "1", meaning: "a share of the fees" };

/** Allocations and fees with terms drawn for each run; a step is a day, and amounts stay below 2^53 base units. */
const drawn: Economy = {
  title: "Vestings and splits with drawn terms",
  epoch: "1 day",
  assets: { token: { decimals: 18 } },
  parameters: {
    size: { value: "floor(uniform({0 token}, {0.009 token}))", unit: "token", meaning: "what is allotted" },
    end: { value: "{1 day} * floor(uniform(1, 41))", unit: "day", meaning: "time until all is released" },
  },
  modules: {
    vesting: {
      model: vesting,
      parameters: {
        total: { value: "size", unit: "token" },
        start: { value: "{1 day} * floor(uniform(0, 6))", unit: "day" },
        duration: { value: "end", unit: "day" },
        cliff: { value: "{1 day} * floor(uniform(0, 1) * (end / {1 day}))", unit: "day" },
        tranche: { value: "{1 day} * floor(uniform(1, 15))", unit: "day" },
        upfront: { value: "uniform(0, 1)", unit: "1" },
      },
    },
    fees: {
      model: feeSplit,
      parameters: {
        burnShare: drawnShare,
        treasuryShare: drawnShare,
        liquidityShare: drawnShare,
        developerShare: drawnShare,
      },
      stocks: { users: "0.009 token" },
      inputs: { fees: "uniform(0, 1) * {0.009 token} / {3 day}" },
    },
  },
  checks: {
    vestingIsWhole: { equation: "vesting.locked + vesting.released = size", meaning: "nothing is lost while it vests" },
    vestingEnds: {
      equation: "time < {46 day} or vesting.locked = {0 token}",
      meaning: "in the end all is released",
    },
    splitIsWhole: { equation: "fees.sharedOut = fees.paid", meaning: "the parts are the fee" },
  },
};

const days = 47;

/** The models of vesting and of fees with drawn terms, on the fast backend: at every step the parts are the whole. */
export async function soakModels(runs: number, seed: bigint): Promise<Soaked> {
  const { report } = await ensemble(build(drawn), { steps: days, runs, seed, record: ["vesting.locked"] });
  const found = [
    ...report.violations.map(({ check }) => `the check ${check} fails`),
    ...report.overdrafts.map(() => "something is overdrawn"),
  ];
  return { cases: runs, looks: 3 * runs * (days + 1), ...(found[0] !== undefined && { failure: found[0] }) };
}
