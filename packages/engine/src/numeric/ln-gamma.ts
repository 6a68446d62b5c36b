import { addPairs, lowPart, multiplyPairs } from "./double-double.js";
import { ln, lnExtended, log1p } from "./ln.js";
import { sin } from "./trigonometric.js";

// ln Γ(2 + t)/t on |t| <= 1/2: polynomial through Chebyshev nodes in 60-digit arithmetic, error 2^-63.
const G = Float64Array.of(
  0.42278433509846713,
  0.3224670334241132,
  -0.06735230105319814,
  0.02058080842778457,
  -0.007385551028668056,
  0.0028905103307386906,
  -0.0011927539120053965,
  0.0005096695248873997,
  -0.00022315475064766256,
  9.945750905228201e-5,
  -4.492635231822507e-5,
  2.05072679963816e-5,
  -9.438449882014986e-6,
  4.374370695264295e-6,
  -2.0449574290505284e-6,
  9.578841497661684e-7,
  -4.302713715105962e-7,
  2.0300768464443527e-7,
  -1.3420772072393552e-7,
  6.382847758030513e-8,
);

/** ln Γ(2 + t) for |t| <= 1/2. */
function nearTwo(t: number): number {
  let sum = G[19]!;
  for (let i = 18; i >= 0; i--) sum = sum * t + G[i]!;
  return t * sum;
}

// ln Γ(1 + t)/t in t - 1/8 on -1/4 <= t <= 1/2, in the same way, error 2^-62: close to 1 the recurrence from 2 would
// cancel.
const H = Float64Array.of(
  -0.48018547300831665,
  0.7335424776996944,
  -0.31580604164541703,
  0.1886641756490851,
  -0.12817371733732943,
  0.09302766778104403,
  -0.0702257572864749,
  0.05439836593363199,
  -0.04291278228143656,
  0.034315761501777904,
  -0.02773339838190592,
  0.02260564949695088,
  -0.018556594127029067,
  0.015326746976683034,
  -0.01272130746782717,
  0.010568503244591833,
  -0.008844388076399977,
  0.007720930128737965,
  -0.006507263552644841,
  0.004036498566695139,
  -0.0034079562721526535,
  0.00703399071807594,
  -0.005995013340511376,
);

/** ln Γ(1 + t) for -1/4 <= t <= 1/2. */
function nearOne(t: number): number {
  const u = t - 0.125;
  let sum = H[22]!;
  for (let i = 21; i >= 0; i--) sum = sum * u + H[i]!;
  // Adding 0 makes ln Γ(1) a positive zero.
  return t * sum + 0;
}

const PI = 3.141592653589793;
const halfLnTwoPi = 0.9189385332046728;
const halfLnTwoPiLow = -3.8782941580672414e-17;

/** ln Γ(x) - ((x - 1/2) ln x - x + ln(2π)/2) for x >= 8: Stirling's series, made minimax; error 2^-63. */
export function stirlingRest(x: number): number {
  const y = 1 / (x * x);
  const y2 = y * y;
  return (
    (0.08333333333333333 -
      0.0027777777777776747 * y +
      y2 * (0.0007936507935117282 - 0.0005952380234291254 * y) +
      y2 *
        y2 *
        (0.0008417325268022405 - 0.001914965912162907 * y + y2 * (0.0062081367662297935 - 0.020855820837463117 * y))) /
    x
  );
}

/** ln Γ(x) for x >= 8: (x - 1/2) ln x - x is formed in two parts, its cancellation costs nothing. */
function stirling(x: number): number {
  const logarithm = lnExtended(x);
  const high = multiplyPairs(logarithm, lowPart[0]!, x, -0.5);
  const withX = addPairs(high, lowPart[0]!, -x, 0);
  return addPairs(withX, lowPart[0]!, halfLnTwoPi, halfLnTwoPiLow + stirlingRest(x));
}

/** ln Γ(x) for x > 0. */
function positive(x: number): number {
  // Beyond 1e17 the terms after x ln x - x lie below the last bit.
  if (x >= 8) return x > 1e17 ? x * (ln(x) - 1) : stirling(x);
  if (x < 0.5) return nearTwo(x) - log1p(x) - ln(x);
  if (x < 0.75) return nearTwo(x - 1) - ln(x);
  if (x < 1.5) return nearOne(x - 1);
  if (x <= 2.5) return nearTwo(x - 2);
  // Γ(x) = (x - 1)(x - 2) … Γ(x - n): everything that is added is positive.
  let rest = x;
  let product = 1;
  while (rest > 2.5) {
    rest -= 1;
    product *= rest;
  }
  return ln(product) + nearTwo(rest - 2);
}

/**
 * The logarithm of |Γ(x)|.
 *
 * Within 4 ulp for x > 0 (3.1 observed), zeros at 1 and 2 included. For negative x the reflection Γ(x) Γ(1 - x) = π/sin πx
 * gives an absolute error of some 1e-15 (1 + |ln Γ|), so relative accuracy is lost next to its zeros.
 * Infinity at 0 and the negative integers, at ±Infinity, and above 2.55e305; NaN for NaN.
 */
export function lnGamma(x: number): number {
  if (x > 0) return positive(x);
  if (x !== x) return x;
  if (Math.floor(x) === x) return Infinity;
  // sin πx with x reduced to [-1/2, 1/2] first, where the reduction is exact.
  const fraction = x - Math.floor(x + 0.5);
  const sine = Math.abs(sin(PI * fraction));
  // Below 1e-17 the neighbouring Γ(1 - x) is 1 and π x/sin πx too.
  if (x > -1e-17) return -ln(-x);
  return ln(PI / sine) - positive(1 - x);
}
