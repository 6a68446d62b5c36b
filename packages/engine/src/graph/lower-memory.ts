import { fail } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { didYouMean } from "../base/suggest.js";
import { print } from "../equation/index.js";
import { type Dimension, dimensionless, divideDimensions } from "../unit/index.js";
import type { NodeId } from "./graph.js";
import { type Call, type Lower, number, type Rule } from "./rule.js";
import { type Kind, type Lowered, placeOf, type Scope, unify } from "./typed.js";

/**
 * Delays and averages as the levels they are made of. Source of all of them: Sterman, Business Dynamics
 * (2000), chapter 11, and the OASIS XMILE 1.0 specification, section 3.5.3.
 */

/** Most levels in a row that delayN and smoothN make. */
const mostLevels = 1000;

/** The averaging or delay time: a time, in the unit of time. */
function time(call: Call, position: number, scope: Scope, lower: Lower): NodeId {
  const from = call.arguments[position]!;
  const value = number(from, scope, lower, call.name);
  const wanted: Lowered = { node: value.node, type: { kind: "number", dimension: scope.scale.time } };
  unify(wanted, value, from.at, scope, `a time and the time of ${call.name}`);
  return value.node;
}

/** The value before the first step: the optional argument, in the unit of `like`, or `otherwise`. */
function first(call: Call, position: number, like: Kind, otherwise: NodeId, scope: Scope, lower: Lower): NodeId {
  const from = call.arguments[position];
  if (from === undefined) return otherwise;
  const value = number(from, scope, lower, call.name);
  unify({ node: value.node, type: like }, value, from.at, scope, `${call.name} and its first value`);
  return value.node;
}

function levelCount(call: Call, position: number, scope: Scope, lower: Lower): number {
  const from = call.arguments[position]!;
  const value = scope.builder.valueOf(number(from, scope, lower, call.name).node);
  if (value !== undefined && value.d === 1n && value.n >= 1n && value.n <= BigInt(mostLevels)) return Number(value.n);
  return fail({
    code: "equation/levels",
    message: `${print(from)} is the number of levels of ${call.name}.`,
    expected: `a whole number from 1 to ${mostLevels} that is known before the run`,
    hint: "write the number itself",
    place: placeOf(scope, from.at),
  });
}

/** What a level opens with, for every agent where anything that it follows from has a value for each. */
export function opensWith(opening: NodeId, others: readonly NodeId[], { builder }: Scope): NodeId {
  const population = [opening, ...others].map((node) => builder.populationOf(node)).find((one) => one !== undefined);
  return builder.spread(opening, population);
}

/** x behind `count` levels in a row, each of them an exponential average over time/count. */
function smoothed(x: NodeId, over: NodeId, count: number, opening: NodeId, scope: Scope): NodeId {
  const { builder } = scope;
  const each = builder.make("divide", over, builder.constant(rational.rational(count)));
  let value = x;
  for (let index = 0; index < count; index++) {
    const input = value;
    const start = opensWith(opening, [input, each], scope);
    value = scope.level(start, (level) => builder.make("divide", builder.make("subtract", input, level), each));
  }
  return value;
}

/** What leaves `count` stocks in a row when x enters the first and each passes on its content over time/count. */
function delayed(x: NodeId, over: NodeId, count: number, opening: NodeId, scope: Scope): NodeId {
  const { builder } = scope;
  const each = builder.make("divide", over, builder.constant(rational.rational(count)));
  let value = x;
  for (let index = 0; index < count; index++) {
    const inflow = value;
    const start = opensWith(builder.make("multiply", opening, each), [inflow], scope);
    const content = scope.level(start, (level) =>
      builder.make("subtract", inflow, builder.make("divide", level, each)),
    );
    value = builder.make("divide", content, each);
  }
  return value;
}

const average =
  (shape: typeof smoothed, count: number | "argument"): Rule =>
  (call, scope, lower) => {
    const x = number(call.arguments[0]!, scope, lower, call.name);
    const over = time(call, 1, scope, lower);
    const levels = count === "argument" ? levelCount(call, 2, scope, lower) : count;
    const opening = first(call, count === "argument" ? 3 : 2, x.type, x.node, scope, lower);
    return { node: shape(x.node, over, levels, opening, scope), type: x.type };
  };

/** Growth of x per time as a share of its average; the average opens so that the first growth is `opening`. */
function growth(call: Call, firstAt: number, x: Lowered, over: NodeId, scope: Scope, lower: Lower): NodeId {
  const { builder } = scope;
  const perTime: Dimension = divideDimensions(dimensionless, scope.scale.time);
  const opening = first(
    call,
    firstAt,
    { kind: "number", dimension: perTime },
    builder.constant(rational.zero),
    scope,
    lower,
  );
  const one = builder.constant(rational.one);
  const start = builder.make("divide", x.node, builder.make("add", one, builder.make("multiply", opening, over)));
  const mean = smoothed(x.node, over, 1, start, scope);
  return builder.make("divide", builder.make("subtract", x.node, mean), builder.make("multiply", mean, over));
}

export const memoryRules: Readonly<Record<string, Rule>> = {
  smooth: average(smoothed, 1),
  smooth3: average(smoothed, 3),
  smoothN: average(smoothed, "argument"),
  delay1: average(delayed, 1),
  delay3: average(delayed, 3),
  delayN: average(delayed, "argument"),
  delay: (call, scope, lower) => {
    const x = number(call.arguments[0]!, scope, lower, "delay");
    const over = time(call, 1, scope, lower);
    const opening = first(call, 2, x.type, x.node, scope, lower);
    const [entering, length, start] = [x.node, over, opening].map((node, _, all) => opensWith(node, all, scope));
    return { node: scope.pipeline(entering!, length!, start!), type: x.type };
  },
  trend: (call, scope, lower) => {
    const x = number(call.arguments[0]!, scope, lower, "trend");
    const node = growth(call, 2, x, time(call, 1, scope, lower), scope, lower);
    return { node, type: { kind: "number", dimension: divideDimensions(dimensionless, scope.scale.time) } };
  },
  forecast: (call, scope, lower) => {
    const { builder } = scope;
    const x = number(call.arguments[0]!, scope, lower, "forecast");
    const rate = growth(call, 3, x, time(call, 1, scope, lower), scope, lower);
    const ahead = time(call, 2, scope, lower);
    const factor = builder.make("add", builder.constant(rational.one), builder.make("multiply", rate, ahead));
    return { node: builder.make("multiply", x.node, factor), type: x.type };
  },
  lookup: (call, scope, lower) => {
    const from = call.arguments[0]!;
    const table = from.kind === "name" ? scope.table(from.name) : undefined;
    if (table === undefined) {
      const name = from.kind === "name" ? from.name : print(from);
      return fail({
        code: "equation/unknown-table",
        message: `"${name}" is not a table of this model.`,
        expected: "the name of one of the model's lookups",
        hint: didYouMean(name, scope.tableNames()) ?? "declare it under lookups",
        place: placeOf(scope, from.at),
      });
    }
    const x = number(call.arguments[1]!, scope, lower, "lookup");
    unify(
      { node: x.node, type: table.x },
      x,
      call.arguments[1]!.at,
      scope,
      `the x of the table "${from.kind === "name" ? from.name : ""}" and its argument`,
    );
    return { node: scope.builder.lookup(table.index, x.node), type: table.y };
  },
};
