import { expect, test } from "vitest";
import { splitWithRest } from "../fees/split/rule.js";
import { amountOut } from "../market/constant-product/rule.js";
import { soakModels, soakSplits, soakSwaps } from "./soak.js";

// The long form, ten million sequences and a million splits and vestings, is `npm run soak`.

test("in 20 000 random sequences of swaps k never falls, and neither a swap back nor a whole sequence gains", () => {
  const soaked = soakSwaps(20_000, 2);
  expect(soaked.failure).toBeUndefined();
  expect(soaked.cases).toBe(20_000);
  expect(soaked.looks).toBeGreaterThan(60_000);
  // Each seed has sequences of its own.
  expect(new Set([1, 2, 3, 4, 5].map((seed) => soakSwaps(2000, seed).looks)).size).toBe(5);
});

test("20 000 random amounts are split into parts that are the whole, each less than a unit off", () => {
  expect(soakSplits(20_000, 3)).toMatchObject({ cases: 20_000 });
  expect(soakSplits(20_000, 3).failure).toBeUndefined();
});

test("20 000 random vestings and as many random splits of fees are whole at each step, and all is released in the end", async () => {
  expect(await soakModels(20_000, 4n)).toEqual({ cases: 20_000, looks: 2_880_000 });
});

test("a pool that rounds up, or pays back a part of its fee, is found", () => {
  const roundsUp = (paid: bigint, x: bigint, y: bigint) => amountOut(paid, x, y) + 1n;
  expect(soakSwaps(1000, 5, roundsUp).failure).toMatch(/k fell|gains/);
  const withoutFee = (paid: bigint, x: bigint, y: bigint) => (paid * y + x + paid - 1n) / (x + paid);
  expect(soakSwaps(1000, 6, withoutFee).failure).toMatch(/k fell|gains/);
});

test("a split that loses a unit, or gives all to the last, is found", () => {
  const loses = (total: bigint, weights: readonly bigint[]) => {
    const whole = weights.reduce((sum, weight) => sum + weight, 0n);
    return weights.map((weight) => (total * weight) / whole);
  };
  expect(soakSplits(100, 7, [loses]).failure).toMatch(/by .* is/);
  const unfair = (total: bigint, weights: readonly bigint[]) => [...splitWithRest(0n, weights).slice(1), total];
  expect(soakSplits(100, 8, [unfair]).failure).toMatch(/by .* is/);
});
