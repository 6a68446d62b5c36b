import fc from "fast-check";
import { expect, test } from "vitest";
import { bitLength } from "./bit-length.js";
import { greatestCommonDivisor } from "./greatest-common-divisor.js";

/** Euclid's algorithm as it is taught. */
function euclid(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

const bits = fc.constantFrom(1, 10, 52, 53, 54, 100, 107, 256, 1000);
const whole = bits.chain((count) => fc.bigInt({ min: -(1n << BigInt(count)), max: 1n << BigInt(count) }));
const powerOfTwo = fc.nat(1100).map((exponent) => 1n << BigInt(exponent));

test("the greatest common divisor is that of Euclid's algorithm, for numbers of any width with and without a factor", () => {
  fc.assert(
    fc.property(whole, whole, whole, fc.oneof(fc.constant(1n), powerOfTwo), (a, b, factor, two) => {
      expect(greatestCommonDivisor(a * factor, b * factor)).toBe(euclid(a * factor, b * factor));
      expect(greatestCommonDivisor(a * two, b)).toBe(euclid(a * two, b));
      expect(greatestCommonDivisor(a, two)).toBe(euclid(a, two));
    }),
    { seed: 7, numRuns: 3000 },
  );
});

test("neighbouring Fibonacci numbers, for which Euclid needs the most steps, have no common divisor", () => {
  let [a, b] = [1n, 1n];
  for (let index = 0; index < 2000; index++) {
    expect(greatestCommonDivisor(a, b)).toBe(1n);
    [a, b] = [b, a + b];
  }
});

test("quotients that no double can hold are still taken one at a time", () => {
  const huge = (1n << 900n) + 1n;
  expect(greatestCommonDivisor(huge * 3n, 3n * 3n)).toBe(euclid(huge * 3n, 9n));
  expect(greatestCommonDivisor(huge, (1n << 60n) + 3n)).toBe(euclid(huge, (1n << 60n) + 3n));
});

test("a number has as many binary digits as its text to base 2", () => {
  fc.assert(
    fc.property(whole, (value) => {
      const size = value < 0n ? -value : value;
      expect(bitLength(size)).toBe(size === 0n ? 0 : size.toString(2).length);
    }),
    { seed: 7, numRuns: 500 },
  );
});
