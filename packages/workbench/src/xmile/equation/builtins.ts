import type { Context } from "../world.js";
import { aggregate, isArray, sizeOf, values } from "./aggregates.js";
import {
  binary,
  call,
  choose,
  type Expression,
  literal,
  named,
  negative,
  numeral,
  one,
  truncatedModulo,
  zero,
} from "./build.js";
import { constantOf } from "./constants.js";
import type { Translator } from "./contract.js";
import { rank } from "./ranks.js";
import { NotTranslated, type XmileExpression } from "./syntax.js";

/** Arguments of a call and the means to translate them. */
export interface CallSite {
  readonly arguments: readonly XmileExpression[];
  readonly context: Context;
  readonly translator: Translator;
  /** The argument at this position, as a number. */
  number(position: number): Expression;
  condition(position: number): Expression;
  /** As `number`, in a form that may be written twice. */
  once(position: number, hint: string): Expression;
  /** The variable that the equation belongs to. */
  self(): Expression;
}

interface Builtin {
  readonly fewest: number;
  readonly most: number;
  readonly make: (site: CallSite) => Expression;
}

const two = numeral("2");
/** The first argument as the name of a variable, since only those are remembered. */
function remembered(site: CallSite, hint: string): Expression {
  return site.translator.variable(site.number(0), site.context, hint);
}

function initialOf(site: CallSite): Expression {
  const value = site.number(0);
  return constantOf(value) === undefined ? call("initial", remembered(site, "input")) : value;
}

function activeInitial(site: CallSite): Expression {
  return site.translator.startingFrom(site.number(0), site.number(1));
}

const pi = literal(Math.PI);

/** A function that the model language has under another name or the same, argument by argument. */
function same(name: string, fewest: number, most = fewest): Builtin {
  return { fewest, most, make: (site) => call(name, ...site.arguments.map((_, position) => site.number(position))) };
}

/** A draw whose last argument, a seed, is left out: draws are addressed by the seed of the run. */
function draw(parameters: number, make: (site: CallSite) => Expression, most = parameters + 1): Builtin {
  return {
    fewest: parameters,
    most,
    make: (site) => {
      if (site.arguments.length > parameters) {
        site.translator.note(
          site.context,
          "seed",
          "The seed of this random function is not used: draws follow the seed of the run.",
        );
      }
      if (site.arguments.length > parameters + 1) {
        site.translator.note(site.context, "bounds", "The bounds of this random function are not used.");
      }
      return make(site);
    },
  };
}

function of(fewest: number, most: number, make: (site: CallSite) => Expression): Builtin {
  return { fewest, most, make };
}

function extreme(kind: "min" | "max"): Builtin {
  return of(1, Number.POSITIVE_INFINITY, ({ arguments: parts, context, translator }) => {
    if (parts.length === 1) return aggregate(kind, parts[0]!, context, translator);
    const each = (part: XmileExpression): Expression =>
      context.wild === undefined && isArray(part, context)
        ? aggregate(kind, part, context, translator)
        : translator.number(part, context);
    return call(kind, ...parts.map(each));
  });
}

function overArray(kind: "sum" | "prod" | "mean" | "stddev"): Builtin {
  return of(1, 1, ({ arguments: [part], context, translator }) => aggregate(kind, part!, context, translator));
}

/** A quotient, or `otherwise` where the divisor is 0. */
function safely(site: CallSite, otherwise: Expression): Expression {
  const divisor = site.once(1, "divisor");
  const known = constantOf(divisor);
  if (known !== undefined) return known === 0 ? otherwise : binary("/", site.number(0), divisor);
  return choose(binary("=", divisor, zero), otherwise, binary("/", site.number(0), divisor));
}

const safeDivision = of(2, 3, (site) => safely(site, site.arguments.length > 2 ? site.number(2) : zero));

/** Functions whose last two arguments stand the other way round in Vensim: initial value, then order. */
function orderLast(name: string): Builtin {
  return of(4, 4, (site) => call(name, site.number(0), site.number(1), site.number(3), site.number(2)));
}

const exponentials = (site: CallSite): readonly [Expression, Expression] => {
  const x = site.once(0, "argument");
  return [call("exp", x), call("exp", negative(x))];
};

function wave(name: "sin" | "cos"): Builtin {
  return of(2, 2, (site) =>
    binary(
      "*",
      site.number(0),
      call(name, binary("/", binary("*", binary("*", two, pi), named("time")), site.number(1))),
    ),
  );
}

/**
 * Functions of XMILE 1.0 (sections 3.5 and 3.7.1), then those that Stella and the converters of Vensim models write.
 * Keys are canonical names.
 */
const table: Readonly<Record<string, Builtin>> = {
  abs: same("abs", 1),
  arccos: same("arccos", 1),
  arcsin: same("arcsin", 1),
  arctan: same("arctan", 1),
  cos: same("cos", 1),
  exp: same("exp", 1),
  // The standard rounds down; Vensim's INTEGER, which its converter writes so too, cuts the fraction off.
  int: of(1, 1, (site) => call(site.translator.world.isVensim ? "int" : "floor", site.number(0))),
  ln: same("ln", 1),
  log10: same("log10", 1),
  max: extreme("max"),
  min: extreme("min"),
  sin: same("sin", 1),
  sqrt: same("sqrt", 1),
  tan: same("tan", 1),

  exprnd: draw(1, (site) => call("exponential", site.number(0))),
  // Mean and standard deviation are those of the number itself, not of its logarithm.
  lognormal: draw(2, (site) => {
    const mean = site.once(0, "mean");
    const variance = call("ln", binary("+", one, binary("^", binary("/", site.once(1, "deviation"), mean), two)));
    return call("lognormal", binary("-", call("ln", mean), binary("/", variance, two)), call("sqrt", variance));
  }),
  normal: draw(2, (site) => call("normal", site.number(0), site.number(1)), 5),
  poisson: draw(1, (site) => call("poisson", site.number(0))),
  random: draw(2, (site) => call("uniform", site.number(0), site.number(1))),
  uniform: draw(2, (site) => call("uniform", site.number(0), site.number(1))),

  delay: same("delay", 2, 3),
  delay1: same("delay1", 2, 3),
  delay3: same("delay3", 2, 3),
  delayn: same("delayN", 3, 4),
  forcst: same("forecast", 3, 4),
  smth1: same("smooth", 2, 3),
  smth3: same("smooth3", 2, 3),
  smthn: same("smoothN", 3, 4),
  trend: same("trend", 2, 3),

  pulse: of(2, 3, (site) => {
    const every = site.arguments[2];
    const once = every === undefined || (every.kind === "number" && Number(every.text) === 0);
    return call("pulse", site.number(0), site.number(1), ...(once ? [] : [site.number(2)]));
  }),
  ramp: same("ramp", 2, 3),
  step: same("step", 2),

  // With two arguments it is Vensim's ACTIVE INITIAL, which its converter writes so.
  init: of(1, 2, (site) => (site.arguments.length === 1 ? initialOf(site) : activeInitial(site))),
  previous: of(2, 2, (site) => call("previous", remembered(site, "input"), site.number(1))),

  mean: overArray("mean"),
  prod: overArray("prod"),
  rank: of(2, 3, ({ arguments: [array, wanted, ties], context, translator }) =>
    rank(
      values(array!, context, translator),
      ties === undefined ? [] : values(ties, context, translator),
      translator.once(translator.number(wanted!, context), context, "rank"),
    ),
  ),
  size: of(1, 1, ({ arguments: [part], context }) => literal(sizeOf(part!, context))),
  stddev: overArray("stddev"),
  sum: overArray("sum"),

  // Written by other programs.
  if_then_else: of(3, 3, (site) => choose(site.condition(0), site.number(1), site.number(2))),
  safediv: safeDivision,
  xidz: safeDivision,
  vmin: of(1, 1, ({ arguments: [part], context, translator }) => aggregate("min", part!, context, translator)),
  vmax: of(1, 1, ({ arguments: [part], context, translator }) => aggregate("max", part!, context, translator)),
  zidz: of(2, 2, (site) => safely(site, zero)),
  round: same("round", 1),
  ceil: same("ceil", 1),
  floor: same("floor", 1),
  clamp: same("clamp", 3),
  log2: same("log2", 1),
  sign: same("sign", 1),
  sinh: of(1, 1, (site) => {
    const [rising, falling] = exponentials(site);
    return binary("/", binary("-", rising, falling), two);
  }),
  cosh: of(1, 1, (site) => {
    const [rising, falling] = exponentials(site);
    return binary("/", binary("+", rising, falling), two);
  }),
  tanh: same("tanh", 1),
  integer: same("int", 1),
  modulo: of(2, 2, (site) => truncatedModulo(site.once(0, "dividend"), site.once(1, "divisor"))),
  power: of(2, 2, (site) => binary("^", site.number(0), site.number(1))),
  log: of(2, 2, (site) => binary("/", call("ln", site.number(0)), call("ln", site.number(1)))),
  rootn: of(2, 2, (site) => binary("^", site.number(0), binary("/", one, site.number(1)))),
  percent: of(1, 1, (site) => binary("*", numeral("100"), site.number(0))),
  quantum: of(2, 2, (site) => {
    const quantum = site.once(1, "quantum");
    const x = site.once(0, "argument");
    return choose(binary("<=", quantum, zero), x, binary("*", quantum, call("int", binary("/", x, quantum))));
  }),
  sinwave: wave("sin"),
  coswave: wave("cos"),
  smooth: same("smooth", 2),
  smoothi: same("smooth", 3),
  smooth3: same("smooth3", 2),
  smooth3i: same("smooth3", 3),
  smooth_n: orderLast("smoothN"),
  delay1i: same("delay1", 3),
  delay3i: same("delay3", 3),
  delay_n: orderLast("delayN"),
  delay_fixed: same("delay", 3),
  forecast: same("forecast", 3),
  initial: of(1, 1, initialOf),
  // A value that a player of the model may set.
  game: of(1, 1, (site) => site.number(0)),
  active_initial: of(2, 2, activeInitial),
  random_uniform: of(2, 3, (site) => call("uniform", site.number(0), site.number(1))),
  random_0_1: of(0, 0, () => call("uniform", zero, one)),
  pulse_train: of(4, 4, (site) => {
    const start = site.once(0, "start");
    const width = call("max", named("epoch"), site.number(1));
    const since = binary("-", named("time"), start);
    const inside = binary("<", call("mod", since, site.number(2)), width);
    const running = binary("and", binary(">=", named("time"), start), binary("<=", named("time"), site.number(3)));
    return choose(binary("and", running, inside), one, zero);
  }),
  sample_if_true: of(3, 3, (site) =>
    choose(site.condition(0), site.number(1), call("previous", site.self(), site.number(2))),
  ),
};

const builtins: ReadonlyMap<string, Builtin> = new Map(Object.entries(table));

export function isBuiltin(name: string): boolean {
  return builtins.has(name);
}

/** True for a canonical name that a variable may not have without quotes. */
export function isReservedInXmile(name: string): boolean {
  return builtins.has(name) || reserved.has(name);
}

const reserved: ReadonlySet<string> = new Set([
  "and",
  "or",
  "not",
  "if",
  "then",
  "else",
  "mod",
  "time",
  "dt",
  "starttime",
  "stoptime",
  "pi",
  "inf",
  "self",
  "std",
  "lookup",
]);

/** A call of a built-in function, or undefined when there is none of this name. */
export function callBuiltin(name: string, site: CallSite): Expression | undefined {
  const builtin = builtins.get(name);
  if (builtin === undefined) return undefined;
  const count = site.arguments.length;
  if (count < builtin.fewest || count > builtin.most) {
    throw new NotTranslated(`the function ${name.toUpperCase()} has ${count} arguments`);
  }
  return builtin.make(site);
}

/** Values that are named without parentheses (sections 3.5.1 and 3.5.5). */
export function constantNamed(name: string, { simulation }: Translator["world"]): Expression | undefined {
  switch (name) {
    case "time":
      return named("time");
    case "dt":
      return named("epoch");
    case "time_step":
      return named("epoch");
    case "starttime":
    case "initial_time":
      return signed(simulation.start);
    case "stoptime":
    case "final_time":
      return signed(simulation.stop);
    case "pi":
      return pi;
    case "inf":
      // Larger than anything a model computes, and still a number the language can write.
      return numeral("1e308");
    default:
      return undefined;
  }
}

/** A number that may begin with a minus sign. */
function signed(text: string): Expression {
  const bare = text.trim();
  return bare.startsWith("-") ? negative(numeral(bare.slice(1))) : numeral(bare);
}
