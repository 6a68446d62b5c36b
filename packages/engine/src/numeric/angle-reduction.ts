import { highWord, powerOfTwo } from "./bits.js";
import { productError, sumError } from "./double-double.js";
import { ROUNDER } from "./exp.js";

// Cody & Waite (1980): π/2 = P1 + P2 + P3 + P4, three parts of 33 bits and a full double. n·P1, n·P2 and
// n·P3 are exact for |n| < 2^20; what is left out is below 2^-150.
export const TWO_OVER_PI = 0.6366197723675814;
export const P1 = 1.5707963267341256;
export const P2 = 6.077100506303966e-11;
export const P3 = 2.0222662487111665e-21;
export const P4 = 8.4784276603689e-32;

/** Up to this magnitude the four-part reduction is used; n stays below 2^20. */
export const REDUCTION_LIMIT = 1048576;

const HALF_PI = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;
const TWO_24 = 16777216;
const TWO_MINUS_24 = 1 / 16777216;

/** 2/π in base 2^24: the digits after the point, 1 248 bits. */
const twoOverPiDigits = Float64Array.of(
  10680707,
  7228996,
  1387004,
  2578385,
  16069853,
  12639074,
  9804092,
  4427841,
  16666979,
  11263675,
  12935607,
  2387514,
  4345298,
  14681673,
  3074569,
  13734428,
  16653803,
  1880361,
  10960616,
  8533493,
  3062596,
  8710556,
  7349940,
  6258241,
  3772886,
  3769171,
  3798172,
  8675211,
  12450088,
  3874808,
  9961438,
  366607,
  15675153,
  9132554,
  7151469,
  3571407,
  2607881,
  12013382,
  4155038,
  6285869,
  7677882,
  13102053,
  15825725,
  473591,
  9065106,
  15363067,
  6271263,
  9264392,
  5636912,
  4652155,
  7056368,
  13614112,
);

/** Scratch of `reduceAngle`: r, its low part. */
export const reducedAngle = new Float64Array(2);

/**
 * Writes a finite x as n·π/2 + r + rLow with |r| <= π/4 (a last bit more at most), and returns n modulo 4
 * as 0 … 3. r and rLow are left in `reducedAngle`; their sum is right to about 2^-66 of r for every
 * double, also for the ones nearest to multiples of π/2 (|r| >= 2^-62 for all of them).
 */
export function reduceAngle(x: number): number {
  if (Math.abs(x) > REDUCTION_LIMIT) return reduceLargeAngle(x);
  const n = x * TWO_OVER_PI + ROUNDER - ROUNDER;
  const first = x - n * P1;
  const w2 = -n * P2;
  const second = first + w2;
  const secondLow = sumError(first, w2, second);
  const w3 = -n * P3;
  const third = second + w3;
  const tail = secondLow + sumError(second, w3, third) - n * P4;
  const r = third + tail;
  reducedAngle[0] = r;
  reducedAngle[1] = third - r + tail;
  return n & 3;
}

/** Digit of 2/π with weight 2^(-24(index + 1)); zero before the point. */
function digit(index: number): number {
  return index < 0 ? 0 : twoOverPiDigits[index]!;
}

/**
 * Payne & Hanek (1983) in base 2^24. |x| = X·2^(24 g) with a whole X of at most 76 bits, so the product with
 * 2/π falls into columns of weight 2^(-24 j). Columns that are whole multiples of 4 are never formed; the
 * next eight, j = 0 … 7, leave an error below 2^-140. Every column is a sum of four products of 24-bit
 * digits, below 2^51: all of it is exact in doubles.
 */
function reduceLargeAngle(x: number): number {
  const magnitude = Math.abs(x);
  const exponent = (highWord(magnitude) >> 20) - 1075;
  const g = Math.floor(exponent / 24);
  // |x| >= 2^20 has a last bit of weight 2^-32 or more.
  const scaled = magnitude * powerOfTwo(-24 * (g + 1));
  const x3 = Math.floor(scaled * (TWO_MINUS_24 * TWO_MINUS_24));
  const after3 = scaled - x3 * (TWO_24 * TWO_24);
  const x2 = Math.floor(after3 * TWO_MINUS_24);
  const after2 = after3 - x2 * TWO_24;
  const x1 = Math.floor(after2);
  const x0 = (after2 - x1) * TWO_24;
  const column = (j: number) =>
    x0 * digit(g - 1 + j) + x1 * digit(g + j) + x2 * digit(g + 1 + j) + x3 * digit(g + 2 + j);
  let carry = 0;
  const digits = columnDigits;
  for (let j = 7; j >= 1; j--) {
    const value = column(j) + carry;
    carry = Math.floor(value * TWO_MINUS_24);
    digits[j] = value - carry * TWO_24;
  }
  const whole = column(0) + carry;
  let quadrant = whole - 4 * Math.floor(whole * 0.25);
  // The fraction is taken to [-1/2, 1/2) in its first digit, before anything is rounded.
  if (digits[1]! >= TWO_24 / 2) {
    digits[1]! -= TWO_24;
    quadrant += 1;
  }
  const a = (digits[1]! * TWO_24 + digits[2]!) * powerOfTwo(-48);
  const b = (digits[3]! * TWO_24 + digits[4]!) * powerOfTwo(-96);
  const c = (digits[5]! * TWO_24 + digits[6]!) * powerOfTwo(-144) + digits[7]! * powerOfTwo(-168);
  const high = a + b;
  const rest = sumError(a, b, high) + c;
  const fraction = high + rest;
  const fractionLow = high - fraction + rest;
  const product = fraction * HALF_PI;
  const productLow = productError(fraction, HALF_PI, product) + (fraction * HALF_PI_LOW + fractionLow * HALF_PI);
  const r = product + productLow;
  const rLow = product - r + productLow;
  reducedAngle[0] = x < 0 ? -r : r;
  reducedAngle[1] = x < 0 ? -rLow : rLow;
  return (x < 0 ? -quadrant : quadrant) & 3;
}

const columnDigits = new Float64Array(8);
