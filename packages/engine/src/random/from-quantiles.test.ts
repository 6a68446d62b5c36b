import fc from "fast-check";
import { expect, test } from "vitest";
import { exp, normalCdf, normalQuantile } from "../numeric/index.js";
import { fromQuantiles, lognormalFromQuantiles, normalFromQuantiles } from "./from-quantiles.js";

test("8 % to 15 % is a lognormal around 10.95 %", () => {
  const fitted = fromQuantiles(0.08, 0.15);
  // mu = ln sqrt(0.012), sigma = ln(15/8) / (2 * 1.6448536...), worked out by hand.
  expect(fitted.distribution).toBe("lognormal");
  expect(fitted).toMatchObject({ mu: expect.closeTo(-2.211424314, 8), sigma: expect.closeTo(0.191082, 5) });
});

test("a range that reaches zero or below is a normal", () => {
  expect(fromQuantiles(-2, 4)).toEqual({ distribution: "normal", mean: 1, sd: 3 / 1.6448536269514722 });
  expect(fromQuantiles(0, 4).distribution).toBe("normal");
});

test("a fitted distribution has one value in twenty below and one in twenty above the range", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      fc.double({ min: 1.001, max: 1e3, noNaN: true }),
      (low, ratio) => {
        const high = low * ratio;
        const { mu, sigma } = lognormalFromQuantiles(low, high);
        expect(exp(mu + sigma * normalQuantile(0.05)) / low).toBeCloseTo(1, 10);
        expect(exp(mu + sigma * normalQuantile(0.95)) / high).toBeCloseTo(1, 10);
        const { mean, sd } = normalFromQuantiles(-low, high);
        expect(normalCdf((-low - mean) / sd)).toBeCloseTo(0.05, 12);
        expect(normalCdf((high - mean) / sd)).toBeCloseTo(0.95, 12);
      },
    ),
    { seed: 6, numRuns: 200 },
  );
});

test.each([
  [2, 1],
  [1, 1],
  [Number.NaN, 1],
  [1, Number.POSITIVE_INFINITY],
  [Number.NEGATIVE_INFINITY, 1],
])("the range %d to %d is refused", (low, high) => {
  expect(() => fromQuantiles(low, high)).toThrow("random/quantiles");
});

test("a lognormal cannot be asked to reach zero; the widest finite range still works", () => {
  expect(() => lognormalFromQuantiles(0, 1)).toThrow("random/quantiles");
  const { mean, sd } = normalFromQuantiles(-Number.MAX_VALUE, Number.MAX_VALUE);
  expect(mean).toBe(0);
  expect(Number.isFinite(sd)).toBe(true);
});
