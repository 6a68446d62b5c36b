import { checkName, isDangerousKey, type Rational, random, rational, TokenwrightError } from "@tokenwright/engine";

/** What is wrong with a text. */
interface Complaint {
  readonly code: string;
  readonly message: string;
  readonly expected: string;
  readonly hint: string;
}

/** One kind of scalar: what it must look like, for reading and for editors. */
export interface Format {
  /** What is expected, as the end of `expected: `. */
  readonly expected: string;
  readonly examples: readonly string[];
  /** Types an editor should accept; YAML reads `2000` as a number. */
  readonly types: readonly ("string" | "number" | "integer" | "boolean")[];
  /** For the JSON Schema; what it lets pass `check` still judges. */
  readonly pattern?: string;
  /** Words that are all there is. */
  readonly choices?: readonly string[];
  check(text: string): Complaint | undefined;
}

export type FormatName =
  | "prose"
  | "equation"
  | "quantity"
  | "value"
  | "unit"
  | "name"
  | "subscripted"
  | "element"
  | "size"
  | "agents"
  | "release"
  | "beyond"
  | "overdraft"
  | "integration"
  | "variable"
  | "moment"
  | "newValue"
  | "path"
  | "version"
  | "confidence"
  | "flag"
  | "date"
  | "epochNumber"
  | "decimals"
  | "runs"
  | "paths"
  | "seed"
  | "share"
  | "quantile"
  | "number"
  | "label"
  | "file"
  | "column"
  | "source"
  | "between"
  | "over"
  | "before"
  | "after";

const limited =
  (longest: number, what: string) =>
  (text: string): Complaint | undefined =>
    text.length <= longest
      ? undefined
      : {
          code: "scenario/too-long",
          message: `This ${what} has ${text.length} characters.`,
          expected: `at most ${longest}`,
          hint: "shorten it",
        };

/** Whole numbers in a range, written plainly or with underscores. */
function wholeNumber(what: string, least: number, most: number, example: string) {
  const expected = `a whole number from ${least} to ${most}`;
  return {
    expected,
    examples: [example],
    types: ["integer", "string"] as const,
    pattern: "^[0-9][0-9_]*$",
    check(text: string): Complaint | undefined {
      const value = readWhole(text);
      if (value !== undefined && value >= least && value <= most) return undefined;
      const grouped = /^[0-9]{1,3}(?:[ ,.][0-9]{3})+$/.test(text.trim());
      const hint = grouped ? `write ${text.trim().replace(/[ ,.]/g, "_")}` : `for example ${example}`;
      return { code: "scenario/count", message: `${what} is ${quote(text)}.`, expected, hint };
    },
  };
}

function shareFormat(expected: string, isInside: (value: Rational) => boolean) {
  return {
    expected,
    examples: ["95 %", "0.95"],
    types: ["string", "number"] as const,
    check(text: string): Complaint | undefined {
      const value = readShare(text);
      if (value !== undefined && isInside(value)) return undefined;
      const isMeantAsPercent =
        value !== undefined && value.n > value.d && value.n <= 100n * value.d && !text.includes("%");
      return {
        code: "scenario/share",
        message: `This share is ${quote(text)}.`,
        expected,
        hint: isMeantAsPercent ? `write ${text.trim()} %` : "for example 95 %",
      };
    },
  };
}

const subscriptPattern = "\\[ *[A-Za-z0-9_]+( *, *[A-Za-z0-9_]+)* *\\]";

/** Every kind of scalar. */
export const formats: { readonly [name in FormatName]: Format } = {
  prose: {
    expected: "a text",
    examples: ["what it is, in words"],
    types: ["string", "number"],
    check: limited(10_000, "text"),
  },
  label: {
    expected: "a text of one line",
    examples: ["My token"],
    types: ["string", "number"],
    check: limited(200, "text"),
  },
  equation: {
    expected: "an equation",
    examples: ["0.02 * supply / {1 year}"],
    types: ["string", "number", "boolean"],
    check: limited(10_000, "equation"),
  },
  quantity: {
    expected: "a number and its unit",
    examples: ["5 day"],
    types: ["string", "number"],
    check: limited(500, "quantity"),
  },
  value: {
    expected: "a number and its unit, a range such as 8% to 15%, or an equation",
    examples: ["0.3 %/epoch", "8% to 15%"],
    types: ["string", "number"],
    check: limited(10_000, "value"),
  },
  unit: {
    expected: "a unit, or 1 for a plain number",
    examples: ["ADA/epoch", "%", "1"],
    types: ["string", "integer"],
    check: limited(200, "unit"),
  },
  name: {
    expected: "a letter or underscore, then at most 63 letters, digits or underscores",
    examples: ["treasury"],
    types: ["string"],
    pattern: "^[A-Za-z_][A-Za-z0-9_]{0,63}$",
    check: checkNameText,
  },
  subscripted: {
    expected: "a name, with dimensions behind it where it has elements: balance[sector]",
    examples: ["treasury", "balance[sector]"],
    types: ["string"],
    pattern: `^[A-Za-z_][A-Za-z0-9_]{0,63}(${subscriptPattern})?$`,
    check: (text) => checkSubscripted(text, (name) => checkNameText(name)),
  },
  element: {
    expected: "an element, or elements of several dimensions joined by commas",
    examples: ["team", "2"],
    types: ["string"],
    pattern: "^[A-Za-z0-9_]+( *, *[A-Za-z0-9_]+)*$",
    check: (text) => first(text.split(",").map((part) => checkIndex(part.trim()))),
  },
  size: wholeNumber("The number of elements", 1, 100_000, "10"),
  agents: wholeNumber("The number of agents", 1, 10_000_000, "1000"),
  release: chosen("The way a batch is released", ["whole", "linear"]),
  beyond: chosen("What holds outside the points", ["clamp", "extend", "step"]),
  overdraft: chosen("What happens when more is asked for than there is", ["in proportion", "in order"]),
  integration: chosen("The way of integrating", ["steps", "euler", "rk4"]),
  variable: {
    expected: "the name of a variable, such as supply.reserve or balance[team]",
    examples: ["supply.reserve", "balance[team]"],
    types: ["string"],
    pattern: `^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*(${subscriptPattern})?$`,
    check: (text) => checkSubscripted(text, (name) => first(name.split(".").map(checkNameText))),
  },
  moment: {
    expected: "a time since the start such as 2 year, a date such as 2027-01-01, or an equation of parameters",
    examples: ["2 year", "2027-01-01"],
    types: ["string", "number"],
    check(text) {
      if (/^ *[0-9]+-[0-9]+-[0-9]+ *$/.test(text)) return formats.date.check(text);
      const number = readWhole(text);
      if (number === undefined) return limited(10_000, "time")(text);
      return {
        code: "scenario/type",
        message: `A decision is taken at ${number}, a number without a unit.`,
        expected: this.expected,
        hint: `write at: { epoch: ${number} } for an epoch of the calendar, or a unit: ${number} day`,
      };
    },
  },
  newValue: {
    expected: "a number and its unit, or an equation in which the parameter's own name is its old value",
    examples: ["0.2 %/epoch", "rho / 2"],
    types: ["string", "number"],
    check: (text) =>
      /^ *[0-9][0-9._]* *[^-+*()]{0,40}[ %]to +[0-9]/.test(text)
        ? {
            code: "scenario/type",
            message: `The new value ${quote(text)} is a range.`,
            expected: "a number and its unit, or an equation",
            hint: "make a parameter of that range, and write its name here",
          }
        : limited(10_000, "value")(text),
  },
  path: {
    expected: "the path of a model of the library",
    examples: ["issuance/halving"],
    types: ["string"],
    pattern: "^[a-z0-9]+([/-][a-z0-9]+)*$",
    check: limited(200, "path"),
  },
  file: {
    expected: "the name of a file beside the scenario",
    examples: ["reference.csv"],
    types: ["string"],
    check: (text) =>
      /^(?:[/\\~]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/.test(text) || text.length > 200
        ? {
            code: "scenario/file",
            message: `The file ${quote(text)} is not beside the scenario.`,
            expected: "a name without .. that does not begin at the root",
            hint: "copy the file next to the scenario",
          }
        : undefined,
  },
  column: {
    expected: "the name of a column",
    examples: ["adaUsd"],
    types: ["string", "number"],
    check: limited(200, "name of a column"),
  },
  source: {
    expected: "a file of the data section and one of its columns, such as prices.adaUsd",
    examples: ["prices.adaUsd"],
    types: ["string"],
    pattern: "^[A-Za-z_][A-Za-z0-9_]{0,63}\\.",
    check: (text) =>
      /^[A-Za-z_][A-Za-z0-9_]{0,63}\../.test(text) && text.length <= 300
        ? undefined
        : {
            code: "scenario/source",
            message: `${quote(text)} names no column of a data file.`,
            expected: "a file of the data section, a point, and one of its columns",
            hint: "for example prices.adaUsd",
          },
  },
  between: chosen("What holds between the points", ["linear", "previous"]),
  over: chosen("What a step takes", ["start", "mean"]),
  before: chosen("What holds before the first point", ["error", "first"]),
  after: chosen("What holds after the last point", ["error", "last"]),
  version: {
    expected: "1, the version of the format",
    examples: ["1"],
    types: ["integer", "string"],
    choices: ["1"],
    check: (text) =>
      text === "1"
        ? undefined
        : {
            code: "scenario/version",
            message: `The format version is ${quote(text)}.`,
            expected: "1",
            hint: "write tokenwright: 1",
          },
  },
  confidence: chosen("This mark of confidence", ["protocol", "measured", "assumption", "unverified"]),
  flag: chosen("This", ["true", "false"], ["boolean"]),
  date: {
    expected: "a date as year-month-day",
    examples: ["2023-03-14"],
    types: ["string"],
    pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    check: (text) =>
      isDate(text)
        ? undefined
        : {
            code: "scenario/date",
            message: `The date is ${quote(text)}.`,
            expected: "a day of the calendar as year-month-day",
            hint: "for example 2023-03-14",
          },
  },
  epochNumber: wholeNumber("This epoch", 0, 1_000_000_000, "400"),
  decimals: wholeNumber("The number of decimals", 0, 30, "6"),
  runs: wholeNumber("The number of runs", 1, 100_000_000, "2000"),
  paths: wholeNumber("The number of paths", 0, 10_000, "20"),
  seed: {
    expected: "a whole number from 0 to 18446744073709551615, in decimal or as 0x and hexadecimal digits",
    examples: ["42"],
    types: ["integer", "string"],
    check(text) {
      try {
        random.parseSeed(text);
        return undefined;
      } catch (error) {
        if (!(error instanceof TokenwrightError)) throw error;
        return {
          code: "scenario/seed",
          message: `The seed is ${quote(text)}.`,
          expected: this.expected,
          hint: "for example 42",
        };
      }
    },
  },
  share: shareFormat("a share from 0 % to 100 %", (value) => value.n >= 0n && value.n <= value.d),
  quantile: shareFormat("a share above 0 % and below 100 %", (value) => value.n > 0n && value.n < value.d),
  number: {
    expected: "a number without a unit",
    examples: ["2.5"],
    types: ["number", "string"],
    check: (text) =>
      readShare(text) !== undefined
        ? undefined
        : {
            code: "scenario/number",
            message: `${quote(text)} is not a number.`,
            expected: "a number without a unit",
            hint: "for example 2.5",
          },
  },
};

/** `balance[sector, 2]`: a name, and names or positions in brackets. */
function checkSubscripted(text: string, checkBase: (base: string) => Complaint | undefined): Complaint | undefined {
  const open = text.indexOf("[");
  if (open < 0) return checkBase(text);
  if (!text.endsWith("]")) {
    return {
      code: "scenario/subscript",
      message: `The subscript of ${quote(text)} is not closed.`,
      expected: "dimensions or elements between brackets, balance[sector]",
      hint: `write ${text}]`,
    };
  }
  const inside = text.slice(open + 1, -1).split(",");
  return checkBase(text.slice(0, open)) ?? first(inside.map((part) => checkIndex(part.trim())));
}

function checkIndex(text: string): Complaint | undefined {
  return /^[0-9]{1,6}$/.test(text) ? undefined : checkNameText(text);
}

/** A plain whole number; undefined when it is none. */
export function readWhole(text: string): number | undefined {
  if (!/^[0-9](?:_?[0-9]){0,15}$/.test(text.trim())) return undefined;
  const value = Number(text.trim().replaceAll("_", ""));
  return Number.isSafeInteger(value) ? value : undefined;
}

/** `95 %`, `95%` or `0.95` as an exact number; undefined when it is neither. */
export function readShare(text: string): Rational | undefined {
  const match = /^([^%\s]+)(\s*%)?$/.exec(text.trim());
  const value = match === null ? undefined : rational.parseRational(match[1]!);
  if (value === undefined || match?.[2] === undefined) return value;
  return rational.divide(value, rational.rational(100));
}

/** A day of the Gregorian calendar. */
function isDate(text: string): boolean {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1]!;
}

function checkNameText(text: string): Complaint | undefined {
  if (isDangerousKey(text)) {
    return {
      code: "name/reserved",
      message: `${quote(text)} cannot be a name.`,
      expected: "another name",
      hint: "rename it",
    };
  }
  try {
    checkName(text, "This");
    return undefined;
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    const { code, message, expected, hint } = error.diagnostics[0]!;
    return { code, message, expected: expected ?? "a name", hint: hint ?? "rename it" };
  }
}

function chosen(what: string, choices: readonly string[], types: Format["types"] = ["string"]): Format {
  return {
    expected: `one of ${choices.join(", ")}`,
    examples: [choices[0]!],
    types,
    choices,
    check: (text) =>
      choices.includes(text)
        ? undefined
        : {
            code: "scenario/choice",
            message: `${what} is ${quote(text)}.`,
            expected: `one of ${choices.join(", ")}`,
            hint: `for example ${choices[0]}`,
          },
  };
}

function first<T>(values: readonly (T | undefined)[]): T | undefined {
  return values.find((value) => value !== undefined);
}

/** The user's words as part of a message. */
function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
