import fc from "fast-check";
import { expect, test } from "vitest";
import {
  absolute,
  add,
  compare,
  fromNumber,
  type Rational,
  subtract,
  multiply as times,
  toNumber,
  zero,
} from "../base/rational.js";
import { addPairs, dividePairs, lowPart, multiplyPairs, productError, sumError } from "./double-double.js";
import { CHUNK, chunkedSum, compensatedSum, treeSum } from "./sum.js";

const seed = 1202;
const moderate = fc.double({ min: -1e100, max: 1e100, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-100);
const exactSum = (values: readonly number[]): Rational =>
  values.reduce((sum, value) => add(sum, fromNumber(value)), zero);

test("two-sum and two-product leave exactly the rounding error", () => {
  fc.assert(
    fc.property(moderate, moderate, (a, b) => {
      expect(add(fromNumber(a + b), fromNumber(sumError(a, b, a + b)))).toEqual(add(fromNumber(a), fromNumber(b)));
      expect(add(fromNumber(a * b), fromNumber(productError(a, b, a * b)))).toEqual(
        times(fromNumber(a), fromNumber(b)),
      );
    }),
    { seed, numRuns: 500 },
  );
});

test("sums, products and quotients of pairs have 2^-99 relative error", () => {
  const positive = fc.double({ min: 1e-50, max: 1e50, noNaN: true });
  const relative = (exactValue: Rational, high: number): number => {
    const error = subtract(add(fromNumber(high), fromNumber(lowPart[0]!)), exactValue);
    return Math.abs(toNumber(times(error, { n: exactValue.d, d: exactValue.n })));
  };
  const limit = 1.6e-30;
  fc.assert(
    fc.property(positive, positive, fc.double({ min: -1e-17, max: 1e-17, noNaN: true }), (a, b, share) => {
      const aLow = a * share;
      const bLow = -b * share;
      const x = add(fromNumber(a), fromNumber(aLow));
      const y = add(fromNumber(b), fromNumber(bLow));
      expect(relative(add(x, y), addPairs(a, aLow, b, bLow))).toBeLessThan(limit);
      expect(relative(times(x, y), multiplyPairs(a, aLow, b, bLow))).toBeLessThan(limit);
      const quotient = { n: x.n * y.d, d: x.d * y.n };
      expect(relative(quotient, dividePairs(a, aLow, b, bLow))).toBeLessThan(limit);
    }),
    { seed, numRuns: 300 },
  );
});

test("the compensated sum keeps what plain addition loses", () => {
  expect(compensatedSum([1, 1e100, 1, -1e100])).toBe(2);
  expect(compensatedSum([])).toBe(0);
  expect(compensatedSum([0.1, 0.2, 0.3], 1)).toBe(0.5);
  expect(compensatedSum([1, 2, 4, 8], 1, 3)).toBe(6);
});

test("for values of one sign the compensated sum is within one rounding of the exact sum", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e20, noNaN: true }), { maxLength: 100 }), (values) => {
      const exact = exactSum(values);
      const error = absolute(subtract(fromNumber(compensatedSum(values)), exact));
      // Half an ulp is at most 2^-53 of the value; the rest of the bound is n² 2^-104.
      expect(
        compare(times(error, { n: 1n << 53n, d: 1n }), times(exact, { n: 1_000_000_001n, d: 1_000_000_000n })),
      ).toBeLessThanOrEqual(0);
    }),
    { seed, numRuns: 200 },
  );
});

test("sums hand on infinity and NaN", () => {
  expect(compensatedSum([1, Infinity, 2])).toBe(Infinity);
  expect(compensatedSum([1, -Infinity, 1e308])).toBe(-Infinity);
  expect(compensatedSum([Infinity, -Infinity])).toBeNaN();
  expect(compensatedSum([1, Number.NaN])).toBeNaN();
});

test("the tree adds neighbours first and lets an odd one move up", () => {
  // ((a + b) + (c + d)) + e, with values where another order rounds otherwise.
  const parts = [1, 9007199254740992, 1, 1, 1];
  expect(treeSum(parts)).toBe(1 + 9007199254740992 + (1 + 1) + 1);
  expect(treeSum([1, 9007199254740992, -9007199254740992])).toBe(0);
  expect(treeSum([])).toBe(0);
  expect(treeSum([7])).toBe(7);
  expect(parts).toEqual([1, 9007199254740992, 1, 1, 1]);
});

test("partial sums of whole chunks by any number of workers give the bits of one worker", () => {
  const values = Float64Array.from({ length: 20_000 }, (_, i) => ((i * 7919) % 10007) / 9973 - 0.4);
  const whole = chunkedSum(values);
  const chunks = Math.ceil(values.length / CHUNK);
  for (const workers of [1, 2, 3, 4, 7, 8]) {
    const parts = new Float64Array(chunks);
    for (let worker = workers - 1; worker >= 0; worker--) {
      for (let chunk = worker; chunk < chunks; chunk += workers) {
        parts[chunk] = compensatedSum(values, chunk * CHUNK, Math.min(values.length, (chunk + 1) * CHUNK));
      }
    }
    expect(treeSum(parts)).toBe(whole);
  }
  expect(Math.abs(whole - toNumber(exactSum([...values])))).toBeLessThan(1e-11);
});
