import { fail } from "../base/errors.js";
import { lowPart, productError, sumError } from "./double-double.js";
import { expWithTail } from "./exp.js";
import { ln, lnExtended, log1p } from "./ln.js";
import { lnGamma, stirlingRest } from "./ln-gamma.js";

const rootTwoPi = 2.5066282746310007;

/** x^a e^-x / Γ(a + 1), the factor in front of both expansions. */
function prefix(a: number, x: number): number {
  if (a < 8) {
    const logarithm = lnExtended(x);
    const product = a * logarithm;
    const low = productError(a, logarithm, product) + a * lowPart[0]!;
    const exponent = product - x;
    return expWithTail(exponent, sumError(product, -x, exponent) + low) / gammaOfNextSmall(a);
  }
  // Stirling for Γ(a + 1) = a Γ(a): a ln(x/a) - (x - a) is small where the value matters and is formed as such.
  const difference = (x - a) / a;
  return expWithTail(a * logMinus(difference, x, a) - stirlingRest(a), 0) / (rootTwoPi * Math.sqrt(a));
}

/** ln(1 + d) - d for d = x/a - 1, by its series where the difference would cancel. */
function logMinus(d: number, x: number, a: number): number {
  if (Math.abs(d) > 0.3) return (Math.abs(d) < 1e8 ? log1p(d) : ln(x) - ln(a)) - d;
  // With s = d/(2 + d): ln(1 + d) - d = 2 (s + s³/3 + …) - d = -s d + 2 (s³/3 + s⁵/5 + …).
  const s = d / (2 + d);
  const z = s * s;
  let sum = 0;
  for (let n = 25; n >= 3; n -= 2) sum = sum * z + 2 / n;
  return s * (z * sum - d);
}

/** Γ(a + 1) for 0 < a < 8. */
function gammaOfNextSmall(a: number): number {
  return expWithTail(lnGamma(a + 1), 0);
}

const MAXIMUM_TERMS = 100_000;

/** Σ x^n/((a + 1) … (a + n)), the lower expansion without its prefix. */
function series(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < MAXIMUM_TERMS; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sum;
}

/** The upper expansion without its prefix: Legendre's continued fraction by Lentz's method. */
function fraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MAXIMUM_TERMS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = numerator * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + numerator / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}

function checkArguments(a: number, x: number): void {
  if (!(a > 0 && a < Infinity) || !(x >= 0)) {
    fail({
      code: "gamma/argument",
      message: `The incomplete gamma function received a = ${a}, x = ${x}.`,
      expected: "a finite a > 0 and x >= 0",
      hint: "half the degrees of freedom and half the chi-square statistic, for the chi-square law",
    });
  }
}

/**
 * The regularised lower incomplete gamma function P(a, x) = ∫₀ˣ t^(a-1) e^-t dt / Γ(a): the share of a gamma law
 * of shape a below x; P(n/2, χ²/2) is the chi-square distribution function with n degrees of freedom.
 *
 * Relative error about 1e-14, growing like 1e-16·√a for large a. Not for inner loops: the number of terms depends
 * on the arguments (at most 100 000, reached only for a near 1e9).
 *
 * @throws TokenwrightError `gamma/argument` unless a > 0 is finite and x >= 0.
 */
export function gammaP(a: number, x: number): number {
  checkArguments(a, x);
  if (x === 0) return 0;
  if (x === Infinity) return 1;
  if (x < a + 1) return prefix(a, x) * series(a, x);
  return 1 - prefix(a, x) * fraction(a, x) * a;
}

/** The complement Q(a, x) = 1 - P(a, x), without loss of digits in the upper tail: the p-value of a chi-square test. */
export function gammaQ(a: number, x: number): number {
  checkArguments(a, x);
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  if (x < a + 1) return 1 - prefix(a, x) * series(a, x);
  return prefix(a, x) * fraction(a, x) * a;
}
