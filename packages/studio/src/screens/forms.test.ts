import { random } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formOf, impliedBy, inForm, textOf } from "./forms.js";

test.each([
  ["triangular({60 %}, {73.245 %}, {80 %})", { name: "triangular", unit: "%", numbers: [60, 73.245, 80] }],
  ["normal({8 %/year}, {5 %/year})", { name: "normal", unit: "%/year", numbers: [8, 5] }],
  ["exponential({1_000 ADA})", { name: "exponential", unit: "ADA", numbers: [1000] }],
  ["uniform({0.2}, {0.4})", { name: "uniform", unit: "1", numbers: [0.2, 0.4] }],
  ["normal(1, 2) * {1 USD/ADA}", { name: "normal", unit: "USD/ADA", numbers: [1, 2] }],
  ["lognormal(0, 0.3) * {5 ADA}", { name: "text", unit: "%", numbers: [] }],
  ["2 * rho", { name: "text", unit: "%", numbers: [] }],
  ["uniform({1 ADA}, {2 USD})", { name: "text", unit: "%", numbers: [] }],
])("%s is edited as what it is", (text, form) => {
  expect(formOf({ text, unit: "%" })).toEqual(form);
});

test("a range of the file comes back as the range it was written as", () => {
  const { mu, sigma } = random.lognormalFromQuantiles(2, 10);
  const form = formOf({ text: `lognormal(${mu}, ${sigma}) * {1 %/year}`, unit: "%/year" });
  expect(form).toEqual({ name: "range", unit: "%/year", numbers: [2, 10] });
  expect(textOf(form)).toBe("2 %/year to 10 %/year");
});

test("a range of numbers above zero has the geometric mean for its median, any other one the mean", () => {
  expect(impliedBy({ name: "range", unit: "1", numbers: [2, 8] })!.p50).toBeCloseTo(4, 12);
  expect(impliedBy({ name: "range", unit: "1", numbers: [-2, 8] })!.p50).toBeCloseTo(3, 12);
});

// Closed forms: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions, 1994; checked by the shares themselves.
test("implied quantiles have the shares that they say", () => {
  const triangular = impliedBy({ name: "triangular", unit: "1", numbers: [0, 1, 4] })!;
  // Below the mode the share is x²/(4·1), above it 1 − (4−x)²/(4·3).
  expect(triangular.p5 ** 2 / 4).toBeCloseTo(0.05, 12);
  expect(1 - (4 - triangular.p50) ** 2 / 12).toBeCloseTo(0.5, 12);
  expect(1 - (4 - triangular.p95) ** 2 / 12).toBeCloseTo(0.95, 12);
  const exponential = impliedBy({ name: "exponential", unit: "1", numbers: [3] })!;
  expect(exponential.p50).toBeCloseTo(3 * Math.LN2, 12);
  expect(impliedBy({ name: "normal", unit: "1", numbers: [0, 1] })!.p95).toBeCloseTo(1.645, 3);
  const uniform = impliedBy({ name: "uniform", unit: "1", numbers: [10, 20] })!;
  expect([uniform.p5, uniform.p50, uniform.p95].map((value) => value.toFixed(9))).toEqual([
    "10.500000000",
    "15.000000000",
    "19.500000000",
  ]);
});

test.each([
  ["range", [2, 1]],
  ["uniform", [1, 1]],
  ["triangular", [1, 0, 2]],
  ["normal", [0, -1]],
  ["exponential", [0]],
  ["normal", [1, Number.NaN]],
  ["normal", [1]],
] as const)("%s of %j is no distribution, and is not written", (name, numbers) => {
  expect(textOf({ name, unit: "1", numbers })).toBeUndefined();
});

test("every form can be chosen from any value, and what it begins with can be applied", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("number", "range", "normal", "uniform", "triangular", "exponential"),
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
      (name, middle, half) => {
        fc.pre(name !== "exponential" || Math.abs(middle) > 1e-6);
        fc.pre(Math.abs(middle) < 1e4 * half);
        const form = inForm(name, "ADA", [middle - half, middle, middle + half]);
        expect(textOf(form)).toMatch(/ADA/);
      },
    ),
    { seed: 11, numRuns: 1000 },
  );
});
