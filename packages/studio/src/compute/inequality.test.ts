import fc from "fast-check";
import { expect, test } from "vitest";
import { giniOf, lorenzOf, lorenzPoints } from "./inequality.js";

const sorted = (values: readonly number[]) => Float64Array.from(values).sort();

test("the Gini coefficients of textbook cases: all alike, one has all, an even staircase", () => {
  expect(giniOf(sorted([5, 5, 5, 5]))).toBeCloseTo(0, 15);
  expect(giniOf(sorted([0, 0, 0, 7]))).toBeCloseTo(3 / 4, 15);
  for (const count of [2, 10, 1000]) {
    // Of 1, 2, … n it is (n − 1) / 3n.
    const staircase = Array.from({ length: count }, (_, index) => index + 1);
    expect(giniOf(sorted(staircase))).toBeCloseTo((count - 1) / (3 * count), 13);
  }
  expect(giniOf(new Float64Array(3))).toBe(0);
});

test("it is the mean difference of pairs over twice the mean, counted pair by pair", () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(amounts, (values) => {
      const total = values.reduce((sum, one) => sum + one, 0);
      fc.pre(total > 0);
      const differences = values.flatMap((one) => values.map((other) => Math.abs(one - other)));
      const pairs = differences.reduce((sum, one) => sum + one, 0);
      expect(giniOf(sorted(values))).toBeCloseTo(pairs / (2 * values.length * total), 12);
    }),
    { seed: 6, numRuns: 300 },
  );
});

test("half of the holders with a tenth of everything: the curve passes through both corners and the kink", () => {
  const curve = lorenzOf(sorted([1, 1, 9, 9]));
  expect(curve.length).toBe(lorenzPoints);
  expect([curve[0], curve[25], curve[50], curve[75], curve[100]]).toEqual([0, 0.05, 0.1, 0.55, 1]);
  expect(curve[60]).toBeCloseTo(0.1 + 0.4 * 0.45, 12);
  expect([...lorenzOf(new Float64Array(4))].every((share, point) => share === point / 100)).toBe(true);
});

test("the curve never falls, never bends back, and encloses the Gini coefficient", () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 100, maxLength: 100 });
  fc.assert(
    fc.property(amounts, (values) => {
      fc.pre(values.some((value) => value > 0));
      const curve = lorenzOf(sorted(values));
      for (let point = 1; point < lorenzPoints; point++) expect(curve[point]).toBeGreaterThanOrEqual(curve[point - 1]!);
      for (let point = 2; point < lorenzPoints; point++) {
        const bend = curve[point]! - 2 * curve[point - 1]! + curve[point - 2]!;
        expect(bend).toBeGreaterThanOrEqual(-1e-12);
      }
      // Twice the area between the diagonal and the curve, whose corners are the hundred holders.
      const area = curve.reduce((sum, share, point) => sum + share * (point % 100 === 0 ? 0.5 : 1), 0) / 100;
      expect(1 - 2 * area).toBeCloseTo(giniOf(sorted(values)), 12);
    }),
    { seed: 6, numRuns: 100 },
  );
});
