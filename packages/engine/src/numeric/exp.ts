import { powersOfTwo } from "./bits.js";
import { expTable } from "./exp-table.js";

// Cody & Waite (1980): ln 2 as a part of 42 bits, whose product with |k| < 2^11 is exact, and the rest.
export const INVERSE_LN2 = 1.4426950408889634;
export const LN2_HIGH = 0.6931471805598903;
export const LN2_LOW = 5.497923018708371e-14;

/** Adding and taking away 1.5 · 2^52 leaves the nearest integer (ties to even) of |x| < 2^51. */
export const ROUNDER = 6755399441055744;

// (e^r - 1 - r - r²/2)/r³ on |r| <= 0.347: minimax polynomial (Remez exchange in 60-digit arithmetic);
// with |r|³ its error is 2^-64 before the coefficients are rounded.
export const E3 = 0.16666666666666685;
export const E4 = 0.0416666666666667;
export const E5 = 0.008333333333316742;
export const E6 = 0.0013888888888865217;
export const E7 = 0.0001984126989711485;
export const E8 = 2.4801587365006e-5;
export const E9 = 2.7557234135961827e-6;
export const E10 = 2.7557238745775116e-7;
export const E11 = 2.511228657505729e-8;
export const E12 = 2.0925662743429833e-9;

/** e^r - 1 - r - r²/2 for |r| <= 0.347, in Estrin's order so that the products do not wait for each other. */
export function expSeriesBeyondSquare(r: number): number {
  const r2 = r * r;
  const r4 = r2 * r2;
  const low = E3 + E4 * r + r2 * (E5 + E6 * r);
  const high = E7 + E8 * r + r2 * (E9 + E10 * r) + r4 * (E11 + E12 * r);
  return r * r2 * (low + r4 * high);
}

/** e^r - 1 - r for |r| <= 0.347. */
export function expSeries(r: number): number {
  return 0.5 * (r * r) + expSeriesBeyondSquare(r);
}

// ln 2/128 as a part of 35 bits, whose product with |k| < 2^18 is exact, and the rest.
export const STEPS_OF_LN2 = 184.6649652337873;
export const LN2_STEP_HIGH = 0.005415212347998022;
export const LN2_STEP_LOW = 1.2655086083325438e-13;

// (e^r - 1 - r)/r² on |r| <= 1.015 ln 2/256: minimax polynomial (Remez exchange in 90-digit arithmetic); with r² its
// error is 2^-65 before the coefficients are rounded.
export const F2 = 0.49999999999996586;
export const F3 = 0.1666666666666584;
export const F4 = 0.04166668127115111;
export const F5 = 0.008333335927368977;

/**
 * e to the power x + tail, where |tail| is below 2^-16 and carries bits that x has no room for.
 *
 * x + tail = (128 e + i) ln 2/128 + r with i in 0 … 127 and |r| <= 0.00275; 2^(i/128) comes from a table, so that
 * e^r - 1 is all that is rounded before the last addition (Tang 1989). 2^e is multiplied on in two halves: the result
 * rounds once more when it is subnormal and overflows to Infinity by itself.
 */
export function expWithTail(x: number, tail: number): number {
  const clamped = x > 710 ? 710 : x < -746 ? -746 : x;
  const k = clamped * STEPS_OF_LN2 + ROUNDER - ROUNDER;
  const r = clamped - k * LN2_STEP_HIGH - k * LN2_STEP_LOW + tail;
  const r2 = r * r;
  const at = 2 * (k & 127);
  const rest = expTable[at]! + r + r2 * (F2 + F3 * r + r2 * (F4 + F5 * r));
  const scale = expTable[at + 1]!;
  const whole = k >> 7;
  const half = whole >> 1;
  return (scale + scale * rest) * powersOfTwo[half + 1074]! * powersOfTwo[whole - half + 1074]!;
}

/**
 * The exponential function e^x.
 *
 * Below 1 ulp for every x (0.52 for normal results), subnormal results included. exp(±0) = 1, exp(Infinity) = Infinity,
 * exp(-Infinity) = 0, exp(NaN) = NaN; above 709.78 Infinity, below -745.14 zero.
 */
export function exp(x: number): number {
  return expWithTail(x, 0);
}

/** Scratch of `expScaled`: high part, low part. */
export const expParts = new Float64Array(2);

/**
 * e^(x + tail) = 2^k · (high + low), with about 2^-60 relative error; high and low are left in
 * `expParts`, k is returned.
 */
export function expScaled(x: number, tail: number): number {
  const clamped = x > 710 ? 710 : x < -746 ? -746 : x;
  const k = clamped * INVERSE_LN2 + ROUNDER - ROUNDER;
  const high = clamped - k * LN2_HIGH;
  const low = tail - k * LN2_LOW;
  const r = high + low;
  const c = high - r + low;
  const one = 1 + r;
  const rest = 1 - one + r + (expSeries(r) + (c + c * r));
  const sum = one + rest;
  expParts[0] = sum;
  expParts[1] = one - sum + rest;
  return k | 0;
}

/** value · 2^k for a whole k in -2148 … 2046, rounding once. */
export function scaleByPowerOfTwo(value: number, k: number): number {
  const half = k >> 1;
  return value * powersOfTwo[half + 1074]! * powersOfTwo[k - half + 1074]!;
}
