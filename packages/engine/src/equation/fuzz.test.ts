import { expect, test } from "vitest";
import { TokenwrightError } from "../base/errors.js";
import { functions } from "./functions.js";
import { toLatex } from "./latex.js";
import { parse } from "./parser.js";
import { print } from "./print.js";

// Marsaglia, Xorshift RNGs, Journal of Statistical Software 8(14), 2003: (13, 17, 5), from a fixed seed.
let state = 0x2545f491;
function below(limit: number): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % limit;
}

/** Reads the text; counts how it went. Anything but an expression or a located finding fails the test. */
function tryText(text: string, codes: Map<string, number>): void {
  let code = "read";
  try {
    const expression = parse(text);
    const printed = print(expression);
    if (print(parse(printed)) !== printed) throw new Error(`not a fixed point: ${JSON.stringify(text)}`);
    toLatex(expression);
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw new Error(`${JSON.stringify(text)}: ${String(error)}`);
    code = error.code;
    const { place, message } = error.diagnostics[0]!;
    const lines = text.split("\n");
    const within =
      place?.line !== undefined &&
      place.column !== undefined &&
      place.line >= 1 &&
      place.line <= lines.length &&
      place.column >= 1 &&
      place.column <= lines[place.line - 1]!.length + 1;
    if (!within || message === "") throw new Error(`${JSON.stringify(text)}: ${code} at ${JSON.stringify(place)}`);
  }
  codes.set(code, (codes.get(code) ?? 0) + 1);
}

function soup(count: number, longest: number, piece: () => string): Map<string, number> {
  const codes = new Map<string, number>();
  // Half of the time would go into stack traces that nobody reads.
  const limited = Error as { stackTraceLimit?: number };
  const before = limited.stackTraceLimit;
  limited.stackTraceLimit = 0;
  for (let round = 0; round < count; round++) {
    let text = "";
    for (let length = below(longest); length > 0; length--) text += piece();
    tryText(text, codes);
  }
  limited.stackTraceLimit = before ?? 10;
  return codes;
}

test("1,000,000 strings of random bytes are read or refused at a place", { timeout: 240_000 }, () => {
  const codes = soup(1_000_000, 12, () => String.fromCharCode(below(256)));
  for (const code of ["read", "equation/empty", "equation/character", "equation/unexpected", "equation/unclosed"]) {
    expect(codes.get(code), code).toBeGreaterThan(100);
  }
});

test("200,000 strings of printable characters of the language are read or refused at a place", () => {
  const alphabet = "ab19.e_+-*/^<>=()[]{},! %\n";
  const codes = soup(200_000, 12, () => alphabet[below(alphabet.length)]!);
  for (const code of [
    "read",
    "equation/number",
    "equation/unclosed",
    "equation/unexpected",
    "equation/unknown-function",
  ]) {
    expect(codes.get(code), code).toBeGreaterThan(100);
  }
});

test("100,000 strings of the language's own words are read or refused at a place", () => {
  const words = [
    ..."if then else and or not true false + - * / ^ < <= > >= = <> ( ) ( ) [ ] , , a b x.y 1 2.5 1e9 {3 %} ≤ − ×".split(
      " ",
    ),
    "{3 ADA}",
    "max(",
    "x[*]",
    "x[i, 2]",
    " ",
    "\n",
    ...functions.keys(),
  ];
  const codes = soup(100_000, 10, () => `${words[below(words.length)]!} `);
  const seen = [
    "read",
    "equation/unexpected",
    "equation/unclosed",
    "equation/arguments",
    "equation/chained-comparison",
  ];
  for (const code of seen) expect(codes.get(code), code).toBeGreaterThan(10);
});

test("one character taken out of, put into or swapped in an equation is read or refused at a place", () => {
  const equations = [
    "if supply.price <= {0.5 USD/ADA} and not closed then -floor(rho * min(performance, 1)) else 1_000^2",
    "sum(balance[*]) / max(cliff[team, 2], 1e-9) - pulse({5 ADA}, 10, 30)\n  + normal(0, sigma)^-2",
  ];
  const characters = " ()[]{},.+-*/^<>=ae0_\n%!≤\u0000\ud800";
  const codes = new Map<string, number>();
  for (const equation of equations) {
    for (let offset = 0; offset <= equation.length; offset++) {
      tryText(equation.slice(0, offset), codes);
      tryText(equation.slice(0, offset) + equation.slice(offset + 1), codes);
      for (const character of characters) {
        tryText(equation.slice(0, offset) + character + equation.slice(offset), codes);
        tryText(equation.slice(0, offset) + character + equation.slice(offset + 1), codes);
      }
    }
  }
  expect(codes.get("read")).toBeGreaterThan(500);
  expect(codes.get("equation/unexpected")).toBeGreaterThan(500);
});

test("texts of 10,000 characters made to be slow are read or refused at a place", () => {
  const codes = new Map<string, number>();
  const units = "( ) [ ] { } - not if if_a_then x[ x. 1e 1_ .5 a< a^ a= 1e400* 1e-400+ max( , {1} {1}* a.a. if(a)";
  for (const unit of units.split(" ")) {
    tryText(`${unit} `.repeat(9_999 / unit.length), codes);
    tryText(unit.repeat(9_999 / unit.length), codes);
    tryText(`${unit.repeat(9_998 / unit.length)}x`, codes);
  }
  expect([...codes.values()].reduce((sum, count) => sum + count, 0)).toBe(3 * 26);
});
