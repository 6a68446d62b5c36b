import fc from "fast-check";
import { expect, test } from "vitest";
import { parseXmile, parseXmileList } from "./parser.js";
import { NotTranslated, type XmileExpression, type XmileIndex } from "./syntax.js";

/** The tree with every operation between parentheses of its own. */
function shape(e: XmileExpression): string {
  switch (e.kind) {
    case "number":
      return e.text;
    case "name":
      return `${e.parts.join(".")}${e.indices === undefined ? "" : `[${e.indices.map(index).join(" ")}]`}`;
    case "call":
      return `${e.parts.join(".")}(${e.arguments.map(shape).join(", ")})`;
    case "unary":
      return `(${e.operator} ${shape(e.operand)})`;
    case "transpose":
      return `${shape(e.operand)}'`;
    case "binary":
      return `(${shape(e.left)} ${e.operator} ${shape(e.right)})`;
    case "if":
      return `(if ${shape(e.condition)} ${shape(e.whenTrue)} ${shape(e.whenFalse)})`;
  }
}

function index(i: XmileIndex): string {
  if (i.kind === "all") return i.of === undefined ? "*" : `*:${i.of}`;
  if (i.kind === "dimension") return `@${i.position}`;
  return i.kind === "range" ? `${shape(i.from)}:${shape(i.to)}` : shape(i.value);
}

// Precedence and identifiers by sections 3.2 and 3.3 of the standard.
test.each([
  ["14.", "14."],
  [".375 + 6E5 - 8.7e-2", "((.375 + 6E5) - 8.7e-2)"],
  ["a^b^c", "(a ^ (b ^ c))"],
  ["-2^2", "(- (2 ^ 2))"],
  ["2^-x*3", "((2 ^ (- x)) * 3)"],
  ["-a*b", "((- a) * b)"],
  ["+a - +b", "(a - b)"],
  ["a*b MOD c/d", "(((a * b) mod c) / d)"],
  ["a<b=c>=d", "((a < b) = (c >= d))"],
  ["NOT a = b", "((not a) = b)"],
  ["a OR b AND c", "(a or (b and c))"],
  ["a <> b", "(a <> b)"],
  ["IF a THEN b ELSE c + 1", "(if a b (c + 1))"],
  ["if a then if b then c else d else e", "(if a (if b c d) e)"],
  ["IF THEN ELSE(a > 1, 2, 3)", "if_then_else((a > 1), 2, 3)"],
  ['Heat_Loss_to__Room + "Heat Loss\\nto Room"', "(heat_loss_to_room + heat_loss_to_room)"],
  ["Converter 1 * Second Macro(x, y)", "(converter_1 * second_macro(x, y))"],
  ["{a comment} a {another} + b", "(a + b)"],
  ["marketing.cost - .cost", "(marketing.cost - .cost)"],
  ['"U.S. cost" + a."b c".d', "(u․s․_cost + a.b_c.d)"],
  ["x[A, 2, *, Dim+1, 1:3, @2, *:Sub]", "x[a 2 * (dim + 1) 1:3 @2 *:sub]"],
  ["x[Sub.*, 1]", "x[*:sub 1]"],
  ["A' + B[*,*]'", "(a' + b[* *]')"],
  ["größe × 2".replace("×", "*"), "(größe * 2)"],
  ["a – b", "(a - b)"],
  ["SUM(a[*]) / max (1, b)", "(sum(a[*]) / max(1, b))"],
])("%s", (text, expected) => {
  expect(shape(parseXmile(text))).toBe(expected);
});

test("lists of values for the elements of an array", () => {
  expect(parseXmileList("0.1,0.2;\n\t0.4,-0.5;").map(shape)).toEqual(["0.1", "0.2", "0.4", "(- 0.5)"]);
  expect(() => parseXmile("1, 2")).toThrow(NotTranslated);
});

test.each([
  ["", 0],
  [" ??? ", 1],
  ["1 + ", 4],
  ["(1", 2],
  ["a b)", 3],
  ["{never closed", 0],
  ['"never closed', 0],
  ["IF a THEN b", 11],
  ["x[1", 3],
  ["f(1,", 4],
])("what cannot be read is located: %j", (text, at) => {
  try {
    parseXmile(text);
  } catch (error) {
    expect(error).toBeInstanceOf(NotTranslated);
    expect((error as NotTranslated).at).toBe(at);
    return;
  }
  throw new Error("it was read");
});

test("hostile texts are refused in time: depth, length, chains", () => {
  for (const text of [
    "(".repeat(90_000),
    "-".repeat(90_000),
    "a^".repeat(40_000),
    "f(".repeat(40_000),
    "IF ".repeat(30_000),
    "1+".repeat(40_000),
    "x".repeat(200_000),
    `${"a'".repeat(1)}${"[".repeat(50_000)}`,
  ]) {
    const start = performance.now();
    expect(() => parseXmile(text), text.slice(0, 10)).toThrow(NotTranslated);
    expect(performance.now() - start).toBeLessThan(2_000);
  }
});

test("deep and long equations within the limits are read without running out of stack", () => {
  const deep = `${"(".repeat(190)}1${`${"+1".repeat(10)})`.repeat(190)}`;
  expect(parseXmile(deep).kind).toBe("binary");
  expect(() => parseXmile(`${"(".repeat(190)}1${`${"+1".repeat(200)})`.repeat(190)}`)).toThrow(NotTranslated);
});

test("no text makes the parser fail otherwise than by saying what it cannot read", () => {
  const piece = fc.constantFrom(
    "a",
    " ",
    "1",
    ".",
    "(",
    ")",
    "[",
    "]",
    ",",
    "*",
    "-",
    "if",
    "then",
    "else",
    "not",
    "mod",
    '"',
    "{",
    "}",
    "'",
    ":",
    "@",
    "\\",
    "e5",
    "é",
    ";",
    "<",
    "=",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      try {
        parseXmileList(pieces.join(""));
      } catch (error) {
        return error instanceof NotTranslated;
      }
      return true;
    }),
    { numRuns: 20_000, seed: 5 },
  );
});
