import fc from "fast-check";
import { expect, test } from "vitest";
import { histogramError } from "./buckets.js";
import { BytePool } from "./byte-pool.js";
import { bandsOfCounts } from "./count-quantiles.js";
import { StepCounts } from "./step-counts.js";

/** Counts of one step, all values at once or in lists. */
function counted(...lists: readonly (readonly number[])[]): StepCounts {
  const counts = new StepCounts(0);
  for (const list of lists) counts.add(0, Float64Array.from(list));
  return counts;
}

function quantile(counts: StepCounts, share: number): number {
  return bandsOfCounts([counts.handOver(0, 1)], [share], 1).quantiles[0]![0]!;
}

const value = fc.oneof(
  fc.double({ min: -1e300, max: 1e300, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-300),
  fc.integer({ min: -5, max: 5 }),
  fc.double({ min: 0.9, max: 1.1, noNaN: true }),
  fc.double({ min: -1.1, max: -0.9, noNaN: true }),
);

test("every order statistic is within the stated share of itself, whatever the values", () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (values) => {
      const sorted = [...values].sort((a, b) => a - b);
      const shares = sorted.map((_, rank) => (sorted.length === 1 ? 0.5 : rank / (sorted.length - 1)));
      const { quantiles } = bandsOfCounts([counted(values).handOver(0, 1)], shares, 1);
      for (const [rank, wanted] of sorted.entries()) {
        // A share that falls on an order statistic, and not between two.
        if (shares[rank]! * (sorted.length - 1) !== rank) continue;
        expect(Math.abs(quantiles[rank]![0]! - wanted)).toBeLessThanOrEqual(histogramError * Math.abs(wanted));
      }
    }),
    { seed: 5, numRuns: 100 },
  );
});

test("how values are shared out among counters, and in which order they come, changes no bit", () => {
  const shares = [0, 0.01, 0.3, 0.5, 0.9, 1];
  fc.assert(
    fc.property(fc.array(fc.array(value, { maxLength: 30 }), { minLength: 1, maxLength: 5 }), (lists) => {
      fc.pre(lists.some((list) => list.length > 0));
      const whole = bandsOfCounts([counted(lists.flat().reverse()).handOver(0, 1)], shares, 10);
      const apart = bandsOfCounts(
        lists.map((list) => counted(list).handOver(0, 1)),
        shares,
        10,
      );
      const inTurn = bandsOfCounts([counted(...lists).handOver(0, 1)], shares, 10);
      expect(apart).toEqual(whole);
      expect(inTurn).toEqual(whole);
    }),
    { seed: 6, numRuns: 100 },
  );
});

test("the extremes are exact, and a scale divides what is read", () => {
  const packed = counted([0.3, -7.7, 12.34, 5]).handOver(0, 1);
  const { quantiles, mean } = bandsOfCounts([packed], [0, 1], 4);
  expect(quantiles.map((series) => series[0])).toEqual([-7.7 / 4, 12.34 / 4]);
  expect(mean[0]).toBe((0.3 - 7.7 + 12.34 + 5) / 4 / 4);
});

test("counts that run over a byte, and over two, are still counts", () => {
  const many = Array.from({ length: 70_000 }, (_, index) => (index % 10 === 0 ? 3 : 1.5));
  expect(quantile(counted(many), 0.85)).toBeCloseTo(1.5, 1);
  expect(quantile(counted(many), 0.95)).toBeCloseTo(3, 1);
  const same = new Array<number>(100_000).fill(2.5);
  const { quantiles, mean } = bandsOfCounts([counted(same, [1]).handOver(0, 1)], [0.5], 1);
  expect(quantiles[0]![0]).toBeGreaterThan(2.49);
  expect(mean[0]).toBe(250_001 / 100_001);
});

test("steps are handed over in any shares, and hold nothing afterwards", () => {
  const fill = () => {
    const counts = new StepCounts(9);
    for (let step = 0; step <= 9; step++) {
      counts.add(
        step,
        Float64Array.from({ length: 300 }, (_, run) => Math.sin(run * 7 + step) * 10 ** (step - 4)),
      );
    }
    return counts;
  };
  const shares = [0.1, 0.5, 0.9];
  const whole = bandsOfCounts([fill().handOver(0, 10)], shares, 1);
  const counts = fill();
  const parts = [counts.handOver(0, 3), counts.handOver(3, 4), counts.handOver(4, 10)];
  const inParts = parts.map((part) => bandsOfCounts([part], shares, 1));
  for (const index of shares.keys()) {
    expect(inParts.flatMap(({ quantiles }) => [...quantiles[index]!])).toEqual([...whole.quantiles[index]!]);
  }
  expect(inParts.flatMap(({ mean }) => [...mean])).toEqual([...whole.mean]);
  expect(counts.handOver(0, 10).low.length).toBe(0);
});

test("bytes held follow the spread of the values, not their number", () => {
  const bytes = (batches: number) => {
    const pool = new BytePool();
    const counts = new StepCounts(99, pool);
    for (let batch = 0; batch < batches; batch++) {
      for (let step = 0; step <= 99; step++) {
        counts.add(
          step,
          Float64Array.from({ length: 100 }, (_, run) => 1 + (((batch * 100 + run) * 0.6180339887498949) % 1)),
        );
      }
    }
    return counts.bytes + pool.bytes;
  };
  const few = bytes(5);
  expect(bytes(50)).toBe(few);
  expect(few).toBeLessThan(1.2e6);
});
