import { fail, type Place } from "../base/errors.js";
import { deepestNesting, largestExponent, longestText } from "./limits.js";
import { placeAt, quoted } from "./place.js";

/** One unit name in a unit text, with its exponent after parentheses and divisions are worked out. */
export interface Factor {
  readonly name: string;
  readonly exponent: number;
  /** Number of characters before the name in the text. */
  readonly offset: number;
}

export interface SyntaxOptions {
  /** Where the unit begins in the text; what stands before it is a number. */
  readonly start?: number;
  /** Whether the unit may begin with `/`, as in `0.3/epoch`. */
  readonly mayBeginWithSlash?: boolean;
  readonly place?: Place | undefined;
  /** Whether a word is a unit; used for hints alone. */
  readonly knows?: (name: string) => boolean;
}

/**
 * The factors of a unit text, in the order they stand there. Knows no unit: names are resolved later.
 *
 * ```
 * product  := power { ("*" | "·" | "/") power }        a/b/c = a/(b*c), a/b*c = (a/b)*c
 * power    := primary [ "^" ["+" | "-"] digits | "²" | "³" ]
 * primary  := name | "%" | "‰" | "1" | "(" product ")"
 * ```
 * White space may stand between parts and means nothing; two names need an operator between them.
 *
 * @throws TokenwrightError `unit/syntax`, `unit/too-long`, `unit/too-large` (exponent or nesting).
 */
export function parseFactors(text: string, options: SyntaxOptions = {}): readonly Factor[] {
  checkLength(text, options.place);
  return new FactorParser(text, options).parse();
}

/** @throws TokenwrightError `unit/too-long` */
export function checkLength(text: string, place?: Place): void {
  if (text.length <= longestText) return;
  fail({
    code: "unit/too-long",
    message: `A unit or quantity of ${text.length} characters begins ${quoted(text)}.`,
    expected: `at most ${longestText} characters`,
    hint: "declare a name for part of it under `units`",
    place: placeAt(text, 0, 1, place),
  });
}

const space = /\s*/y;
const word = /[A-Za-z_µμ][A-Za-z0-9_µμ]*|[%‰]/y;
const numeral = /[0-9][0-9_.]*/y;
const wholeNumber = /[+-]?[0-9]+(?![0-9_.])/y;
const superscripts: ReadonlyMap<string, number> = new Map([
  ["²", 2],
  ["³", 3],
]);
const products: ReadonlySet<string> = new Set(["*", "·", "⋅"]);

/** What to write instead of a character that means nothing in a unit. */
const replacements: ReadonlyMap<string, string> = new Map([
  ["×", 'write "*" for a product'],
  ["÷", 'write "/" for a quotient'],
  ["$", 'write the currency as "USD"'],
  ["€", 'write the currency as "EUR"'],
  ["£", 'write the currency as "GBP"'],
  ["¥", 'write the currency as "JPY" or "CNY"'],
  ["°", "angles and degrees Celsius are not known; temperature differences are in K"],
  ["₂", 'write "CO2e" with an ordinary 2'],
  [",", 'write "*" or "/" between two units'],
]);

class FactorParser {
  private position: number;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly options: SyntaxOptions,
  ) {
    this.position = options.start ?? 0;
  }

  parse(): readonly Factor[] {
    this.skipSpace();
    if (this.atEnd()) {
      this.reject(this.position, 1, "A unit is missing.", "a unit such as token/epoch", 'write "1" for a plain number');
    }
    let sign: 1 | -1 = 1;
    if (this.peek() === "/") {
      if (this.options.mayBeginWithSlash !== true) {
        const rest = this.text.slice(this.position).trim();
        this.reject(
          this.position,
          1,
          `The unit ${quoted(rest)} begins with "/".`,
          "a unit before it",
          `write "1${rest}"`,
        );
      }
      this.position++;
      sign = -1;
    }
    const factors = this.product(sign);
    if (!this.atEnd()) this.unexpected();
    return factors;
  }

  private product(first: 1 | -1): Factor[] {
    const factors = this.power(first);
    for (;;) {
      this.skipSpace();
      const operator = this.peek();
      if (operator !== "/" && !products.has(operator)) return factors;
      this.position++;
      factors.push(...this.power(operator === "/" ? -1 : 1));
    }
  }

  private power(sign: 1 | -1): Factor[] {
    this.skipSpace();
    const start = this.position;
    const factors = this.primary();
    const exponent = sign * this.exponent();
    return factors.map((factor) => {
      const result = factor.exponent * exponent;
      if (Math.abs(result) > largestExponent) {
        fail({
          code: "unit/too-large",
          message: `The unit ${factor.name} has the exponent ${result}.`,
          expected: `an exponent between -${largestExponent} and ${largestExponent}`,
          hint: "look for a power of a power",
          place: placeAt(this.text, start, this.position - start, this.options.place),
        });
      }
      // 0 * -1 is -0, which would print and compare as another number than 0.
      return { ...factor, exponent: result === 0 ? 0 : result };
    });
  }

  private primary(): Factor[] {
    const offset = this.position;
    if (this.peek() === "(") return this.group();
    const name = this.take(word);
    if (name !== undefined) {
      this.refuseNeighbour(name);
      return [{ name, exponent: 1, offset }];
    }
    const number = this.take(numeral);
    if (number === "1") {
      this.refuseNeighbour("1");
      return [];
    }
    if (number !== undefined) {
      this.reject(
        offset,
        number.length,
        `The number ${quoted(number)} stands inside a unit.`,
        "one number before the unit; inside it only 1 and whole exponents",
        'declare a unit for it, such as kilotoken: "1000 token", or write the power as "m^2"',
      );
    }
    return this.unexpected();
  }

  private group(): Factor[] {
    const open = this.position;
    this.position++;
    if (++this.depth > deepestNesting) {
      fail({
        code: "unit/too-large",
        message: `The unit nests parentheses more than ${deepestNesting} deep.`,
        expected: `at most ${deepestNesting} levels`,
        hint: "leave out parentheses that change nothing",
        place: placeAt(this.text, open, 1, this.options.place),
      });
    }
    const factors = this.product(1);
    this.skipSpace();
    if (this.peek() !== ")") {
      if (!this.atEnd()) this.unexpected();
      this.reject(open, 1, 'A "(" in the unit is never closed.', 'a ")"', 'add ")" at the end');
    }
    this.position++;
    this.depth--;
    this.refuseNeighbour(this.text.slice(open, this.position));
    return factors;
  }

  private exponent(): number {
    this.skipSpace();
    const raised = superscripts.get(this.peek());
    if (raised !== undefined) {
      this.position++;
      this.refuseNeighbour(this.text[this.position - 1]!);
      this.refuseSecondExponent();
      return raised;
    }
    if (this.peek() !== "^") return 1;
    this.position++;
    this.skipSpace();
    const offset = this.position;
    const digits = this.take(wholeNumber);
    if (digits === undefined) {
      this.reject(offset, 1, 'No whole number follows "^" in the unit.', "a whole exponent", "for example m^2 or s^-1");
    }
    this.refuseNeighbour(digits);
    this.refuseSecondExponent();
    return Number(digits);
  }

  private refuseSecondExponent(): void {
    this.skipSpace();
    if (this.peek() !== "^" && !superscripts.has(this.peek())) return;
    this.reject(
      this.position,
      1,
      "A second exponent follows the first.",
      "one exponent",
      "work out the power of the power",
    );
  }

  /** A space, or nothing, between two units could mean a product or a slip: `token per epoch`, `t CO2e`. */
  private refuseNeighbour(left: string): void {
    const before = this.position;
    this.skipSpace();
    const offset = this.position;
    const right = this.take(word) ?? this.take(numeral) ?? (this.peek() === "(" ? "(" : undefined);
    this.position = before;
    if (right === undefined) return;
    const joined = left + right;
    let hint = `write "${left}*${right}" for a product or "${left}/${right}" for a quotient`;
    if (/^[0-9]/.test(right)) hint = `write the number before the unit, or "${left}^${right}" for a power`;
    else if (right === "(") hint = `write "${left}*(" for a product or "${left}/(" for a quotient`;
    else if (right === "per") hint = 'write "/" in place of "per"';
    else if (this.options.knows?.(joined) === true) hint = `did you mean "${joined}"?`;
    this.reject(
      offset,
      right.length,
      `Nothing stands between ${quoted(left)} and ${quoted(right)}.`,
      '"*" or "/"',
      hint,
    );
  }

  private unexpected(): never {
    if (this.atEnd()) {
      this.reject(
        this.position,
        1,
        "The unit ends too early.",
        "a unit after the last sign",
        "for example token/epoch",
      );
    }
    const character = String.fromCodePoint(this.text.codePointAt(this.position)!);
    const hint = character === "*" ? 'write "^" for a power' : replacements.get(character);
    this.reject(
      this.position,
      character.length,
      `The unit has ${quoted(character)} where a unit or an operator belongs.`,
      'names joined by "*", "/", "^" and parentheses',
      hint ?? "for example token/epoch, kWh/day, USD/(ADA*year)",
    );
  }

  private reject(offset: number, length: number, message: string, expected: string, hint: string): never {
    const place = placeAt(this.text, offset, length, this.options.place);
    fail({ code: "unit/syntax", message, expected, hint, place });
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text);
    if (match === null) return undefined;
    this.position += match[0].length;
    return match[0];
  }

  private skipSpace(): void {
    this.take(space);
  }

  private peek(): string {
    return this.text[this.position] ?? "";
  }

  private atEnd(): boolean {
    return this.position >= this.text.length;
  }
}
