import { fail, internal } from "../base/errors.js";
import { didYouMean } from "../base/suggest.js";
import type { Expression } from "../equation/index.js";
import { print } from "../equation/index.js";
import {
  type Dimension,
  describeDimension,
  dimensionless,
  divideDimensions,
  rootDimension,
  sameDimension,
} from "../unit/index.js";
import type { NodeId } from "./graph.js";
import { aggregateRules } from "./lower-aggregate.js";
import { conveyorRules } from "./lower-conveyor.js";
import { drawRules } from "./lower-draw.js";
import { eventRules } from "./lower-event.js";
import { memoryRules } from "./lower-memory.js";
import type { Operation } from "./operations.js";
import { type Call, constant, type Lower, number, type Rule, sameUnit } from "./rule.js";
import { elementOf } from "./subscript.js";
import {
  dimensionOfKind,
  type Kind,
  type Lowered,
  placeOf,
  plain,
  requireNumber,
  requirePlain,
  type Scope,
  unify,
} from "./typed.js";

/** Turns a call of one of the language's functions into graph nodes. */
export function lowerCall(call: Call, scope: Scope, lower: Lower): Lowered {
  const rule = Object.hasOwn(rules, call.name) ? rules[call.name] : undefined;
  if (rule === undefined) return internal(`no rule for ${call.name}(…)`);
  return rule(call, scope, lower);
}

/** A function of one plain number. */
const transcendental =
  (operation: Operation): Rule =>
  (call, scope, lower) => {
    const argument = lower(call.arguments[0]!, scope);
    requirePlain(argument, call.arguments[0]!, scope, `the argument of ${call.name}`);
    return { node: scope.builder.make(operation, argument.node), type: plain };
  };

/** Rounding counts base units, so it needs an amount of one asset, perhaps per time, or a plain number. */
const rounding =
  (operation: "floor" | "ceil" | "round"): Rule =>
  (call, scope, lower) => {
    const from = call.arguments[0]!;
    const argument = lower(from, scope);
    requireNumber(argument, from, scope, call.name);
    const dimension = dimensionOfKind(argument.type);
    if (!isCounted(dimension, scope)) {
      fail({
        code: "unit/rounding",
        message: `${print(from)} has the unit ${describeDimension(dimension)}, which is not counted in base units.`,
        expected: `${call.name} of an amount of one asset, of such an amount per time, or of a plain number`,
        hint: `divide by a unit first: ${call.name}(${print(from)} / {1 …})`,
        place: placeOf(scope, from.at),
      });
    }
    return { node: scope.builder.make(operation, argument.node), type: argument.type };
  };

function isCounted(dimension: Dimension, scope: Scope): boolean {
  const counted = (candidate: Dimension) => {
    const exponents = [...candidate.exponents];
    if (exponents.length === 0) return true;
    const [name, exponent] = exponents[0]!;
    const kind = scope.units.bases.get(name)?.kind;
    return exponents.length === 1 && exponent === 1 && (kind === "asset" || kind === "count");
  };
  if (counted(dimension)) return true;
  const perTime = divideDimensions(dimension, divideDimensions(dimensionless, scope.scale.time));
  return !sameDimension(perTime, scope.scale.time) && perTime.exponents.size > 0 && counted(perTime);
}

const extremum =
  (operation: "minimum" | "maximum"): Rule =>
  (call, scope, lower) => {
    if (call.arguments.length === 1) return aggregateRules[call.name]!(call, scope, lower);
    return call.arguments.slice(1).reduce<Lowered>(
      (best, from) => {
        const next = lower(from, scope);
        requireNumber(next, from, scope, call.name);
        const type = unify(best, next, call.at, scope, `the arguments of ${call.name}`);
        return { node: scope.builder.make(operation, best.node, next.node), type };
      },
      number(call.arguments[0]!, scope, lower, call.name),
    );
  };

/** `previous` and `initial` look at a named variable, whose unit is known before its equation is read. */
function remembered(call: Call, scope: Scope): { name: string; type: Kind } {
  const from = call.arguments[0]!;
  if (from.kind !== "name" && from.kind !== "subscript") {
    return fail({
      code: "equation/memory",
      message: `${call.name} looks back at a variable, and ${print(from)} is an expression.`,
      expected: "the name of a variable",
      hint: "give the expression a name of its own as an auxiliary",
      place: placeOf(scope, from.at),
    });
  }
  const name = from.kind === "subscript" ? elementOf(from, scope) : from.name;
  const dimension = scope.dimensionOf(name);
  if (dimension === undefined) {
    return fail({
      code: "equation/unknown-name",
      message: `"${from.name}" is not a name of this model.`,
      expected: "a variable",
      hint: didYouMean(from.name, scope.names()) ?? "declare it, or check its module: `module.name`",
      place: placeOf(scope, from.at),
    });
  }
  return { name, type: { kind: "number", dimension } };
}

/** An argument that must be a time. */
function timeOf(call: Call, from: Expression, scope: Scope, lower: Lower): NodeId {
  const now: Lowered = { node: scope.now(), type: { kind: "number", dimension: scope.scale.time } };
  const at = number(from, scope, lower, call.name);
  unify(now, at, from.at, scope, `time and the argument of ${call.name}`);
  return at.node;
}

const rules: Readonly<Record<string, Rule>> = {
  ...memoryRules,
  ...eventRules,
  ...conveyorRules,
  ...aggregateRules,
  ...drawRules,
  min: extremum("minimum"),
  max: extremum("maximum"),
  floor: rounding("floor"),
  ceil: rounding("ceil"),
  round: rounding("round"),
  exp: transcendental("exp"),
  ln: transcendental("ln"),
  log10: transcendental("log10"),
  log2: transcendental("log2"),
  arcsin: transcendental("arcsin"),
  arccos: transcendental("arccos"),
  arctan: transcendental("arctan"),
  sin: transcendental("sin"),
  cos: transcendental("cos"),
  tan: transcendental("tan"),
  tanh: transcendental("tanh"),
  erf: transcendental("erf"),
  abs: (call, scope, lower) => {
    const argument = number(call.arguments[0]!, scope, lower, "abs");
    return { node: scope.builder.make("absolute", argument.node), type: argument.type };
  },
  int: (call, scope, lower) => {
    const { builder } = scope;
    const down = rounding("floor")(call, scope, lower);
    const up = rounding("ceil")(call, scope, lower);
    const { node } = lower(call.arguments[0]!, scope);
    return {
      node: builder.make("select", builder.make("less", node, constant(scope, 0n)), up.node, down.node),
      type: down.type,
    };
  },
  sign: (call, scope, lower) => {
    const { node } = number(call.arguments[0]!, scope, lower, "sign");
    const { builder } = scope;
    const nought = constant(scope, 0n);
    const negative = builder.make("select", builder.make("less", node, nought), constant(scope, -1n), nought);
    return {
      node: builder.make("select", builder.make("less", nought, node), constant(scope, 1n), negative),
      type: plain,
    };
  },
  sqrt: (call, scope, lower) => {
    const from = call.arguments[0]!;
    const argument = number(from, scope, lower, "sqrt");
    const node = scope.builder.make("sqrt", argument.node);
    const root = rootDimension(dimensionOfKind(argument.type), 2);
    if (root === undefined) {
      return fail({
        code: "unit/power",
        message: `${print(from)} has the unit ${describeDimension(dimensionOfKind(argument.type))}, which has no square root.`,
        hint: `divide by a unit first: sqrt(${print(from)} / {1 …})`,
        place: placeOf(scope, from.at),
      });
    }
    return { node, type: { kind: "number", dimension: root } };
  },
  mod: (call, scope, lower) => {
    const { nodes, type } = sameUnit(call, scope, lower);
    const { builder } = scope;
    const quotient = builder.make("floor", builder.make("divide", nodes[0]!, nodes[1]!));
    return { node: builder.make("subtract", nodes[0]!, builder.make("multiply", nodes[1]!, quotient)), type };
  },
  clamp: (call, scope, lower) => {
    const { nodes, type } = sameUnit(call, scope, lower);
    const { builder } = scope;
    return { node: builder.make("minimum", builder.make("maximum", nodes[0]!, nodes[1]!), nodes[2]!), type };
  },

  step: (call, scope, lower) => {
    const height = number(call.arguments[0]!, scope, lower, "step");
    const { builder } = scope;
    const at = timeOf(call, call.arguments[1]!, scope, lower);
    const reached = builder.make("lessOrEqual", at, scope.now());
    return { node: builder.make("select", reached, height.node, constant(scope, 0n)), type: height.type };
  },
  ramp: (call, scope, lower) => {
    const slope = number(call.arguments[0]!, scope, lower, "ramp");
    const { builder } = scope;
    const start = timeOf(call, call.arguments[1]!, scope, lower);
    const now = scope.now();
    const end = call.arguments[2] === undefined ? undefined : timeOf(call, call.arguments[2], scope, lower);
    const until = end === undefined ? now : builder.make("minimum", now, end);
    const elapsed = builder.make("maximum", builder.make("subtract", until, start), constant(scope, 0n));
    const dimension = divideDimensions(dimensionOfKind(slope.type), divideDimensions(dimensionless, scope.scale.time));
    return {
      node: builder.make("multiply", slope.node, elapsed),
      type: slope.type.kind === "zero" ? slope.type : { kind: "number", dimension },
    };
  },
  // The whole amount passes within the one step that holds the time `at`: amount / epoch. Of a train of pulses,
  // ceil((t - at) / every) have come before the time t; those of a step are the difference over its length.
  pulse: (call, scope, lower) => {
    const amount = number(call.arguments[0]!, scope, lower, "pulse");
    const { builder } = scope;
    const start = timeOf(call, call.arguments[1]!, scope, lower);
    const now = scope.now();
    const step = builder.constant(scope.scale.dt);
    const end = builder.make("add", now, step);
    const rate = builder.make("divide", amount.node, step);
    const dimension = divideDimensions(dimensionOfKind(amount.type), scope.scale.time);
    const type: Kind = amount.type.kind === "zero" ? amount.type : { kind: "number", dimension };
    if (call.arguments[2] === undefined) {
      const isHere = builder.make("and", builder.make("lessOrEqual", now, start), builder.make("less", start, end));
      return { node: builder.make("select", isHere, rate, constant(scope, 0n)), type };
    }
    const every = timeOf(call, call.arguments[2], scope, lower);
    const before = (time: NodeId) => {
      const periods = builder.make("divide", builder.make("subtract", time, start), every);
      return builder.make("maximum", builder.make("ceil", periods), constant(scope, 0n));
    };
    return { node: builder.make("multiply", rate, builder.make("subtract", before(end), before(now))), type };
  },

  previous: (call, scope, lower) => {
    const { name, type } = remembered(call, scope);
    const from = call.arguments[1];
    if (from === undefined) return { node: scope.remember(name, constant(scope, 0n)), type };
    const value = number(from, scope, lower, "previous");
    unify({ node: value.node, type }, value, from.at, scope, "previous and its first value");
    return { node: scope.remember(name, value.node), type };
  },
  initial: (call, scope, lower) => {
    const { type } = remembered(call, scope);
    return { node: scope.hold(lower(call.arguments[0]!, scope).node), type };
  },
};
