import { internal, type Place, TokenwrightError } from "../base/errors.js";
import { parseDecimal } from "../base/rational.js";
import { Complaints } from "./complaints.js";
import { functions } from "./functions.js";
import { Lexer, type Token } from "./lexer.js";
import { type Binding, bindings, level, unaryLevel } from "./precedence.js";
import { Source } from "./source.js";
import type { BinaryExpression, BinaryOperator, Expression, Index, Span } from "./syntax.js";

/** Parentheses, calls, `if`, signs, `not` and exponents inside one another. Chains of one operator do not count. */
export const deepest = 200;

const infix: ReadonlyMap<string, readonly [BinaryOperator, Binding]> = new Map(
  (Object.keys(bindings) as BinaryOperator[]).map((operator) => [operator, [operator, bindings[operator]] as const]),
);

/**
 * The tree of an equation's text. A name followed by `(` is a call of one of the language's functions; every other
 * name stands for a variable, whether or not there is one. Units and truths are not looked at.
 *
 * @param text At most 10,000 characters, not counting white space; line breaks are white space.
 * @param place Where the first character stands in the user's file: `line` and `column` count from 1 and are 1 when
 * absent, `lineText` is the text of that line.
 * @throws TokenwrightError `equation/empty`, `equation/character`, `equation/number`, `equation/name`,
 * `equation/unexpected`, `equation/unclosed`, `equation/chained-comparison`, `equation/too-long`, `equation/too-deep`,
 * `equation/unknown-function`, `equation/arguments`; the place is that of the first mistake in the text.
 */
export function parse(text: string, place?: Place): Expression {
  return new Parser(new Source(text, place)).parse();
}

/** Operator-precedence parser (V. Pratt, Top down operator precedence, POPL 1973): one token ahead, never back. */
export class Parser {
  /** Tokens read so far. */
  tokens = 0;
  private readonly lexer: Lexer;
  private readonly complain: Complaints;
  private depth = 0;
  private previous: Token | undefined;
  private token: Token;

  constructor(source: Source) {
    this.complain = new Complaints(source);
    this.lexer = new Lexer(source);
    this.token = this.read();
  }

  parse(): Expression {
    if (this.atEnd()) this.complain.empty();
    const expression = this.expression(level.if);
    if (!this.atEnd()) this.complain.afterValue(this.previous, this.token);
    return expression;
  }

  private atEnd(): boolean {
    return this.token.kind === "end";
  }

  private read(): Token {
    this.tokens += 1;
    return this.lexer.next();
  }

  private advance(): Token {
    const token = this.token;
    this.previous = token;
    this.token = this.read();
    return token;
  }

  /** True, and the token is consumed, when it is this symbol or word. */
  private accept(text: string): boolean {
    if (!this.is(text)) return false;
    this.advance();
    return true;
  }

  private is(text: string): boolean {
    return this.token.text === text && (this.token.kind === "symbol" || this.token.kind === "word");
  }

  private spanFrom(start: number): Span {
    return { start, end: this.previous?.end ?? start };
  }

  /** Parses what stands inside `opener`, one level deeper. */
  private inside<T>(opener: Token, parsePart: () => T): T {
    this.depth += 1;
    if (this.depth > deepest) this.complain.tooDeep(opener, deepest);
    const part = parsePart();
    this.depth -= 1;
    return part;
  }

  /** An expression whose outermost form holds at least as tightly as `least`. */
  private expression(least: number): Expression {
    const { start } = this.token;
    let left = this.prefix(least);
    for (;;) {
      const operation = this.infixHere();
      if (operation === undefined) return left;
      const [operator, binding] = operation;
      if (binding.level < least) return left;
      // Only a comparison refuses a left operand at this point, and only one of its own level.
      if (left.kind === "binary" && this.isBare(left, start) && bindings[left.operator].level === level.comparison) {
        if (binding.level === level.comparison) this.chained(left, binding);
      }
      const symbol = this.advance();
      const right =
        operator === "^" ? this.inside(symbol, () => this.expression(binding.right)) : this.expression(binding.right);
      left = { kind: "binary", operator, left, right, at: this.spanFrom(start) };
    }
  }

  /** Refuses a second comparison, naming the operand after it where there is one. */
  private chained(left: BinaryExpression, binding: Binding): never {
    const operator = this.advance();
    const { start } = this.token;
    let right: Span | undefined;
    try {
      this.expression(binding.right);
      right = this.spanFrom(start);
    } catch (error) {
      // The chain comes first in the text; what is wrong after it is told when it is mended.
      if (!(error instanceof TokenwrightError)) throw error;
    }
    this.complain.chained(left, operator, right);
  }

  /** False for an expression that stands between parentheses of its own. */
  private isBare(expression: Expression, start: number): boolean {
    return expression.at.start === start;
  }

  private infixHere(): readonly [BinaryOperator, Binding] | undefined {
    const { kind, text } = this.token;
    return kind === "symbol" || kind === "word" ? infix.get(text) : undefined;
  }

  /** A value, or an operator that stands before its operand. */
  private prefix(least: number): Expression {
    const { token } = this;
    switch (token.kind) {
      case "number":
        this.advance();
        return {
          kind: "number",
          text: token.text,
          value: parseDecimal(token.text) ?? internal(`the lexer passed the number ${token.text}`),
          at: this.spanFrom(token.start),
        };
      case "quantity":
        this.advance();
        return { kind: "quantity", text: token.text, at: this.spanFrom(token.start) };
      case "name":
        return this.named();
      case "word":
        return this.word(least);
      case "symbol":
        if (token.text === "(") return this.group();
        if (token.text === "-") return this.unary("-");
    }
    this.complain.noValue(this.previous, token);
  }

  private word(least: number): Expression {
    const { token } = this;
    switch (token.text) {
      case "true":
      case "false":
        this.advance();
        return { kind: "boolean", value: token.text === "true", at: this.spanFrom(token.start) };
      case "not":
        if (least > level.not) this.complain.looseOperand(this.previous, token);
        return this.unary("not");
      case "if":
        if (least > level.if) this.complain.looseOperand(this.previous, token);
        return this.conditional();
      default:
        this.complain.noValue(this.previous, token);
    }
  }

  private unary(operator: "-" | "not"): Expression {
    const symbol = this.advance();
    const operand = this.inside(symbol, () => this.expression(unaryLevel[operator]));
    return { kind: "unary", operator, operand, at: this.spanFrom(symbol.start) };
  }

  private group(): Expression {
    const opener = this.advance();
    const expression = this.inside(opener, () => this.expression(level.if));
    if (!this.accept(")")) this.complain.unclosed(opener, this.previous, this.token);
    return expression;
  }

  private conditional(): Expression {
    const opener = this.advance();
    return this.inside(opener, () => {
      const condition = this.expression(level.if);
      if (!this.accept("then")) this.complain.missingWord("then", this.previous, this.token);
      const whenTrue = this.expression(level.if);
      if (!this.accept("else")) this.complain.missingWord("else", this.previous, this.token);
      const whenFalse = this.expression(level.if);
      return { kind: "if", condition, whenTrue, whenFalse, at: this.spanFrom(opener.start) };
    });
  }

  private named(): Expression {
    const name = this.advance();
    if (this.is("(")) return this.call(name);
    if (this.is("[")) return this.subscript(name);
    return { kind: "name", name: name.text, at: this.spanFrom(name.start) };
  }

  private call(name: Token): Expression {
    const known = functions.get(name.text);
    if (known === undefined) this.complain.unknownFunction(name);
    const opener = this.advance();
    const parts: Expression[] = [];
    let decimalComma: readonly [Token, Token] | undefined;
    if (!this.is(")")) {
      for (;;) {
        parts.push(this.inside(opener, () => this.expression(level.if)));
        const before = this.previous;
        if (!this.accept(",")) break;
        if (before?.kind === "number" && this.token.kind === "number" && this.token.start === before.end + 1) {
          decimalComma ??= [before, this.token];
        }
      }
    }
    if (!this.accept(")")) this.complain.unclosed(opener, this.previous, this.token);
    if (parts.length < known.fewest || parts.length > known.most) {
      this.complain.wrongArguments(name, known, parts.length, decimalComma);
    }
    return { kind: "call", name: name.text, arguments: parts, at: this.spanFrom(name.start) };
  }

  private subscript(name: Token): Expression {
    const opener = this.advance();
    const indices = [this.index()];
    while (this.accept(",")) indices.push(this.index());
    if (!this.accept("]")) this.complain.unclosedSubscript(opener, this.previous, this.token);
    return { kind: "subscript", name: name.text, indices, at: this.spanFrom(name.start) };
  }

  private index(): Index {
    const { token } = this;
    const at: Span = { start: token.start, end: token.end };
    if (token.kind === "name") {
      this.advance();
      const sign = this.accept("+") ? 1 : this.accept("-") ? -1 : 0;
      if (sign === 0) return { kind: "name", name: token.text, at };
      return { kind: "name", name: token.text, shift: sign * this.places(), at: this.spanFrom(token.start) };
    }
    if (this.accept("*")) return { kind: "all", at };
    return { kind: "position", text: token.text, position: this.places(), at };
  }

  /** A whole number from 1. */
  private places(): number {
    const { token } = this;
    const places = token.kind === "number" && /^\d{1,9}$/.test(token.text) ? Number(token.text) : 0;
    if (places === 0) this.complain.badIndex(token);
    this.advance();
    return places;
  }
}
