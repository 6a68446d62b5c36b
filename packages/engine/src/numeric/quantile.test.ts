import fc from "fast-check";
import { expect, test } from "vitest";
import { quantile, quantiles } from "./quantile.js";

test("the quartiles of 1 … 10 are those of R's quantile(type = 7)", () => {
  const sorted = Float64Array.from({ length: 10 }, (_, i) => i + 1);
  expect([0, 0.25, 0.5, 0.75, 1].map((p) => quantile(sorted, p))).toEqual([1, 3.25, 5.5, 7.75, 10]);
  expect(quantile(sorted, 0.1)).toBeCloseTo(1.9, 15);
});

test("several quantiles of an unsorted sample come in the order asked, and the sample is sorted", () => {
  const sample = Float64Array.of(3, -1, 2, 10, 0);
  expect([...quantiles(sample, [1, 0, 0.5, 0.25])]).toEqual([10, -1, 2, 0]);
  expect([...sample]).toEqual([-1, 0, 2, 3, 10]);
});

test("a quantile lies between its neighbours, grows with the share, and one value is all its quantiles", () => {
  const value = fc.double({ noNaN: true, noDefaultInfinity: true });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), share, share, (list, p, q) => {
      const [low, high] = quantiles(Float64Array.from(list), [Math.min(p, q), Math.max(p, q)]);
      expect(low!).toBeLessThanOrEqual(high!);
      expect(low!).toBeGreaterThanOrEqual(Math.min(...list));
      expect(high!).toBeLessThanOrEqual(Math.max(...list));
    }),
    { seed: 7, numRuns: 1000 },
  );
  expect(quantile(Float64Array.of(42), 0.3)).toBe(42);
});

test("infinite and huge values do not turn into NaN", () => {
  expect(quantile(Float64Array.of(-Infinity, 1, Infinity), 0.5)).toBe(1);
  expect(quantile(Float64Array.of(1, Infinity, Infinity), 0.75)).toBe(Infinity);
  expect(quantile(Float64Array.of(-1.7e308, 1.7e308), 0.5)).toBe(0);
});

test("a percentile, NaN or an empty sample is refused with a hint", () => {
  const sample = Float64Array.of(1, 2);
  expect(() => quantile(sample, 95)).toThrow("quantile received the share 95. (quantile/share)");
  expect(() => quantile(sample, -0.1)).toThrow("quantile/share");
  expect(() => quantile(sample, Number.NaN)).toThrow("quantile/share");
  expect(() => quantile(new Float64Array(0), 0.5)).toThrow("quantile/empty");
  expect(() => quantiles(new Float64Array(0), [0.5])).toThrow("quantile/empty");
  expect(() => quantiles(sample, [0.5, 2])).toThrow("quantile/share");
});
