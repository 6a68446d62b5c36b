import { highWord, lowWord } from "../bits.js";

/**
 * Numbers for the reference: BigInt fixed point with 184 bits after the point. Every operation rounds towards
 * minus infinity, an error of 2^-184; the functions built on it stay within 2^-170.
 */
export const BITS = 184;
export const P = BigInt(BITS);
export const ONE = 1n << P;

/** mantissa · 2^exponent. */
export interface Exact {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** The finite double as an integer of at most 53 bits times a power of two (that of its last bit). */
export function partsOf(x: number): Exact {
  const high = highWord(x);
  const biased = (high >>> 20) & 0x7ff;
  const top = (high & 0xfffff) + (biased === 0 ? 0 : 0x100000);
  const magnitude = BigInt(top * 4294967296 + (lowWord(x) >>> 0));
  return { mantissa: high < 0 ? -magnitude : magnitude, exponent: (biased === 0 ? 1 : biased) - 1075 };
}

/** value · 2^shift, rounded down. */
export function shifted(value: bigint, shift: number): bigint {
  return shift >= 0 ? value << BigInt(shift) : value >> BigInt(-shift);
}

/** The double in fixed point, bits below 2^-184 cut off. */
export function toFixed(x: number): bigint {
  const { mantissa, exponent } = partsOf(x);
  return shifted(mantissa, exponent + BITS);
}

/** Fixed point as a double, within an ulp: for starting values. */
export function toDouble(value: bigint): number {
  return Number(value >> (P - 120n)) * 7.52316384526264e-37;
}

export function multiply(a: bigint, b: bigint): bigint {
  return (a * b) >> P;
}

export function divide(a: bigint, b: bigint): bigint {
  return (a << P) / b;
}

/** floor √value of a whole number, by Newton's iteration from above. */
export function integerRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** Number of bits of a positive integer. */
export function bitLength(value: bigint): number {
  return value.toString(2).length;
}

/** A fixed-point value as an exact number. */
export function exact(value: bigint): Exact {
  return { mantissa: value, exponent: -BITS };
}

/**
 * How far `value` lies from the exact result, in units of the last place of the result; where the result has
 * another binade than `value`, the smaller unit counts. A correctly rounded value is within 0.5. Below the
 * normal range the unit is 2^-1074. Infinity is right when the exact result rounds beyond the largest double.
 */
export function ulpDistance(value: number, { mantissa, exponent }: Exact): number {
  if (value !== value) return Infinity;
  if (value === Infinity || value === -Infinity) {
    const shift = 970 - exponent;
    const limit = ((1n << 54n) - 1n) << BigInt(Math.max(0, shift));
    const size = (value > 0 ? mantissa : -mantissa) << BigInt(Math.max(0, -shift));
    return size >= limit ? 0 : Infinity;
  }
  const parts = partsOf(value);
  const shift = parts.exponent - exponent;
  const difference =
    shift >= 0 ? mantissa - (parts.mantissa << BigInt(shift)) : (mantissa << BigInt(-shift)) - parts.mantissa;
  // 60 bits after the point are enough of the difference, and a double holds them.
  const fraction = Math.min(60, Math.max(0, shift));
  const distance =
    Math.abs(Number(difference >> BigInt(Math.max(0, shift - fraction)))) / Number(1n << BigInt(fraction));
  const magnitude = parts.mantissa < 0n ? -parts.mantissa : parts.mantissa;
  const atLowerEdge = magnitude === 1n << 52n && parts.exponent > -1074;
  const towardsZero = difference !== 0n && difference < 0n === parts.mantissa > 0n;
  return atLowerEdge && towardsZero ? 2 * distance : distance;
}
