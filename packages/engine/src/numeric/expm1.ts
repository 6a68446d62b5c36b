import { powersOfTwo } from "./bits.js";
import { lowPart, sumError } from "./double-double.js";
import { exp, expSeries, INVERSE_LN2, LN2_HIGH, LN2_LOW, ROUNDER } from "./exp.js";

/**
 * e^x - 1 for -40 <= x <= 60 as high + low (low in `lowPart[0]`), relative error about 2^-56.
 */
export function expm1Extended(x: number): number {
  const k = x * INVERSE_LN2 + ROUNDER - ROUNDER;
  const reduced = x - k * LN2_HIGH;
  const reducedLow = -k * LN2_LOW;
  const r = reduced + reducedLow;
  const c = reduced - r + reducedLow;
  const series = expSeries(r) + (c + c * r);
  const one = 1 + r;
  const scale = powersOfTwo[k + 1074]!;
  const power = scale * one;
  const difference = power - 1;
  const differenceLow = sumError(power, -1, difference) + scale * (1 - one + r + series);
  const a = k === 0 ? r : difference;
  const b = k === 0 ? series : differenceLow;
  const high = a + b;
  lowPart[0] = a - high + b;
  return high;
}

/**
 * e^x - 1, without the loss of digits near 0. Below 1 ulp. expm1(±0) = ±0, expm1(-Infinity) = -1,
 * Infinity above 709.78, NaN for NaN.
 */
export function expm1(x: number): number {
  if (x === 0 || x !== x) return x;
  // Above 60 the 1 lies below half of the last bit.
  if (x > 60) return exp(x);
  return expm1Extended(x < -40 ? -40 : x);
}
