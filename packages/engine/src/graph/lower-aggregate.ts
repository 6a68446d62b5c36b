import { fail } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { print, visit } from "../equation/index.js";
import type { NodeId } from "./graph.js";
import type { Operation } from "./operations.js";
import { type Call, type Lower, number, type Rule } from "./rule.js";
import { combinations } from "./subscripts.js";
import { type Kind, placeOf, requirePlain, type Scope, unify } from "./typed.js";

/** Most values one aggregate takes together. */
const mostValues = 100_000;

/** The dimensions an aggregate's argument runs over: those of its `*`, and those named but not bound. */
function runsOver(
  call: Call,
  scope: Scope,
): { readonly stars: ReadonlySet<string>; readonly names: ReadonlySet<string> } {
  const stars = new Set<string>();
  const names = new Set<string>();
  visit(call.arguments[0]!, (node) => {
    if (node.kind !== "subscript") return;
    const shape = scope.space.shapeOf(node.name);
    for (const [position, index] of node.indices.entries()) {
      const own = shape?.[position];
      if (own === undefined) continue;
      if (index.kind === "all" && !scope.stars.has(own)) stars.add(own);
      const isElement = index.kind === "name" && scope.space.dimensions.positionOf(own, index.name) !== undefined;
      if (index.kind === "name" && !isElement && !scope.binding.has(index.name)) {
        if (scope.space.dimensions.elementsOf(index.name) !== undefined) names.add(index.name);
      }
    }
  });
  return { stars, names };
}

/** The argument for every element, with the one unit they share. */
function values(call: Call, scope: Scope, lower: Lower): { readonly nodes: readonly NodeId[]; readonly type: Kind } {
  const from = call.arguments[0]!;
  const { stars, names } = runsOver(call, scope);
  const over = [...stars, ...names];
  if (over.length === 0) {
    return fail({
      code: "equation/aggregate",
      message: `${print(call)} has nothing to run over.`,
      expected: "a subscripted variable with * for the elements to take",
      hint: `write ${call.name}(x[*])`,
      place: placeOf(scope, call.at),
    });
  }
  const lists = over.map((name) => scope.space.dimensions.elementsOf(name)!);
  const count = lists.reduce((product, { length }) => product * length, 1);
  if (count > mostValues) {
    return fail({
      code: "equation/aggregate",
      message: `${print(call)} takes ${count} values together.`,
      expected: `at most ${mostValues}`,
      place: placeOf(scope, call.at),
    });
  }
  const lowered = combinations(lists).map((combination) => {
    const taken = new Map(over.map((name, index) => [name, combination[index]!]));
    const inner: Scope = {
      ...scope,
      stars: new Map([...scope.stars, ...[...taken].filter(([name]) => stars.has(name))]),
      binding: new Map([...scope.binding, ...[...taken].filter(([name]) => names.has(name))]),
    };
    return number(from, inner, lower, call.name);
  });
  const type = lowered.reduce<Kind>(
    (kind, value) => unify({ node: value.node, type: kind }, value, from.at, scope, `the values of ${call.name}`),
    lowered[0]!.type,
  );
  return { nodes: lowered.map(({ node }) => node), type };
}

/** Pairs, then pairs of pairs: a fixed tree, so that rounding does not depend on anything but the elements. */
function combine(operation: Operation, nodes: readonly NodeId[], scope: Scope): NodeId {
  let level = nodes;
  while (level.length > 1) {
    level = level.flatMap((node, index) => {
      if (index % 2 === 1) return [];
      const next = level[index + 1];
      return [next === undefined ? node : scope.builder.make(operation, node, next)];
    });
  }
  return level[0]!;
}

/** `sum mean prod`, and `min` and `max` of one argument. */
export const aggregateRules: Readonly<Record<string, Rule>> = {
  sum: (call, scope, lower) => {
    const { nodes, type } = values(call, scope, lower);
    return { node: combine("add", nodes, scope), type };
  },
  mean: (call, scope, lower) => {
    const { nodes, type } = values(call, scope, lower);
    const count = scope.builder.constant(rational.rational(nodes.length));
    return { node: scope.builder.make("divide", combine("add", nodes, scope), count), type };
  },
  prod: (call, scope, lower) => {
    const { nodes, type } = values(call, scope, lower);
    requirePlain({ node: nodes[0]!, type }, call.arguments[0]!, scope, "a factor of prod");
    return { node: combine("multiply", nodes, scope), type };
  },
  min: (call, scope, lower) => {
    const { nodes, type } = values(call, scope, lower);
    return { node: combine("minimum", nodes, scope), type };
  },
  max: (call, scope, lower) => {
    const { nodes, type } = values(call, scope, lower);
    return { node: combine("maximum", nodes, scope), type };
  },
};
