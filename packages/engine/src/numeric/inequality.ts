import { fail } from "../base/errors.js";
import { erf } from "./erf.js";
import { ln } from "./ln.js";
import { mean } from "./moments.js";
import { chunkedSum } from "./sum.js";

/**
 * The Gini coefficient: half the mean absolute difference of all n² pairs, over the mean. 0 when all have the
 * same; (n - 1)/n when one has everything (denominator n²·mean, no small-sample correction).
 *
 * @param sample Holdings >= 0 in any order, left as they are; at least one, not all zero.
 * @throws TokenwrightError `inequality/sample`.
 */
export function gini(sample: ArrayLike<number>): number {
  const sorted = checkedCopy(sample).sort();
  const count = sorted.length;
  // Σ (2i - n - 1) x_i over ascending x, i from 1.
  const weighted = sorted.map((value, index) => (2 * index + 1 - count) * value);
  return chunkedSum(weighted) / (count * chunkedSum(sorted));
}

/**
 * The Lorenz curve: entry k is the share of the total that the k poorest hold, k = 0 … n.
 *
 * @throws TokenwrightError `inequality/sample`.
 */
export function lorenzCurve(sample: ArrayLike<number>): Float64Array {
  const sorted = checkedCopy(sample).sort();
  const total = chunkedSum(sorted);
  const curve = new Float64Array(sorted.length + 1);
  let sum = 0;
  let rest = 0;
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i]!;
    const next = sum + value;
    rest += sum >= value ? sum - next + value : value - next + sum;
    sum = next;
    const share = (sum + rest) / total;
    curve[i + 1] = share > 1 ? 1 : share;
  }
  curve[sorted.length] = 1;
  return curve;
}

/**
 * Theil's T: the mean of (x/μ) ln(x/μ). 0 when all have the same, ln n when one has everything; a zero holding adds 0.
 *
 * @throws TokenwrightError `inequality/sample`.
 */
export function theil(sample: ArrayLike<number>): number {
  const values = checkedCopy(sample);
  const centre = mean(values);
  return mean(values.map((value) => (value === 0 ? 0 : (value / centre) * ln(value / centre))));
}

/**
 * The mean logarithmic deviation (Theil's L): the mean of ln(μ/x). Infinity when somebody has nothing.
 *
 * @throws TokenwrightError `inequality/sample`.
 */
export function meanLogDeviation(sample: ArrayLike<number>): number {
  const values = checkedCopy(sample);
  const centre = mean(values);
  return mean(values.map((value) => -ln(value / centre)));
}

function checkedCopy(sample: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(sample);
  const bad = values.findIndex((value) => !(value >= 0 && value < Infinity));
  if (values.length === 0 || bad >= 0 || values.every((value) => value === 0)) {
    fail({
      code: "inequality/sample",
      message:
        bad >= 0
          ? `Inequality of a sample with the value ${values[bad]} at position ${bad + 1} is not defined.`
          : `Inequality of a sample ${values.length === 0 ? "without values" : "of zeros"} is not defined.`,
      expected: "finite holdings of at least 0, one of them positive",
      hint: "leave out debts, or add them to the holdings first",
    });
  }
  return values;
}

/**
 * Gini of a Pareto law with tail index α: 1/(2α - 1).
 *
 * @throws TokenwrightError `inequality/law` unless α > 1 (at α <= 1 the mean is infinite).
 */
export function giniOfPareto(alpha: number): number {
  if (!(alpha > 1)) refuse("Pareto", "tail index", alpha, "more than 1, where the mean is finite");
  return 1 / (2 * alpha - 1);
}

/** Gini of a log-normal law whose logarithm has standard deviation σ >= 0: erf(σ/2), whatever its median. */
export function giniOfLogNormal(sigma: number): number {
  if (!(sigma >= 0)) refuse("log-normal", "standard deviation of the logarithm", sigma, "at least 0");
  return erf(sigma / 2);
}

/** Gini of an exponential law, 1/2 whatever its rate. */
export function giniOfExponential(): number {
  return 0.5;
}

/**
 * Gini of a uniform law on (low, high): (high - low)/(3 (low + high)), 1/3 for low = 0.
 *
 * @throws TokenwrightError `inequality/law` unless 0 <= low < high < Infinity.
 */
export function giniOfUniform(low = 0, high = 1): number {
  if (!(low >= 0)) refuse("uniform", "lower end", low, "at least 0");
  if (!(high > low && high < Infinity)) refuse("uniform", "upper end", high, "finite and above the lower end");
  return (high - low) / (3 * (low + high));
}

function refuse(law: string, name: string, value: number, expected: string): never {
  return fail({
    code: "inequality/law",
    message: `The ${law} law received the ${name} ${value}.`,
    expected,
    hint: "check the order of the parameters",
  });
}
