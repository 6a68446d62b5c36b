import { auxiliary, defineModel, type Model, mint, parameter, state, stock } from "@tokenwright/engine";

/** An equation for every function of the language that needs no population; `x`, `p` and `u` are drawn anew every step. */
const equations: Readonly<Record<string, string>> = {
  ...{ min: "min(x, p, u)", max: "max(x, p, u)", abs: "abs(x)", floor: "floor(x)", ceil: "ceil(x)" },
  ...{ round: "round(x)", int: "int(x)", sign: "sign(x)", sqrt: "sqrt(p)", exp: "exp(x)", ln: "ln(p)" },
  ...{ log10: "log10(p)", log2: "log2(p)", sin: "sin(9 * x)", cos: "cos(9 * x)", tan: "tan(u)", tanh: "tanh(x)" },
  ...{ arcsin: "arcsin(u)", arccos: "arccos(u)", arctan: "arctan(x)", erf: "erf(x)", mod: "mod(x, p)" },
  ...{ clamp: "clamp(x, -p, u)", lookup: "lookup(curve, x)", power: "p ^ x", wholePower: "x ^ 3 / (1 + p ^ 2)" },
  ...{ step: "step(p, 9)", pulse: "pulse(p, 4, 5)", ramp: "ramp(u, 3, 20)", time: "time + u" },
  ...{ previous: "previous(x, 0)", initial: "initial(x)", delay: "delay(x, 3)", delay1: "delay1(x, 4)" },
  ...{ delay3: "delay3(x, 6)", smooth: "smooth(x, 5)", smooth3: "smooth3(x, 6)", delayN: "delayN(x, 8, 4)" },
  ...{ smoothN: "smoothN(x, 8, 4)", trend: "trend(p + 5, 7)", forecast: "forecast(p + 5, 7, 3)" },
  ...{ latch: "if latch(x > 2, x < -2) then 1 else 0", ever: "if ever(x > 6) then p else u" },
  ...{ once: "if once(x > 3) then p else 0", since: "since(x > 2)", heldFor: "heldFor(x > 0)" },
  ...{ normal: "normal(x, p)", uniform: "uniform(x, x + p)", lognormal: "lognormal(u, 0.3)" },
  ...{ exponential: "exponential(p)", gamma: "gamma(p, u + 2)", beta: "beta(p, u + 2)", poisson: "poisson(3 * p)" },
  ...{ binomial: "binomial(40, 0.3)", bernoulli: "bernoulli(0.3)", triangular: "triangular(-1, 0, p)" },
  ...{ student_t: "student_t(4)", sum: "sum(part[*])", mean: "mean(part[*])", prod: "prod(part[*])" },
  ...{ count: "count(part[*] > 0)", share: "share(part[*] > 0)" },
};

/** All functions of the language but those of queues and populations, on numbers without units, as vector code runs it. */
export const everyFunction: Model = defineModel({
  title: "Every function",
  unitCheck: false,
  clock: { start: "0", dt: "1", unit: "day" },
  dimensions: { place: { elements: ["a", "b", "c", "d"] } },
  lookups: {
    curve: {
      points: [
        ["-2", "1"],
        ["0", "3.7"],
        ["1.5", "-2"],
        ["4", "0.1"],
      ],
    },
  },
  parameters: { fixed: parameter("lognormal(0, 0.2)", "drawn once in a run", { unit: "1" }) },
  states: { memory: state("1", "0.9 * memory + 0.1 * x", "an average") },
  auxiliaries: {
    x: auxiliary("1", "normal(0, 3)", "near zero"),
    p: auxiliary("1", "fixed * exponential(2) + 0.01", "above zero"),
    u: auxiliary("1", "uniform(-1, 1)", "a sine"),
    "part[place]": auxiliary("1", "normal(1, 2)", "of a place"),
    ...Object.fromEntries(
      Object.entries(equations).map(([name, equation]) => [`of_${name}`, auxiliary("1", equation, "a function")]),
    ),
  },
});

/** What the elements of a dimension are together. */
export const elements: Model = defineModel({
  title: "Elements",
  dimensions: { place: { elements: ["a", "b", "c", "d"] } },
  auxiliaries: {
    "part[place]": auxiliary("1", "normal(1, 2)", "of a place"),
    ofGini: auxiliary("1", "gini(part[*] ^ 2)", "inequality"),
    ofQuantile: auxiliary("1", "quantile(part[*], 0.3)", "quantile"),
    ofTopShare: auxiliary("1", "topShare(part[*] ^ 2, 2)", "of the largest"),
    ofAt: auxiliary("1", "at(part[*], 2)", "of the second"),
  },
});

/** Agents with luck of their own, what they are together, and a queue. */
export const crowd: Model = defineModel({
  title: "A crowd and a queue",
  epoch: "1 day",
  assets: { token: { decimals: 6 } },
  dimensions: { holder: { agents: 23 } },
  states: { "mood[holder]": state("1", "mood[holder] * lognormal(0, 0.1)", "mood") },
  stocks: {
    "held[holder]": stock("100 token", "held by each"),
    queue: stock("5 token", "waiting", { conveyor: { time: "3 day" } }),
    free: stock("0 token", "free"),
  },
  flows: {
    "earned[holder]": mint("held[holder]", "{1 token/epoch} * mood[holder]", "earned"),
    asked: { from: "held[giver]", to: "queue", equation: "0.2 * at(held[*], giver) / epoch", meaning: "enters" },
    out: { from: "queue", to: "free", equation: "leaving(queue)", meaning: "leaves" },
  },
  auxiliaries: {
    giver: auxiliary("1", "choose(mood[*])", "one of all"),
    inequality: auxiliary("1", "gini(held[*])", "Gini coefficient"),
    all: auxiliary("token", "sum(held[*])", "of all"),
    typical: auxiliary("token", "quantile(held[*], 0.5)", "median"),
    top: auxiliary("1", "topShare(held[*], 2.5)", "of the richest"),
    happy: auxiliary("1", "share(mood[*] > 1)", "in good mood"),
    most: auxiliary("1", "max(mood[*]) + mean(mood[*])", "extremes"),
  },
});
