import { expect, test } from "vitest";
import { TokenwrightError } from "../base/errors.js";
import { deepest, Parser, parse } from "./parser.js";
import { print } from "./print.js";
import { Source } from "./source.js";
import type { Expression } from "./syntax.js";
import { visit } from "./tree.js";

/** The tree with every operation between parentheses of its own, written independently of `print`. */
function shape(e: Expression): string {
  switch (e.kind) {
    case "number":
      return e.text;
    case "quantity":
      return `{${e.text}}`;
    case "boolean":
      return `<${e.value}>`;
    case "name":
      return e.name;
    case "subscript":
      return `${e.name}[${e.indices.map((i) => (i.kind === "name" ? i.name : i.kind === "all" ? "*" : `#${i.position}`)).join(" ")}]`;
    case "unary":
      return `(${e.operator} ${shape(e.operand)})`;
    case "binary":
      return `(${shape(e.left)} ${e.operator} ${shape(e.right)})`;
    case "if":
      return `(if ${shape(e.condition)} ${shape(e.whenTrue)} ${shape(e.whenFalse)})`;
    case "call":
      return `${e.name}(${e.arguments.map(shape).join(", ")})`;
  }
}

// Third column: the shape, by the precedence table of the language's description.
const table: readonly (readonly [text: string, printed: string, shape: string])[] = [
  ["0.3", "0.3", "0.3"],
  ["1_000", "1_000", "1_000"],
  ["45e9", "45e9", "45e9"],
  [".5", ".5", ".5"],
  ["{340 ADA/epoch}", "{340 ADA/epoch}", "{340 ADA/epoch}"],
  ["{\t 0.3 %/epoch }", "{0.3 %/epoch}", "{0.3 %/epoch}"],
  ["true", "true", "<true>"],
  ["trueish", "trueish", "trueish"],
  ["reserve", "reserve", "reserve"],
  ["supply.fees", "supply.fees", "supply.fees"],
  ["a.b.c", "a.b.c", "a.b.c"],
  ["balance[sector]", "balance[sector]", "balance[sector]"],
  ["cliff [ team,2 ]", "cliff[team, 2]", "cliff[team #2]"],
  ["x[*]", "x[*]", "x[*]"],
  ["sum(supply.x[*,a])", "sum(supply.x[*, a])", "sum(supply.x[* a])"],
  ["a+b+c", "a + b + c", "((a + b) + c)"],
  ["a-b-c", "a - b - c", "((a - b) - c)"],
  ["a-(b-c)", "a - (b - c)", "(a - (b - c))"],
  ["a+(b+c)", "a + (b + c)", "(a + (b + c))"],
  ["(a+b)+c", "a + b + c", "((a + b) + c)"],
  ["a/b/c", "a / b / c", "((a / b) / c)"],
  ["a/(b*c)", "a / (b * c)", "(a / (b * c))"],
  ["a*b/c", "a * b / c", "((a * b) / c)"],
  ["a+b*c", "a + b * c", "(a + (b * c))"],
  ["(a+b)*c", "(a + b) * c", "((a + b) * c)"],
  ["a^b^c", "a^b^c", "(a ^ (b ^ c))"],
  ["(a^b)^c", "(a^b)^c", "((a ^ b) ^ c)"],
  ["a*b^c", "a * b^c", "(a * (b ^ c))"],
  ["-2^2", "-2^2", "(- (2 ^ 2))"],
  ["(-2)^2", "(-2)^2", "((- 2) ^ 2)"],
  ["2^-1", "2^-1", "(2 ^ (- 1))"],
  ["2^-x^2", "2^-x^2", "(2 ^ (- (x ^ 2)))"],
  ["2^-1*3", "2^-1 * 3", "((2 ^ (- 1)) * 3)"],
  ["-a*b", "-a * b", "((- a) * b)"],
  ["-(a*b)", "-(a * b)", "(- (a * b))"],
  ["-a+b", "-a + b", "((- a) + b)"],
  ["a- -b", "a - -b", "(a - (- b))"],
  ["a*-b", "a * -b", "(a * (- b))"],
  ["- - x", "--x", "(- (- x))"],
  ["a<b", "a < b", "(a < b)"],
  ["a+1<=b*2", "a + 1 <= b * 2", "((a + 1) <= (b * 2))"],
  ["(a<b)=c", "(a < b) = c", "((a < b) = c)"],
  ["a=(b<>c)", "a = (b <> c)", "(a = (b <> c))"],
  ["not a=b", "not a = b", "(not (a = b))"],
  ["(not a)=b", "(not a) = b", "((not a) = b)"],
  ["not not a", "not not a", "(not (not a))"],
  ["not a and b", "not a and b", "((not a) and b)"],
  ["not (a and b)", "not (a and b)", "(not (a and b))"],
  ["a or b and c", "a or b and c", "(a or (b and c))"],
  ["(a or b) and c", "(a or b) and c", "((a or b) and c)"],
  ["a or b or c", "a or b or c", "((a or b) or c)"],
  ["a and (b and c)", "a and (b and c)", "(a and (b and c))"],
  ["a<b and b<c", "a < b and b < c", "((a < b) and (b < c))"],
  ["if a then b else c", "if a then b else c", "(if a b c)"],
  ["if a then b else c + 1", "if a then b else c + 1", "(if a b (c + 1))"],
  ["(if a then b else c) + 1", "(if a then b else c) + 1", "((if a b c) + 1)"],
  ["1+(if a then b else c)", "1 + (if a then b else c)", "(1 + (if a b c))"],
  ["if a then b else if c then d else e", "if a then b else if c then d else e", "(if a b (if c d e))"],
  ["if a then if b then c else d else e", "if a then if b then c else d else e", "(if a (if b c d) e)"],
  ["if a or b then 1 else 2", "if a or b then 1 else 2", "(if (a or b) 1 2)"],
  ["not (if a then b else c)", "not (if a then b else c)", "(not (if a b c))"],
  ["max(1,if a then b else c)", "max(1, if a then b else c)", "max(1, (if a b c))"],
  [
    "floor ( rho*min(performance,1)*reserve )",
    "floor(rho * min(performance, 1) * reserve)",
    "floor(((rho * min(performance, 1)) * reserve))",
  ],
  ["beta*beta(2,3)", "beta * beta(2, 3)", "(beta * beta(2, 3))"],
  ["((((a))))", "a", "a"],
  ["a−b·c×d÷e", "a - b * c * d / e", "(a - (((b * c) * d) / e))"],
  ["a≤b or a≥b or a≠b", "a <= b or a >= b or a <> b", "(((a <= b) or (a >= b)) or (a <> b))"],
  ["a\n  + b\r\n  + c\n", "a + b + c", "((a + b) + c)"],
  ["a\u00a0+\u202fb", "a + b", "(a + b)"],
];

test.each(table)("reads %j, prints %j", (text, printed, wanted) => {
  const expression = parse(text);
  expect(shape(expression)).toBe(wanted);
  expect(print(expression)).toBe(printed);
  expect(shape(parse(printed))).toBe(wanted);
});

test("keeps numbers exact", () => {
  expect(parse("0.3")).toMatchObject({ value: { n: 3n, d: 10n } });
  expect(parse("13_888_022_852.926644")).toMatchObject({ value: { n: 3472005713231661n, d: 250000n } });
  expect(parse("45e9")).toMatchObject({ value: { n: 45_000_000_000n, d: 1n } });
  expect(parse("2.5E-3")).toMatchObject({ value: { n: 1n, d: 400n } });
});

test("positions every node on its own text, without parentheses around it", () => {
  const text = " (a + bc) * -max( x[*] , {3 ADA} ) ^ 2";
  const seen: string[] = [];
  visit(parse(text), (node) => seen.push(text.slice(node.at.start, node.at.end)));
  expect(seen).toEqual([
    "(a + bc) * -max( x[*] , {3 ADA} ) ^ 2",
    "a + bc",
    "a",
    "bc",
    "-max( x[*] , {3 ADA} ) ^ 2",
    "max( x[*] , {3 ADA} ) ^ 2",
    "max( x[*] , {3 ADA} )",
    "x[*]",
    "{3 ADA}",
    "2",
  ]);
});

test("positions indices", () => {
  const text = "x[ team , 12, *]";
  const expression = parse(text);
  if (expression.kind !== "subscript") throw new Error("not a subscript");
  expect(expression.indices.map(({ at }) => text.slice(at.start, at.end))).toEqual(["team", "12", "*"]);
});

function code(text: string): string {
  try {
    parse(text);
    return "read";
  } catch (error) {
    if (error instanceof TokenwrightError) return error.code;
    throw error;
  }
}

const nested: readonly (readonly [what: string, text: (depth: number) => string])[] = [
  ["parentheses", (depth) => `${"(".repeat(depth)}x${")".repeat(depth)}`],
  ["signs", (depth) => `${"-".repeat(depth)}x`],
  ["negations", (depth) => `${"not ".repeat(depth)}x`],
  ["powers", (depth) => `x${"^x".repeat(depth)}`],
  ["calls", (depth) => `${"abs(".repeat(depth)}x${")".repeat(depth)}`],
  ["conditions after else", (depth) => `${"if a then b else ".repeat(depth)}c`],
  ["conditions after if", (depth) => `${"if ".repeat(depth)}c${" then a else b".repeat(depth)}`],
];

test.each(nested)("reads %s 200 deep and refuses 201", (_, text) => {
  expect(deepest).toBe(200);
  expect(code(text(200))).toBe("read");
  expect(code(text(201))).toBe("equation/too-deep");
});

test.each(nested.filter(([what]) => !what.startsWith("conditions")))(
  "refuses %s as deep as the text allows",
  (_, text) => {
    expect(code(text(1_900))).toBe("equation/too-deep");
  },
);

test("reads the deepest stack that 200 levels can need", () => {
  // Between two counted levels every operator of lower precedence may wait for its right operand.
  const level = "a or a and not a = a + a * -(";
  expect(code(`${level.repeat(66)}a${")".repeat(66)}`)).toBe("read");
  expect(code(level.repeat(67))).toBe("equation/too-deep");
});

test("takes names of 64 characters between points", () => {
  const part = "n".repeat(64);
  expect(code(`${part}.${part}`)).toBe("read");
  expect(code(`${part}.${part}n`)).toBe("equation/name");
});

test("depth is that of nesting, not the number of brackets in a row", () => {
  expect(code(Array.from({ length: 1_000 }, () => "(a)").join("+"))).toBe("read");
  expect(code(Array.from({ length: 1_000 }, () => "abs(a)").join("-"))).toBe("read");
  expect(code(Array.from({ length: 1_000 }, () => "-a^b").join("*"))).toBe("read");
});

test("reads and prints a sum of 5,000 terms", () => {
  const text = Array.from({ length: 5_000 }, () => "1").join("+");
  expect(text).toHaveLength(9_999);
  const printed = print(parse(text));
  expect(printed).toBe(Array.from({ length: 5_000 }, () => "1").join(" + "));
  expect(print(parse(printed))).toBe(printed);
});

test("takes 10,000 characters that are not white space", () => {
  expect(code(`${"1+".repeat(4_999)}10`)).toBe("read");
  expect(code(`${"1+".repeat(4_999)}100`)).toBe("equation/too-long");
  expect(code(`${" ".repeat(50_000)}1`)).toBe("read");
  expect(code(`${" ".repeat(100_000)}1`)).toBe("equation/too-long");
  expect(code(`{1${" ".repeat(10_000)}ADA}`)).toBe("equation/too-long");
  // Counted as it will be printed, `<=`.
  expect(code(`${"a≤b and ".repeat(1_428)}abcd`)).toBe("read");
  expect(code(`${"a≤b and ".repeat(1_428)}abcde`)).toBe("equation/too-long");
});

test("reads each token once: twice the text, twice the tokens", () => {
  const unit = "+if a<b then -(c^2*max(d,{3 ADA}))else sum(x[i,*])";
  const tokens = (repeats: number) => {
    const parser = new Parser(new Source(`0${"+(0".repeat(repeats)}${")".repeat(repeats)}`));
    parser.parse();
    return parser.tokens;
  };
  // 0, then +, (, 0 and ) for each repeat, then the end.
  for (const repeats of [1, 50, 100, 200]) expect(tokens(repeats)).toBe(2 + 4 * repeats);
  const flat = (repeats: number) => {
    const parser = new Parser(new Source(`0${unit.replace("+if", "+(if").concat(")").repeat(repeats)}`));
    parser.parse();
    return parser.tokens;
  };
  const one = flat(1) - 2;
  for (const repeats of [10, 20, 40, 80, 160]) expect(flat(repeats)).toBe(2 + one * repeats);
});
