import { limits } from "../limits.js";
import { tokens, type XmileToken } from "./lexer.js";
import { NotTranslated, type XmileExpression, type XmileIndex, type XmileOperator } from "./syntax.js";

/** Section 3.3.1, from loose to tight; a unary sign and NOT stand between * and ^. */
const levels: ReadonlyMap<string, number> = new Map([
  ["or", 1],
  ["and", 2],
  ["=", 3],
  ["<>", 3],
  ["<", 4],
  ["<=", 4],
  [">", 4],
  [">=", 4],
  ["+", 5],
  ["-", 5],
  ["*", 6],
  ["/", 6],
  // Stella's division that gives 0 where the divisor is 0.
  ["//", 6],
  ["mod", 6],
  ["^", 8],
]);
const unaryLevel = 7;

/** How files of one origin differ from the standard. */
export interface Dialect {
  /** Vensim's NOT is looser than a comparison, `NOT a > b`; that of the standard binds like a sign. */
  readonly looseNot?: boolean;
  /** A converter of Vensim's files writes `:NOT: a` as `a not`, which means nothing else. */
  readonly trailingNot?: boolean;
}

/**
 * The tree of an equation.
 *
 * @throws NotTranslated with the offset of what cannot be read.
 */
export function parseXmile(text: string, dialect: Dialect = {}): XmileExpression {
  const [only, second] = parseXmileList(text, dialect);
  if (second !== undefined) throw new NotTranslated("a list of values stands where one value is expected", second.at);
  return only!;
}

/** As `parseXmile` for an equation that may list values of an array: `1, 2, 3` or `0.1, 0.2; 0.3, 0.4;`. */
export function parseXmileList(text: string, dialect: Dialect = {}): XmileExpression[] {
  if (text.length > limits.equationCharacters) throw new NotTranslated(`the equation has ${text.length} characters`);
  const parser = new Parser(
    tokens(text),
    dialect.looseNot === true ? levels.get("=")! : unaryLevel,
    dialect.trailingNot === true,
  );
  return parser.list();
}

class Parser {
  #next = 0;
  #depth = 0;
  #operators = 0;

  constructor(
    readonly all: readonly XmileToken[],
    readonly notLevel: number,
    readonly trailingNot: boolean,
  ) {}

  get #token(): XmileToken {
    return this.all[this.#next]!;
  }

  list(): XmileExpression[] {
    if (this.#atEnd()) throw new NotTranslated("the equation is empty", 0);
    const found: XmileExpression[] = [];
    for (;;) {
      this.#operators = 0;
      found.push(this.#expression(0));
      if (!this.#accept(",") && !this.#accept(";")) break;
      if (this.#atEnd()) break;
    }
    if (!this.#atEnd()) this.#unexpected();
    return found;
  }

  #atEnd(): boolean {
    return this.#token.kind === "end";
  }

  #is(text: string): boolean {
    const { kind } = this.#token;
    return (kind === "symbol" || kind === "word") && (this.#token as { text: string }).text === text;
  }

  #accept(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#next += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) throw new NotTranslated(`${text.toUpperCase()} is missing`, this.#token.at);
  }

  #unexpected(): never {
    const token = this.#token;
    if (token.kind === "end") throw new NotTranslated("the equation ends too early", token.at);
    const found = token.kind === "name" ? token.parts.join(".") : token.text;
    throw new NotTranslated(`${JSON.stringify(found)} stands where an operator or a value is expected`, token.at);
  }

  #deeper<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > limits.equationDepth)
      throw new NotTranslated("the equation is nested too deeply", this.#token.at);
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #expression(least: number): XmileExpression {
    const { at } = this.#token;
    let left = this.#prefix();
    for (;;) {
      const token = this.#token;
      const operator = token.kind === "symbol" || token.kind === "word" ? token.text : "";
      if (operator === "not" && this.trailingNot && least <= this.notLevel) {
        this.#next += 1;
        left = { kind: "unary", operator: "not", operand: left, at };
        continue;
      }
      const level = levels.get(operator);
      if (level === undefined || level < least) return left;
      if (++this.#operators > limits.equationOperators) {
        throw new NotTranslated(`the equation has more than ${limits.equationOperators} operators`, token.at);
      }
      this.#next += 1;
      // A power groups to the right and takes a signed exponent.
      const right = operator === "^" ? this.#deeper(() => this.#expression(unaryLevel)) : this.#expression(level + 1);
      left =
        operator === "//"
          ? { kind: "call", parts: ["safediv"], arguments: [left, right], at }
          : { kind: "binary", operator: operator as XmileOperator, left, right, at };
    }
  }

  #prefix(): XmileExpression {
    const token = this.#token;
    switch (token.kind) {
      case "number":
        this.#next += 1;
        return { kind: "number", text: token.text, at: token.at };
      case "name":
        this.#next += 1;
        return this.#postfix(this.#named(token.parts, token.at));
      case "symbol":
        if (this.#accept("(")) {
          const inner = this.#deeper(() => this.#expression(0));
          this.#expect(")");
          return this.#postfix(inner);
        }
        if (this.#accept("+")) return this.#deeper(() => this.#expression(unaryLevel));
        if (this.#accept("-")) return this.#unary("-", token.at);
        break;
      case "word":
        if (this.#accept("not")) return this.#unary("not", token.at);
        if (this.#accept("if")) return this.#conditional(token.at);
        break;
    }
    return this.#unexpected();
  }

  #unary(operator: "-" | "not", at: number): XmileExpression {
    return {
      kind: "unary",
      operator,
      operand: this.#deeper(() => this.#expression(operator === "not" ? this.notLevel : unaryLevel)),
      at,
    };
  }

  #conditional(at: number): XmileExpression {
    return this.#deeper(() => {
      if (this.#is("then")) return this.#conditionalCall(at);
      const condition = this.#expression(0);
      this.#expect("then");
      const whenTrue = this.#expression(0);
      this.#expect("else");
      return { kind: "if", condition, whenTrue, whenFalse: this.#expression(0), at };
    });
  }

  /** The form of other programs, `IF THEN ELSE(condition, a, b)`. */
  #conditionalCall(at: number): XmileExpression {
    this.#expect("then");
    this.#expect("else");
    if (!this.#is("(")) this.#unexpected();
    return { kind: "call", parts: ["if_then_else"], arguments: this.#arguments(), at };
  }

  #named(parts: readonly string[], at: number): XmileExpression {
    const indices = this.#is("[") ? this.#indices() : undefined;
    const subscript = indices === undefined ? {} : { indices };
    if (this.#is("(")) return { kind: "call", parts, ...subscript, arguments: this.#arguments(), at };
    return { kind: "name", parts, ...subscript, at };
  }

  #postfix(expression: XmileExpression): XmileExpression {
    let operand = expression;
    for (let at = this.#token.at; this.#accept("'"); at = this.#token.at) operand = { kind: "transpose", operand, at };
    return operand;
  }

  #arguments(): XmileExpression[] {
    this.#expect("(");
    const found: XmileExpression[] = [];
    if (this.#accept(")")) return found;
    do found.push(this.#deeper(() => this.#expression(0)));
    while (this.#accept(","));
    this.#expect(")");
    return found;
  }

  #indices(): XmileIndex[] {
    this.#expect("[");
    const found: XmileIndex[] = [];
    do found.push(this.#deeper(() => this.#index()));
    while (this.#accept(","));
    this.#expect("]");
    return found;
  }

  #index(): XmileIndex {
    const { at } = this.#token;
    if (this.#accept("*")) {
      if (!this.#accept(":")) return { kind: "all", at };
      const of = this.#token;
      if (of.kind !== "name") return this.#unexpected();
      this.#next += 1;
      return { kind: "all", of: of.parts.join("."), at };
    }
    if (this.#accept("@")) {
      const token = this.#token;
      if (token.kind !== "number" || !/^[1-9]\d{0,2}$/.test(token.text)) return this.#unexpected();
      this.#next += 1;
      return { kind: "dimension", position: Number(token.text), at };
    }
    // Stella's way to write all elements of a dimension: `Region.*`.
    const named = this.#token;
    if (
      named.kind === "name" &&
      this.all[this.#next + 1]!.kind === "symbol" &&
      (this.all[this.#next + 1] as { text: string }).text === ".*"
    ) {
      this.#next += 2;
      return { kind: "all", of: named.parts.join("."), at };
    }
    const value = this.#expression(0);
    if (this.#accept(":")) return { kind: "range", from: value, to: this.#expression(0), at };
    return { kind: "expression", value, at };
  }
}
