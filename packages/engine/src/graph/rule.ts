import type { CallExpression, Expression } from "../equation/index.js";
import { type Lowered, requireNumber, type Scope } from "./typed.js";

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
