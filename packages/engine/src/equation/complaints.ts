import { reservedWords } from "../base/names.js";
import { didYouMean } from "../base/suggest.js";
import { foreignWords } from "./foreign.js";
import { foreignFunctions, functions, type LanguageFunction } from "./functions.js";
import type { Token } from "./lexer.js";
import { quote, type Source } from "./source.js";
import type { BinaryExpression, Span } from "./syntax.js";

const anOperator = "an operator such as + or *, or the end of the equation";
const anIndex = "a dimension or element by name, a position counted from 1, or `*` for all";
const notComputed =
  "an index is not computed, but for a number of places: `x[age - 1]`; use `previous(x)` for an earlier value";
const aValue = "a number, a quantity such as {340 ADA}, a name, a function or `(`";

/** Everything the parser has to say about a text that is not an equation. */
export class Complaints {
  private readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  empty(): never {
    this.source.fail(
      { start: 0, end: 0 },
      {
        code: "equation/empty",
        message: "Found an equation with nothing in it.",
        expected: aValue,
        hint: "write 0 for nothing",
      },
    );
  }

  tooDeep(opener: Span, limit: number): never {
    this.source.fail(opener, {
      code: "equation/too-deep",
      message: `Found more than ${limit} parentheses, calls, signs or conditions inside one another.`,
      expected: `at most ${limit}`,
      hint: "name parts of it as auxiliaries",
    });
  }

  chained(left: BinaryExpression, operator: Token, right: Span | undefined): never {
    const last = right === undefined ? "..." : this.brief(right);
    const middle = this.brief(left.right.at);
    this.source.fail(operator, {
      code: "equation/chained-comparison",
      message: `Found a second comparison, ${quote(operator.text)}, right after one with ${quote(left.operator)}.`,
      expected: "one comparison, or several joined by `and`",
      hint: `write \`${this.brief(left.left.at)} ${left.operator} ${middle} and ${middle} ${operator.text} ${last}\``,
    });
  }

  /** A token where a value has to stand. */
  noValue(previous: Token | undefined, token: Token): never {
    if (token.kind === "end") {
      this.source.fail(token, {
        code: "equation/unexpected",
        message: `The equation ends after ${quote(this.written(previous!))}, where a value is missing.`,
        expected: aValue,
      });
    }
    let hint: string | undefined;
    if (token.text === "+") hint = "leave the `+` out";
    else if (token.text === "[") hint = "a subscript follows its name, `balance[sector]`";
    else if (token.text === ")" && previous?.text === "(") hint = "write a value between the parentheses";
    else if (token.text === "=" && previous?.text === "<") hint = "write `<=` without a space";
    else if (token.text === "=" && previous?.text === ">") hint = "write `>=` without a space";
    this.source.fail(token, {
      code: "equation/unexpected",
      message: `Found ${quote(this.written(token))} where a value is expected.`,
      expected: aValue,
      hint,
    });
  }

  /** A token after a complete value that cannot go on from there. */
  afterValue(
    previous: Token | undefined,
    token: Token,
    expected = anOperator,
    hint: string | undefined = this.afterValueHint(previous!, token),
  ): never {
    this.source.fail(token, {
      code: "equation/unexpected",
      message: `Found ${quote(this.written(token))} right after ${quote(this.written(previous!))}.`,
      expected,
      hint,
    });
  }

  private afterValueHint(previous: Token, token: Token): string | undefined {
    for (const word of [previous, token]) {
      if (word.kind !== "name") continue;
      const lower = word.text.toLowerCase();
      if (reservedWords.has(lower)) return `write \`${lower}\` in small letters`;
    }
    if (token.kind === "name") {
      const known = foreignWords.get(token.text.toLowerCase());
      if (known !== undefined) return known;
    }
    if (token.kind === "symbol") return this.symbolHint(previous, token);
    if (token.kind === "word" && token.text !== "true" && token.text !== "false") return undefined;
    return this.multiplicationHint(previous, token);
  }

  private symbolHint(previous: Token, token: Token): string | undefined {
    switch (token.text) {
      case "(":
        return this.multiplicationHint(previous, token);
      case ",":
        return this.commaHint(previous, token);
      case "[":
        return "only a name takes a subscript, `balance[sector]`";
      case ")":
      case "]":
      case "}":
        return `leave it out, or open it before with \`${{ ")": "(", "]": "[", "}": "{" }[token.text]}\``;
      default:
        return undefined;
    }
  }

  private commaHint(previous: Token, token: Token): string {
    const digits = /^\d*/.exec(this.source.text.slice(token.end, token.end + 40))![0];
    if (previous.kind === "number" && previous.end === token.start && digits !== "") {
      const point = `${previous.text}.${digits}`;
      return digits.length === 3
        ? `write \`${previous.text}_${digits}\`, or \`${point}\``
        : `write \`${point}\` with a point`;
    }
    return "a comma stands only between the arguments of a function and between indices";
  }

  private multiplicationHint(previous: Token, token: Token): string {
    const left = previous.text === ")" || previous.text === "]" ? `...${previous.text}` : this.written(previous);
    const right = token.text === "(" ? "(...)" : this.written(token);
    if (previous.kind === "number" && token.kind === "name" && previous.end < token.start) {
      return `write \`{${left} ${right}}\` if you mean a quantity, \`${left} * ${right}\` if a product`;
    }
    return `write \`${left} * ${right}\` if you mean a product`;
  }

  /** `if` or `not` as the operand of an operator that holds tighter. */
  looseOperand(previous: Token | undefined, token: Token): never {
    const form = token.text === "if" ? "(if a then b else c)" : "(not a)";
    this.source.fail(token, {
      code: "equation/unexpected",
      message: `Found ${quote(token.text)} right after ${quote(this.written(previous!))}.`,
      expected: "a value, or parentheses that show how far it reaches",
      hint: `write \`${this.written(previous!)} ${form}\``,
    });
  }

  missingWord(word: "then" | "else", previous: Token | undefined, token: Token): never {
    const form = "if a then b else c";
    const needed =
      word === "else"
        ? "every `if` needs an `else`; add `else 0`, or what holds otherwise"
        : "write `then` between the condition and what holds under it";
    if (token.kind === "end") {
      this.source.fail(token, {
        code: "equation/unexpected",
        message: `The equation ends before the \`${word}\` of its \`if\`.`,
        expected: form,
        hint: word === "else" ? "add `else 0`, or what holds otherwise" : "add `then ... else ...`",
      });
    }
    this.source.fail(token, {
      code: "equation/unexpected",
      message: `Found ${quote(this.written(token))} before the \`${word}\` of an \`if\`.`,
      expected: form,
      hint: (token.kind === "symbol" ? undefined : this.afterValueHint(previous!, token)) ?? needed,
    });
  }

  unknownFunction(name: Token): never {
    const parts = name.text.split(".");
    const lastPart = parts[parts.length - 1]!;
    const lower = lastPart.toLowerCase();
    let hint: string | undefined;
    let expected: string | undefined;
    if (parts.length > 1) {
      const known = functions.get(lastPart);
      hint =
        known !== undefined
          ? `write \`${known.usage}\`; values have no methods`
          : `values have no methods; write \`${name.text} * (...)\` if you mean a product`;
    } else if (functions.has(lower)) {
      hint = `write \`${lower}\` in small letters`;
    } else {
      const known = foreignFunctions.get(lower);
      hint = known !== undefined ? `write \`${known}\`` : didYouMean(name.text, functions.keys());
      if (hint === undefined) {
        expected = `one of ${[...functions.keys()].join(", ")}`;
        hint = `write \`${name.text} * (...)\` if you mean a product`;
      }
    }
    this.source.fail(name, {
      code: "equation/unknown-function",
      message: `There is no function ${quote(name.text)}.`,
      expected,
      hint,
    });
  }

  wrongArguments(
    name: Token,
    known: LanguageFunction,
    found: number,
    decimalComma: readonly [Token, Token] | undefined,
  ): never {
    const count = (value: number) => (value === 1 ? "1 argument" : `${value === 0 ? "no" : value} arguments`);
    const wanted =
      known.fewest === known.most
        ? count(known.fewest)
        : known.most === Number.POSITIVE_INFINITY
          ? `${count(known.fewest)} or more`
          : `${known.fewest} to ${count(known.most)}`;
    const [whole, fraction] = decimalComma ?? [];
    this.source.fail(name, {
      code: "equation/arguments",
      message: `Found ${count(found)} for ${quote(name.text)}.`,
      expected: `${wanted}: \`${known.usage}\``,
      hint:
        whole !== undefined && fraction !== undefined && found > known.most
          ? `write \`${whole.text}.${fraction.text}\` with a point`
          : undefined,
    });
  }

  badIndex(token: Token): never {
    if (token.kind === "end") this.noIndex(token);
    const computed = token.text === "-" || token.text === "(";
    this.source.fail(token, {
      code: "equation/unexpected",
      message: `Found ${quote(this.written(token))} where an index is expected.`,
      expected: anIndex,
      hint: computed ? notComputed : undefined,
    });
  }

  private noIndex(token: Token): never {
    this.source.fail(token, {
      code: "equation/unexpected",
      message: "The equation ends where an index is missing.",
      expected: anIndex,
    });
  }

  unclosedSubscript(opener: Token, previous: Token | undefined, token: Token): never {
    if (token.kind === "end") this.neverClosed(opener, "]", previous!);
    const computed = token.kind === "symbol" && "+-*/^(".includes(token.text);
    const hint = computed ? notComputed : "write `,` between two indices";
    this.afterValue(previous, token, "`,` and another index, or `]`", hint);
  }

  unclosed(opener: Token, previous: Token | undefined, token: Token): never {
    if (token.kind === "end") this.neverClosed(opener, ")", previous!);
    const afterIf = /(^|[^\w.])if\s?$/.test(this.source.text.slice(Math.max(0, opener.start - 5), opener.start));
    const hint = afterIf && token.text === "," ? "write `if a then b else c`" : undefined;
    this.afterValue(previous, token, "an operator such as + or *, or `)`", hint);
  }

  private neverClosed(opener: Token, closer: string, previous: Token): never {
    this.source.fail(opener, {
      code: "equation/unclosed",
      message: `Found \`${opener.text}\` without its \`${closer}\`.`,
      expected: `\`${closer}\` before the end of the equation`,
      hint: `add \`${closer}\` after ${quote(this.written(previous))}`,
    });
  }

  /** What the user wrote for a token. */
  private written(token: Token): string {
    return this.source.text.slice(token.start, token.end);
  }

  private brief(at: Span): string {
    const text = this.source.text.slice(at.start, at.end).replace(/\s+/g, " ");
    return text.length <= 30 ? text : "...";
  }
}
