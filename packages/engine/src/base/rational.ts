import { bitLength } from "./bit-length.js";
import { internal } from "./errors.js";
import { greatestCommonDivisor } from "./greatest-common-divisor.js";

/**
 * An exact number n/d in lowest terms, d > 0. The arithmetic of everything that must be exact:
 * quantities in text, unit factors, and the exact backend.
 */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export const zero: Rational = { n: 0n, d: 1n };
export const one: Rational = { n: 1n, d: 1n };

/** n/d in lowest terms. */
export function rational(n: bigint | number, d: bigint | number = 1n): Rational {
  let numerator = BigInt(n);
  let denominator = BigInt(d);
  if (denominator === 0n) internal("rational with denominator 0");
  if (denominator < 0n) {
    numerator = -numerator;
    denominator = -denominator;
  }
  if (denominator === 1n) return { n: numerator, d: 1n };
  const common = greatestCommonDivisor(numerator, denominator);
  return common === 1n ? { n: numerator, d: denominator } : { n: numerator / common, d: denominator / common };
}

export function add(a: Rational, b: Rational): Rational {
  if (a.d === b.d) return a.d === 1n ? { n: a.n + b.n, d: 1n } : rational(a.n + b.n, a.d);
  return rational(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function subtract(a: Rational, b: Rational): Rational {
  if (a.d === b.d) return a.d === 1n ? { n: a.n - b.n, d: 1n } : rational(a.n - b.n, a.d);
  return rational(a.n * b.d - b.n * a.d, a.d * b.d);
}

export function multiply(a: Rational, b: Rational): Rational {
  if (a.d === 1n && b.d === 1n) return { n: a.n * b.n, d: 1n };
  return rational(a.n * b.n, a.d * b.d);
}

/** a/b; the caller has made sure that b is not zero. */
export function divide(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d, a.d * b.n);
}

export function negate(a: Rational): Rational {
  return { n: -a.n, d: a.d };
}

export function absolute(a: Rational): Rational {
  return a.n < 0n ? negate(a) : a;
}

/** Negative, zero or positive as a is below, equal to or above b. */
export function compare(a: Rational, b: Rational): number {
  const left = a.d === b.d ? a.n : a.n * b.d;
  const right = a.d === b.d ? b.n : b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function equal(a: Rational, b: Rational): boolean {
  return a.n === b.n && a.d === b.d;
}

export function minimum(a: Rational, b: Rational): Rational {
  return compare(a, b) <= 0 ? a : b;
}

export function maximum(a: Rational, b: Rational): Rational {
  return compare(a, b) >= 0 ? a : b;
}

/** The largest integer not above a. */
export function floor(a: Rational): bigint {
  const quotient = a.n / a.d;
  return a.n < 0n && quotient * a.d !== a.n ? quotient - 1n : quotient;
}

/** The smallest integer not below a. */
export function ceiling(a: Rational): bigint {
  return -floor(negate(a));
}

/** The nearest integer; a half goes away from zero, as in a bank statement. */
export function round(a: Rational): bigint {
  const magnitude = floor(add(absolute(a), { n: 1n, d: 2n }));
  return a.n < 0n ? -magnitude : magnitude;
}

/** a to a whole power; a negative power of zero is the caller's mistake. */
export function power(a: Rational, exponent: bigint): Rational {
  if (exponent >= 0n) return { n: a.n ** exponent, d: a.d ** exponent };
  if (a.n === 0n) internal("zero to a negative power");
  return rational(a.d ** -exponent, a.n ** -exponent);
}

/** Number of bits of the wider of numerator and denominator. */
export function width(a: Rational): number {
  return Math.max(bitLength(a.n < 0n ? -a.n : a.n), bitLength(a.d));
}

const decimalNumber = /^([+-]?)(\d(?:_?\d)*)?(?:\.(\d(?:_?\d)*)?)?(?:[eE]([+-]?\d{1,4}))?$/;

/**
 * Reads a decimal number exactly: `0.3`, `13_888_022_852.926644`, `45e9`. Underscores may stand
 * between digits. The exponent is limited to ±400 and the text to 400 characters.
 *
 * @returns undefined when the text is not such a number.
 */
export function parseDecimal(text: string): Rational | undefined {
  if (text.length > 400) return undefined;
  const match = decimalNumber.exec(text);
  if (match === null) return undefined;
  const [, sign, wholePart, fractionPart, exponentPart] = match;
  const whole = (wholePart ?? "").replaceAll("_", "");
  const fraction = (fractionPart ?? "").replaceAll("_", "");
  if (whole === "" && fraction === "") return undefined;
  const power = Number(exponentPart ?? "0");
  if (power > 400 || power < -400) return undefined;
  const exponent = power - fraction.length;
  const digits = BigInt(whole + fraction);
  const signed = sign === "-" ? -digits : digits;
  return exponent >= 0 ? { n: signed * 10n ** BigInt(exponent), d: 1n } : rational(signed, 10n ** BigInt(-exponent));
}

/** Reads `3/1000`, `0.3`, `7`: a fraction of two decimals or one decimal. */
export function parseRational(text: string): Rational | undefined {
  const parts = text.split("/");
  if (parts.length > 2) return undefined;
  const numerator = parseDecimal(parts[0]!.trim());
  if (numerator === undefined || parts.length === 1) return numerator;
  const denominator = parseDecimal(parts[1]!.trim());
  if (denominator === undefined || denominator.n === 0n) return undefined;
  return divide(numerator, denominator);
}

const doubleBits = new DataView(new ArrayBuffer(8));

/** The exact value of a finite double. */
export function fromNumber(value: number): Rational {
  if (!Number.isFinite(value)) internal(`no rational for ${value}`);
  if (Number.isInteger(value)) return { n: BigInt(value), d: 1n };
  doubleBits.setFloat64(0, value);
  const bits = doubleBits.getBigUint64(0);
  const exponentBits = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = exponentBits === 0 ? fraction : fraction | 0x10000000000000n;
  const exponent = (exponentBits === 0 ? 1 : exponentBits) - 1075;
  const signed = bits >> 63n === 1n ? -mantissa : mantissa;
  return exponent >= 0 ? { n: signed << BigInt(exponent), d: 1n } : rational(signed, 1n << BigInt(-exponent));
}

/** The nearest double, ties to even; ±Infinity beyond the range. */
export function toNumber(a: Rational): number {
  if (a.n === 0n) return 0;
  const negative = a.n < 0n;
  const n = negative ? -a.n : a.n;
  // Scale so that the quotient has 54 or 55 bits, plus a sticky bit for what the division leaves.
  const shift = bitLength(n) - bitLength(a.d) - 54;
  const scaledN = shift < 0 ? n << BigInt(-shift) : n;
  const scaledD = shift > 0 ? a.d << BigInt(shift) : a.d;
  let quotient = scaledN / scaledD;
  const sticky = quotient * scaledD !== scaledN;
  let exponent = shift;
  const drop = Math.max(bitLength(quotient) - 53, -1074 - exponent);
  if (drop > 0) {
    const dropped = BigInt(drop);
    const rest = quotient & ((1n << dropped) - 1n);
    quotient >>= dropped;
    exponent += drop;
    const half = 1n << (dropped - 1n);
    if (rest > half || (rest === half && (sticky || (quotient & 1n) === 1n))) quotient += 1n;
  }
  const magnitude = scaleByPowerOfTwo(Number(quotient), exponent);
  return negative ? -magnitude : magnitude;
}

/** value · 2^exponent, exact while the result is a double. */
function scaleByPowerOfTwo(value: number, exponent: number): number {
  let result = value;
  let rest = exponent;
  while (rest > 1000) {
    result *= powerOfTwo(1000);
    rest -= 1000;
  }
  while (rest < -1000) {
    result *= powerOfTwo(-1000);
    rest += 1000;
  }
  return result * powerOfTwo(rest);
}

/** 2^exponent for -1022 <= exponent <= 1023, from its bits: `**` is not the same on every engine. */
function powerOfTwo(exponent: number): number {
  doubleBits.setBigUint64(0, BigInt(exponent + 1023) << 52n);
  return doubleBits.getFloat64(0);
}

/**
 * The number as decimal text: exact when it ends within `digits` places after the point, otherwise
 * rounded to that many (half away from zero). No exponent, no grouping.
 */
export function toDecimal(a: Rational, digits = 20): string {
  const scaled = round(multiply(a, { n: 10n ** BigInt(digits), d: 1n }));
  const negative = scaled < 0n;
  const text = (negative ? -scaled : scaled).toString().padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const fraction = digits === 0 ? "" : text.slice(-digits).replace(/0+$/, "");
  return `${negative ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** `n` for a whole number, otherwise `n/d`. */
export function toText(a: Rational): string {
  return a.d === 1n ? a.n.toString() : `${a.n}/${a.d}`;
}
