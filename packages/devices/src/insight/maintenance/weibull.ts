import { fail, numeric } from "@tokenwright/engine";

const { exp, ln, lnGamma, log1p, pow, gammaQ } = numeric;

/** A lifetime law: shape β (below 1 early failures, above 1 wear) and scale η, the age that 36.8 % reach. */
export interface Weibull {
  readonly shape: number;
  /** In the unit of the ages. */
  readonly scale: number;
}

/** The share that reaches an age: R(t) = e^-(t/η)^β; 1 before age 0. */
export function reliability(law: Weibull, age: number): number {
  return exp(-cumulativeHazard(law, age));
}

/** (t/η)^β, the expected number of failures up to an age if each were repaired at once and stayed as old. */
export function cumulativeHazard(law: Weibull, age: number): number {
  check(law);
  return age <= 0 ? 0 : pow(age / law.scale, law.shape);
}

/** The mean age at failure, ηΓ(1 + 1/β), in the unit of η. */
export function meanLife(law: Weibull): number {
  check(law);
  return law.scale * exp(lnGamma(1 + 1 / law.shape));
}

/**
 * The age by which a share of them has failed: η(-ln(1 - p))^(1/β). A share of 0.1 gives B10, of 0.5 the median.
 *
 * @throws TokenwrightError `maintenance/share` unless the share lies in [0, 1).
 */
export function lifeAtShare(law: Weibull, failed: number): number {
  check(law);
  if (!(failed >= 0 && failed < 1)) {
    fail({ code: "maintenance/share", message: `The share failed is ${failed}.`, expected: "0 or more, below 1" });
  }
  return failed === 0 ? 0 : law.scale * pow(-log1p(-failed), 1 / law.shape);
}

/**
 * The mean time left to one that has reached an age: ∫ from t of R / R(t), in the unit of η. At age 0 it is the mean
 * life; it falls with age for β above 1.
 */
export function meanResidualLife(law: Weibull, age: number): number {
  check(law);
  if (age <= 0) return meanLife(law);
  const a = 1 / law.shape;
  const x = cumulativeHazard(law, age);
  // The integral is (η/β) Γ(a, x). Where Γ(a, x) would underflow with R(t), both are left out of the quotient.
  if (x < a + 1) return meanLife(law) * gammaQ(a, x) * exp(x);
  return (age / law.shape) * upperFraction(a, x);
}

/** Γ(a, x) e^x x^-a for x >= a + 1, by Legendre's continued fraction (DLMF 8.9.2) and Lentz's method. */
function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 10_000; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = numerator * d + b;
    if (Math.abs(d) < tiny) d = tiny;
    c = b + numerator / c;
    if (Math.abs(c) < tiny) c = tiny;
    d = 1 / d;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return value;
}

/** The chance that one of an age fails within a further time: 1 - R(t + h)/R(t). */
export function failureWithin(law: Weibull, age: number, further: number): number {
  return -numeric.expm1(cumulativeHazard(law, age) - cumulativeHazard(law, age + Math.max(0, further)));
}

/** Log-likelihood of one age at failure, or of an age that was reached without failing. */
export function logLikelihood(law: Weibull, age: number, failed: boolean): number {
  const hazard = cumulativeHazard(law, age);
  if (!failed) return -hazard;
  return ln(law.shape / law.scale) + (law.shape - 1) * ln(age / law.scale) - hazard;
}

function check({ shape, scale }: Weibull): void {
  if (!(shape > 0 && shape < Infinity && scale > 0 && scale < Infinity)) {
    fail({
      code: "maintenance/weibull",
      message: `The lifetime law has the shape ${shape} and the scale ${scale}.`,
      expected: "both finite and above 0",
    });
  }
}
