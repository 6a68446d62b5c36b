import { expect, test } from "vitest";
import { deviance, lnBinomialProbability, lnPoissonProbability, stirlingError } from "./deviance.js";

// ln of the probabilities from the gamma function in 60-digit arithmetic (mpmath).
test.each([
  [0, 2.5, -2.5],
  [1, 0.1, -2.4025850929940455],
  [3, 10, -4.884004190245918],
  [16, 10, -3.830498618175942],
  [100, 100.5, -3.223602805650446],
  [1000000, 1003000.25, -12.318461884834477],
  [1000000000000, 999999000000.5, -15.234448924502239],
  [1000000100000000, 1e15, -23.188326613993354],
  [50, 0.001, -493.86653090087987],
  [300, 10000, -8651.803738352213],
])("ln of the Poisson probability of %d at mean %d", (k, mean, expected) => {
  expect(Math.abs(lnPoissonProbability(k, mean) - expected)).toBeLessThan(2e-15 * Math.max(1, Math.abs(expected)));
});

test.each([
  [0, 10, 0.25, -2.8768207245178092],
  [10, 10, 0.25, -13.862943611198906],
  [3, 10, 0.25, -1.3851658477400923],
  [500, 1000, 0.5, -3.6799189920941293],
  [430, 1000, 0.5, -13.502295328150606],
  [7, 1e9, 2 ** -28, -3.0444381925135926],
  [499960000, 1e9, 0.5, -13.787424271581266],
  [999999999999999, 1e15, 0.5, -693147180559910.8],
])("ln of the binomial probability of %d in %d trials at %d", (k, n, p, expected) => {
  expect(Math.abs(lnBinomialProbability(k, n, p) - expected)).toBeLessThan(2e-15 * Math.max(1, Math.abs(expected)));
});

test("ln of a binomial probability at 10^15 trials is off by no more than the rounding of n p explains", () => {
  // n p is off by up to 0.016; k is n p / 10^6 away from it.
  expect(Math.abs(lnBinomialProbability(200000100000000, 1e15, 0.2) + 48.522032273097956)).toBeLessThan(2e-8);
});

test("binomial probabilities add up to 1", () => {
  for (const [n, p] of [
    [1, 0.5],
    [17, 0.1],
    [200, 0.37],
  ] as const) {
    let sum = 0;
    for (let k = 0; k <= n; k++) sum += Math.exp(lnBinomialProbability(k, n, p));
    expect(sum).toBeCloseTo(1, 13);
  }
});

test("Stirling's error joins its table at 15 and stays between 1/(12n + 1) and 1/(12n) (Robbins 1955)", () => {
  for (const n of [1, 2, 14, 15, 16, 17, 100, 1e6, 1e15]) {
    expect(stirlingError(n)).toBeGreaterThanOrEqual(1 / (12 * n + 1));
    expect(stirlingError(n)).toBeLessThanOrEqual(1 / (12 * n));
  }
  // ln(n!) grows by ln(n) from 15 to 16, table to series.
  const step = (n: number): number => 0.5 * Math.log(n) + n * Math.log(n) - n + stirlingError(n);
  expect(step(16) - step(15)).toBeCloseTo(Math.log(16), 13);
});

test("the deviance is 0 at the mean, positive elsewhere, and continuous where the series takes over", () => {
  expect(deviance(7, 7)).toBe(0);
  expect(deviance(0, 3)).toBe(3);
  // The series is used for |x - mean| < 0.1 (x + mean), that is for x up to 11/9 of the mean.
  for (const mean of [1, 1e3, 1e12]) {
    const seam = (mean * 11) / 9;
    const [below, above] = [deviance(seam * (1 - 1e-12), mean), deviance(seam * (1 + 1e-12), mean)];
    expect(below).toBeGreaterThan(0);
    expect(above / below).toBeCloseTo(1, 10);
  }
});
