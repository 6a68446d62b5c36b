import type { CallExpression } from "./syntax.js";

/**
 * What a function needs besides its arguments. `elementary`: nothing. `draw`: a random number by address.
 * `time`: the time of the step. `memory`: values of earlier steps. `event`: whether a condition held in earlier
 * steps. `aggregate`: the elements of a dimension.
 */
export type FunctionKind = "elementary" | "draw" | "time" | "memory" | "event" | "aggregate";

export interface LanguageFunction {
  readonly name: string;
  readonly kind: FunctionKind;
  /** Fewest and most arguments; `most` is Infinity where any number will do. */
  readonly fewest: number;
  readonly most: number;
  /** How it is written, arguments that may be left out between brackets: `pulse(amount, at[, every])`. */
  readonly usage: string;
  /** One line. */
  readonly meaning: string;
}

type Row = readonly [usage: string, fewest: number, most: number, meaning: string];

const unlimited = Number.POSITIVE_INFINITY;

const rows: { readonly [kind in FunctionKind]: readonly Row[] } = {
  elementary: [
    ["min(a, b, ...)", 1, unlimited, "the smallest argument; of one subscripted argument, its smallest element"],
    ["max(a, b, ...)", 1, unlimited, "the largest argument; of one subscripted argument, its largest element"],
    ["abs(x)", 1, 1, "x without its sign"],
    ["floor(x)", 1, 1, "the largest whole number not above x, in base units for a token amount"],
    ["ceil(x)", 1, 1, "the smallest whole number not below x, in base units for a token amount"],
    ["round(x)", 1, 1, "the nearest whole number, a half away from zero, in base units for a token amount"],
    ["int(x)", 1, 1, "x without what follows the point, in base units for a token amount"],
    ["sign(x)", 1, 1, "-1, 0 or 1 as x is below, equal to or above zero"],
    ["sqrt(x)", 1, 1, "the number that is not negative and whose square is x"],
    ["exp(x)", 1, 1, "e to the power x"],
    ["ln(x)", 1, 1, "the natural logarithm"],
    ["log10(x)", 1, 1, "the logarithm to base 10"],
    ["log2(x)", 1, 1, "the logarithm to base 2"],
    ["sin(x)", 1, 1, "the sine of an angle in radians"],
    ["cos(x)", 1, 1, "the cosine of an angle in radians"],
    ["tan(x)", 1, 1, "the tangent of an angle in radians"],
    ["arcsin(x)", 1, 1, "the angle in radians, from -pi/2 to pi/2, whose sine is x"],
    ["arccos(x)", 1, 1, "the angle in radians, from 0 to pi, whose cosine is x"],
    ["arctan(x)", 1, 1, "the angle in radians, from -pi/2 to pi/2, whose tangent is x"],
    ["tanh(x)", 1, 1, "the hyperbolic tangent, between -1 and 1"],
    ["erf(x)", 1, 1, "the error function, between -1 and 1"],
    ["mod(a, b)", 2, 2, "a - b * floor(a / b): the remainder with the sign of b"],
    ["clamp(x, low, high)", 3, 3, "x kept between low and high"],
    ["lookup(table, x)", 2, 2, "the value of a table of the model at x, on the line between its points"],
  ],
  time: [
    ["step(height, at)", 2, 2, "0 before the time `at`, height from then on"],
    [
      "pulse(amount, at[, every])",
      2,
      3,
      "amount, within the step that holds the time `at`, and again after each `every`",
    ],
    ["ramp(slope, from[, to])", 2, 3, "0 before `from`, then rising by slope per time, until `to`"],
  ],
  memory: [
    ["previous(x[, first])", 1, 2, "x one step ago; `first` at the first step"],
    ["initial(x)", 1, 1, "x at the first step"],
    ["delay(x, time[, first])", 2, 3, "x as it was `time` ago; `first`, or the first x, before that"],
    ["delay1(x, time[, first])", 2, 3, "x behind a first-order delay, `time` on average"],
    ["delay3(x, time[, first])", 2, 3, "x behind three first-order delays in a row, `time` on average"],
    ["smooth(x, time[, first])", 2, 3, "x averaged exponentially over `time`"],
    ["smooth3(x, time[, first])", 2, 3, "x averaged exponentially three times in a row, over `time` in all"],
    ["delayN(x, time, n[, first])", 3, 4, "x behind n first-order delays in a row, `time` on average; n is a number"],
    [
      "smoothN(x, time, n[, first])",
      3,
      4,
      "x averaged exponentially n times in a row, over `time` in all; n is a number",
    ],
    ["leaving(conveyor)", 1, 1, "what has come to the end of a conveyor and leaves it in this step, per time"],
    ["trend(x, time[, first])", 2, 3, "growth of x as a share of its average over `time`, per time"],
    ["forecast(x, time, ahead[, first])", 3, 4, "x carried on by its trend over `time` for a time ahead"],
  ],
  event: [
    ["latch(set, reset)", 2, 2, "holds from a step in which `set` holds until one in which `reset` holds, which wins"],
    ["ever(condition)", 1, 1, "holds from the first step on in which the condition holds"],
    ["once(condition)", 1, 1, "holds in the first step in which the condition holds, and in no other"],
    [
      "since(condition[, first])",
      1,
      2,
      "time since the last step in which the condition held; before any did, the time since the start and `first`",
    ],
    [
      "heldFor(condition)",
      1,
      1,
      "how long the condition has held without a break, this step included; 0 when it does not",
    ],
  ],
  aggregate: [
    ["sum(x)", 1, 1, "the sum of the elements of x"],
    ["mean(x)", 1, 1, "the mean of the elements of x"],
    ["prod(x)", 1, 1, "the product of the elements of x"],
    ["count(condition)", 1, 1, "the number of elements of which the condition holds"],
    ["share(condition)", 1, 1, "the share of the elements of which the condition holds"],
    ["gini(x)", 1, 1, "the Gini coefficient of the elements of x: 0 when all are equal, near 1 when one has all"],
    [
      "quantile(x, q)",
      2,
      2,
      "the value below which the share q of the elements of x lies, between neighbours by a line",
    ],
    ["topShare(x, k)", 2, 2, "the share of the sum of x that its k largest elements hold; k need not be whole"],
    ["choose(weight)", 1, 1, "the number of an element, from 1, drawn in proportion to the weights"],
    ["at(x, k)", 2, 2, "the element of x with the number k, from 1"],
  ],
  draw: [
    ["normal(mean, sd)", 2, 2, "a normal number with this mean and standard deviation"],
    ["uniform(low, high)", 2, 2, "a number between low and high, all equally likely"],
    ["lognormal(mu, sigma)", 2, 2, "a number whose logarithm is normal with mean mu and standard deviation sigma"],
    ["exponential(mean)", 1, 1, "an exponential number with this mean"],
    ["gamma(shape, scale)", 2, 2, "a gamma number with mean shape * scale"],
    ["beta(a, b)", 2, 2, "a beta number between 0 and 1 with mean a / (a + b)"],
    ["poisson(mean)", 1, 1, "a count with this mean and variance"],
    ["binomial(n, p)", 2, 2, "the number of successes in n trials that succeed with probability p"],
    ["bernoulli(p)", 1, 1, "1 with probability p, otherwise 0"],
    ["triangular(low, mode, high)", 3, 3, "a number between low and high, most likely near mode"],
    ["student_t(df)", 1, 1, "a number of Student's t with df degrees of freedom"],
  ],
};

/** The functions of the language, by name. A name is a function only where `(` follows it. */
export const functions: ReadonlyMap<string, LanguageFunction> = new Map(
  (Object.keys(rows) as FunctionKind[]).flatMap((kind) =>
    rows[kind].map(([usage, fewest, most, meaning]) => {
      const name = usage.slice(0, usage.indexOf("("));
      return [name, { name, kind, fewest, most, usage, meaning }] as const;
    }),
  ),
);

/** True for a call that reduces the elements of its argument: `sum(x[*])`, and `min(x[*])` with its one argument. */
export function isAggregate(call: CallExpression): boolean {
  const kind = functions.get(call.name)?.kind;
  return kind === "aggregate" || ((call.name === "min" || call.name === "max") && call.arguments.length === 1);
}

/** What other languages call something that this one writes differently; the value is what to try. */
export const foreignFunctions: ReadonlyMap<string, string> = new Map([
  ["if", "if a then b else c"],
  ["iif", "if a then b else c"],
  ["ifelse", "if a then b else c"],
  ["if_then_else", "if a then b else c"],
  ["pow", "a ^ b"],
  ["power", "a ^ b"],
  ["log", "ln(x) for the natural logarithm or log10(x) for base 10"],
  ["log1p", "ln(1 + x)"],
  ["expm1", "exp(x) - 1"],
  ["and", "a and b"],
  ["or", "a or b"],
  ["not", "not a"],
  ["trunc", "sign(x) * floor(abs(x))"],
  ["ceiling", "ceil(x)"],
  ["modulo", "mod(a, b)"],
  ["sgn", "sign(x)"],
  ["avg", "mean(x)"],
  ["average", "mean(x)"],
  ["product", "prod(x)"],
  ["minimum", "min(a, b)"],
  ["maximum", "max(a, b)"],
  ["prev", "previous(x)"],
  ["lag", "previous(x)"],
  ["init", "initial(x)"],
  ["smth1", "smooth(x, time)"],
  ["smth3", "smooth3(x, time)"],
  ["rand", "uniform(0, 1)"],
  ["random", "uniform(0, 1)"],
  ["gauss", "normal(mean, sd)"],
  ["gaussian", "normal(mean, sd)"],
  ["square", "x ^ 2"],
]);
