import { type equation, internal, rational } from "@tokenwright/engine";

export type Expression = equation.Expression;
export type Index = equation.Index;

/** Expressions made here have no text; positions would mean nothing. */
const at = { start: 0, end: 0 };

/** A number that is not negative, from its text in XMILE: `14.`, `.375`, `6E5`. */
export function numeral(text: string): Expression {
  const canonical = text.replace(/^\+/, "").replace(/\.(?=$|[eE])/, "");
  const value = rational.parseDecimal(canonical);
  if (value === undefined) internal(`the lexer passed the number ${text.slice(0, 60)}`);
  return { kind: "number", text: canonical, value, at };
}

/** A finite number as the shortest text that is read back as the same double. */
export function literal(value: number): Expression {
  const size = numeral(String(Math.abs(value)));
  return value < 0 ? negative(size) : size;
}

export function named(name: string): Expression {
  return { kind: "name", name, at };
}

export function subscript(name: string, indices: readonly Index[]): Expression {
  return indices.length === 0 ? named(name) : { kind: "subscript", name, indices, at };
}

export const all: Index = { kind: "all", at };

export function indexName(name: string): Index {
  return { kind: "name", name, at };
}

export function indexPosition(position: number): Index {
  return { kind: "position", text: String(position), position, at };
}

export function call(name: string, ...parts: readonly Expression[]): Expression {
  return { kind: "call", name, arguments: parts, at };
}

export function binary(operator: equation.BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: "binary", operator, left, right, at };
}

export function negative(operand: Expression): Expression {
  return { kind: "unary", operator: "-", operand, at };
}

export function not(operand: Expression): Expression {
  return { kind: "unary", operator: "not", operand, at };
}

export function choose(condition: Expression, whenTrue: Expression, whenFalse: Expression): Expression {
  return { kind: "if", condition, whenTrue, whenFalse, at };
}

/** The remainder with the sign of the dividend: x - int(x / y) y. */
export function truncatedModulo(dividend: Expression, divisor: Expression): Expression {
  return binary("-", dividend, binary("*", divisor, call("int", binary("/", dividend, divisor))));
}

/** How large an expression is once it is written out, and whether it draws a number. Parts are shared: each is weighed once. */
export interface Weight {
  readonly nodes: number;
  readonly draws: boolean;
}

const drawing: ReadonlySet<string> = new Set(["normal", "uniform", "lognormal", "exponential", "poisson"]);

const weights = new WeakMap<Expression, Weight>();

export function weigh(expression: Expression): Weight {
  const known = weights.get(expression);
  if (known !== undefined) return known;
  const parts = partsOf(expression).map(weigh);
  const weight = {
    nodes: parts.reduce((sum, { nodes }) => sum + nodes, 1),
    draws: (expression.kind === "call" && drawing.has(expression.name)) || parts.some(({ draws }) => draws),
  };
  weights.set(expression, weight);
  return weight;
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "if":
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case "call":
      return expression.arguments;
    default:
      return [];
  }
}

/** The expression with its direct parts replaced; itself where none is another. */
export function mapParts(expression: Expression, replace: (part: Expression) => Expression): Expression {
  const parts = partsOf(expression);
  const replaced = parts.map(replace);
  if (replaced.every((part, at) => part === parts[at])) return expression;
  switch (expression.kind) {
    case "unary":
      return { ...expression, operand: replaced[0]! };
    case "binary":
      return { ...expression, left: replaced[0]!, right: replaced[1]! };
    case "if":
      return { ...expression, condition: replaced[0]!, whenTrue: replaced[1]!, whenFalse: replaced[2]! };
    case "call":
      return { ...expression, arguments: replaced };
    default:
      return expression;
  }
}

export const zero = numeral("0");
export const one = numeral("1");
