import { highWord, powersOfTwo } from "./bits.js";
import { lowPart, orderedSumError, productError, SPLITTER } from "./double-double.js";
import { LN2_HIGH, LN2_LOW } from "./exp.js";

/** Upper word of sqrt(1/2): a mantissa is taken from [sqrt(1/2), sqrt 2). */
export const SQRT_HALF_WORD = 0x3fe6a09e;
export const LEAST_NORMAL = 2.2250738585072014e-308;
export const TWO_54 = 18014398509481984;

// (ln((1+s)/(1-s)) - 2s)/s³ as a polynomial in z = s², |s| <= 0.1716: minimax (Remez exchange in
// 60-digit arithmetic), relative error of the logarithm 2^-66 before rounding of the coefficients.
export const L1 = 0.6666666666666666;
export const L2 = 0.40000000000006264;
export const L3 = 0.28571428569080115;
export const L4 = 0.22222222647678905;
export const L5 = 0.18181775594094884;
export const L6 = 0.15387093908485472;
export const L7 = 0.13250046564190587;
export const L8 = 0.13251983876329088;

/** (ln((1+s)/(1-s)) - 2s)/s for z = s² <= 0.0295. */
export function lnSeries(z: number): number {
  const z2 = z * z;
  const z4 = z2 * z2;
  return z * (L1 + L2 * z + z2 * (L3 + L4 * z) + z4 * (L5 + L6 * z + z2 * (L7 + L8 * z)));
}

/**
 * k ln 2 + ln(1 + f) + small for -0.293 <= f <= 0.4143, where `small` carries what f has no room for.
 *
 * With s = f/(2 + f), ln(1 + f) = f - f²/2 + s (f²/2 + R(s²)) (the arrangement of Tang 1990 and of Sun's
 * fdlibm). f²/2 is formed in two parts so that f - f²/2 loses nothing; only terms of third order are rounded.
 */
export function lnKernel(f: number, small: number, k: number): number {
  const s = f / (2 + f);
  const third = s * (0.5 * f * f + lnSeries(s * s));
  const scaled = f * SPLITTER;
  const top = scaled - (scaled - f);
  const halfSquare = 0.5 * top * top;
  const halfSquareLow = 0.5 * (f - top) * (f + top);
  const a = f - halfSquare;
  const aLow = f - a - halfSquare - halfSquareLow;
  const kHigh = k * LN2_HIGH;
  const b = kHigh + a;
  const bLow = kHigh - b + a;
  return b + (bLow + (k * LN2_LOW + (aLow + third + small)));
}

/**
 * The natural logarithm of x.
 *
 * Below 1 ulp for every positive x, subnormal ones included. ln(1) = 0, ln(±0) = -Infinity,
 * ln(Infinity) = Infinity, NaN for x < 0 and NaN.
 */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const subnormal = x < LEAST_NORMAL;
  const scaled = subnormal ? x * TWO_54 : x;
  const exponent = (highWord(scaled) - SQRT_HALF_WORD) >> 20;
  const f = scaled * powersOfTwo[1074 - exponent]! - 1;
  return lnKernel(f, 0, subnormal ? exponent - 54 : exponent);
}

/**
 * ln(1 + x), exact where 1 + x would round x away. Below 1 ulp; log1p(-1) = -Infinity, NaN below -1.
 */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x === Infinity || x === 0) return x;
  const u = 1 + x;
  // 1 + x = u + rest exactly; beyond 2^53 the 1 is the smaller part.
  const rest = x < 1 ? 1 - u + x : x - u + 1;
  const exponent = (highWord(u) - SQRT_HALF_WORD) >> 20;
  const scale = powersOfTwo[1074 - exponent]!;
  const g = u * scale - 1;
  const gLow = rest * scale;
  const f = g + gLow;
  const fLow = g - f + gLow;
  // d ln(1 + f) = df/(1 + f), to second order in f.
  return lnKernel(f, fLow - fLow * (f - f * f), exponent);
}

// As L1 … L8, with 2/3 kept in two parts: relative error of the logarithm 2^-73 before rounding.
export const TWO_THIRDS = 0.6666666666666666;
export const TWO_THIRDS_LOW = 3.700743415417188e-17;
export const M2 = 0.3999999999999998;
export const M3 = 0.28571428571445157;
export const M4 = 0.2222222221752503;
export const M5 = 0.18181818871726435;
export const M6 = 0.15384556774179622;
export const M7 = 0.13336321160057465;
export const M8 = 0.11674742288396121;
export const M9 = 0.11989649935551407;

/**
 * ln x for a positive, finite x as high + low (low in `lowPart[0]`), relative error about 2^-65: what
 * `pow` needs so that y ln x is right to the last bit of e^(y ln x).
 *
 * ln m = 2s + s·z·(2/3 + z·M(z)) with s = (m - 1)/(m + 1) and z = s², where s, z, the bracket and the sum
 * are carried in two parts and only z·M(z), below 0.012, is rounded.
 */
export function lnExtended(x: number): number {
  const subnormal = x < LEAST_NORMAL;
  const scaled = subnormal ? x * TWO_54 : x;
  const exponent = (highWord(scaled) - SQRT_HALF_WORD) >> 20;
  const m = scaled * powersOfTwo[1074 - exponent]!;
  const k = subnormal ? exponent - 54 : exponent;
  const f = m - 1;
  const d = m + 1;
  const dLow = m - (d - 1);
  const inverse = 1 / d;
  const s = f * inverse;
  const sd = s * d;
  const sLow = (f - sd - productError(s, d, sd) - s * dLow) * inverse;
  const z = s * s;
  const zLow = productError(s, s, z) + 2 * s * sLow;
  const z2 = z * z;
  const z4 = z2 * z2;
  const tail = z * (M2 + M3 * z + z2 * (M4 + M5 * z) + z4 * (M6 + M7 * z + z2 * (M8 + M9 * z)));
  const bracket = TWO_THIRDS + tail;
  const bracketLow = TWO_THIRDS - bracket + tail + (TWO_THIRDS_LOW + M2 * zLow);
  const cubic = z * bracket;
  const cubicLow = productError(z, bracket, cubic) + (z * bracketLow + zLow * bracket);
  const term = s * cubic;
  const termLow = productError(s, cubic, term) + (s * cubicLow + sLow * cubic);
  const double = 2 * s;
  const logM = double + term;
  const logMLow = orderedSumError(double, term, logM) + (2 * sLow + termLow);
  const kHigh = k * LN2_HIGH;
  const sum = kHigh + logM;
  const rest = orderedSumError(kHigh, logM, sum) + (logMLow + k * LN2_LOW);
  const high = sum + rest;
  lowPart[0] = sum - high + rest;
  return high;
}
