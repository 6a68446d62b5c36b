import fc from "fast-check";
import { expect, test } from "vitest";
import type { Rational } from "./rational.js";
import * as rational from "./rational.js";

const seed = 20_261_120;
const wide = (bits: number) => fc.bigInt({ min: -(1n << BigInt(bits)), max: 1n << BigInt(bits) });
const fraction = fc
  .tuple(fc.oneof(wide(8), wide(60), wide(300)), fc.oneof(fc.bigInt({ min: 1n, max: 50n }), wide(200)))
  .map(([n, d]) => rational.rational(n, d === 0n ? 1n : d));

/** n1/d1 = n2/d2 without dividing. */
const same = (a: Rational, n: bigint, d: bigint) => a.n * d === n * a.d;

test("sums, differences, products and quotients are those of fractions, in lowest terms with a positive divisor", () => {
  fc.assert(
    fc.property(fraction, fraction, (a, b) => {
      expect(same(rational.add(a, b), a.n * b.d + b.n * a.d, a.d * b.d)).toBe(true);
      expect(same(rational.subtract(a, b), a.n * b.d - b.n * a.d, a.d * b.d)).toBe(true);
      expect(same(rational.multiply(a, b), a.n * b.n, a.d * b.d)).toBe(true);
      if (b.n !== 0n) expect(same(rational.divide(a, b), a.n * b.d, a.d * b.n)).toBe(true);
      for (const value of [rational.add(a, b), rational.multiply(a, b)]) {
        expect(value.d > 0n).toBe(true);
        expect(euclid(value.n, value.d)).toBe(1n);
      }
    }),
    { seed, numRuns: 500 },
  );
});

function euclid(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

test("floor, ceiling and round bracket the fraction, halves away from zero", () => {
  fc.assert(
    fc.property(fraction, (a) => {
      const floor = rational.floor(a);
      expect(floor * a.d <= a.n && (floor + 1n) * a.d > a.n).toBe(true);
      const ceiling = rational.ceiling(a);
      expect(ceiling * a.d >= a.n && (ceiling - 1n) * a.d < a.n).toBe(true);
      const distance = rational.absolute(rational.subtract(a, { n: rational.round(a), d: 1n }));
      expect(rational.compare(distance, rational.rational(1n, 2n)) <= 0).toBe(true);
    }),
    { seed, numRuns: 500 },
  );
  const halves = [-5n, -3n, -1n, 1n, 3n, 5n].map((n) => rational.round(rational.rational(n, 2n)));
  expect(halves).toEqual([-3n, -2n, -1n, 1n, 2n, 3n]);
});

test("comparison, minimum and maximum agree with the sign of the difference", () => {
  fc.assert(
    fc.property(fraction, fraction, (a, b) => {
      const sign = rational.subtract(a, b).n;
      expect(Math.sign(rational.compare(a, b))).toBe(sign < 0n ? -1 : sign > 0n ? 1 : 0);
      expect(rational.equal(rational.add(rational.minimum(a, b), rational.maximum(a, b)), rational.add(a, b))).toBe(
        true,
      );
    }),
    { seed, numRuns: 300 },
  );
});

test("powers are repeated products, negative ones of the reciprocal", () => {
  const third = rational.rational(-2n, 3n);
  expect(rational.power(third, 3n)).toEqual(rational.rational(-8n, 27n));
  expect(rational.power(third, -3n)).toEqual(rational.rational(-27n, 8n));
  expect(rational.power(third, 0n)).toEqual(rational.one);
  expect(() => rational.power(rational.zero, -1n)).toThrow("internal:");
  expect(() => rational.rational(1n, 0n)).toThrow("internal:");
});

test("the width of a number is its count of binary digits", () => {
  const width = (n: bigint, d = 1n) => rational.width(rational.rational(n, d));
  expect([width(0n), width(1n), width(-8n), width(1n, 255n), width(1n << 100n)]).toEqual([1, 1, 4, 8, 101]);
});

// V8 reads decimal text with correct rounding (ECMAScript StringToNumber), a method of its own: a decimal number
// is exactly a fraction, and both must arrive at the same double.
test("toNumber gives the nearest double of a decimal number, subnormals and overflow included", () => {
  const decimal = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 25n }), fc.integer({ min: -345, max: 300 }));
  fc.assert(
    fc.property(decimal, ([digits, exponent]) => {
      const power = 10n ** BigInt(Math.abs(exponent));
      const value = exponent < 0 ? rational.rational(digits, power) : rational.rational(digits * power);
      expect(rational.toNumber(value)).toBe(Number(`${digits}e${exponent}`));
      expect(rational.toNumber(rational.negate(value))).toBe(-Number(`${digits}e${exponent}`));
    }),
    { seed, numRuns: 2000 },
  );
});

test("toNumber sends a tie to the even neighbour, and what lies beside the tie to its own side", () => {
  const view = new DataView(new ArrayBuffer(8));
  const neighbour = (x: number) => {
    view.setFloat64(0, x);
    view.setBigUint64(0, view.getBigUint64(0) + 1n);
    return view.getFloat64(0);
  };
  const isEven = (x: number) => {
    view.setFloat64(0, x);
    return (view.getBigUint64(0) & 1n) === 0n;
  };
  const magnitude = fc.bigInt({ min: 0n, max: 0x7feffffffffffffen }).map((bits) => {
    view.setBigUint64(0, bits);
    return view.getFloat64(0);
  });
  fc.assert(
    fc.property(fc.oneof(magnitude, fc.constantFrom(0, 5e-324, 2.225073858507201e-308, 1, 9007199254740991)), (low) => {
      const high = neighbour(low);
      const tie = rational.divide(rational.add(rational.fromNumber(low), rational.fromNumber(high)), { n: 2n, d: 1n });
      const hair = rational.rational(1n, 1n << 1200n);
      expect(rational.toNumber(tie)).toBe(isEven(low) ? low : high);
      expect(rational.toNumber(rational.subtract(tie, hair))).toBe(low);
      expect(rational.toNumber(rational.add(tie, hair))).toBe(high);
    }),
    { seed, numRuns: 1000 },
  );
  const largest = rational.fromNumber(Number.MAX_VALUE);
  const halfStep = rational.rational(1n << 970n);
  expect(rational.toNumber(rational.add(largest, rational.subtract(halfStep, rational.one)))).toBe(Number.MAX_VALUE);
  expect(rational.toNumber(rational.add(largest, halfStep))).toBe(Number.POSITIVE_INFINITY);
});

test("every double goes to its exact fraction and comes back", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      const back = rational.toNumber(rational.fromNumber(x));
      expect(back === x).toBe(true);
    }),
    { seed, numRuns: 2000 },
  );
  expect(rational.fromNumber(0.1)).toEqual({ n: 3602879701896397n, d: 36028797018963968n });
  expect(rational.fromNumber(5e-324)).toEqual({ n: 1n, d: 1n << 1074n });
  expect(() => rational.fromNumber(Number.NaN)).toThrow("internal:");
});

test("decimal text is read exactly, and nothing else is", () => {
  const read = (text: string) => {
    const value = rational.parseDecimal(text);
    return value === undefined ? undefined : rational.toText(value);
  };
  expect(read("13_888_022_852.926644")).toBe("3472005713231661/250000");
  expect(read("45e9")).toBe("45000000000");
  expect(read("-.5")).toBe("-1/2");
  expect(read("1.")).toBe("1");
  expect(read("2.50E-1")).toBe("1/4");
  expect(read("1e400")).toBe(`1${"0".repeat(400)}`);
  for (const wrong of ["", ".", "_1", "1_", "1__0", "1e", "1e401", "1e-401", "1e99999", "0x10", " 1", "1 ", "NaN"]) {
    expect(read(wrong), wrong).toBeUndefined();
  }
  expect(read("1".repeat(401))).toBeUndefined();
  expect(rational.parseRational("3 / 1000")).toEqual({ n: 3n, d: 1000n });
  expect(rational.parseRational("0.5/0.25")).toEqual({ n: 2n, d: 1n });
  expect(rational.parseRational("1/0")).toBeUndefined();
  expect(rational.parseRational("1/2/3")).toBeUndefined();
});

test("decimal text of so many places is the fraction rounded to them, and is read back exactly where it ends", () => {
  expect(rational.toDecimal(rational.rational(1n, 3n), 4)).toBe("0.3333");
  expect(rational.toDecimal(rational.rational(-1n, 8n), 2)).toBe("-0.13");
  expect(rational.toDecimal(rational.rational(5n, 2n), 0)).toBe("3");
  expect(rational.toDecimal(rational.rational(-1n, 1000n), 2)).toBe("0");
  fc.assert(
    fc.property(wide(80), fc.nat(15), (digits, places) => {
      const value = rational.rational(digits, 10n ** BigInt(places));
      expect(rational.parseDecimal(rational.toDecimal(value))).toEqual(value);
    }),
    { seed, numRuns: 300 },
  );
});
