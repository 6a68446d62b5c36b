import fc from "fast-check";
import { expect, test } from "vitest";
import { payable } from "./claim.js";
import { largestFirst } from "./remainder.js";
import { floorSplit, residualPools } from "./split.js";
import { yumaConsensus } from "./yuma.js";

test("small pools are shared as in Helium's own cases, and rounding is named", () => {
  expect(floorSplit(1000n, [20n])).toEqual({ rewards: [1000n], unallocated: 0n });
  expect(floorSplit(1000n, [1n, 3n, 6n])).toEqual({ rewards: [100n, 300n, 600n], unallocated: 0n });
  expect(floorSplit(10n, [1n, 1n, 1n])).toEqual({ rewards: [3n, 3n, 3n], unallocated: 1n });
  expect(floorSplit(1000n, [0n, 0n])).toEqual({ rewards: [0n, 0n], unallocated: 1000n });
  expect(() => floorSplit(-1n, [1n])).toThrow("reward/pool");
  expect(() => floorSplit(1n, [1n, -2n])).toThrow("position 2");
});

test("the data pool of HIP 149 is what the service pool leaves, also under a cap", () => {
  expect(residualPools(1000n, 940n)).toEqual({ service: 240n, data: 700n });
  expect(residualPools(101n, 95n)).toEqual({ service: 24n, data: 71n });
  expect(residualPools(1000n, 100n)).toEqual({ service: 100n, data: 0n });
});

test("each reward is the floor of its exact share, and fewer units are left than there are weights", () => {
  fc.assert(
    fc.property(
      fc.bigInt(0n, 10n ** 30n),
      fc.array(fc.bigInt(0n, 10n ** 24n), { minLength: 1, maxLength: 20 }),
      (pool, weights) => {
        const sum = weights.reduce((total, weight) => total + weight, 0n);
        fc.pre(sum > 0n);
        const { rewards, unallocated } = floorSplit(pool, weights);
        expect(rewards.reduce((total, reward) => total + reward, unallocated)).toBe(pool);
        expect(unallocated < BigInt(weights.length)).toBe(true);
        rewards.forEach((reward, index) => {
          // Floor by its definition, without a division.
          const exact = pool * weights[index]!;
          expect(reward * sum <= exact && exact < (reward + 1n) * sum).toBe(true);
        });
      },
    ),
    { seed: 149, numRuns: 300 },
  );
});

test("units left by rounding go to the largest remainders, ties to the lower index", () => {
  expect(largestFirst([1n, 1n, 1n], 3n)).toEqual([0]);
  expect(largestFirst([5n, 9n, 6n], 10n)).toEqual([1, 2]);
  expect(largestFirst([0n, 0n], 10n)).toEqual([]);
});

test("a missed epoch costs nothing, a second claim pays nothing, and no root lowers an amount", () => {
  expect([payable(100n, 0n), payable(250n, 100n), payable(250n, 250n), payable(250n, 0n)]).toEqual([
    100n,
    150n,
    0n,
    250n,
  ]);
  expect(() => payable(99n, 100n)).toThrow("reward/lowered");
});

test("Yuma clips what the stake does not agree on", () => {
  const weights = [
    [0.6, 0.4, 0],
    [0.5, 0.5, 0],
    [0, 0, 1],
  ];
  const { consensus, incentive } = yumaConsensus([50, 30, 20], weights);
  expect(consensus).toEqual([0.6, 0.4, 0]);
  // By hand: (0.5 · 0.6 + 0.3 · 0.5) : (0.5 · 0.4 + 0.3 · 0.4) = 45 : 32.
  expect(incentive[0]).toBeCloseTo(45 / 77, 14);
  expect(incentive[1]).toBeCloseTo(32 / 77, 14);
  expect(yumaConsensus([1, 1], [[1], [0]], 0.75).incentive).toEqual([0]);
  expect(() => yumaConsensus([0], [[1]])).toThrow("No validator has a stake");
  expect(() => yumaConsensus([1], [[1], [1]])).toThrow("reward/yuma");
});
