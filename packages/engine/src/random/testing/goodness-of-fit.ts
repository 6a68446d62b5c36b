/** Tests of samples against the distributions they claim to come from, for the tests of this room. */
import { exp, gammaQ, ln, lnGamma } from "../../numeric/index.js";

/**
 * The p-value of the Kolmogorov-Smirnov test of a sample against a continuous distribution function: how
 * often a sample that does follow it lies at least this far off. Stephens's (1970) correction of the limit
 * law; good to 1e-3 of itself for the sample sizes used here.
 */
export function kolmogorovSmirnov(sample: Float64Array, cdf: (x: number) => number): number {
  const sorted = sample.slice().sort();
  const n = sorted.length;
  let distance = 0;
  for (let index = 0; index < n; index++) {
    const value = cdf(sorted[index]!);
    if (!(value >= 0 && value <= 1)) return 0;
    distance = Math.max(distance, value - index / n, (index + 1) / n - value);
  }
  const root = Math.sqrt(n);
  const scaled = (root + 0.12 + 0.11 / root) * distance;
  if (scaled < 0.3) return 1;
  let tail = 0;
  for (let k = 1; k <= 20; k++) tail += (k % 2 === 1 ? 2 : -2) * exp(-2 * k * k * scaled * scaled);
  return Math.min(1, Math.max(0, tail));
}

/** The p-value of Pearson's chi-square test; `expected` in counts, each at least about 5. */
export function chiSquare(observed: ArrayLike<number>, expected: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < observed.length; index++) {
    const gap = observed[index]! - expected[index]!;
    sum += (gap * gap) / expected[index]!;
  }
  return gammaQ((observed.length - 1) / 2, sum / 2);
}

/**
 * Chi-square of a sample of whole numbers against `cdf(k) = P(X <= k)`, in bins of nearby counts with at
 * least `least` expected values each, between `from` and `to`; the first and last bin hold the tails.
 */
export function chiSquareCounts(
  sample: Float64Array,
  cdf: (k: number) => number,
  from: number,
  to: number,
  least: number,
): number {
  const n = sample.length;
  const stride = Math.max(1, Math.floor((to - from) / 200));
  const edges: number[] = [];
  const expected: number[] = [];
  let below = 0;
  for (let k = from; k < to; k += stride) {
    const upTo = cdf(k);
    if ((upTo - below) * n >= least && (1 - upTo) * n >= least) {
      edges.push(k);
      expected.push((upTo - below) * n);
      below = upTo;
    }
  }
  expected.push((1 - below) * n);
  const observed = new Float64Array(expected.length);
  for (const value of sample) {
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (value <= edges[middle]!) high = middle;
      else low = middle + 1;
    }
    observed[low]! += 1;
  }
  if (expected.length < 2) throw new Error("one bin is no test");
  return chiSquare(observed, expected);
}

/** Sample moments: mean, variance, and the standard error of that variance. */
export function moments(sample: Float64Array): { mean: number; variance: number; varianceError: number } {
  const n = sample.length;
  let total = 0;
  for (const value of sample) total += value;
  const mean = total / n;
  let second = 0;
  let fourth = 0;
  for (const value of sample) {
    const square = (value - mean) * (value - mean);
    second += square;
    fourth += square * square;
  }
  const variance = second / n;
  return { mean, variance, varianceError: Math.sqrt(Math.max(0, fourth / n - variance * variance) / n) };
}

/** Pearson's correlation of two samples of equal length. */
export function correlation(a: Float64Array, b: Float64Array): number {
  const [left, right] = [moments(a), moments(b)];
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index]! - left.mean) * (b[index]! - right.mean);
  return sum / a.length / Math.sqrt(left.variance * right.variance);
}

/**
 * The regularised incomplete beta function I_x(a, b) by the continued fraction of DLMF 8.17.22, evaluated by
 * the modified Lentz method. Distribution function of the beta, and through it of Student's t and the binomial.
 */
export function betaP(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = exp(a * ln(x) + b * ln(1 - x) + lnGamma(a + b) - lnGamma(a) - lnGamma(b));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(a, b, x)) / a : 1 - (front * fraction(b, a, 1 - x)) / b;
}

function fraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const kept = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let product = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    product *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    product *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) return product;
  }
  throw new Error(`betaP(${a}, ${b}, ${x}) did not converge`);
}
