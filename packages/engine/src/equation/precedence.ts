import type { BinaryOperator, Expression, UnaryOperator } from "./syntax.js";

/** How tightly a form holds its parts together; a part that is looser needs parentheses. */
export const level = {
  if: 1,
  or: 2,
  and: 3,
  not: 4,
  comparison: 5,
  sum: 6,
  product: 7,
  minus: 8,
  power: 9,
  value: 10,
} as const;

/** Level of a binary operator's result, and the least level its left and right operand may have. */
export interface Binding {
  readonly level: number;
  readonly left: number;
  readonly right: number;
}

function leftToRight(own: number): Binding {
  return { level: own, left: own, right: own + 1 };
}

// A comparison takes no comparison on either side: `a < b < c` reads as mathematics but would compare a truth with c.
const comparison: Binding = { level: level.comparison, left: level.sum, right: level.sum };

export const bindings: { readonly [operator in BinaryOperator]: Binding } = {
  or: leftToRight(level.or),
  and: leftToRight(level.and),
  "<": comparison,
  "<=": comparison,
  ">": comparison,
  ">=": comparison,
  "=": comparison,
  "<>": comparison,
  "+": leftToRight(level.sum),
  "-": leftToRight(level.sum),
  "*": leftToRight(level.product),
  "/": leftToRight(level.product),
  // Right to left, and an exponent may carry a minus: 2^-1, 2^-x^2.
  "^": { level: level.power, left: level.value, right: level.minus },
};

/** Level of a unary operator's result, which is also the least level of its operand: `--x`, `not not a`. */
export const unaryLevel: { readonly [operator in UnaryOperator]: number } = { "-": level.minus, not: level.not };

/** How tightly the outermost form of an expression holds together. */
export function levelOf(expression: Expression): number {
  switch (expression.kind) {
    case "if":
      return level.if;
    case "unary":
      return unaryLevel[expression.operator];
    case "binary":
      return bindings[expression.operator].level;
    default:
      return level.value;
  }
}
