import { fail } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { type Expression, print } from "../equation/index.js";
import type { NodeId } from "./graph.js";
import type { PrimitiveDistribution } from "./operations.js";
import { type Call, constant, number, type Rule, sameUnit } from "./rule.js";
import { placeOf, plain, requirePlain, type Scope } from "./typed.js";

/** The next draw of this equation, named after its variable: `price`, then `price#2`, … */
export function draw(scope: Scope, distribution: PrimitiveDistribution, parameters: readonly NodeId[] = []): NodeId {
  const count = ++scope.drawCount.value;
  const name = count === 1 ? scope.owner : `${scope.owner}#${count}`;
  return scope.builder.draw(name, distribution, parameters, scope.population?.index, scope.every);
}

/** A primitive draw whose parameters and result are plain numbers. */
const plainDraw =
  (distribution: PrimitiveDistribution): Rule =>
  (call, scope, lower) => {
    const parameters = call.arguments.map((from) => {
      const value = lower(from, scope);
      requirePlain(value, from, scope, `a parameter of ${call.name}`);
      return value.node;
    });
    return { node: draw(scope, distribution, parameters), type: plain };
  };

/** Refuses parameters that are known before the run and make no distribution. */
function requireOrder(call: Call, lower: NodeId, upper: NodeId, from: Expression, rule: string, scope: Scope): void {
  const [a, b] = [scope.builder.valueOf(lower), scope.builder.valueOf(upper)];
  if (a === undefined || b === undefined || rational.compare(a, b) <= 0) return;
  fail({
    code: "equation/distribution",
    message: `${print(call)} is no distribution: ${rule}.`,
    expected: "parameters that make a distribution",
    hint: "check their order and their signs",
    place: placeOf(scope, from.at),
  });
}

/** Random numbers, drawn anew in every step, and for every agent in an equation over a population. */
export const drawRules: Readonly<Record<string, Rule>> = {
  uniform: (call, scope, lower) => {
    const { nodes, type } = sameUnit(call, scope, lower);
    const { builder } = scope;
    requireOrder(call, nodes[0]!, nodes[1]!, call.arguments[1]!, "low is above high", scope);
    const spread = builder.make("subtract", nodes[1]!, nodes[0]!);
    return { node: builder.make("add", nodes[0]!, builder.make("multiply", spread, draw(scope, "uniform"))), type };
  },
  normal: (call, scope, lower) => {
    const { nodes, type } = sameUnit(call, scope, lower);
    const { builder } = scope;
    requireOrder(
      call,
      constant(scope, 0n),
      nodes[1]!,
      call.arguments[1]!,
      "its standard deviation is below zero",
      scope,
    );
    return { node: builder.make("add", nodes[0]!, builder.make("multiply", nodes[1]!, draw(scope, "normal"))), type };
  },
  lognormal: (call, scope, lower) => {
    const [mu, sigma] = call.arguments.map((from) => {
      const value = lower(from, scope);
      requirePlain(value, from, scope, "a parameter of lognormal");
      return value.node;
    });
    const { builder } = scope;
    requireOrder(call, constant(scope, 0n), sigma!, call.arguments[1]!, "sigma is below zero", scope);
    const exponent = builder.make("add", mu!, builder.make("multiply", sigma!, draw(scope, "normal")));
    return { node: builder.make("exp", exponent), type: plain };
  },
  exponential: (call, scope, lower) => {
    const mean = number(call.arguments[0]!, scope, lower, "exponential");
    const { builder } = scope;
    requireOrder(call, constant(scope, 0n), mean.node, call.arguments[0]!, "its mean is below zero", scope);
    const share = builder.make("subtract", constant(scope, 1n), draw(scope, "uniform"));
    return {
      node: builder.make("multiply", mean.node, builder.make("negate", builder.make("ln", share))),
      type: mean.type,
    };
  },
  bernoulli: (call, scope, lower) => {
    const value = lower(call.arguments[0]!, scope);
    requirePlain(value, call.arguments[0]!, scope, "the chance of bernoulli");
    const from = call.arguments[0]!;
    requireOrder(call, constant(scope, 0n), value.node, from, "the chance is below 0", scope);
    requireOrder(call, value.node, constant(scope, 1n), from, "the chance is above 1", scope);
    return { node: scope.builder.make("less", draw(scope, "uniform"), value.node), type: plain };
  },
  triangular: (call, scope, lower) => {
    const { nodes, type } = sameUnit(call, scope, lower);
    const { builder } = scope;
    const [low, mode, high] = nodes as [NodeId, NodeId, NodeId];
    requireOrder(call, low, mode, call.arguments[1]!, "the mode is below low", scope);
    requireOrder(call, mode, high, call.arguments[2]!, "the mode is above high", scope);
    const u = draw(scope, "uniform");
    const width = builder.make("subtract", high, low);
    const rise = builder.make("subtract", mode, low);
    const fall = builder.make("subtract", high, mode);
    const area = (a: NodeId, share: NodeId) =>
      builder.make("sqrt", builder.make("multiply", builder.make("multiply", share, width), a));
    const below = builder.make("add", low, area(rise, u));
    const above = builder.make("subtract", high, area(fall, builder.make("subtract", constant(scope, 1n), u)));
    const left = builder.make("less", builder.make("multiply", u, width), rise);
    return { node: builder.make("select", left, below, above), type };
  },
  gamma: (call, scope, lower) => {
    const shape = lower(call.arguments[0]!, scope);
    requirePlain(shape, call.arguments[0]!, scope, "the shape of gamma");
    const size = number(call.arguments[1]!, scope, lower, "gamma");
    return { node: scope.builder.make("multiply", size.node, draw(scope, "gamma", [shape.node])), type: size.type };
  },
  beta: plainDraw("beta"),
  poisson: plainDraw("poisson"),
  binomial: plainDraw("binomial"),
  student_t: plainDraw("student_t"),
};
