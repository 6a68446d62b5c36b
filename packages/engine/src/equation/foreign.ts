import type { Finding, Source } from "./source.js";
import { quote } from "./source.js";
import type { Span } from "./syntax.js";

/** Runs of operators that other languages have, longest first, and what this one writes instead. */
const foreignOperators: readonly (readonly [operator: string, hint: string])[] = [
  ["===", "write `=` for equal"],
  ["!==", "write `<>` for not equal"],
  ["==", "write `=` for equal"],
  ["!=", "write `<>` for not equal"],
  ["=!", "write `<>` for not equal"],
  ["=<", "write `<=`"],
  ["=>", "write `>=` for at least, or `if a then b else c`"],
  ["->", "write `if a then b else c`"],
  ["&&", "write `and`"],
  ["||", "write `or`"],
  ["**", "write `^` for a power"],
  ["//", "write `floor(a / b)` for a whole quotient; an equation holds no comments"],
  ["/*", "an equation holds no comments; use the field `meaning`"],
  ["*/", "an equation holds no comments; use the field `meaning`"],
  ["<<", "write `a * 2 ^ b`"],
  [">>", "write `floor(a / 2 ^ b)`"],
  [":=", "an equation is only its right-hand side; the name stands before it in the model"],
  ["+=", "an equation is only its right-hand side; a flow changes a stock"],
  ["-=", "an equation is only its right-hand side; a flow changes a stock"],
  ["*=", "an equation is only its right-hand side; a flow changes a stock"],
  ["/=", "an equation is only its right-hand side; a flow changes a stock"],
  ["++", "write `+` once"],
  ["..", "list the elements by name, or write `[*]` for all of them"],
];

const ternary = "write `if a then b else c`";
const quoted = "leave the quotes out; a name stands by itself";

/** Single characters that other languages have, and what this one writes instead. */
const foreignCharacters: ReadonlyMap<string, string> = new Map([
  ["!", "write `not`"],
  ["&", "write `and`"],
  ["|", "write `or`, and `abs(x)` for a magnitude"],
  ["?", ternary],
  [":", ternary],
  ['"', quoted],
  ["'", quoted],
  ["`", quoted],
  ["“", quoted],
  ["”", quoted],
  ["‘", quoted],
  ["’", quoted],
  [";", "leave it out; an equation is one expression"],
  ["#", "an equation holds no comments; use the field `meaning`"],
  ["$", "write an amount with its unit between braces, `{5 USD}`"],
  ["€", "write an amount with its unit between braces, `{5 EUR}`"],
  ["–", "write `-` for minus"],
  ["—", "write `-` for minus"],
  ["²", "write `^2`"],
  ["³", "write `^3`"],
  ["√", "write `sqrt(x)`"],
  ["∞", "leave the limit out, or write a large number"],
  ["∧", "write `and`"],
  ["∨", "write `or`"],
  ["¬", "write `not`"],
  ["∑", "write `sum(x[*])`"],
  ["，", "write a plain comma"],
  ["（", "write a plain `(`"],
  ["）", "write a plain `)`"],
]);

/** Names that the Greek letters α to ω and Α to Ω go by, in the order of Unicode. */
const greek = [
  ..."alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho".split(" "),
  ..."sigma sigma tau upsilon phi chi psi omega".split(" "),
];

/** Words that stand between values in other languages, and what this one writes instead. */
export const foreignWords: ReadonlyMap<string, string> = new Map([
  ["mod", "write `mod(a, b)`"],
  ["div", "write `floor(a / b)`"],
  ["xor", "write `a <> b`"],
  ["is", "write `=`"],
  ["elif", "write `else if`"],
  ["elsif", "write `else if`"],
  ["elseif", "write `else if`"],
  ["end", "leave it out; `if a then b else c` needs no end"],
  ["endif", "leave it out; `if a then b else c` needs no end"],
  ["fi", "leave it out; `if a then b else c` needs no end"],
]);

/** Refuses a run of operators that only other languages have, where one begins at `start`. */
export function refuseForeignOperator(source: Source, start: number): void {
  for (const [operator, hint] of foreignOperators) {
    if (!source.text.startsWith(operator, start)) continue;
    const ownCharacters = !/[!&|:]/.test(operator);
    source.fail(
      { start, end: start + operator.length },
      {
        code: ownCharacters ? "equation/unexpected" : "equation/character",
        message: `Found ${quote(operator)}, which is not an operator of equations.`,
        hint,
      },
    );
  }
}

/** Refuses the character at `start`, which no equation holds. */
export function refuseCharacter(source: Source, start: number): never {
  const codePoint = source.text.codePointAt(start)!;
  const character = String.fromCodePoint(codePoint);
  const at: Span = { start, end: start + character.length };
  const code = "equation/character";
  const visible = !/[\p{C}\p{Z}]/u.test(character);
  const shown = visible
    ? `the character ${quote(character)}`
    : `the invisible character U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
  const finding: Finding = { code, message: `Found ${shown}, which no equation holds.` };
  if (!visible) source.fail(at, { ...finding, hint: "delete it" });
  const known = foreignCharacters.get(character);
  if (known !== undefined) source.fail(at, { ...finding, hint: known });
  const letter = greekName(codePoint);
  const expected = "names of the letters A to Z, digits and underscores; numbers; + - * / ^ < > =; ( ) [ ] { }";
  if (letter !== undefined) source.fail(at, { ...finding, expected, hint: `spell it out, \`${letter}\`` });
  source.fail(at, { ...finding, expected });
}

function greekName(codePoint: number): string | undefined {
  return greek[codePoint - 0x3b1] ?? greek[codePoint - 0x391];
}
