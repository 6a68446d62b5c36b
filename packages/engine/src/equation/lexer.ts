import { isDangerousKey, reservedWords } from "../base/names.js";
import { multiply, parseDecimal, rational, toDecimal } from "../base/rational.js";
import { refuseCharacter, refuseForeignOperator } from "./foreign.js";
import { quote, type Source } from "./source.js";

/** A word of the equation. `text` is canonical: `≤` gives `<=`; for a quantity what stands between the braces. */
export interface Token {
  readonly kind: "number" | "quantity" | "name" | "word" | "symbol" | "end";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Characters that do not count as white space. */
const longestEquation = 10_000;
/** With white space: canonical spacing at most triples a text, so what is printed can be read again. */
const longestText = 100_000;
const longestName = 64;

const aNumber =
  "0.3, 1_000 or 45e9: digits, single underscores between them, an exponent within ±400; at most 400 characters";

const twoCharacterSymbols: ReadonlySet<string> = new Set(["<=", ">=", "<>"]);
const oneCharacterSymbols: ReadonlySet<string> = new Set([..."+-*/^<>=()[],}"]);

/** Characters of printed mathematics that are read as the language's own. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ["−", "-"],
  ["·", "*"],
  ["⋅", "*"],
  ["×", "*"],
  ["÷", "/"],
  ["≤", "<="],
  ["≥", ">="],
  ["≠", "<>"],
]);

const space: ReadonlySet<string> = new Set([..." \t\n\r\u00a0\u2009\u202f\ufeff"]);

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

function isNameStart(character: string | undefined): boolean {
  if (character === undefined) return false;
  return (character >= "a" && character <= "z") || (character >= "A" && character <= "Z") || character === "_";
}

function isNamePart(character: string | undefined): boolean {
  return isNameStart(character) || isDigit(character);
}

/** Reads one token after another, so that the first mistake in the text is the one that is told. */
export class Lexer {
  private readonly source: Source;
  private readonly text: string;
  private offset = 0;
  private last: Token | undefined;

  constructor(source: Source) {
    this.source = source;
    this.text = source.text;
    this.checkLength();
  }

  next(): Token {
    while (space.has(this.text[this.offset] ?? "")) this.offset += 1;
    const token = this.read();
    this.offset = token.end;
    if (token.kind === "end") {
      // After the last token, not after the line break that ends a YAML block.
      const end = this.last?.end ?? 0;
      return { ...token, start: end, end };
    }
    this.last = token;
    return token;
  }

  private read(): Token {
    const { text } = this;
    const start = this.offset;
    const character = text[start];
    if (character === undefined) return { kind: "end", text: "", start, end: start };
    if (isDigit(character) || (character === "." && isDigit(text[start + 1]))) return this.number(start);
    if (isNameStart(character)) return this.name(start);
    if (character === "{") return this.quantity(start);
    refuseForeignOperator(this.source, start);
    const two = text.slice(start, start + 2);
    if (twoCharacterSymbols.has(two)) return { kind: "symbol", text: two, start, end: start + 2 };
    if (oneCharacterSymbols.has(character)) return { kind: "symbol", text: character, start, end: start + 1 };
    const canonical = synonyms.get(character);
    if (canonical !== undefined) return { kind: "symbol", text: canonical, start, end: start + 1 };
    if (character === ".") {
      this.source.fail(
        { start, end: start + 1 },
        {
          code: "equation/unexpected",
          message: "Found a point that belongs to no number and no name.",
          expected: "a number such as 0.5, or a name such as supply.fees",
        },
      );
    }
    if (character === "%") this.percent(start);
    refuseCharacter(this.source, start);
  }

  /** Digits with underscores between them, a point with digits, an exponent. */
  private number(start: number): Token {
    const { text } = this;
    let end = this.digits(start);
    if (text[end] === "." && isDigit(text[end + 1])) end = this.digits(end + 1);
    if (text[end] === "e" || text[end] === "E") {
      const signed = text[end + 1] === "+" || text[end + 1] === "-" ? end + 2 : end + 1;
      if (isDigit(text[signed])) {
        end = this.digits(signed);
      } else if (!isNamePart(text[signed])) {
        this.badNumber(start, signed, `write \`${text.slice(start, end)}e3\`, or \`${text.slice(start, end)} * e\``);
      }
    }
    if (text[start] === "0" && end === start + 1 && /^[xX][0-9a-fA-F]/.test(text.slice(end, end + 2))) {
      this.badNumber(start, this.runEnd(end), "write it in decimal digits");
    }
    if (text[end] === "." && !isDigit(text[end + 1]) && text[end + 1] !== ".") {
      this.badNumber(start, end + 1, `write \`${text.slice(start, end)}\` without the point`);
    }
    if (text[end] === "." || text[end] === "_") this.badNumber(start, this.runEnd(end));
    const written = text.slice(start, end);
    if (parseDecimal(written) === undefined) this.badNumber(start, end);
    return { kind: "number", text: written, start, end };
  }

  private digits(start: number): number {
    let end = start;
    while (isDigit(this.text[end]) || (this.text[end] === "_" && isDigit(this.text[end + 1]))) end += 1;
    return end;
  }

  private runEnd(start: number): number {
    let end = start;
    while (isNamePart(this.text[end]) || this.text[end] === ".") end += 1;
    return end;
  }

  private badNumber(start: number, end: number, hint?: string): never {
    this.source.fail(
      { start, end },
      {
        code: "equation/number",
        message: `Found ${quote(this.text.slice(start, end))}, which is not a number of equations.`,
        expected: aNumber,
        hint,
      },
    );
  }

  private name(start: number): Token {
    const { text } = this;
    let end = start;
    for (;;) {
      const partStart = end;
      while (isNamePart(text[end])) end += 1;
      this.checkPart(partStart, end, partStart !== start || text[end] === ".");
      if (text[end] !== "." || text[end + 1] === ".") break;
      if (!isNameStart(text[end + 1])) {
        this.source.fail(
          { start: end, end: end + 1 },
          {
            code: "equation/unexpected",
            message: `Found a point after ${quote(text.slice(start, end))} that no name follows.`,
            expected: "a name such as supply.fees, without spaces around the point",
          },
        );
      }
      end += 1;
    }
    const name = text.slice(start, end);
    return { kind: reservedWords.has(name) ? "word" : "name", text: name, start, end };
  }

  private checkPart(start: number, end: number, qualified: boolean): void {
    const part = this.text.slice(start, end);
    if (end - start > longestName) {
      this.source.fail(
        { start, end },
        {
          code: "equation/name",
          message: `Found the name ${quote(part)}, which is ${end - start} characters long.`,
          expected: `at most ${longestName} characters`,
        },
      );
    }
    if (isDangerousKey(part) || (qualified && reservedWords.has(part))) {
      this.source.fail(
        { start, end },
        {
          code: "equation/name",
          message: `Found the name ${quote(part)}, which has a meaning of its own.`,
          hint: "rename it",
        },
      );
    }
  }

  private quantity(start: number): Token {
    const { text } = this;
    let end = start + 1;
    while (end < text.length && text[end] !== "}" && text[end] !== "{" && text[end] !== "\n") end += 1;
    const inner = text.slice(start + 1, end).trim();
    if (text[end] !== "}") {
      this.source.fail(
        { start, end: start + 1 },
        {
          code: "equation/unclosed",
          message: "Found `{` without its `}`.",
          expected: "a number with its unit between braces on one line, such as {340 ADA/epoch}",
          hint: `add \`}\`${inner === "" ? "" : ` after ${quote(inner)}`}`,
        },
      );
    }
    if (inner === "") {
      this.source.fail(
        { start, end: end + 1 },
        {
          code: "equation/number",
          message: "Found braces with nothing between them.",
          expected: "a number with its unit between braces, such as {340 ADA/epoch}",
        },
      );
    }
    return { kind: "quantity", text: inner, start, end: end + 1 };
  }

  private percent(start: number): never {
    const before = this.last?.kind === "number" ? this.last.text : undefined;
    const value = before === undefined ? undefined : parseDecimal(before);
    const share = value === undefined ? "0.05" : toDecimal(multiply(value, rational(1, 100)), 30);
    this.source.fail(
      { start, end: start + 1 },
      {
        code: "equation/character",
        message: "Found `%` outside braces.",
        hint: `write a quantity, \`{${before ?? "5"} %}\`, or the share, \`${share}\`; a remainder is \`mod(a, b)\``,
      },
    );
  }

  private checkLength(): void {
    const { text } = this;
    let counted = 0;
    let braced = false;
    let offset = 0;
    const end = Math.min(text.length, longestText);
    for (; offset < end && counted <= longestEquation; offset++) {
      const character = text[offset]!;
      if (character === "{") braced = true;
      if (character === "}") braced = false;
      if (braced || !space.has(character)) counted += synonyms.get(character)?.length ?? 1;
    }
    if (counted <= longestEquation && text.length <= longestText) return;
    this.source.fail(
      { start: Math.max(0, offset - 1), end: offset },
      {
        code: "equation/too-long",
        message: `Found an equation of ${text.length} characters.`,
        expected: `at most ${longestEquation} characters, not counting spaces`,
        hint: "name parts of it as auxiliaries",
      },
    );
  }
}
