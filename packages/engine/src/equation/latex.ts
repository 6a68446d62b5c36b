import { bindings, level, unaryLevel } from "./precedence.js";
import type { BinaryOperator, Expression, IfExpression, Index } from "./syntax.js";

type Piece = string | { readonly expression: Expression; readonly least: number };
type Symbols = ReadonlyMap<string, string>;

/** A form that may carry an exponent as it stands; a fraction or a function needs parentheses for that. */
const atom = level.value + 1;

/**
 * The expression as LaTeX for mathematics mode, with AMS commands (`cases`, `\operatorname`, `\text`): quotients
 * as fractions, `if` as cases. A name of one letter is italic, a longer one upright.
 *
 * @param symbols LaTeX to write instead of a name: `new Map([["rho", "\\rho"]])`. Not checked.
 */
export function toLatex(expression: Expression, symbols: Symbols = new Map()): string {
  const written: string[] = [];
  const stack: Piece[] = [{ expression, least: level.if }];
  for (let piece = stack.pop(); piece !== undefined; piece = stack.pop()) {
    if (typeof piece === "string") {
      written.push(piece);
      continue;
    }
    const pieces = piecesOf(piece.expression, symbols);
    if (latexLevel(piece.expression) < piece.least) {
      pieces.unshift("\\left(");
      pieces.push("\\right)");
    }
    for (let index = pieces.length - 1; index >= 0; index--) stack.push(pieces[index]!);
  }
  return written.join("");
}

function at(least: number, expression: Expression): Piece {
  return { expression, least };
}

/** Between delimiters of its own, anything may stand. */
function free(expression: Expression): Piece {
  return { expression, least: level.if };
}

const operators: { readonly [operator in Exclude<BinaryOperator, "/" | "^">]: string } = {
  or: " \\lor ",
  and: " \\land ",
  "<": " < ",
  "<=": " \\le ",
  ">": " > ",
  ">=": " \\ge ",
  "=": " = ",
  "<>": " \\ne ",
  "+": " + ",
  "-": " - ",
  "*": " \\cdot ",
};

/** Functions that LaTeX has a command for. */
const commands: ReadonlyMap<string, string> = new Map([
  ["min", "\\min"],
  ["max", "\\max"],
  ["exp", "\\exp"],
  ["ln", "\\ln"],
  ["log10", "\\log_{10}"],
  ["sin", "\\sin"],
  ["cos", "\\cos"],
  ["tan", "\\tan"],
  ["tanh", "\\tanh"],
  ["sum", "\\sum"],
  ["prod", "\\prod"],
]);

/** Functions written as delimiters around their one argument. */
const fences: ReadonlyMap<string, readonly [open: string, close: string]> = new Map([
  ["abs", ["\\left|", "\\right|"]],
  ["floor", ["\\left\\lfloor ", "\\right\\rfloor "]],
  ["ceil", ["\\left\\lceil ", "\\right\\rceil "]],
]);

function latexLevel(expression: Expression): number {
  switch (expression.kind) {
    case "number":
      return /[eE]/.test(expression.text) ? level.product : atom;
    case "quantity":
      return expression.text.startsWith("-") ? level.sum : level.product;
    case "call":
      return fences.has(expression.name) ? atom : level.value;
    case "unary":
      return unaryLevel[expression.operator];
    case "binary":
      return expression.operator === "/" ? level.value : bindings[expression.operator].level;
    case "if":
      return level.if;
    default:
      return atom;
  }
}

function piecesOf(expression: Expression, symbols: Symbols): Piece[] {
  switch (expression.kind) {
    case "number":
      return [numberLatex(expression.text)];
    case "quantity":
      return [quantityLatex(expression.text)];
    case "boolean":
      return [`\\mathrm{${expression.value}}`];
    case "name":
      return [nameLatex(expression.name, symbols)];
    case "subscript": {
      const indices = expression.indices.map((index) => indexLatex(index, symbols)).join(", ");
      return [`${braced(nameLatex(expression.name, symbols), /[_^]/)}_{${indices}}`];
    }
    case "unary":
      // -(-x) and not (a = b) are plain in text, but not in mathematics.
      return expression.operator === "-"
        ? ["-", at(level.power, expression.operand)]
        : ["\\lnot ", at(level.value, expression.operand)];
    case "binary": {
      const { operator, left, right } = expression;
      if (operator === "/") return ["\\frac{", free(left), "}{", free(right), "}"];
      if (operator === "^") {
        const base = left.kind === "name" ? braced(nameLatex(left.name, symbols), /\^/) : at(atom, left);
        return [base, "^{", free(right), "}"];
      }
      const binding = bindings[operator];
      const signed = right.kind === "unary" && right.operator === "-";
      return [at(binding.left, left), operators[operator], at(signed ? level.power : binding.right, right)];
    }
    case "if":
      return casesOf(expression);
    case "call": {
      const parts = expression.arguments.flatMap((part, index) => (index === 0 ? [free(part)] : [", ", free(part)]));
      if (expression.name === "sqrt") return ["\\sqrt{", ...parts, "}"];
      const fence = fences.get(expression.name);
      if (fence !== undefined) return [fence[0], ...parts, fence[1]];
      const command = commands.get(expression.name) ?? `\\operatorname{${escapeName(expression.name)}}`;
      return [`${command}\\left(`, ...parts, "\\right)"];
    }
  }
}

/** One row for each condition; an `if` after `else` adds rows instead of nesting. */
function casesOf(expression: IfExpression): Piece[] {
  const pieces: Piece[] = ["\\begin{cases} "];
  let rest: Expression = expression;
  for (; rest.kind === "if"; rest = rest.whenFalse) {
    pieces.push(free(rest.whenTrue), " & \\text{if } ", free(rest.condition), " \\\\ ");
  }
  pieces.push(free(rest), " & \\text{otherwise} \\end{cases}");
  return pieces;
}

function braced(latex: string, when: RegExp): string {
  return when.test(latex) ? `{${latex}}` : latex;
}

function escapeName(name: string): string {
  return name.replaceAll("_", "\\_");
}

function nameLatex(name: string, symbols: Symbols): string {
  return symbols.get(name) ?? (name.length === 1 && name !== "_" ? name : `\\mathrm{${escapeName(name)}}`);
}

function indexLatex(index: Index, symbols: Symbols): string {
  switch (index.kind) {
    case "name":
      return `${nameLatex(index.name, symbols)}${index.shift === undefined ? "" : `${index.shift < 0 ? "-" : "+"}${Math.abs(index.shift)}`}`;
    case "position":
      return index.text;
    case "all":
      return "*";
  }
}

/** `13_888.5e9` as 13\,888.5 \cdot 10^{9}. */
function numberLatex(text: string): string {
  const [digits, exponent] = text.replaceAll("_", "\\,").split(/[eE]/);
  return exponent === undefined ? digits! : `${digits} \\cdot 10^{${exponent.replace("+", "")}}`;
}

const decimal = "[+-]?[0-9_.]+(?:[eE][+-]?[0-9]+)?";
const quantity = new RegExp(`^(${decimal})(?:\\s*/\\s*(${decimal}))?\\s*([\\s\\S]*)$`);

function quantityLatex(text: string): string {
  const match = quantity.exec(text);
  if (match === null) return `\\mathrm{${unitLatex(text)}}`;
  const [, numerator, denominator, unit] = match;
  const divisor = denominator === undefined ? "" : `/${numberLatex(denominator)}`;
  const number = numberLatex(numerator!) + divisor;
  if (unit === "") return number;
  return `${number}\\,${unit === "%" ? "\\%" : `\\mathrm{${unitLatex(unit!)}}`}`;
}

const specials: ReadonlyMap<string, string> = new Map([
  ["\\", "\\backslash "],
  ["~", "\\sim "],
  ["*", "\\cdot "],
  ["·", "\\cdot "],
  [" ", "\\ "],
  ["^", "\\wedge "],
]);

function unitLatex(unit: string): string {
  return unit.replace(/\^(-?[0-9]+)|[\\~*·\s^]|[_%$#&{}]/g, (found, exponent: string | undefined) =>
    exponent !== undefined ? `^{${exponent}}` : (specials.get(found) ?? (/\s/.test(found) ? "\\ " : `\\${found}`)),
  );
}
