import { reduceAngle, reducedAngle } from "./angle-reduction.js";
import { dividePairs } from "./double-double.js";

// (sin r/r - 1)/r² and (cos r - 1 + r²/2)/r⁴ in z = r² on |r| <= π/4: minimax polynomials (Remez exchange
// in 60-digit arithmetic), errors 2^-58 of r and 2^-64.
export const S1 = -0.16666666666666632;
export const S2 = 0.008333333333322398;
export const S3 = -0.00019841269829794423;
export const S4 = 2.7557313686976604e-6;
export const S5 = -2.5050757301077678e-8;
export const S6 = 1.5896746357942747e-10;
export const C1 = 0.0416666666666666;
export const C2 = -0.0013888888888874112;
export const C3 = 2.4801587289472074e-5;
export const C4 = -2.7557314348924924e-7;
export const C5 = 2.0875722756323928e-9;
export const C6 = -1.1359618749554558e-11;

/** sin(r + rLow) - r for |r| <= π/4. */
export function sinRest(r: number, rLow: number): number {
  const z = r * r;
  const z2 = z * z;
  const series = S1 + z * (S2 + S3 * z + z2 * (S4 + S5 * z + z2 * S6));
  return z * r * series + rLow * (1 - 0.5 * z);
}

/** cos(r + rLow) - (1 - r²/2 rounded), the rounded part being `cosLead(r)`, for |r| <= π/4. */
export function cosRest(r: number, rLow: number): number {
  const z = r * r;
  const z2 = z * z;
  const half = 0.5 * z;
  const lead = 1 - half;
  const series = C1 + C2 * z + z2 * (C3 + C4 * z + z2 * (C5 + C6 * z));
  return 1 - lead - half + (z2 * series - r * rLow);
}

/** 1 - r²/2, rounded. */
export function cosLead(r: number): number {
  return 1 - 0.5 * (r * r);
}

/** sin of an angle in radians whose quadrant is already added: one of ±sin r, ±cos r. */
function sinOfQuadrant(quadrant: number): number {
  const r = reducedAngle[0]!;
  const rLow = reducedAngle[1]!;
  const value = (quadrant & 1) === 0 ? r + sinRest(r, rLow) : cosLead(r) + cosRest(r, rLow);
  return (quadrant & 2) === 0 ? value : -value;
}

/**
 * The sine of x in radians.
 *
 * Below 1 ulp for every double, also for |x| up to 1.8e308 and next to multiples of π.
 * sin(±0) = ±0; NaN for ±Infinity and NaN.
 */
export function sin(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude < Infinity)) return NaN;
  // x³/6 lies below half of the last bit of x.
  if (magnitude < 1e-8) return x;
  return sinOfQuadrant(reduceAngle(x));
}

/** The cosine of x in radians. Below 1 ulp for every double; NaN for ±Infinity and NaN. */
export function cos(x: number): number {
  if (!(Math.abs(x) < Infinity)) return NaN;
  return sinOfQuadrant(reduceAngle(x) + 1);
}

/**
 * The tangent of x in radians: sine over cosine, both in two parts. Below 1.5 ulp for every double; tan(±0) = ±0;
 * NaN for ±Infinity and NaN.
 */
export function tan(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude < Infinity)) return NaN;
  if (magnitude < 1e-8) return x;
  const quadrant = reduceAngle(x);
  const r = reducedAngle[0]!;
  const rLow = reducedAngle[1]!;
  const lead = cosLead(r);
  const sineRest = sinRest(r, rLow);
  const cosineRest = cosRest(r, rLow);
  const sine = r + sineRest;
  const sineLow = r - sine + sineRest;
  const cosine = lead + cosineRest;
  const cosineLow = lead - cosine + cosineRest;
  return (quadrant & 1) === 0
    ? dividePairs(sine, sineLow, cosine, cosineLow)
    : dividePairs(-cosine, -cosineLow, sine, sineLow);
}
