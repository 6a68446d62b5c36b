import { expect, test } from "vitest";
import { newBudget, spend, spentOf } from "./budget.js";
import { gaussianDeviation } from "./gaussian.js";
import { privateSum } from "./private-sum.js";
import { seededBytes } from "./testing/stream.js";

const limit = { epsilon: 1, delta: 1e-5 };

test("a budget is charged by what was released, and refuses what it cannot pay", () => {
  const fresh = newBudget("noise", limit);
  expect(spentOf(fresh).epsilon).toBe(0);
  const deviation = 20;
  let budget = fresh;
  let releases = 0;
  for (;;) {
    try {
      budget = spend(budget, { kind: "gaussian", deviation });
      releases++;
    } catch (error) {
      expect(String(error)).toContain("privacy/spent");
      break;
    }
  }
  expect(spentOf(budget).epsilon).toBeLessThanOrEqual(1);
  expect(spend(fresh, { kind: "gaussian", deviation }, releases).losses).toHaveLength(budget.losses.length);
  // n releases of deviation s are one of s/√n: exact for Gaussians. The analytic rule allows a few more than the accountant.
  const exact = Math.floor((deviation / gaussianDeviation(1, 1e-5)) ** 2);
  expect(releases).toBeLessThanOrEqual(exact);
  expect(releases).toBeGreaterThan(0.8 * exact);
});

test("losses of different kinds add, sampling costs less, and the order of releases does not matter", () => {
  const wide = newBudget("any", { epsilon: 50, delta: 1e-5 });
  const sampled = spend(wide, { kind: "subsampled gaussian", deviation: 2, rate: 0.01 });
  const whole = spend(wide, { kind: "gaussian", deviation: 2 });
  expect(spentOf(sampled).epsilon).toBeLessThan(spentOf(whole).epsilon);
  const one = spend(spend(wide, { kind: "laplace", scale: 3 }), { kind: "pure", epsilon: 0.2 });
  const other = spend(spend(wide, { kind: "pure", epsilon: 0.2 }), { kind: "laplace", scale: 3 });
  expect(spentOf(one)).toEqual(spentOf(other));
  expect(() => spend(wide, { kind: "gaussian", deviation: Number.NaN })).toThrow("privacy/parameter");
  expect(() => spend(wide, { kind: "pure", epsilon: 1 }, 0)).toThrow("privacy/parameter");
  expect(() => newBudget("x", { epsilon: 1, delta: 0 })).toThrow("privacy/parameter");
});

test("a private sum is near the true one, is charged, and is not made when the budget is spent", () => {
  const values = Array.from({ length: 1000 }, (_, index) => BigInt(index % 50));
  const exact = values.reduce((sum, value) => sum + value, 0n);
  const noise = gaussianDeviation(0.5, 1e-5);
  const options = { values: [...values, 10n ** 9n], low: 0n, high: 49n, noise };
  let draws = 0;
  const random = seededBytes("sum");
  const counted = (count: number) => {
    draws++;
    return random(count);
  };
  const first = privateSum(options, newBudget("pm2_5", limit), counted);
  // The stray value counts as the upper bound.
  expect(Math.abs(Number(first.value - exact - 49n))).toBeLessThan(5 * first.deviation);
  expect(first.deviation).toBeCloseTo(noise * 49, 9);
  expect(first.value).not.toBe(exact + 49n);
  const spent = spend(first.budget, { kind: "gaussian", deviation: noise });
  draws = 0;
  expect(() => privateSum(options, spend(spent, { kind: "gaussian", deviation: 12 }), counted)).toThrow(
    "privacy/spent",
  );
  expect(draws).toBe(0);
  expect(() => privateSum({ ...options, low: 5n, high: 1n }, spent, counted)).toThrow("privacy/parameter");
});
