import { dividePairs, lowPart, orderedSumError, productError, sumError } from "./double-double.js";

/** π/2 in two parts. */
export const HALF_PI = 1.5707963267948966;
export const HALF_PI_LOW = 6.123233995736766e-17;

// arctan(k/8) for k = 0 … 8 in two parts, from 60-digit arithmetic.
export const ARCTAN_EIGHTHS: readonly number[] = [
  0, 0.12435499454676144, 0.24497866312686414, 0.35877067027057225, 0.4636476090008061, 0.5585993153435624,
  0.6435011087932844, 0.7188299996216245, 0.7853981633974483,
];
export const ARCTAN_EIGHTHS_LOW: readonly number[] = [
  0, -3.1253241424539383e-18, 1.0698755618734451e-17, -2.4623815582638635e-17, 2.2698777452961687e-17,
  -5.4556305485916264e-18, 1.5834785051444286e-17, -2.1478388444456983e-17, 3.061616997868383e-17,
];

// (arctan r - r)/r³ in z = r² on |r| <= 1/16: minimax polynomial (Remez exchange in 60-digit arithmetic),
// relative error of the arctangent 2^-62 before rounding of the coefficients.
export const A1 = -0.33333333333333165;
export const A2 = 0.19999999999380103;
export const A3 = -0.14285713554786864;
export const A4 = 0.11110734834760008;
export const A5 = -0.09002887052816284;

/** x³/3 and x³/6 lie below half of the last bit of a smaller x. */
export const ARCTAN_LEAST = 1e-8;
/** The arctangent of a larger number is that of this one, π/2 - 10^-20. */
export const ARCTAN_GREATEST = 1e20;

/**
 * The angle from (1, 0) to the direction (x + xLow, y + yLow) of the upper half plane, in [0, π]. Needs y >= 0, not
 * both zero, both below 2^990; relative error about 2^-60 before the last rounding.
 *
 * With the smaller over the larger of |x| and y near k/8, tan(α - arctan(k/8)) = (y - x k/8)/(x + y k/8) is at most
 * 1/16: the addition theorem with a small table, as in Tang, "Table-lookup algorithms for elementary functions and
 * their error analysis" (ARITH 10, 1991). Numerator, denominator, quotient and sum are carried in two parts and only
 * terms of third order are rounded, for every direction in the same way.
 */
function angleOfDirection(x: number, xLow: number, y: number, yLow: number): number {
  const left = x < 0;
  const width = left ? -x : x;
  const widthLow = left ? -xLow : xLow;
  const steep = y > width;
  const small = steep ? width : y;
  const smallLow = steep ? widthLow : yLow;
  const large = steep ? y : width;
  const largeLow = steep ? yLow : widthLow;

  const k = Math.floor((8 * small) / large + 0.5);
  const c = 0.125 * k;
  const across = c * large;
  const numerator = small - across;
  const numeratorLow = sumError(small, -across, numerator) - productError(c, large, across) + (smallLow - c * largeLow);
  const along = c * small;
  const denominator = large + along;
  const denominatorLow =
    orderedSumError(large, along, denominator) + productError(c, small, along) + (largeLow + c * smallLow);
  const r = dividePairs(numerator, numeratorLow, denominator, denominatorLow);
  const rLow = lowPart[0]!;
  const z = r * r;
  const z2 = z * z;
  const third = r * (z * (A1 + A2 * z + z2 * (A3 + A4 * z + z2 * A5)));
  const nearest = ARCTAN_EIGHTHS[k]!;
  const angle = nearest + r;
  const angleLow = orderedSumError(nearest, r, angle) + (ARCTAN_EIGHTHS_LOW[k]! + rLow + third);

  // 0 + angle, π/2 - angle, π/2 + angle or π - angle.
  const quarters = steep ? 1 : left ? 2 : 0;
  const sign = steep === left ? 1 : -1;
  const base = quarters * HALF_PI;
  const sum = base + sign * angle;
  return sum + (orderedSumError(base, sign * angle, sum) + (quarters * HALF_PI_LOW + sign * angleLow));
}

/**
 * The angle in (-π/2, π/2), in radians, whose tangent is x.
 *
 * Below 1 ulp for every double (0.51 observed). arctan(±0) = ±0, arctan(±Infinity) = ±π/2 rounded, NaN for NaN.
 */
export function arctan(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude > ARCTAN_LEAST)) return x;
  const angle = angleOfDirection(1, 0, Math.min(magnitude, ARCTAN_GREATEST), 0);
  return x < 0 ? -angle : angle;
}

/** √(1 - x²) for |x| < 1, relative error about 2^-100; the low part in `lowPart[0]`. */
function otherSide(x: number): number {
  const square = x * x;
  const difference = 1 - square;
  const differenceLow = orderedSumError(1, -square, difference) - productError(x, x, square);
  // Next to |x| = 1 the low part is not below the last bit of the high one: they are parted anew.
  const rest = difference + differenceLow;
  const restLow = orderedSumError(difference, differenceLow, rest);
  const root = Math.sqrt(rest);
  const rootSquare = root * root;
  lowPart[0] = (rest - rootSquare - productError(root, root, rootSquare) + restLow) / (2 * root);
  return root;
}

/**
 * The angle in [-π/2, π/2], in radians, whose sine is x.
 *
 * Below 1 ulp (0.51 observed). arcsin(±0) = ±0, arcsin(±1) = ±π/2 rounded, NaN beyond ±1 and for NaN.
 */
export function arcsin(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude < 1)) return magnitude === 1 ? x * HALF_PI : NaN;
  if (magnitude < ARCTAN_LEAST) return x;
  const side = otherSide(magnitude);
  const angle = angleOfDirection(side, lowPart[0]!, magnitude, 0);
  return x < 0 ? -angle : angle;
}

/**
 * The angle in [0, π], in radians, whose cosine is x.
 *
 * Below 1 ulp (0.51 observed). arccos(1) = 0, arccos(±0) = π/2 rounded, arccos(-1) = π rounded, NaN beyond ±1 and
 * for NaN.
 */
export function arccos(x: number): number {
  if (!(Math.abs(x) < 1)) return x === 1 ? 0 : x === -1 ? 2 * HALF_PI : NaN;
  const side = otherSide(x);
  return angleOfDirection(x, 0, side, lowPart[0]!);
}
