import fc from "fast-check";
import { expect, test } from "vitest";
import { exp } from "./exp.js";
import {
  gini,
  giniOfExponential,
  giniOfLogNormal,
  giniOfPareto,
  giniOfUniform,
  lorenzCurve,
  meanLogDeviation,
  theil,
} from "./inequality.js";
import { adapters } from "./inequality.vectors.js";
import { ln, log1p } from "./ln.js";
import { normalQuantile } from "./normal-quantile.js";
import { pow } from "./pow.js";

test("nine with 10 and one with 100: Gini 81/190", () => {
  expect(gini([100, 10, 10, 10, 10, 10, 10, 10, 10, 10])).toBe(81 / 190);
});

test("1 … 5: Gini 4/15, Theil and mean log deviation by hand", () => {
  const sample = [3, 1, 5, 2, 4];
  expect(gini(sample)).toBe(4 / 15);
  expect(theil(sample)).toBeCloseTo(0.11968759358350925, 15);
  expect(meanLogDeviation(sample)).toBeCloseTo(0.14111394011170053, 15);
});

test("the Gini is half the mean absolute difference over the mean", () => {
  const holding = fc.double({ min: 0, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(holding, { minLength: 1, maxLength: 20 }).filter((list) => list.some((x) => x > 1e-9)),
      (list) => {
        let differences = 0;
        for (const a of list) for (const b of list) differences += Math.abs(a - b);
        const total = list.reduce((sum, x) => sum + x, 0);
        expect(gini(list)).toBeCloseTo(differences / (2 * list.length * total), 12);
      },
    ),
    { seed: 3, numRuns: 500 },
  );
});

test("the Gini is one less twice the area under the Lorenz curve", () => {
  const sample = [1, 7, 2, 2, 90, 0];
  const curve = lorenzCurve(sample);
  let area = 0;
  for (let i = 1; i < curve.length; i++) area += (curve[i]! + curve[i - 1]!) / (2 * sample.length);
  expect(gini(sample)).toBeCloseTo(1 - 2 * area, 14);
  expect([curve[0], curve[1], curve[2], curve[6]]).toEqual([0, 0, 1 / 102, 1]);
});

test("everything in one hand of n: Gini (n - 1)/n, Theil ln n", () => {
  expect(gini([0, 0, 0, 5])).toBe(0.75);
  expect(theil([0, 0, 0, 5])).toBeCloseTo(ln(4), 15);
  expect(meanLogDeviation([0, 0, 0, 5])).toBe(Infinity);
});

test("the closed forms agree with samples taken at the laws' own quantiles", () => {
  const n = 100_000;
  const sample = (law: (p: number) => number): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => law((i + 0.5) / n));
  expect(gini(sample((p) => pow(1 - p, -1 / 3)))).toBeCloseTo(giniOfPareto(3), 3);
  expect(gini(sample((p) => exp(0.8 * normalQuantile(p))))).toBeCloseTo(giniOfLogNormal(0.8), 4);
  expect(gini(sample((p) => -log1p(-p)))).toBeCloseTo(giniOfExponential(), 4);
  expect(gini(sample((p) => 2 + 3 * p))).toBeCloseTo(giniOfUniform(2, 5), 8);
});

test("the closed forms give their published values", () => {
  expect(giniOfPareto(2)).toBe(1 / 3);
  expect(giniOfLogNormal(1)).toBe(0.5204998778130465);
  expect(giniOfLogNormal(0)).toBe(0);
  expect(giniOfUniform()).toBe(1 / 3);
});

test("debts, empty and zero samples, and laws without a mean are refused", () => {
  for (const sample of [[], [0, 0], [1, -1], [1, Number.NaN], [1, Infinity]]) {
    for (const measure of [gini, theil, meanLogDeviation, lorenzCurve])
      expect(() => measure(sample)).toThrow("inequality/sample");
  }
  expect(() => giniOfPareto(1)).toThrow("inequality/law");
  expect(() => giniOfLogNormal(-1)).toThrow("inequality/law");
  expect(() => giniOfUniform(3, 2)).toThrow("inequality/law");
  expect(() => giniOfUniform(-1, 2)).toThrow("inequality/law");
});

test("the vector adapters read every law under both sets of names", () => {
  const compute = (group: string, input: Record<string, unknown>) =>
    adapters.find((adapter) => adapter.group === group)!.compute(input, {}, ["gini"])["gini"];
  expect(compute("gini_closed_forms", { law: "pareto", alpha: 3 })).toBe(1 / 5);
  expect(compute("gini_closed_forms", { law: "exponential" })).toBe(0.5);
  expect(compute("gini_closed_forms", { law: "uniform", b: 7 })).toBe(1 / 3);
  expect(compute("numeric.gini", { distribution: "lognormal", parameter: 1 })).toBe(0.5204998778130465);
  expect(compute("numeric.gini", { distribution: "uniform", parameter: 9 })).toBe(1 / 3);
  expect(compute("inequality", { x: [1, 2, 3, 4, 5] })).toBe(4 / 15);
  expect(() => compute("numeric.gini", { distribution: "cauchy" })).toThrow("inequality/law");
});
