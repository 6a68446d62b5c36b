import fc from "fast-check";
import { expect, test } from "vitest";
import { Histogram, histogramError } from "./histogram.js";

function filled(values: Iterable<number>): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.add(value);
  return histogram;
}

test("every order statistic is within the stated share of itself, whatever the values", () => {
  const value = fc.oneof(
    fc.double({ min: -1e300, max: 1e300, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-300),
    fc.integer({ min: -5, max: 5 }),
    fc.double({ min: 0.9, max: 1.1, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (values) => {
      const histogram = filled(values);
      const sorted = [...values].sort((a, b) => a - b);
      expect(histogram.count).toBe(values.length);
      for (const [rank, wanted] of sorted.entries()) {
        // A share that falls on an order statistic, and not between two.
        const share = sorted.length === 1 ? 0.5 : rank / (sorted.length - 1);
        if (share * (sorted.length - 1) !== rank) continue;
        const found = histogram.quantile(share);
        expect(Math.abs(found - wanted)).toBeLessThanOrEqual(histogramError * Math.abs(wanted));
      }
    }),
    { seed: 5, numRuns: 500 },
  );
});

test("the extremes are exact", () => {
  const histogram = filled([0.3, -7.7, 12.34, 5]);
  expect(histogram.quantile(0)).toBe(-7.7);
  expect(histogram.quantile(1)).toBe(12.34);
});

test("the order in which values come does not matter", () => {
  const values = Array.from({ length: 200 }, (_, index) => Math.sin(index) * 1000);
  const forward = filled(values);
  const backward = filled([...values].reverse());
  for (const share of [0, 0.1, 0.5, 0.77, 1]) expect(backward.quantile(share)).toBe(forward.quantile(share));
});

test("memory follows the spread of the values, not their number", () => {
  const spread = (count: number) =>
    filled(
      (function* () {
        for (let index = 0; index < count; index++) yield 1 + ((index * 0.6180339887498949) % 1);
      })(),
    ).size;
  expect(spread(100_000)).toBe(spread(2000));
  expect(spread(100_000)).toBeLessThan(600);
});
