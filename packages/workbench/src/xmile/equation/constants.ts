import type { equation } from "@tokenwright/engine";
import type { Expression } from "./build.js";

const operations: Partial<Record<equation.BinaryOperator, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "<": (left, right) => Number(left < right),
  "<=": (left, right) => Number(left <= right),
  ">": (left, right) => Number(left > right),
  ">=": (left, right) => Number(left >= right),
  "=": (left, right) => Number(left === right),
  "<>": (left, right) => Number(left !== right),
  and: (left, right) => Number(left !== 0 && right !== 0),
  or: (left, right) => Number(left !== 0 || right !== 0),
};

/**
 * The value of an expression made of numbers, signs, the four operations, comparisons and choices; true is 1. Undefined
 * where it depends on anything else.
 */
export function constantOf(expression: Expression): number | undefined {
  if (known.has(expression)) return known.get(expression);
  const value = worked(expression);
  known.set(expression, value);
  return value;
}

/** Parts are shared between expressions: each is worked out once. */
const known = new WeakMap<Expression, number | undefined>();

function worked(expression: Expression): number | undefined {
  switch (expression.kind) {
    case "number":
      return Number(expression.text);
    case "boolean":
      return Number(expression.value);
    case "unary": {
      const operand = constantOf(expression.operand);
      if (operand === undefined) return undefined;
      return expression.operator === "-" ? -operand : Number(operand === 0);
    }
    case "binary": {
      const left = constantOf(expression.left);
      const right = left === undefined ? undefined : constantOf(expression.right);
      return left === undefined || right === undefined ? undefined : operations[expression.operator]?.(left, right);
    }
    case "if": {
      const condition = constantOf(expression.condition);
      if (condition === undefined) return undefined;
      return constantOf(condition === 0 ? expression.whenFalse : expression.whenTrue);
    }
    default:
      return undefined;
  }
}
