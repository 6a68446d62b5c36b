import { internal } from "../../base/errors.js";
import { arctan } from "../inverse-trigonometric.js";
import { ln } from "../ln.js";
import {
  BITS,
  bitLength,
  divide,
  type Exact,
  exact,
  integerRoot,
  multiply,
  ONE,
  P,
  partsOf,
  shifted,
  toDouble,
  toFixed,
} from "./fixed-point.js";

/**
 * Elementary functions in 184-bit fixed point, by other ways than the ones under test: table steps of
 * seven bits and Taylor series. They are slow and exact to about 2^-170.
 */

// --- constants, from integer series ---------------------------------------------------------------

/** arctan(1/n) or artanh(1/n) scaled by 2^bits. */
function inverseSeries(n: bigint, bits: bigint, alternating: boolean): bigint {
  let power = (1n << bits) / n;
  let sum = power;
  for (let k = 3n, sign = -1n; power !== 0n; k += 2n, sign = -sign) {
    power /= n * n;
    sum += alternating ? (sign * power) / k : power / k;
  }
  return sum;
}

/** Machin (1706): π = 16 arctan 1/5 - 4 arctan 1/239, scaled by 2^bits. */
export function piScaled(bits: number): bigint {
  const wide = BigInt(bits + 20);
  return (16n * inverseSeries(5n, wide, true) - 4n * inverseSeries(239n, wide, true)) >> 20n;
}

/** ln 2 = 18 artanh 1/26 - 2 artanh 1/4801 + 8 artanh 1/8749, scaled by 2^bits. */
export function ln2Scaled(bits: number): bigint {
  const wide = BigInt(bits + 20);
  const term = (n: bigint): bigint => inverseSeries(n, wide, false);
  return (18n * term(26n) - 2n * term(4801n) + 8n * term(8749n)) >> 20n;
}

const LN2 = ln2Scaled(BITS);
const LN2_WIDE = ln2Scaled(BITS + 16);
const WIDE_PI_BITS = 1400;
const WIDE_PI = piScaled(WIDE_PI_BITS);
export const PI = piScaled(BITS);
export const ROOT_PI = integerRoot(PI << P);
const ROOT_HALF = integerRoot((ONE * ONE) / 2n);

const inverseFactorials: bigint[] = [ONE];
for (let n = 1; n <= 40; n++) inverseFactorials.push(inverseFactorials[n - 1]! / BigInt(n));

/** Σ r^n/n! for |r| < 2^-7. */
function expTaylor(r: bigint, terms: number): bigint {
  let sum = inverseFactorials[terms]!;
  for (let n = terms - 1; n >= 0; n--) sum = inverseFactorials[n]! + multiply(sum, r);
  return sum;
}

const expTables = [1, 2, 3].map((step) =>
  Array.from({ length: 128 }, (_, i) => expTaylor((BigInt(i) << P) >> BigInt(7 * step), 40)),
);

const lowBits = (bits: number): bigint => (1n << (P - BigInt(bits))) - 1n;
const masks = [lowBits(7), lowBits(14), lowBits(21)] as const;
const steps = [P - 7n, P - 14n, P - 21n] as const;

/** e^r for 0 <= r < 1. */
function expOfFraction(r: bigint): bigint {
  const first = expTables[0]![Number(r >> steps[0])]!;
  const afterFirst = r & masks[0];
  const second = expTables[1]![Number(afterFirst >> steps[1])]!;
  const afterSecond = afterFirst & masks[1];
  const third = expTables[2]![Number(afterSecond >> steps[2])]!;
  return multiply(multiply(first, second), multiply(third, expTaylor(afterSecond & masks[2], 9)));
}

/** e^x for x in fixed point, |x| < 2^15, with a relative error of 2^-170. */
export function expFixed(x: bigint): Exact {
  const k = x / LN2 - (x < 0n ? 1n : 0n);
  const r = x - ((k * LN2_WIDE) >> 16n);
  return { mantissa: expOfFraction(r < 0n ? 0n : r), exponent: Number(k) - BITS };
}

export function expReference(x: number): Exact {
  return expFixed(toFixed(x));
}

/** An exact number in fixed point. */
export function fixedOf({ mantissa, exponent }: Exact): bigint {
  return shifted(mantissa, exponent + BITS);
}

/**
 * ln of mantissa·2^exponent, absolute error about 2^-170: one Newton step from a double, whose guess is not
 * trusted: a bad one is refused, since the rest must be small for its series.
 */
export function lnFixed({ mantissa, exponent }: Exact): bigint {
  const length = bitLength53(mantissa);
  const m = shifted(mantissa, BITS - (length - 1));
  const guess = toFixed(ln(toDouble(m)));
  const rest = multiply(m, fixedOf(expFixed(-guess))) - ONE;
  if (rest >> (P - 40n) !== 0n && rest >> (P - 40n) !== -1n) internal("starting value of the logarithm is wrong");
  const square = multiply(rest, rest);
  const fourth = multiply(square, square);
  const logarithm =
    guess + rest - (square >> 1n) + multiply(square, rest) / 3n - fourth / 4n + multiply(fourth, rest) / 5n;
  return logarithm + BigInt(exponent + length - 1) * LN2;
}

/** bitLength, without the text for a number of double size. */
function bitLength53(value: bigint): number {
  if (value >= 1n << 53n) return bitLength(value);
  const { exponent } = partsOf(Number(value));
  return exponent + 53;
}

export function lnReference(x: number): Exact {
  return exact(lnFixed(partsOf(x)));
}

/** x^y for x > 0: e^(y ln x). */
export function powReference(x: number, y: number): Exact {
  const { mantissa, exponent } = partsOf(y);
  return expFixed(shifted(lnFixed(partsOf(x)) * mantissa, exponent));
}

// --- sine and cosine ----------------------------------------------------------------------------------

function sineTaylor(r: bigint, terms: number): { readonly sine: bigint; readonly cosine: bigint } {
  const z = multiply(r, r);
  let sine = 0n;
  let cosine = 0n;
  for (let n = terms; n >= 0; n--) {
    sine = inverseFactorials[2 * n + 1]! - multiply(sine, z);
    cosine = inverseFactorials[2 * n]! - multiply(cosine, z);
  }
  return { sine: multiply(sine, r), cosine };
}

const sineTables = [1, 2].map((step) =>
  Array.from({ length: 256 }, (_, i) => sineTaylor((BigInt(i) << P) >> BigInt(7 * step), 19)),
);

/** sin and cos of a fixed-point angle in [0, 1.6). */
function sineOfFraction(r: bigint): { readonly sine: bigint; readonly cosine: bigint } {
  const a = sineTables[0]![Number(r >> steps[0])]!;
  const afterFirst = r & masks[0];
  const b = sineTables[1]![Number(afterFirst >> steps[1])]!;
  const c = sineTaylor(afterFirst & masks[1], 6);
  const sine = multiply(b.sine, c.cosine) + multiply(b.cosine, c.sine);
  const cosine = multiply(b.cosine, c.cosine) - multiply(b.sine, c.sine);
  return {
    sine: multiply(a.sine, cosine) + multiply(a.cosine, sine),
    cosine: multiply(a.cosine, cosine) - multiply(a.sine, sine),
  };
}

const HALF_PI = PI >> 1n;
const TWO_OVER_PI = (ONE * ONE) / HALF_PI;

/** sin x and cos x; the reduction has 1 400 bits of π for large x, so that 120 significant bits remain. */
export function sineCosineReference(x: number): { readonly sine: Exact; readonly cosine: Exact } {
  const { mantissa, exponent } = partsOf(x);
  let quadrant: number;
  let r: bigint;
  if (Math.abs(x) < 1024) {
    const fixed = shifted(mantissa, exponent + BITS);
    const n = (fixed * TWO_OVER_PI + (1n << (2n * P - 1n))) >> (2n * P);
    r = fixed - ((n * WIDE_PI) >> BigInt(WIDE_PI_BITS + 1 - BITS));
    quadrant = Number(n & 3n);
  } else {
    const guard = 300;
    const bits = Math.max(0, exponent) + 64 + guard;
    const halfPi = WIDE_PI >> BigInt(WIDE_PI_BITS + 1 - Math.min(bits, WIDE_PI_BITS));
    const scaled = shifted(mantissa, exponent + Math.min(bits, WIDE_PI_BITS));
    const n = (2n * scaled + halfPi) / (2n * halfPi) - (scaled < 0n ? 1n : 0n);
    r = shifted(scaled - n * halfPi, BITS - Math.min(bits, WIDE_PI_BITS));
    quadrant = Number(n & 3n);
  }
  return inQuadrant(quadrant, r);
}

/** Sine and cosine of u turns, u in [0, 1). */
export function turnReference(u: number): { readonly sine: Exact; readonly cosine: Exact } {
  const fixed = toFixed(u);
  const quarter = (4n * fixed + ONE / 2n) >> P;
  return inQuadrant(Number(quarter & 3n), multiply(4n * fixed - quarter * ONE, PI / 2n));
}

/** Of quadrant · π/2 + r. */
function inQuadrant(quadrant: number, r: bigint): { readonly sine: Exact; readonly cosine: Exact } {
  const negative = r < 0n;
  const { sine, cosine } = sineOfFraction(negative ? -r : r);
  const signed = negative ? -sine : sine;
  switch (quadrant) {
    case 0:
      return { sine: exact(signed), cosine: exact(cosine) };
    case 1:
      return { sine: exact(cosine), cosine: exact(-signed) };
    case 2:
      return { sine: exact(-signed), cosine: exact(-cosine) };
    default:
      return { sine: exact(-cosine), cosine: exact(signed) };
  }
}

/** √x to 184 bits and more. */
export function sqrtReference(x: number): Exact {
  const { mantissa, exponent } = partsOf(x);
  const even = exponent - (exponent & 1);
  const wide = shifted(mantissa, exponent - even + 2 * 130);
  return { mantissa: integerRoot(wide), exponent: even / 2 - 130 };
}

export function expm1Reference(x: number): Exact {
  return exact(fixedOf(expReference(x)) - ONE);
}

export function tanhReference(x: number): Exact {
  const square = fixedOf(expFixed(-2n * toFixed(Math.abs(x))));
  const value = divide(ONE - square, ONE + square);
  return exact(x < 0 ? -value : value);
}

export function tanReference(x: number): Exact {
  const { sine, cosine } = sineCosineReference(x);
  return { mantissa: (sine.mantissa << P) / cosine.mantissa, exponent: -BITS };
}

// --- inverse trigonometric functions --------------------------------------------------------------------

/**
 * The angle of the direction (x, y), by sine and cosine of a double near it: turned back by the guess g, the
 * direction has the tangent t = (y cos g - x sin g)/(x cos g + y sin g), and the angle is g + arctan t. The guess is
 * not trusted: a bad one is refused, since t must be small for the series and point forward.
 */
function directionFixed(x: bigint, y: bigint, guess: number): bigint {
  const { sine, cosine } = sineCosineReference(guess);
  const forward = x * cosine.mantissa + y * sine.mantissa;
  const t = ((y * cosine.mantissa - x * sine.mantissa) << P) / forward;
  if (forward <= 0n || t >> (P - 40n) < -1n || t >> (P - 40n) > 0n) internal("starting value of the angle is wrong");
  const square = multiply(t, t);
  return toFixed(guess) + t - multiply(t, square) / 3n + multiply(t, multiply(square, square)) / 5n;
}

export function arctanReference(x: number): Exact {
  return exact(directionFixed(ONE, toFixed(x), arctan(x)));
}

/** √(1 - x²) for |x| <= 1. */
function otherSideFixed(x: bigint): bigint {
  return integerRoot(ONE * ONE - x * x);
}

export function arcsinReference(x: number): Exact {
  const fixed = toFixed(x);
  return exact(directionFixed(otherSideFixed(fixed), fixed, arctan(x / Math.sqrt((1 - x) * (1 + x)))));
}

export function arccosReference(x: number): Exact {
  const fixed = toFixed(x);
  const guess = toDouble(HALF_PI) - arctan(x / Math.sqrt((1 - x) * (1 + x)));
  return exact(directionFixed(fixed, otherSideFixed(fixed), guess));
}

const LN10 = lnFixed({ mantissa: 10n, exponent: 0 });

export function log10Reference(x: number): Exact {
  return exact(divide(lnFixed(partsOf(x)), LN10));
}

export function log2Reference(x: number): Exact {
  return exact(divide(lnFixed(partsOf(x)), LN2));
}

export function log1pReference(x: number): Exact {
  return exact(lnFixed({ mantissa: ONE + toFixed(x), exponent: -BITS }));
}

// --- error function and normal law --------------------------------------------------------------------

/** erf x for 0 <= x < 3 in fixed point: 2/√π e^(-x²) Σ 2^n x^(2n+1)/(1·3·…·(2n+1)), all terms positive. */
function erfSeries(x: bigint): bigint {
  const twice = 2n * multiply(x, x);
  let term = x;
  let sum = x;
  for (let odd = 3n; term !== 0n; odd += 2n) {
    term = multiply(term, twice) / odd;
    sum += term;
  }
  return divide(2n * multiply(fixedOf(expFixed(-(twice >> 1n))), sum), ROOT_PI);
}

/** erfc x for x >= 2: e^(-x²)/√π over Laplace's continued fraction x + (1/2)/(x + 1/(x + (3/2)/(x + …))). */
function erfcFraction(x: bigint): Exact {
  // 130 bits need about (130 ln 2)²/(8x²) terms.
  const size = toDouble(x);
  const terms = Math.ceil(1500 / (size * size)) + 20;
  let value = x;
  for (let n = terms; n >= 1; n--) value = x + divide((BigInt(n) * ONE) / 2n, value);
  const power = expFixed(-multiply(x, x));
  return { mantissa: divide(divide(power.mantissa, value), ROOT_PI), exponent: power.exponent };
}

/** erfc of a fixed-point x, about 120 significant bits. */
export function erfcFixed(x: bigint): Exact {
  if (x < 0n) return exact(2n * ONE - fixedOf(erfcFixed(-x)));
  return x < 2n * ONE ? exact(ONE - erfSeries(x)) : erfcFraction(x);
}

export function erfcReference(x: number): Exact {
  return erfcFixed(toFixed(x));
}

export function erfReference(x: number): Exact {
  const magnitude = toFixed(Math.abs(x));
  const value = magnitude < 2n * ONE ? erfSeries(magnitude) : ONE - fixedOf(erfcFraction(magnitude));
  return exact(x < 0 ? -value : value);
}

export function normalCdfReference(x: number): Exact {
  const { mantissa, exponent } = erfcFixed(-multiply(toFixed(x), ROOT_HALF));
  return { mantissa, exponent: exponent - 1 };
}

/**
 * Φ⁻¹(p) near the double `guess`: one Newton step of third order, guess + δ(1 + guess·δ/2) with
 * δ = (p - Φ(guess))/φ(guess), exact to about 2^-150 when the guess is right to 2^-50.
 */
export function normalQuantileReference(p: number, guess: number): Exact {
  const x = toFixed(guess);
  // Both tails by the smaller one: p is compared with 1 - Φ(-x) where x > 0.
  const upper = x > 0n;
  const cdf = normalCdfReference(upper ? -guess : guess);
  const probability = partsOf(upper ? 1 - p : p);
  const density = expFixed(-multiply(x, x) >> 1n);
  const scale = BITS - density.exponent - BITS;
  const difference =
    shifted(probability.mantissa, probability.exponent + scale) - shifted(cdf.mantissa, cdf.exponent + scale);
  const rootTwoPi = integerRoot((2n * PI) << P);
  const delta = multiply((difference << P) / density.mantissa, rootTwoPi);
  const signed = upper ? -delta : delta;
  return exact(x + signed + (multiply(multiply(signed, signed), x) >> 1n));
}

// --- gamma function --------------------------------------------------------------------------------------

/** Bernoulli numbers B2, B4, … as fractions, by the recurrence Σ C(n+1, k) B_k = 0. */
function bernoulli(count: number): { readonly n: bigint; readonly d: bigint }[] {
  const all: { n: bigint; d: bigint }[] = [{ n: 1n, d: 1n }];
  for (let m = 1; m <= 2 * count; m++) {
    let n = 0n;
    let d = 1n;
    let choose = 1n;
    for (let k = 0; k < m; k++) {
      const b = all[k]!;
      n = n * b.d + choose * b.n * d;
      d *= b.d;
      choose = (choose * BigInt(m + 1 - k)) / BigInt(k + 1);
    }
    all.push(reduce(-n, d * BigInt(m + 1)));
  }
  return all.filter((_, m) => m >= 2 && m % 2 === 0);
}

function reduce(n: bigint, d: bigint): { n: bigint; d: bigint } {
  let a = n < 0n ? -n : n;
  let b = d;
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? { n: 0n, d: 1n } : { n: n / a, d: d / a };
}

const bernoulliNumbers = bernoulli(26);
const HALF_LN_TWO_PI = lnFixed({ mantissa: 2n * PI, exponent: -BITS }) / 2n;

/** ln Γ(x) for 2^-60 <= x < 2^60: Stirling's series beyond 50, reached by Γ(x) = Γ(x + n)/(x (x+1) …). */
export function lnGammaReference(x: number): Exact {
  let z = toFixed(x);
  let product = ONE;
  while (z < 50n * ONE) {
    product = multiply(product, z);
    z += ONE;
  }
  const inverse = divide(ONE, z);
  const square = multiply(inverse, inverse);
  let power = inverse;
  let sum = 0n;
  bernoulliNumbers.forEach(({ n, d }, index) => {
    const k = BigInt(2 * (index + 1));
    sum += (power * n) / (d * k * (k - 1n));
    power = multiply(power, square);
  });
  const logarithm = lnFixed({ mantissa: z, exponent: -BITS });
  const stirling = multiply(z - ONE / 2n, logarithm) - z + HALF_LN_TWO_PI + sum;
  return exact(stirling - lnFixed({ mantissa: product, exponent: -BITS }));
}
