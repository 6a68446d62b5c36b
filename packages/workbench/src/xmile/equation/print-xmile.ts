import type { equation } from "@tokenwright/engine";
import { NotTranslated } from "./syntax.js";

type Expression = equation.Expression;

/** How names and numbers with units are written. */
export interface Writer {
  /** A variable, table, dimension or element of the model as an identifier of XMILE. */
  name(id: string): string;
  /** The number of a quantity such as `340 ADA`. */
  quantity(text: string): string;
  /** Told of every function that XMILE has not and that is written as a macro. */
  useMacro(name: string): void;
}

/** Section 3.3.1, from loose to tight. */
const levels: Readonly<Record<equation.BinaryOperator | "mod", readonly [own: number, left: number, right: number]>> = {
  or: [1, 1, 2],
  and: [2, 2, 3],
  "=": [3, 4, 4],
  "<>": [3, 4, 4],
  "<": [4, 5, 5],
  "<=": [4, 5, 5],
  ">": [4, 5, 5],
  ">=": [4, 5, 5],
  "+": [5, 5, 6],
  "-": [5, 5, 6],
  "*": [6, 6, 7],
  "/": [6, 6, 7],
  mod: [6, 6, 7],
  "^": [8, 9, 7],
};
const unary = 7;
const primary = 9;

/** Functions of the model language that XMILE has, argument by argument. */
const renamed: ReadonlyMap<string, string> = new Map([
  ...["abs", "arccos", "arcsin", "arctan", "cos", "exp", "ln", "log10", "max", "min", "sin", "sqrt", "tan"].map(
    (name): [string, string] => [name, name.toUpperCase()],
  ),
  ...["mean", "prod", "sum", "delay", "delay1", "delay3", "trend", "pulse", "ramp", "step", "normal", "poisson"].map(
    (name): [string, string] => [name, name.toUpperCase()],
  ),
  ["floor", "INT"],
  ["delayN", "DELAYN"],
  ["smooth", "SMTH1"],
  ["smooth3", "SMTH3"],
  ["smoothN", "SMTHN"],
  ["forecast", "FORCST"],
  ["initial", "INIT"],
  ["uniform", "RANDOM"],
  ["exponential", "EXPRND"],
]);

/** Functions that are written as macros: parameters and equation. */
export const macros: ReadonlyMap<
  string,
  { readonly name: string; readonly parameters: readonly string[]; readonly equation: string }
> = new Map([
  ["ceil", { name: "CEIL", parameters: ["x"], equation: "-INT(-x)" }],
  ["round", { name: "ROUND", parameters: ["x"], equation: "IF x < 0 THEN -INT(0.5 - x) ELSE INT(x + 0.5)" }],
  ["sign", { name: "SIGN", parameters: ["x"], equation: "IF x > 0 THEN 1 ELSE IF x < 0 THEN -1 ELSE 0" }],
  ["int", { name: "INTEGER", parameters: ["x"], equation: "IF x < 0 THEN -INT(-x) ELSE INT(x)" }],
  ["clamp", { name: "CLAMP", parameters: ["x", "low", "high"], equation: "MAX(low, MIN(x, high))" }],
  ["tanh", { name: "TANH", parameters: ["x"], equation: "1 - 2 / (EXP(2 * x) + 1)" }],
  ["log2", { name: "LOG2", parameters: ["x"], equation: "LN(x) / LN(2)" }],
]);

/** @throws NotTranslated for a function that XMILE has no words for. */
export function printXmile(expression: Expression, writer: Writer): string {
  return print(expression, 0, writer);
}

function print(node: Expression, least: number, writer: Writer): string {
  const [text, level] = pieceOf(node, writer);
  return level < least ? `(${text})` : text;
}

function pieceOf(node: Expression, writer: Writer): readonly [text: string, level: number] {
  switch (node.kind) {
    case "number":
      return [node.text.replaceAll("_", ""), primary];
    case "quantity": {
      const text = writer.quantity(node.text);
      return [text, text.startsWith("-") ? unary : primary];
    }
    case "boolean":
      return [node.value ? "1" : "0", primary];
    case "name":
      if (node.name === "time") return ["TIME", primary];
      if (node.name === "epoch") return ["DT", primary];
      return [writer.name(node.name), primary];
    case "subscript":
      return [`${writer.name(node.name)}[${node.indices.map((index) => indexOf(index, writer)).join(", ")}]`, primary];
    case "unary":
      return node.operator === "not"
        ? [`NOT ${print(node.operand, primary, writer)}`, unary]
        : [`-${print(node.operand, unary, writer)}`, unary];
    case "if":
      return [
        `IF ${print(node.condition, 0, writer)} THEN ${print(node.whenTrue, 0, writer)} ELSE ${print(node.whenFalse, 0, writer)}`,
        0,
      ];
    case "binary":
      return infix(node.operator, node.left, node.right, writer);
    case "call":
      return callOf(node, writer);
  }
}

function indexOf(index: equation.Index, writer: Writer): string {
  if (index.kind === "all") return "*";
  if (index.kind === "position") return index.text;
  const shift = index.shift === undefined ? "" : `${index.shift < 0 ? " - " : " + "}${Math.abs(index.shift)}`;
  return `${writer.name(index.name)}${shift}`;
}

function infix(
  operator: equation.BinaryOperator | "mod",
  left: Expression,
  right: Expression,
  writer: Writer,
): readonly [string, number] {
  const [own, leftLevel, rightLevel] = levels[operator];
  const between = operator === "^" ? "^" : ` ${operator.toUpperCase()} `;
  return [`${print(left, leftLevel, writer)}${between}${print(right, rightLevel, writer)}`, own];
}

function callOf({ name, arguments: parts }: equation.CallExpression, writer: Writer): readonly [string, number] {
  const list = (function_: string, from = 0): readonly [string, number] => [
    `${function_}(${parts
      .slice(from)
      .map((part) => print(part, 0, writer))
      .join(", ")})`,
    primary,
  ];
  const same = renamed.get(name);
  if (same !== undefined) return list(same);
  const macro = macros.get(name);
  if (macro !== undefined) {
    writer.useMacro(name);
    return list(macro.name);
  }
  const [first, second] = parts;
  switch (name) {
    case "mod":
      return infix("mod", first!, second!, writer);
    case "lookup":
      if (first?.kind === "name") return list(writer.name(first.name), 1);
      break;
    case "previous":
      if (second === undefined)
        return [`PREVIOUS(${print(first!, 0, writer)}, INIT(${print(first!, 0, writer)}))`, primary];
      return list("PREVIOUS");
    case "lognormal":
      // XMILE's LOGNORMAL takes the moments of the number itself; this is the same law in the words of its logarithm.
      return [`EXP(NORMAL(${print(first!, 0, writer)}, ${print(second!, 0, writer)}))`, primary];
  }
  throw new NotTranslated(`XMILE has no function ${name}`);
}
