import fc from "fast-check";
import { expect, test } from "vitest";
import { ExactSums } from "./exact-sum.js";

/** The sum of doubles as a fraction over 2^1074, rounded once to the nearest double, ties to even: another method. */
function roundedSum(values: readonly number[]): number {
  const total = values.reduce((sum, value) => sum + inSmallest(value), 0n);
  if (total === 0n) return 0;
  const magnitude = total < 0n ? -total : total;
  const spare = magnitude.toString(2).length - 53;
  let mantissa = magnitude;
  let exponent = -1074;
  if (spare > 0) {
    const unit = 1n << BigInt(spare);
    const rest = magnitude % unit;
    mantissa = magnitude / unit;
    if (rest * 2n > unit || (rest * 2n === unit && mantissa % 2n === 1n)) mantissa++;
    exponent += spare;
  }
  const size =
    exponent > 900 ? Number(mantissa) * 2 ** 900 * 2 ** (exponent - 900) : scaled(Number(mantissa), exponent);
  return total < 0n ? -size : size;
}

function scaled(mantissa: number, exponent: number): number {
  return exponent < -1000 ? mantissa * 2 ** -1000 * 2 ** (exponent + 1000) : mantissa * 2 ** exponent;
}

/** A double in units of the smallest one. */
function inSmallest(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const size = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return value < 0 ? -size : size;
}

const any = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e306, max: 1e306 });
const alike = fc.double({ noNaN: true, min: 0.001, max: 1e6 });
const small = fc.double({ noNaN: true, min: -1e-290, max: 1e-290 });
const lists = fc.oneof(
  fc.array(any, { maxLength: 40 }),
  fc.array(alike, { maxLength: 40 }),
  fc.array(small, { maxLength: 40 }),
  fc.array(fc.oneof(any, alike, small, fc.constantFrom(0, 1, -1, 1e16, -1e16, 2 ** -53)), { maxLength: 40 }),
);

function largestOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function smallestOf(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, Math.abs(value)), Infinity);
}

test("a sum is the exact one rounded once, however values come: one by one, together, in another order", () => {
  fc.assert(
    fc.property(lists, (values) => {
      const wanted = roundedSum(values);
      const sums = new ExactSums(4);
      for (const value of values) sums.add(0, value);
      sums.addAll(1, Float64Array.from(values), largestOf(values));
      sums.addAll(2, Float64Array.from(values).reverse(), largestOf(values), smallestOf(values));
      sums.addAll(3, Float64Array.from(values.slice(7)), largestOf(values) * 3);
      sums.addAll(3, Float64Array.from(values.slice(0, 7)), largestOf(values));
      for (const index of [0, 1, 2, 3]) expect(sums.total(index)).toBe(wanted);
    }),
    { seed: 11, numRuns: 1000 },
  );
});

test("sums that were packed and merged, in any shares, are the sum of all", () => {
  fc.assert(
    fc.property(lists, lists, lists, (a, b, c) => {
      const whole = new ExactSums(2);
      const parts = [a, b, c].map((values) => {
        const part = new ExactSums(3);
        part.addAll(1, Float64Array.from(values), largestOf(values));
        return part.pack(1, 3);
      });
      for (const part of parts.reverse()) whole.merge(0, part);
      expect(whole.total(0)).toBe(roundedSum([...a, ...b, ...c]));
      expect(whole.total(1)).toBe(0);
    }),
    { seed: 12, numRuns: 500 },
  );
});

test("many thousand values sum up without error although they are split and added as doubles", () => {
  const values = Float64Array.from(
    { length: 5000 },
    (_, index) => (index % 7 === 0 ? -1 : 1) * (1 + index * 1e-9) ** 3,
  );
  const sums = new ExactSums(1);
  sums.addAll(0, values, 2);
  expect(sums.total(0)).toBe(roundedSum([...values]));
});

test("an infinite value makes the sum infinite, and both make it not a number, in any order", () => {
  const sums = new ExactSums(3);
  sums.addAll(0, Float64Array.of(1, Infinity, -5), Infinity);
  sums.addAll(1, Float64Array.of(-Infinity, 1), Infinity);
  sums.addAll(2, Float64Array.of(Infinity, 3), Infinity);
  sums.addAll(2, Float64Array.of(-Infinity), Infinity);
  expect([sums.total(0), sums.total(1), sums.total(2)]).toEqual([Infinity, -Infinity, Number.NaN]);
});

test("values near the largest double cancel although their sum on the way does not fit", () => {
  const sums = new ExactSums(1);
  for (const value of [1e308, 1e308, -1e308, -1e308, 2.5]) sums.add(0, value);
  expect(sums.total(0)).toBe(2.5);
});
