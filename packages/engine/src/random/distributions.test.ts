import { expect, test } from "vitest";
import { drawKey } from "./address.js";
import { distributionNames, distributions, isDistributionName } from "./distributions.js";
import * as room from "./index.js";

test("every distribution names its parameters, in an order that lets the last ones be left out", () => {
  for (const name of distributionNames) {
    const { parameters, meaning, formula } = distributions[name];
    expect(meaning.endsWith("."), name).toBe(true);
    expect(formula.length, name).toBeGreaterThan(5);
    const given = parameters.map((parameter) => parameter.default !== undefined);
    expect([...given].sort(), name).toEqual(given);
    expect(new Set(parameters.map((parameter) => parameter.name)).size).toBe(parameters.length);
  }
});

test("defaults give the standard uniform, normal and gamma to the last bit", () => {
  const key = drawKey(8n, "standard");
  for (let step = 0; step < 200; step++) {
    expect(distributions.uniform.sample(key, step, 1, 2, [0, 1])).toBe(room.uniform(key, step, 1, 2));
    expect(distributions.normal.sample(key, step, 1, 2, [0, 1])).toBe(room.normal(key, step, 1, 2));
    expect(distributions.gamma.sample(key, step, 1, 2, [0.5, 1])).toBe(room.gamma(key, step, 1, 2, 0.5));
  }
  expect(distributions.uniform.parameters.map((parameter) => parameter.default)).toEqual([0, 1]);
  expect(distributions.normal.parameters.map((parameter) => parameter.default)).toEqual([0, 1]);
  expect(distributions.gamma.parameters.map((parameter) => parameter.default)).toEqual([undefined, 1]);
});

test.each([
  ["uniform", [2, 1], "low is 2, above high, 1"],
  ["uniform", [Number.NEGATIVE_INFINITY, 1], "low is -Infinity, not a finite number"],
  ["uniform", [-1.5e308, 1.5e308], "high - low is Infinity, not a finite number"],
  ["normal", [0], "it takes 2 values, not 1"],
  ["normal", [0, -1], "sd is -1, not a finite number of at least 0"],
  ["normal", [Number.NaN, 1], "mean is NaN, not a finite number"],
  ["lognormal", [0, -0.5], "sigma is -0.5, not a finite number of at least 0"],
  ["exponential", [-1], "mean is -1, not a finite number of at least 0"],
  ["gamma", [0, 1], "shape is 0, not greater than 0 and at most 1000000000000000"],
  ["gamma", [1, -1], "scale is -1, not a finite number of at least 0"],
  ["beta", [1, 2e15], "b is 2000000000000000, not greater than 0 and at most 1000000000000000"],
  ["student_t", [0.01], "nu is 0.01, not from 0.1 to 1000000000000000"],
  ["triangular", [1, 0, 2], "low is 1, above mode, 0"],
  ["triangular", [0, 3, 2], "mode is 3, above high, 2"],
  ["triangular", [0, 0, 1e200], "(high - low)^2 is Infinity, not a finite number"],
  ["bernoulli", [1.1], "p is 1.1, not from 0 to 1"],
  ["binomial", [2.5, 0.5], "n is 2.5, not a whole number from 0 to 1000000000000000"],
  ["binomial", [10, Number.NaN], "p is NaN, not from 0 to 1"],
  ["poisson", [-0.1], "mean is -0.1, not from 0 to 1000000000000000"],
] as const)("%s(%j) is refused: %s", (name, values, wrong) => {
  expect(distributions[name].check(values)).toBe(wrong);
});

test("moments that do not exist are NaN or infinite, the others follow the closed forms", () => {
  expect(distributions.student_t.mean([1])).toBeNaN();
  expect(distributions.student_t.mean([1.5])).toBe(0);
  expect(distributions.student_t.variance([1])).toBeNaN();
  expect(distributions.student_t.variance([2])).toBe(Number.POSITIVE_INFINITY);
  expect(distributions.student_t.variance([4])).toBe(2);
  expect(distributions.beta.variance([2, 3])).toBeCloseTo(0.04, 15);
  expect(distributions.triangular.variance([0, 1, 2])).toBeCloseTo(1 / 6, 15);
  expect(distributions.lognormal.mean([0, 1])).toBeCloseTo(Math.exp(0.5), 14);
  expect(distributions.lognormal.variance([0, 1])).toBeCloseTo((Math.E - 1) * Math.E, 13);
  expect(distributions.lognormal.variance([0, 1e-9]) / 1e-18).toBeCloseTo(1, 12);
  expect(distributions.lognormal.variance([0, 100])).toBe(Number.POSITIVE_INFINITY);
});

test("what is exact by nature is marked so: counts and uniforms", () => {
  const exact = distributionNames.filter((name) => distributions[name].rational);
  expect(new Set(exact)).toEqual(new Set(["uniform", "bernoulli", "binomial", "poisson"]));
});

test("only the table's own names are distributions", () => {
  expect(isDistributionName("student_t")).toBe(true);
  expect(isDistributionName("toString")).toBe(false);
  expect(isDistributionName("Normal")).toBe(false);
});
