import type { Rational } from "../base/rational.js";

/** A stretch of an equation's text: offsets in UTF-16 units, `end` is one past the last character. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type UnaryOperator = "-" | "not";
export type ComparisonOperator = "<" | "<=" | ">" | ">=" | "=" | "<>";
export type BinaryOperator = "+" | "-" | "*" | "/" | "^" | ComparisonOperator | "and" | "or";

/**
 * One index of a subscript: a dimension or an element by name, an element by its position, or all of them. With a
 * shift, the element so many places behind that of a dimension: `age - 1`.
 */
export type Index =
  | { readonly kind: "name"; readonly name: string; readonly shift?: number; readonly at: Span }
  | { readonly kind: "position"; readonly text: string; readonly position: number; readonly at: Span }
  | { readonly kind: "all"; readonly at: Span };

/** A number without a unit, never negative; `text` is what the user wrote, `value` is exact. */
export interface NumberExpression {
  readonly kind: "number";
  readonly text: string;
  readonly value: Rational;
  readonly at: Span;
}

/** A number with a unit, written between braces; `text` is what stands between them, trimmed. */
export interface QuantityExpression {
  readonly kind: "quantity";
  readonly text: string;
  /** Of the quantity with its braces. */
  readonly at: Span;
}

export interface BooleanExpression {
  readonly kind: "boolean";
  readonly value: boolean;
  readonly at: Span;
}

/** `reserve`, or `supply.fees`: the variable `fees` of the module `supply`. The point is part of the name. */
export interface NameExpression {
  readonly kind: "name";
  readonly name: string;
  readonly at: Span;
}

/** `balance[sector]`, `cliff[team, 2]`, `x[*]`; at least one index. */
export interface SubscriptExpression {
  readonly kind: "subscript";
  readonly name: string;
  readonly indices: readonly Index[];
  readonly at: Span;
}

export interface UnaryExpression {
  readonly kind: "unary";
  readonly operator: UnaryOperator;
  readonly operand: Expression;
  readonly at: Span;
}

export interface BinaryExpression {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly at: Span;
}

export interface IfExpression {
  readonly kind: "if";
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
  readonly at: Span;
}

export interface CallExpression {
  readonly kind: "call";
  /** A name in the table of functions. */
  readonly name: string;
  readonly arguments: readonly Expression[];
  readonly at: Span;
}

/**
 * An equation as a tree. `at` of a node covers its text without parentheses around it. Chains such as
 * `a + b + c` lean to the left and may be thousands of nodes deep: use `fold` or `visit`, not recursion.
 */
export type Expression =
  | NumberExpression
  | QuantityExpression
  | BooleanExpression
  | NameExpression
  | SubscriptExpression
  | UnaryExpression
  | BinaryExpression
  | IfExpression
  | CallExpression;
