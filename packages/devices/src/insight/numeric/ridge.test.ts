import fc from "fast-check";
import { expect, test } from "vitest";
import { solvePositiveDefinite } from "./cholesky.js";
import { fitRidge } from "./ridge.js";
import { stateFromBytes, stateToBytes } from "./state-bytes.js";

test("the system of the Hilbert matrix of order 3 has the known solution", () => {
  // H x = (1, 0, 0) has the first column of the inverse, (9, -36, 30).
  const hilbert = Float64Array.from({ length: 9 }, (_, index) => 1 / (Math.floor(index / 3) + (index % 3) + 1));
  const solution = solvePositiveDefinite(hilbert, Float64Array.of(1, 0, 0))!;
  for (const [index, value] of [9, -36, 30].entries()) expect(solution[index]).toBeCloseTo(value, 9);
});

test("a matrix that is not positive definite has no solution", () => {
  expect(solvePositiveDefinite(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toBeUndefined();
  expect(solvePositiveDefinite(Float64Array.of(0), Float64Array.of(1))).toBeUndefined();
  expect(solvePositiveDefinite(Float64Array.of(Number.NaN), Float64Array.of(1))).toBeUndefined();
});

test("one feature has the textbook weight Σ(x-x̄)(y-ȳ) / (Σ(x-x̄)² + penalty)", () => {
  const rule = fitRidge([Float64Array.of(1, 2, 3, 4)], Float64Array.of(2, 3, 5, 6), 1)!;
  // Σ(x-x̄)(y-ȳ) = 7, Σ(x-x̄)² = 5.
  expect(rule.weights[0]).toBeCloseTo(7 / 6, 14);
  expect(rule.intercept).toBeCloseTo(4 - (7 / 6) * 2.5, 14);
});

test("at the solution the gradient of squared error plus penalty is zero", () => {
  const value = fc.integer({ min: -50, max: 50 });
  const rows = fc.array(fc.tuple(value, value, value, value), { minLength: 5, maxLength: 30 });
  fc.assert(
    fc.property(rows, fc.double({ min: 0.1, max: 10, noNaN: true }), (table, penalty) => {
      const column = (index: number) => Float64Array.from(table, (row) => row[index]!);
      const features = [0, 1, 2].map(column);
      const { intercept, weights } = fitRidge(features, column(3), penalty)!;
      const residuals = table.map((row) => row[3] - intercept - weights.reduce((sum, w, i) => sum + w * row[i]!, 0));
      expect(Math.abs(residuals.reduce((sum, residual) => sum + residual, 0))).toBeLessThan(1e-7);
      for (const [index, feature] of features.entries()) {
        const slope = residuals.reduce((sum, residual, row) => sum + residual * feature[row]!, 0);
        expect(Math.abs(slope - penalty * weights[index]!)).toBeLessThan(1e-6);
      }
    }),
    { seed: 5, numRuns: 100 },
  );
});

test("a state comes back bit for bit, and a damaged one is refused with its field", () => {
  const list = Float64Array.of(0.1, 1 / 3, 5e-324, 1.7976931348623157e308);
  const bytes = stateToBytes("some", 3, { rows: 7, list });
  const state = stateFromBytes("some", 3, bytes);
  expect(state.count("rows", 0, 10)).toBe(7);
  expect(state.list("list", 4)).toEqual(list);
  expect(() => state.list("list", 3)).toThrow(/list is not a list/);
  expect(() => state.list("list", 9, 5)).toThrow(/list is not a list/);
  expect(() => state.number("none")).toThrow(/none/);
  expect(() => state.count("rows", 8, 9)).toThrow(/bounds/);
  expect(() => state.number("__proto__")).toThrow(/insight\/state/);
  expect(() => stateFromBytes("other", 3, bytes)).toThrow(/insight\/state/);
  expect(() => stateFromBytes("some", 3, new Uint8Array([255]))).toThrow(/not JSON/);
});
