import { ROUNDER } from "./exp.js";

// 2π in two parts, and 2π².
export const TWO_PI = 6.283185307179586;
export const TWO_PI_LOW = 2.4492935982947064e-16;
export const TWO_PI_SQUARED = 19.739208802178716;

// (sin(2πf)/f - 2π)/z and (cos(2πf) - 1 + 2π² z)/z² in z = f² on |f| <= 1/8: minimax polynomials (Remez exchange in
// 90-digit arithmetic), errors 2^-58 of 2π and 2^-64.
export const T1 = -41.34170224039968;
export const T2 = 81.60524927596823;
export const T3 = -76.70585970878494;
export const T4 = 42.05868550677776;
export const T5 = -15.093829323729215;
export const T6 = 3.781366425274834;
export const U1 = 64.93939402266818;
export const U2 = -85.45681720660309;
export const U3 = 60.244641342520204;
export const U4 = -26.426252116920033;
export const U5 = 7.903145301963435;
export const U6 = -1.6977918303843573;

/** sin(2πf) for |f| <= 1/8. */
function sineOfFraction(f: number): number {
  const z = f * f;
  const z2 = z * z;
  const series = T1 + T2 * z + z2 * (T3 + T4 * z + z2 * (T5 + T6 * z));
  return f * TWO_PI + f * (TWO_PI_LOW + z * series);
}

/** cos(2πf) for |f| <= 1/8. */
function cosineOfFraction(f: number): number {
  const z = f * f;
  const z2 = z * z;
  const series = U1 + U2 * z + z2 * (U3 + U4 * z + z2 * (U5 + U6 * z));
  return 1 + (z2 * series - z * TWO_PI_SQUARED);
}

/**
 * Writes radius · cos(2πu) to `x` and radius · sin(2πu) to `y`, from index `start` of both on, for turns u in [0, 1)
 * that are multiples of 2^-52.
 *
 * Sine and cosine are below 1.7 ulp: the quarters of a turn are taken off without error, so that there is no angle whose
 * rounding would count.
 */
export function polarToCartesian(
  radii: Float64Array,
  turns: Float64Array,
  count: number,
  x: Float64Array,
  y: Float64Array,
  start: number,
): void {
  for (let index = 0; index < count; index++) {
    const radius = radii[index]!;
    const turn = turns[index]!;
    const quarter = turn * 4 + ROUNDER - ROUNDER;
    const f = turn - 0.25 * quarter;
    const sine = sineOfFraction(f);
    const cosine = cosineOfFraction(f);
    const isStraight = (quarter & 1) === 0;
    const across = isStraight ? cosine : sine;
    const up = isStraight ? sine : cosine;
    x[start + index] = radius * (((quarter + 1) & 2) === 0 ? across : -across);
    y[start + index] = radius * ((quarter & 2) === 0 ? up : -up);
  }
}

/** The sine of u turns, 2πu in radians, as `polarToCartesian`. */
export function sineOfTurn(u: number): number {
  const quarter = u * 4 + ROUNDER - ROUNDER;
  const f = u - 0.25 * quarter;
  const value = (quarter & 1) === 0 ? sineOfFraction(f) : cosineOfFraction(f);
  return (quarter & 2) === 0 ? value : -value;
}

/** The cosine of u turns. */
export function cosineOfTurn(u: number): number {
  const quarter = u * 4 + ROUNDER - ROUNDER;
  const f = u - 0.25 * quarter;
  const value = (quarter & 1) === 0 ? cosineOfFraction(f) : sineOfFraction(f);
  return ((quarter + 1) & 2) === 0 ? value : -value;
}
