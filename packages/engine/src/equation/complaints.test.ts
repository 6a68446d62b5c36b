import { expect, test } from "vitest";
import { type Diagnostic, formatDiagnostic, type Place, TokenwrightError } from "../base/errors.js";
import { parse } from "./parser.js";
import { placeOf } from "./source.js";

function finding(text: string, place?: Place): Diagnostic {
  try {
    parse(text, place);
  } catch (error) {
    if (error instanceof TokenwrightError && error.diagnostics.length === 1) return error.diagnostics[0]!;
    throw error;
  }
  throw new Error(`${JSON.stringify(text)} was read`);
}

/** What is underlined, and whether it is where the place says. */
function underlined({ place }: Diagnostic): string {
  return place!.lineText!.slice(place!.column! - 1, place!.column! - 1 + place!.length!);
}

type Row = readonly [text: string, code: string, line: number, column: number, found: string, hint: string | undefined];

const product = (text: string) => `write \`${text}\` if you mean a product`;
const ternary = "write `if a then b else c`";
const noQuotes = "leave the quotes out; a name stands by itself";
const computed =
  "an index is not computed, but for a number of places: `x[age - 1]`; use `previous(x)` for an earlier value";
const otherwise = "add `else 0`, or what holds otherwise";

const rows: readonly Row[] = [
  ["", "equation/empty", 1, 1, "", "write 0 for nothing"],
  [" \n\t ", "equation/empty", 1, 1, " ", "write 0 for nothing"],

  ["a == b", "equation/unexpected", 1, 3, "==", "write `=` for equal"],
  ["a === b", "equation/unexpected", 1, 3, "===", "write `=` for equal"],
  ["a != b", "equation/character", 1, 3, "!=", "write `<>` for not equal"],
  ["a !== b", "equation/character", 1, 3, "!==", "write `<>` for not equal"],
  ["a && b", "equation/character", 1, 3, "&&", "write `and`"],
  ["a || b", "equation/character", 1, 3, "||", "write `or`"],
  ["a ** 2", "equation/unexpected", 1, 3, "**", "write `^` for a power"],
  ["a => b", "equation/unexpected", 1, 3, "=>", "write `>=` for at least, or `if a then b else c`"],
  ["a =< b", "equation/unexpected", 1, 3, "=<", "write `<=`"],
  ["a < = b", "equation/unexpected", 1, 5, "=", "write `<=` without a space"],
  ["a > = b", "equation/unexpected", 1, 5, "=", "write `>=` without a space"],
  [
    "a // b",
    "equation/unexpected",
    1,
    3,
    "//",
    "write `floor(a / b)` for a whole quotient; an equation holds no comments",
  ],
  [
    "x := 2",
    "equation/character",
    1,
    3,
    ":=",
    "an equation is only its right-hand side; the name stands before it in the model",
  ],
  ["x += 2", "equation/unexpected", 1, 3, "+=", "an equation is only its right-hand side; a flow changes a stock"],
  ["+x", "equation/unexpected", 1, 1, "+", "leave the `+` out"],

  ["!x", "equation/character", 1, 1, "!", "write `not`"],
  ["a ? b : c", "equation/character", 1, 3, "?", ternary],
  ["a : b", "equation/character", 1, 3, ":", ternary],
  ["'a'", "equation/character", 1, 1, "'", noQuotes],
  ['1 + "a"', "equation/character", 1, 5, '"', noQuotes],
  ["1 + “a”", "equation/character", 1, 5, "“", noQuotes],
  ["a;", "equation/character", 1, 2, ";", "leave it out; an equation is one expression"],
  ["a # why", "equation/character", 1, 3, "#", "an equation holds no comments; use the field `meaning`"],
  [
    "5%",
    "equation/character",
    1,
    2,
    "%",
    "write a quantity, `{5 %}`, or the share, `0.05`; a remainder is `mod(a, b)`",
  ],
  [
    "0.3 %",
    "equation/character",
    1,
    5,
    "%",
    "write a quantity, `{0.3 %}`, or the share, `0.003`; a remainder is `mod(a, b)`",
  ],
  [
    "a % b",
    "equation/character",
    1,
    3,
    "%",
    "write a quantity, `{5 %}`, or the share, `0.05`; a remainder is `mod(a, b)`",
  ],
  ["x²", "equation/character", 1, 2, "²", "write `^2`"],
  ["ρ * x", "equation/character", 1, 1, "ρ", "spell it out, `rho`"],
  ["Σ", "equation/character", 1, 1, "Σ", "spell it out, `sigma`"],
  ["a – b", "equation/character", 1, 3, "–", "write `-` for minus"],
  ["a\u0007", "equation/character", 1, 2, "\u0007", "delete it"],
  ["a\u200bb", "equation/character", 1, 2, "\u200b", "delete it"],
  ["é", "equation/character", 1, 1, "é", undefined],
  ["1 + 😀", "equation/character", 1, 5, "😀", undefined],
  ["a \ud800", "equation/character", 1, 3, "\ud800", "delete it"],

  ["1__0", "equation/number", 1, 1, "1__0", undefined],
  ["a + 1_", "equation/number", 1, 5, "1_", undefined],
  ["1.2.3", "equation/number", 1, 1, "1.2.3", undefined],
  ["5. + 1", "equation/number", 1, 1, "5.", "write `5` without the point"],
  ["2e", "equation/number", 1, 1, "2e", "write `2e3`, or `2 * e`"],
  ["2e+", "equation/number", 1, 1, "2e+", "write `2e3`, or `2 * e`"],
  ["0x1F", "equation/number", 1, 1, "0x1F", "write it in decimal digits"],
  ["1e401", "equation/number", 1, 1, "1e401", undefined],
  ["{}", "equation/number", 1, 1, "{}", undefined],
  ["1 + { }", "equation/number", 1, 5, "{ }", undefined],

  ["2x", "equation/unexpected", 1, 2, "x", product("2 * x")],
  ["2e3x", "equation/unexpected", 1, 4, "x", product("2e3 * x")],
  ["2 (a)", "equation/unexpected", 1, 3, "(", product("2 * (...)")],
  ["(a)(b)", "equation/unexpected", 1, 4, "(", product("...) * (...)")],
  ["a b", "equation/unexpected", 1, 3, "b", product("a * b")],
  ["a {3 ADA}", "equation/unexpected", 1, 3, "{3 ADA}", product("a * {3 ADA}")],
  ["a true", "equation/unexpected", 1, 3, "true", product("a * true")],
  ["0,3", "equation/unexpected", 1, 2, ",", "write `0.3` with a point"],
  ["a + 1,000", "equation/unexpected", 1, 6, ",", "write `1_000`, or `1.000`"],
  [
    "a, b",
    "equation/unexpected",
    1,
    2,
    ",",
    "a comma stands only between the arguments of a function and between indices",
  ],
  [
    "(a, b)",
    "equation/unexpected",
    1,
    3,
    ",",
    "a comma stands only between the arguments of a function and between indices",
  ],
  ["a AND b", "equation/unexpected", 1, 3, "AND", "write `and` in small letters"],
  ["If a then b else c", "equation/unexpected", 1, 4, "a", "write `if` in small letters"],
  ["a mod b", "equation/unexpected", 1, 3, "mod", "write `mod(a, b)`"],
  ["a)", "equation/unexpected", 1, 2, ")", "leave it out, or open it before with `(`"],
  ["a]", "equation/unexpected", 1, 2, "]", "leave it out, or open it before with `[`"],
  ["3 ADA}", "equation/unexpected", 1, 3, "ADA", "write `{3 ADA}` if you mean a quantity, `3 * ADA` if a product"],
  ["a}", "equation/unexpected", 1, 2, "}", "leave it out, or open it before with `{`"],
  ["()", "equation/unexpected", 1, 2, ")", "write a value between the parentheses"],
  ["max(1,)", "equation/unexpected", 1, 7, ")", undefined],
  ["a + ", "equation/unexpected", 1, 4, "", undefined],
  ["a and or b", "equation/unexpected", 1, 7, "or", undefined],
  ["a then b", "equation/unexpected", 1, 3, "then", undefined],
  ["[a]", "equation/unexpected", 1, 1, "[", "a subscript follows its name, `balance[sector]`"],
  ["(a)[i]", "equation/unexpected", 1, 4, "[", "only a name takes a subscript, `balance[sector]`"],
  ["a . b", "equation/unexpected", 1, 3, ".", undefined],
  ["a.", "equation/unexpected", 1, 2, ".", undefined],
  ["a.2", "equation/unexpected", 1, 2, ".", undefined],
  ["a..b", "equation/unexpected", 1, 2, "..", "list the elements by name, or write `[*]` for all of them"],
  ["a + if b then c else d", "equation/unexpected", 1, 5, "if", "write `+ (if a then b else c)`"],
  ["a = not b", "equation/unexpected", 1, 5, "not", "write `= (not a)`"],
  ["x[-1]", "equation/unexpected", 1, 3, "-", computed],
  ["x[i*2]", "equation/unexpected", 1, 4, "*", computed],
  ["x[i-j]", "equation/unexpected", 1, 5, "j", undefined],
  ["x[0]", "equation/unexpected", 1, 3, "0", undefined],
  ["x[1.5]", "equation/unexpected", 1, 3, "1.5", undefined],
  ["x[]", "equation/unexpected", 1, 3, "]", undefined],
  ["x[", "equation/unexpected", 1, 3, "", undefined],
  ["x[a b]", "equation/unexpected", 1, 5, "b", "write `,` between two indices"],
  ["if a then b", "equation/unexpected", 1, 12, "", otherwise],
  ["(if a then b) + 1", "equation/unexpected", 1, 13, ")", `every \`if\` needs an \`else\`; ${otherwise}`],
  ["if a then b then c", "equation/unexpected", 1, 13, "then", `every \`if\` needs an \`else\`; ${otherwise}`],
  ["if a", "equation/unexpected", 1, 5, "", "add `then ... else ...`"],
  ["if a else b", "equation/unexpected", 1, 6, "else", "write `then` between the condition and what holds under it"],
  ["if a then b elif c then d else e", "equation/unexpected", 1, 13, "elif", "write `else if`"],
  ["if a then b else c end", "equation/unexpected", 1, 20, "end", "leave it out; `if a then b else c` needs no end"],
  ["if(a, b, c)", "equation/unexpected", 1, 5, ",", ternary],

  ["(a + b", "equation/unclosed", 1, 1, "(", "add `)` after `b`"],
  ["1 + ((a + b)", "equation/unclosed", 1, 5, "(", "add `)` after `)`"],
  ["abs(a", "equation/unclosed", 1, 4, "(", "add `)` after `a`"],
  ["x[i", "equation/unclosed", 1, 2, "[", "add `]` after `i`"],
  ["2 * {3 ADA", "equation/unclosed", 1, 5, "{", "add `}` after `3 ADA`"],
  ["{3 ADA {4 ADA}", "equation/unclosed", 1, 1, "{", "add `}` after `3 ADA`"],
  ["{3 ADA\n}", "equation/unclosed", 1, 1, "{", "add `}` after `3 ADA`"],

  ["a < b < c", "equation/chained-comparison", 1, 7, "<", "write `a < b and b < c`"],
  [
    "0 <= x[i]+1 <= max(a,  b) and d",
    "equation/chained-comparison",
    1,
    13,
    "<=",
    "write `0 <= x[i]+1 and x[i]+1 <= max(a, b)`",
  ],
  ["a = b = )", "equation/chained-comparison", 1, 7, "=", "write `a = b and b = ...`"],
  ["not a <> b = c", "equation/chained-comparison", 1, 12, "=", "write `a <> b and b = c`"],

  ["flor(x)", "equation/unknown-function", 1, 1, "flor", 'did you mean "floor"?'],
  ["1 + Max(a, b)", "equation/unknown-function", 1, 5, "Max", "write `max` in small letters"],
  ["IF(a, b, c)", "equation/unknown-function", 1, 1, "IF", ternary],
  ["pow(a, 2)", "equation/unknown-function", 1, 1, "pow", "write `a ^ b`"],
  [
    "log(a)",
    "equation/unknown-function",
    1,
    1,
    "log",
    "write `ln(x) for the natural logarithm or log10(x) for base 10`",
  ],
  [
    "x.y()",
    "equation/unknown-function",
    1,
    1,
    "x.y",
    "values have no methods; write `x.y * (...)` if you mean a product",
  ],
  ["Math.max(a, b)", "equation/unknown-function", 1, 1, "Math.max", "write `max(a, b, ...)`; values have no methods"],
  ["reserve (1 + rho)", "equation/unknown-function", 1, 1, "reserve", product("reserve * (...)")],
  ["toString()", "equation/unknown-function", 1, 1, "toString", product("toString * (...)")],

  ["clamp(x, 1)", "equation/arguments", 1, 1, "clamp", undefined],
  ["1 + normal()", "equation/arguments", 1, 5, "normal", undefined],
  ["min()", "equation/arguments", 1, 1, "min", undefined],
  ["clamp(0,3, 0, 1)", "equation/arguments", 1, 1, "clamp", "write `0.3` with a point"],

  ["__proto__", "equation/name", 1, 1, "__proto__", "rename it"],
  ["a.constructor", "equation/name", 1, 3, "constructor", "rename it"],
  ["supply.if", "equation/name", 1, 8, "if", "rename it"],
  [`1 + ${"n".repeat(65)}`, "equation/name", 1, 5, "n".repeat(65), undefined],

  ["a +\n  2x", "equation/unexpected", 2, 4, "x", product("2 * x")],
  ["a +\r\n  b +\r\n", "equation/unexpected", 2, 6, "", undefined],
  ["max(\n  1,\n  flor(x)\n)", "equation/unknown-function", 3, 3, "flor", 'did you mean "floor"?'],
  ["(\na\n", "equation/unclosed", 1, 1, "(", "add `)` after `a`"],
];

test.each(rows)("refuses %j with %s at %d:%d", (text, code, line, column, found, hint) => {
  const diagnostic = finding(text);
  expect(diagnostic).toMatchObject({ code, place: { line, column } });
  expect(diagnostic.hint).toBe(hint);
  if (found === "") expect(diagnostic.place!.length).toBe(1);
  else expect(underlined(diagnostic)).toBe(found);
  expect(diagnostic.message).toMatch(/^[A-Z].*\.$/s);
  expect(diagnostic.place!.lineText).toBe(text.split(/\r?\n/)[line - 1]);
});

test("says how many arguments were found and expected", () => {
  expect(finding("clamp(x, 1)")).toMatchObject({
    message: "Found 2 arguments for `clamp`.",
    expected: "3 arguments: `clamp(x, low, high)`",
  });
  expect(finding("pulse(1)")).toMatchObject({
    message: "Found 1 argument for `pulse`.",
    expected: "2 to 3 arguments: `pulse(amount, at[, every])`",
  });
  expect(finding("max()")).toMatchObject({
    message: "Found no arguments for `max`.",
    expected: "1 argument or more: `max(a, b, ...)`",
  });
  expect(finding("abs(1, 2)")).toMatchObject({ expected: "1 argument: `abs(x)`" });
});

test("tells the first mistake of the text, whatever kind it is", () => {
  expect(finding("2x + $").place!.column).toBe(2);
  expect(finding("$ + 2x").place!.column).toBe(1);
  expect(finding("flor(1__0)").code).toBe("equation/unknown-function");
});

test("tells a depth where the limit is passed and a length where it is passed", () => {
  expect(finding("(".repeat(300))).toMatchObject({ code: "equation/too-deep", place: { line: 1, column: 201 } });
  expect(finding(`a\n+${"-".repeat(300)}b`)).toMatchObject({
    code: "equation/too-deep",
    place: { line: 2, column: 202 },
  });
  const long = finding("1+".repeat(6_000));
  expect(long).toMatchObject({ code: "equation/too-long", place: { line: 1, column: 10_001 } });
  expect(long.place).not.toHaveProperty("lineText");
});

test("counts from where the equation stands in the user's file", () => {
  const lineText = "    equation: rho * flor(reserve)";
  const place: Place = { file: "model.yaml", line: 12, column: 15, lineText, path: "flows.expansion.equation" };
  const diagnostic = finding("rho * flor(reserve)", place);
  expect(diagnostic.place).toEqual({ ...place, column: 21, length: 4 });
  expect(underlined(diagnostic)).toBe("flor");
  expect(formatDiagnostic(diagnostic)).toBe(
    [
      "model.yaml:12:21: error: There is no function `flor`.",
      "  12 |     equation: rho * flor(reserve)",
      "     |                     ^^^^",
      "  at: flows.expansion.equation",
      '  try: did you mean "floor"?',
      "  (equation/unknown-function)",
    ].join("\n"),
  );
});

test("counts the lines of a block, all indented alike", () => {
  const place: Place = { file: "model.yaml", line: 12, column: 7, lineText: "      if a > b", length: 3 };
  const diagnostic = finding("if a > b\nthen a\nelse 2 b\n", place);
  expect(diagnostic.place).toEqual({ file: "model.yaml", line: 14, column: 14, length: 1, lineText: "      else 2 b" });
  expect(underlined(diagnostic)).toBe("b");
});

test("keeps the caret right where only a column is known", () => {
  const diagnostic = finding("2x", { column: 5 });
  expect(diagnostic.place).toEqual({ line: 1, column: 6, length: 1, lineText: "    2x" });
});

test("underlines no further than the line of the mistake", () => {
  // A token never spans lines; the place of an end of the text is one character after the last token.
  expect(finding("a +\n\n\n").place).toEqual({ line: 1, column: 4, length: 1, lineText: "a +" });
});

test("places a node of several lines on the first of them", () => {
  const text = "a +\r\n  max(b,\r\n  c)";
  const call = parse(text);
  if (call.kind !== "binary") throw new Error("not a sum");
  const place: Place = { line: 5, column: 3 };
  expect(placeOf(text, call.right.at, place)).toEqual({ line: 6, column: 5, length: 6, lineText: "    max(b," });
  expect(placeOf(text, call.at, place)).toEqual({ line: 5, column: 3, length: 3, lineText: "  a +" });
  expect(placeOf(text, call.at)).toEqual({ line: 1, column: 1, length: 3, lineText: "a +" });
});

test("quotes an operand of 30 characters in a hint, and no longer one", () => {
  const [short, long] = ["n".repeat(30), "n".repeat(31)];
  expect(finding(`a < ${short} < c`).hint).toBe(`write \`a < ${short} and ${short} < c\``);
  expect(finding(`a < ${long} < c`).hint).toBe("write `a < ... and ... < c`");
});

test("keeps a message short when the text is long", () => {
  expect(finding(`a ${"b".repeat(60)}`).message).toBe(`Found \`${"b".repeat(37)}...\` right after \`a\`.`);
});
