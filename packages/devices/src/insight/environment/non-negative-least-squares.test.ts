import fc from "fast-check";
import { expect, test } from "vitest";
import { nonNegativeLeastSquares } from "./non-negative-least-squares.js";

const product = (columns: readonly Float64Array[], x: Float64Array, rows: number) =>
  Float64Array.from({ length: rows }, (_, row) => columns.reduce((sum, column, j) => sum + column[row]! * x[j]!, 0));

test("a system with a solution above 0 is solved exactly", () => {
  const columns = [Float64Array.of(1, 0, 1), Float64Array.of(0, 2, 1)];
  const { values, squaredResidual } = nonNegativeLeastSquares(columns, Float64Array.of(3, 4, 5));
  expect(values[0]).toBeCloseTo(3, 12);
  expect(values[1]).toBeCloseTo(2, 12);
  expect(squaredResidual).toBeLessThan(1e-24);
});

test("where the free solution would be negative that column is left out, and the other is fitted alone", () => {
  const columns = [Float64Array.of(1, 1), Float64Array.of(1, -1)];
  // Free: (0, 2)ᵀ = 1·a - 1·b. Held: the nearest multiple of a is 1.
  const { values } = nonNegativeLeastSquares(columns, Float64Array.of(0, 2));
  expect(values[0]).toBeCloseTo(1, 12);
  expect(values[1]).toBe(0);
});

test("the conditions of Kuhn and Tucker hold: no slope where free, none upwards where held at 0", () => {
  const value = fc.double({ min: -10, max: 10, noNaN: true });
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 6 })
        .chain((rows) =>
          fc.tuple(
            fc.array(fc.array(value, { minLength: rows, maxLength: rows }), { minLength: 1, maxLength: 8 }),
            fc.array(value, { minLength: rows, maxLength: rows }),
          ),
        ),
      ([lists, right]) => {
        const columns = lists.map((list) => Float64Array.from(list, (one) => Math.round(one * 8) / 8));
        const b = Float64Array.from(right, (one) => Math.round(one * 8) / 8);
        const { values } = nonNegativeLeastSquares(columns, b);
        const fitted = product(columns, values, b.length);
        columns.forEach((column, j) => {
          const size = Math.sqrt(column.reduce((sum, one) => sum + one * one, 0)) || 1;
          const slope = column.reduce((sum, one, row) => sum + (one * (b[row]! - fitted[row]!)) / size, 0);
          expect(values[j]).toBeGreaterThanOrEqual(0);
          expect(slope).toBeLessThan(1e-7);
          if (values[j]! > 1e-9) expect(Math.abs(slope)).toBeLessThan(1e-7);
        });
      },
    ),
    { seed: 42, numRuns: 400 },
  );
});

test("columns of zeros are left at 0, and values that are not finite are refused", () => {
  expect(Array.from(nonNegativeLeastSquares([Float64Array.of(0, 0)], Float64Array.of(1, 1)).values)).toEqual([0]);
  expect(() => nonNegativeLeastSquares([Float64Array.of(Number.NaN)], Float64Array.of(1))).toThrow(
    /environment\/least/,
  );
});
