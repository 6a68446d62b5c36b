import fc from "fast-check";
import { expect, test } from "vitest";
import { quantile, quantiles } from "./quantile.js";
import { select } from "./select.js";

const value = fc.oneof(
  fc.double({ noNaN: true }).filter((x) => !Object.is(x, -0)),
  fc.constantFrom(0, 1, 1, 2, 2, 2, -1, Number.POSITIVE_INFINITY),
);

test("the chosen ranks hold what a full sort puts there, and neighbours are on their side", () => {
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 300 }),
      fc.array(fc.nat(1_000_000), { maxLength: 6 }),
      (list, picks) => {
        const sorted = Float64Array.from(list).sort();
        const ranks = picks.map((pick) => pick % list.length).sort((a, b) => a - b);
        const values = Float64Array.from(list);
        select(values, ranks);
        for (const rank of ranks) {
          expect(values[rank]).toBe(sorted[rank]);
          expect(values.subarray(0, rank).every((one) => one <= values[rank]!)).toBe(true);
          expect(values.subarray(rank).every((one) => one >= values[rank]!)).toBe(true);
        }
        expect(values.sort()).toEqual(sorted);
      },
    ),
    { seed: 20_261_120, numRuns: 2000 },
  );
});

test("samples that are in order, turned round, all alike or like an organ pipe are no harder", () => {
  const count = 50_000;
  for (const make of [
    (index: number) => index,
    (index: number) => -index,
    () => 7,
    (index: number) => Math.min(index, count - index),
    (index: number) => index % 2,
  ]) {
    const sample = Float64Array.from({ length: count }, (_, index) => make(index)).map((x) => x + 0);
    const sorted = Float64Array.from(sample).sort();
    const shares = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];
    expect(Array.from(quantiles(sample, shares))).toEqual(shares.map((share) => quantile(sorted, share)));
  }
});

test("samples long enough for buckets are selected as a full sort would, with ties, outliers and both signs", () => {
  const smooth = fc.double({ min: -3, max: 3, noNaN: true }).filter((x) => !Object.is(x, -0));
  const tied = fc.integer({ min: -4, max: 4 });
  const odd = fc.constantFrom(1e9, -1e9, 0.5, 0.5000000000000001);
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof({ weight: 9, arbitrary: smooth }, { weight: 3, arbitrary: tied }, { weight: 1, arbitrary: odd }),
        {
          minLength: 128,
          maxLength: 700,
        },
      ),
      fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 8 }),
      (list, picks) => {
        const sorted = Float64Array.from(list).sort();
        const ranks = picks.map((pick) => pick % list.length).sort((a, b) => a - b);
        const values = Float64Array.from(list);
        select(values, ranks);
        for (const rank of ranks) expect(values[rank]).toBe(sorted[rank]);
        expect(values.sort()).toEqual(sorted);
      },
    ),
    { seed: 20_261_121, numRuns: 300 },
  );
});
