import { fail, type Place } from "../base/errors.js";
import { divide, parseDecimal, type Rational } from "../base/rational.js";
import { placeAt, quoted } from "./place.js";

/** The number at the start of a quantity text, and where the unit begins. */
export interface LeadingNumber {
  readonly value: Rational;
  /** Number of characters up to the end of the number. */
  readonly end: number;
}

// Digits, underscores, one point, one exponent: read greedily, judged by parseDecimal afterwards.
const decimal = /[+-]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?(?:[eE][+-]?[0-9]+)?/y;
const unsigned = /[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9]+)?/y;

/**
 * Reads the number of a quantity text: a decimal (`45e9`, `13_888_022_852.926644`) or a fraction of two
 * decimals written without spaces (`1/3`).
 *
 * @throws TokenwrightError `unit/number` when there is none, or it has commas, spaces or signs that could be read two ways.
 */
export function readLeadingNumber(text: string, place?: Place): LeadingNumber {
  const start = text.length - text.trimStart().length;
  const reject = (offset: number, length: number, message: string, hint: string): never =>
    fail({
      code: "unit/number",
      message,
      expected: "a number such as 0.3, 45e9, 13_888_022.5 or 1/3, then a unit",
      hint,
      place: placeAt(text, offset, length, place),
    });

  const numerator = match(decimal, text, start);
  if (!/^[+-]?\.?[0-9]/.test(numerator)) return explainMissing(text, start, reject);
  let value = parseDecimal(numerator);
  if (value === undefined) return reject(start, numerator.length, ...explainMalformed(numerator));
  let end = start + numerator.length;

  if (text[end] === "/") {
    const denominator = match(unsigned, text, end + 1);
    if (denominator !== "") {
      const divisor = parseDecimal(denominator);
      if (divisor === undefined) return reject(end + 1, denominator.length, ...explainMalformed(denominator));
      if (divisor.n === 0n)
        return reject(
          start,
          numerator.length + 1 + denominator.length,
          "The quantity divides by zero.",
          "give another denominator",
        );
      value = divide(value, divisor);
      end += 1 + denominator.length;
    }
  }
  refuseFollowers(text, start, end, reject);
  return { value, end };
}

type Reject = (offset: number, length: number, message: string, hint: string) => never;

function explainMissing(text: string, start: number, reject: Reject): never {
  const rest = text.slice(start);
  const what = quoted(rest.trim());
  if (rest.trim() === "") reject(start, 1, "The quantity is empty.", "for example 0.3 %/epoch");
  if (/^[+-]\s*[+-]/.test(rest)) reject(start, 2, `The quantity ${what} has two signs.`, "leave one of them out");
  if (/^[+-]\s+[0-9.]/.test(rest)) {
    reject(
      start,
      1,
      `A space follows the sign in ${what}.`,
      `write ${quoted(rest.replace(/^([+-])\s+/, "$1").trim())}`,
    );
  }
  if (/^[−–]/.test(rest)) {
    reject(
      start,
      1,
      `The quantity ${what} begins with a dash that is not a minus.`,
      `write ${quoted(`-${rest.slice(1).trim()}`)}`,
    );
  }
  if (/^[+-]?[$€£¥]/.test(rest)) {
    reject(
      start,
      1,
      `The quantity ${what} begins with a currency sign.`,
      'write the currency behind the number, "5 USD"',
    );
  }
  const isWord = /^[A-Za-z_µμ%‰]/.test(rest) && !/^(?:nan|inf)/i.test(rest);
  const hint = isWord ? `write ${quoted(`1 ${rest.trim()}`)} for one of it` : "for example 0.3 %/epoch";
  reject(start, rest.trim().length, `The quantity ${what} begins with no number.`, hint);
}

function explainMalformed(number: string): [message: string, hint: string] {
  const what = quoted(number);
  if (number.includes("_")) {
    return [
      `The number ${what} has an underscore that is not between two digits.`,
      "write underscores only between digits, 13_888_022",
    ];
  }
  return [`The number ${what} is too long or its exponent too large.`, "exponents reach from -400 to 400"];
}

/** Refuses what may follow a number only by a slip: `1,000`, `1 000`, `1.5.2`. */
function refuseFollowers(text: string, start: number, end: number, reject: Reject): void {
  const number = text.slice(start, end);
  const rest = text.slice(end);
  const grouped = /^(?:,[0-9]{3})+(?![0-9,])/.exec(rest);
  if (grouped !== null && !number.includes(".")) {
    const whole = `${number}${grouped[0]}`;
    const asPoint = grouped[0].length === 4 ? `, or "${whole.replace(",", ".")}" for a decimal point` : "";
    reject(
      start,
      whole.length,
      `The number ${quoted(whole)} has commas.`,
      `write "${whole.replaceAll(",", "_")}"${asPoint}`,
    );
  }
  if (/^,\s*[0-9]/.test(rest)) {
    const digits = /^,\s*([0-9]+)/.exec(rest)![1]!;
    reject(
      start,
      end - start + 1,
      `A comma follows ${quoted(number)}.`,
      `write the decimal point as ".": "${number}.${digits}"`,
    );
  }
  if (/^[._]/.test(rest)) {
    reject(
      start,
      end - start + 1,
      `The number ${quoted(`${number}${rest[0]}`)} goes on after its end.`,
      "use one point, and underscores only between digits",
    );
  }
  const second = /^(\s+)([0-9][0-9_.,]*)\s*(\S?)/.exec(rest);
  const [, gap = "", extra = "", next = ""] = second ?? [];
  // A unit may begin with 1, as in "3 1/epoch"; any other number there is a second one.
  if (extra !== "" && !(extra === "1" && "*/·⋅^²³".includes(next) && next !== "")) {
    const grouped = /^[0-9]{3}/.test(extra) && !number.includes(".");
    const hint = grouped ? `write "${number}_${extra}", without spaces` : "write one number";
    reject(end + gap.length, extra.length, `A second number ${quoted(extra)} follows ${quoted(number)}.`, hint);
  }
  const sign = /^\s*([+-])/.exec(rest);
  if (sign !== null) {
    reject(
      end + sign[0].length - 1,
      1,
      `A sign follows the number ${quoted(number)}.`,
      "a quantity is one number and its unit; sums belong in an equation",
    );
  }
}

function match(pattern: RegExp, text: string, from: number): string {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0] ?? "";
}
