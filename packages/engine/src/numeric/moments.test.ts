import { expect, test } from "vitest";
import { log10 } from "./log10.js";
import { mean, standardDeviation, variance } from "./moments.js";
import { adapters } from "./moments.vectors.js";

const digits = (value: number, certified: number): number =>
  value === certified ? 15 : Math.min(15, -log10(Math.abs(value - certified) / Math.abs(certified)));

/** NIST StRD univariate sets, defined by rule: certified mean and deviation, digits that double data allow. */
test.each([
  ["NumAcc1", [10000001, 10000003, 10000002], 10000002, 1, 15, 15],
  ["NumAcc2", Array.from({ length: 1001 }, (_, i) => (i === 0 ? 1.2 : i % 2 === 1 ? 1.1 : 1.3)), 1.2, 0.1, 15, 14],
  [
    "NumAcc3",
    Array.from({ length: 1001 }, (_, i) => (i === 0 ? 1000000.2 : i % 2 === 1 ? 1000000.1 : 1000000.3)),
    1000000.2,
    0.1,
    15,
    9,
  ],
  [
    "NumAcc4",
    Array.from({ length: 1001 }, (_, i) => (i === 0 ? 10000000.2 : i % 2 === 1 ? 10000000.1 : 10000000.3)),
    10000000.2,
    0.1,
    15,
    8.25,
  ],
])(
  "NIST %s: mean and deviation keep the digits that its data carry",
  (_name, values, centre, deviation, meanDigits, deviationDigits) => {
    expect(digits(mean(values), centre)).toBeGreaterThanOrEqual(meanDigits);
    expect(digits(standardDeviation(values), deviation)).toBeGreaterThanOrEqual(deviationDigits);
  },
);

test("the variance of 2, 4, 4, 4, 5, 5, 7, 9 is 32/7, and does not change when all are moved by 2^30", () => {
  const values = [2, 4, 4, 4, 5, 5, 7, 9];
  expect(variance(values)).toBe(32 / 7);
  expect(variance(values.map((value) => value + 1073741824))).toBe(32 / 7);
});

test("a constant sample has its own value as mean and variance 0", () => {
  expect(mean([0.1, 0.1, 0.1])).toBe(0.1);
  expect(variance([0.1, 0.1, 0.1])).toBe(0);
});

test("too few values are refused, infinite ones handed on", () => {
  expect(() => mean([])).toThrow("moments/empty");
  expect(() => variance([1])).toThrow("moments/empty");
  expect(mean([1, Infinity])).toBe(Infinity);
  expect(mean([1, Number.NaN])).toBeNaN();
});

test("the vector adapters give NIST's figures and the limits of doubles", () => {
  const of = (group: string) => adapters.find((adapter) => adapter.group === group)!;
  expect(of("numacc").compute({ c: 10000000.2, d: 0.1, n: 1001 }, {}, [])).toMatchObject({
    mean: 10000000.2,
    float64_digits_sd: { naive: Number.NaN, welford: 8.25, corrected_two_pass: 8.25 },
    float64_digits_naive_mean: 14,
  });
  expect(of("base_units").compute({ decimals: 18 }, {}, [])).toEqual({ tokens: 0.009007199254740991 });
  expect(of("base_units").compute({ value: "1e27" }, {}, [])).toEqual({ ulp: "137438953472" });
});
