/**
 * The distributions a model may draw from: one table for the sampler, its parameters and their domains, its
 * exact moments. Reference pages, the scenario schema and validation are made from it.
 */
import { exp, expm1 } from "../numeric/index.js";
import type { DrawKey } from "./address.js";
import { binomial, poisson } from "./count.js";
import { bernoulli, exponential, lognormal, normalWith, triangular, uniformBetween } from "./derived.js";
import { beta, gamma, studentT } from "./gamma.js";

export type DistributionName =
  | "uniform"
  | "normal"
  | "lognormal"
  | "exponential"
  | "gamma"
  | "beta"
  | "student_t"
  | "triangular"
  | "bernoulli"
  | "binomial"
  | "poisson";

export interface DistributionParameter {
  readonly name: string;
  /** Which values it takes, in words. */
  readonly domain: string;
  /** Value when it is left out; a parameter without one must be given. */
  readonly default?: number;
}

export interface Distribution {
  /** One sentence: what it describes. */
  readonly meaning: string;
  /** In the order in which values are handed in. Those with a default come last or all have one. */
  readonly parameters: readonly DistributionParameter[];
  /** How a number comes from the standard draws, or the name of the method. */
  readonly formula: string;
  /** What is wrong with these values, as the end of a sentence; undefined when nothing is. */
  check(values: readonly number[]): string | undefined;
  /** The number at this address. The values must have passed `check`. */
  sample(key: DrawKey, step: number, run: number, element: number, values: readonly number[]): number;
  /** NaN where it does not exist. */
  mean(values: readonly number[]): number;
  /** Infinity where it diverges, NaN where it does not exist. */
  variance(values: readonly number[]): number;
  /**
   * True when a number is exact by nature, a count or a binary fraction mapped by + and x, so that an exact
   * replay may use it. False when it stands for an irrational number.
   */
  readonly rational: boolean;
}

/** Largest shape, mean count, number of trials or degrees of freedom; counts stay exact up to 2^53 = 9e15. */
const LARGEST = 1e15;

/** Checks one value, given its name. */
type Rule = (name: string, value: number) => string | undefined;

const finite: Rule = (name, value) =>
  Math.abs(value) <= Number.MAX_VALUE ? undefined : `${name} is ${value}, not a finite number`;

const between =
  (least: number, most: number): Rule =>
  (name, value) =>
    value >= least && value <= most ? undefined : `${name} is ${value}, not from ${least} to ${most}`;

const atLeastZero: Rule = (name, value) =>
  value >= 0 && value <= Number.MAX_VALUE ? undefined : `${name} is ${value}, not a finite number of at least 0`;

const positive: Rule = (name, value) =>
  value > 0 && value <= LARGEST ? undefined : `${name} is ${value}, not greater than 0 and at most ${LARGEST}`;

const wholeTrials: Rule = (name, value) =>
  value >= 0 && value <= LARGEST && Math.floor(value) === value
    ? undefined
    : `${name} is ${value}, not a whole number from 0 to ${LARGEST}`;

interface ParameterRule extends DistributionParameter {
  readonly rule: Rule;
}

interface Definition extends Omit<Distribution, "check" | "parameters"> {
  readonly parameters: readonly ParameterRule[];
  /** What is wrong between values that are each in order. */
  readonly together?: (values: readonly number[]) => string | undefined;
}

function define({ together, ...definition }: Definition): Distribution {
  const { parameters } = definition;
  return {
    ...definition,
    parameters: parameters.map(({ rule: _, ...parameter }) => parameter),
    check(values) {
      if (values.length !== parameters.length) {
        return `it takes ${parameters.length} values, not ${values.length}`;
      }
      for (const [index, { name, rule }] of parameters.entries()) {
        const wrong = rule(name, values[index]!);
        if (wrong !== undefined) return wrong;
      }
      return together?.(values);
    },
  };
}

const anyNumber = { domain: "any finite number", rule: finite };
const zeroOrMore = { domain: "at least 0", rule: atLeastZero };
const aboveZero = { domain: "greater than 0, at most 1e15", rule: positive };
const probability = { domain: "from 0 to 1", rule: between(0, 1) };

/** Every distribution by the name it has in a model. */
export const distributions: { readonly [K in DistributionName]: Distribution } = {
  uniform: define({
    meaning: "Every value between low and high is equally likely.",
    parameters: [
      { name: "low", default: 0, ...anyNumber },
      { name: "high", default: 1, ...anyNumber, domain: "any finite number, at least low" },
    ],
    formula: "low + (high - low) * u",
    together: ([low, high]) =>
      low! <= high! ? finite("high - low", high! - low!) : `low is ${low}, above high, ${high}`,
    sample: (key, step, run, element, [low, high]) => uniformBetween(key, step, run, element, low!, high!),
    mean: ([low, high]) => low! / 2 + high! / 2,
    variance: ([low, high]) => ((high! - low!) * (high! - low!)) / 12,
    rational: true,
  }),
  normal: define({
    meaning: "The bell curve: the sum of many small independent influences.",
    parameters: [
      { name: "mean", default: 0, ...anyNumber },
      { name: "sd", default: 1, ...zeroOrMore },
    ],
    formula: "mean + sd * z",
    sample: (key, step, run, element, [mean, sd]) => normalWith(key, step, run, element, mean!, sd!),
    mean: ([mean]) => mean!,
    variance: ([, sd]) => sd! * sd!,
    rational: false,
  }),
  lognormal: define({
    meaning: "A positive number whose logarithm is normal: the product of many small independent factors.",
    parameters: [
      { name: "mu", ...anyNumber },
      { name: "sigma", ...zeroOrMore },
    ],
    formula: "exp(mu + sigma * z)",
    sample: (key, step, run, element, [mu, sigma]) => lognormal(key, step, run, element, mu!, sigma!),
    mean: ([mu, sigma]) => exp(mu! + (sigma! * sigma!) / 2),
    variance: ([mu, sigma]) => expm1(sigma! * sigma!) * exp(2 * mu! + sigma! * sigma!),
    rational: false,
  }),
  exponential: define({
    meaning: "The waiting time between events that come at a constant rate.",
    parameters: [{ name: "mean", ...zeroOrMore }],
    formula: "mean * -ln(1 - u)",
    sample: (key, step, run, element, [mean]) => exponential(key, step, run, element, mean!),
    mean: ([mean]) => mean!,
    variance: ([mean]) => mean! * mean!,
    rational: false,
  }),
  gamma: define({
    meaning: "A positive amount, such as the waiting time for several events; shape 1 is the exponential.",
    parameters: [
      { name: "shape", ...aboveZero },
      { name: "scale", default: 1, ...zeroOrMore },
    ],
    formula: "scale * standard gamma (Marsaglia and Tsang 2000)",
    sample: (key, step, run, element, [shape, scale]) => scale! * gamma(key, step, run, element, shape!),
    mean: ([shape, scale]) => shape! * scale!,
    variance: ([shape, scale]) => shape! * scale! * scale!,
    rational: false,
  }),
  beta: define({
    meaning: "An uncertain share between 0 and 1, like one seen in a of a + b cases.",
    parameters: [
      { name: "a", ...aboveZero },
      { name: "b", ...aboveZero },
    ],
    formula: "x / (x + y) of standard gammas x of shape a and y of shape b",
    sample: (key, step, run, element, [a, b]) => beta(key, step, run, element, a!, b!),
    mean: ([a, b]) => a! / (a! + b!),
    variance: ([a, b]) => ((a! / (a! + b!)) * (b! / (a! + b!))) / (a! + b! + 1),
    rational: false,
  }),
  student_t: define({
    meaning: "A bell curve with heavy tails; fewer degrees of freedom nu mean more extreme values.",
    parameters: [{ name: "nu", domain: "from 0.1 to 1e15", rule: between(0.1, LARGEST) }],
    formula: "z * sqrt(nu / (2 * standard gamma of shape nu / 2))",
    sample: (key, step, run, element, [nu]) => studentT(key, step, run, element, nu!),
    mean: ([nu]) => (nu! > 1 ? 0 : Number.NaN),
    variance: ([nu]) => (nu! > 2 ? nu! / (nu! - 2) : nu! > 1 ? Number.POSITIVE_INFINITY : Number.NaN),
    rational: false,
  }),
  triangular: define({
    meaning: "A value between low and high that is most likely near mode: an expert's three-point estimate.",
    parameters: [
      { name: "low", ...anyNumber },
      { name: "mode", ...anyNumber, domain: "any finite number, at least low" },
      { name: "high", ...anyNumber, domain: "any finite number, at least mode" },
    ],
    formula: "the inverse of the distribution function at u",
    together: ([low, mode, high]) => {
      if (low! > mode!) return `low is ${low}, above mode, ${mode}`;
      if (mode! > high!) return `mode is ${mode}, above high, ${high}`;
      return finite("(high - low)^2", (high! - low!) * (high! - low!));
    },
    sample: (key, step, run, element, [low, mode, high]) => triangular(key, step, run, element, low!, mode!, high!),
    mean: ([low, mode, high]) => low! / 3 + mode! / 3 + high! / 3,
    variance: ([low, mode, high]) => {
      const left = mode! - low!;
      const right = high! - mode!;
      return (left * left + left * right + right * right) / 18;
    },
    rational: false,
  }),
  bernoulli: define({
    meaning: "1 with probability p, else 0.",
    parameters: [{ name: "p", ...probability }],
    formula: "u < p ? 1 : 0",
    sample: (key, step, run, element, [p]) => bernoulli(key, step, run, element, p!),
    mean: ([p]) => p!,
    variance: ([p]) => p! * (1 - p!),
    rational: true,
  }),
  binomial: define({
    meaning: "How many of n independent trials succeed when each does with probability p.",
    parameters: [
      { name: "n", domain: "a whole number from 0 to 1e15", rule: wholeTrials },
      { name: "p", ...probability },
    ],
    formula: "inversion of u below n * min(p, 1 - p) = 10, BTRS (Hörmann 1993) above",
    sample: (key, step, run, element, [n, p]) => binomial(key, step, run, element, n!, p!),
    mean: ([n, p]) => n! * p!,
    variance: ([n, p]) => n! * p! * (1 - p!),
    rational: true,
  }),
  poisson: define({
    meaning: "How many events happen when they come independently, `mean` of them on average.",
    parameters: [{ name: "mean", domain: "from 0 to 1e15", rule: between(0, LARGEST) }],
    formula: "inversion of u below mean 10, PTRS (Hörmann 1993) above",
    sample: (key, step, run, element, [mean]) => poisson(key, step, run, element, mean!),
    mean: ([mean]) => mean!,
    variance: ([mean]) => mean!,
    rational: true,
  }),
};

/** The names of all distributions. */
export const distributionNames = Object.keys(distributions) as readonly DistributionName[];

export function isDistributionName(text: string): text is DistributionName {
  return Object.hasOwn(distributions, text);
}
