import * as rational from "../base/rational.js";
import type { CallExpression, Expression } from "../equation/index.js";
import type { NodeId } from "./graph.js";
import { type Kind, type Lowered, requireNumber, type Scope, unify } from "./typed.js";

export type Call = CallExpression;
export type Lower = (expression: Expression, scope: Scope) => Lowered;

/** How a call of one function becomes graph nodes. */
export type Rule = (call: Call, scope: Scope, lower: Lower) => Lowered;

/** An argument that must be a number. */
export function number(from: Expression, scope: Scope, lower: Lower, what: string): Lowered {
  const value = lower(from, scope);
  requireNumber(value, from, scope, what);
  return value;
}

/** The values of all arguments, with one dimension for all of them. */
export function sameUnit(call: Call, scope: Scope, lower: Lower): { nodes: readonly NodeId[]; type: Kind } {
  const values = call.arguments.map((from) => number(from, scope, lower, call.name));
  const type = values
    .slice(1)
    .reduce<Kind>(
      (kind, value) => unify({ node: value.node, type: kind }, value, call.at, scope, `the parameters of ${call.name}`),
      values[0]!.type,
    );
  return { nodes: values.map((value) => value.node), type };
}

export const constant = (scope: Scope, n: bigint, d = 1n) => scope.builder.constant(rational.rational(n, d));
