import { fromWords, highWord, lowWord, powersOfTwo } from "./bits.js";
import { lowPart, SPLITTER } from "./double-double.js";
import { LN2_HIGH, LN2_LOW } from "./exp.js";
import { LEAST_MANTISSA_WORD, lnTable } from "./ln-table.js";

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

// ln(1 + r) = r - r²/2 + r³ (B3 + B4 r + … + B7 r⁴) on |r| <= 0.00453: minimax polynomial (Remez exchange in 90-digit
// arithmetic), relative error 2^-63 of r² before the coefficients are rounded.
export const B3 = 0.33333333333333354;
export const B4 = -0.24999999997302652;
export const B5 = 0.19999999994022458;
export const B6 = -0.1666704764330142;
export const B7 = 0.14286183566181188;

/** Bits of the upper word that are its exponent and sign. */
const EXPONENT_BITS = -1048576;

/**
 * The natural logarithm of x.
 *
 * Below 1 ulp (0.52) for every positive x, subnormal ones included. ln(1) = 0, ln(±0) = -Infinity,
 * ln(Infinity) = Infinity, NaN for x < 0 and NaN.
 *
 * x = 2^k z with z in [0.703, 1.406), and a table has c near 1/z and -ln c (Tang 1990): ln x = k ln 2 - ln c +
 * ln(1 + r) with r = c z - 1, |r| <= 0.0046, exact in two parts because c is short.
 */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const subnormal = x < LEAST_NORMAL;
  const scaled = subnormal ? x * TWO_54 : x;
  const word = highWord(scaled);
  const above = word - LEAST_MANTISSA_WORD;
  const exponent = above >> 20;
  const z = scaled * powersOfTwo[1074 - exponent]!;
  // Rounded, not cut off: next to 1 both parts of r must be as small as r.
  const zHigh = fromWords(word - (above & EXPONENT_BITS) - (lowWord(scaled) >> 31), 0);
  const k = subnormal ? exponent - 54 : exponent;
  const at = (above >> 11) & 508;
  const c = lnTable[at]!;
  const rHigh = zHigh * c - 1;
  const rLow = (z - zHigh) * c;
  const r = rHigh + rLow;
  const rRest = rHigh - r + rLow;
  const r2 = r * r;
  const third = r * r2 * (B3 + B4 * r + r2 * (B5 + B6 * r + r2 * B7));
  const lead = k * LN2_HIGH + lnTable[at + 1]!;
  const sum = lead + r;
  const low = k * LN2_LOW + (lnTable[at + 2]! + rRest);
  return sum + (lead - sum + r + (low + (third - 0.5 * r2)));
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

// (ln(1 + r) - r + r²/2)/r³ on |r| <= 0.00453: minimax polynomial, relative error 2^-80 of the logarithm before
// the coefficients are rounded.
export const A3 = 0.3333333333333336;
export const A4 = -0.2500000000000004;
export const A5 = 0.1999999999393456;
export const A6 = -0.1666666665872818;
export const A7 = 0.1428618006052333;
export const A8 = -0.12500494995951175;

/**
 * ln x for a positive, finite x as high + low (low in `lowPart[0]`), relative error about 2^-67: what
 * `pow` needs so that y ln x is right to the last bit of e^(y ln x).
 *
 * As `ln`, with r²/2 in parts: the square of the upper part of r has room in a double.
 */
export function lnExtended(x: number): number {
  const subnormal = x < LEAST_NORMAL;
  const scaled = subnormal ? x * TWO_54 : x;
  const word = highWord(scaled);
  const above = word - LEAST_MANTISSA_WORD;
  const exponent = above >> 20;
  const z = scaled * powersOfTwo[1074 - exponent]!;
  // Rounded, not cut off: next to 1 both parts of r must be as small as r.
  const zHigh = fromWords(word - (above & EXPONENT_BITS) - (lowWord(scaled) >> 31), 0);
  const k = subnormal ? exponent - 54 : exponent;
  const at = (above >> 11) & 508;
  const c = lnTable[at]!;
  const rHigh = zHigh * c - 1;
  const rLow = (z - zHigh) * c;
  const r = rHigh + rLow;
  const rRest = rHigh - r + rLow;
  const lead = k * LN2_HIGH + lnTable[at + 1]!;
  const sum = lead + r;
  const half = 0.5 * r;
  const halfHigh = 0.5 * rHigh;
  const square = rHigh * halfHigh;
  const main = sum - square;
  const r2 = r * r;
  const third = r * r2 * (A3 + A4 * r + r2 * (A5 + A6 * r + r2 * (A7 + A8 * r)));
  const low = k * LN2_LOW + (lnTable[at + 2]! + rRest) + (lead - sum + r);
  const rest = low + (sum - main - square - rLow * (half + halfHigh)) + third;
  const high = main + rest;
  lowPart[0] = main - high + rest;
  return high;
}
