import { expect, test } from "vitest";
import { drawKey } from "./address.js";
import { type DistributionName, distributions } from "./distributions.js";
import { lnAcceptance } from "./gamma.js";

const demand = drawKey(42n, "demand");
const ADDRESSES = [
  [0, 0, 0],
  [1, 0, 0],
  [1000001, 4294967295, 17],
] as const;

// Philox and the documented word layouts in Python, the formulas in 50-digit arithmetic (mpmath) with ln k! from
// the gamma function: seed 42, name "demand", the three addresses above.
const witnesses: readonly (readonly [DistributionName, readonly number[], readonly [number, number, number]])[] = [
  ["gamma", [1, 1], [0.5744433171091249, 0.9600621828352615, 0.5029427068240674]],
  ["gamma", [0.25, 1], [0.08000537044798144, 0.11938360798777149, 0.21000506529391103]],
  ["gamma", [7.5, 1], [6.853833135900896, 8.048190555803512, 6.594653220287718]],
  ["gamma", [1e9, 1], [999996249.217054, 1000010012.7265583, 999993054.5892705]],
  ["beta", [2, 3], [0.4986916723559024, 0.5333430508302002, 0.7064033816038784]],
  ["beta", [0.125, 0.5], [0.08146800806367008, 0.03402193873989517, 0.43879296015288766]],
  ["student_t", [3], [0.017202366964268516, -0.3088242004456319, -0.880723146222845]],
  ["student_t", [0.5], [0.025359220865926138, -0.45328610783251067, -0.7627845623715073]],
  ["poisson", [0.75], [0, 1, 2]],
  ["poisson", [9.5], [5, 12, 13]],
  ["poisson", [10], [9, 9, 8]],
  ["poisson", [1000], [994, 995, 978]],
  ["poisson", [1e12], [999999828216, 999999844128, 999999296196]],
  ["binomial", [10, 0.25], [0, 3, 4]],
  ["binomial", [1e9, 2 ** -28], [1, 5, 6]],
  ["binomial", [1000, 0.75], [752, 752, 760]],
  ["binomial", [1e9, 0.5], [499997284, 499997536, 499988874]],
];

test.each(witnesses)("%s(%j) gives the numbers of the contract", (name, values, expected) => {
  for (const [index, [step, run, element]] of ADDRESSES.entries()) {
    const drawn = distributions[name].sample(demand, step, run, element, values);
    // Counts are equal; the others within a few roundings, those of the angle of a small normal included.
    const tolerance = name === "poisson" || name === "binomial" ? 0 : 4e-15 * Math.abs(expected[index]!) + 4e-16;
    expect(Math.abs(drawn - expected[index]!)).toBeLessThanOrEqual(tolerance);
  }
});

// As above: the sums over the steps 0 to 3999 of run 7. An attempt accepted or refused wrongly, even once, shows.
const sums: readonly (readonly [DistributionName, readonly number[], number])[] = [
  ["gamma", [0.25, 1], 1028.7246522702055],
  ["gamma", [1, 1], 4044.5631090580555],
  ["gamma", [7.5, 1], 30265.63211637617],
  ["gamma", [100, 1], 400970.8754690144],
  ["beta", [2, 3], 1627.9839275050695],
  ["beta", [0.125, 0.5], 832.8380428702999],
  ["student_t", [3], -116.81059887259482],
  ["poisson", [9.5], 37882],
  ["poisson", [10], 39750],
  ["poisson", [1000], 3997932],
  ["poisson", [1e6], 3999933052],
  ["binomial", [10, 0.3], 11958],
  ["binomial", [40, 0.5], 79738],
  ["binomial", [1000, 0.75], 3000650],
  ["binomial", [1e9, 0.5], 1999998889084],
];

test.each(sums)("4,000 draws of %s(%j) sum to %d", (name, values, expected) => {
  let sum = 0;
  for (let step = 0; step < 4000; step++) sum += distributions[name].sample(demand, step, 7, 0, values);
  const tolerance = distributions[name].rational ? 0 : 1e-11 * Math.abs(expected);
  expect(Math.abs(sum - expected)).toBeLessThanOrEqual(tolerance);
});

// x^2/2 + d (1 - v + ln v) in 50-digit arithmetic (mpmath), d = shape - 1/3.
test.each([
  [1, -1.5, -0.14258259200081047],
  [1, 2, -0.13539448359692896],
  [2, 0.5, -0.0003148356405802917],
  [30, 3, -0.022058758393207752],
  [1000, -3.5, -0.0014322638745003387],
  [1000, 5, -0.005555102430401833],
  [1e6, 4, -2.3678455702909617e-6],
  [1e12, -6, -1.2000019200036e-11],
  [1e15, 7, -2.2231480169175382e-14],
])("gamma of shape %d accepts the normal %d with the right probability", (shape, x, expected) => {
  const d = shape - 1 / 3;
  const w = x / Math.sqrt(9 * d);
  // The direct form rounds terms of size d; the series keeps its digits.
  const tolerance = Math.abs(w) >= 0.03125 ? 2e-16 * shape + 1e-15 : 2e-15 * Math.abs(expected);
  expect(Math.abs(lnAcceptance(x, w, d) - expected)).toBeLessThan(tolerance);
});
