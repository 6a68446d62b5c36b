import type { XmileEquation } from "../document.js";
import { allElements } from "../elements.js";
import { limits } from "../limits.js";
import type { Context, FlatLookup, FlatVariable, World } from "../world.js";
import {
  binary,
  call,
  choose,
  type Expression,
  indexName,
  literal,
  named,
  negative,
  not,
  numeral,
  one,
  subscript,
  truncatedModulo,
  weigh,
  zero,
} from "./build.js";
import { type CallSite, callBuiltin, constantNamed } from "./builtins.js";
import { constantOf } from "./constants.js";
import { NeedsElements, type TranslatedVariable, type Translator } from "./contract.js";
import { argumentContext, follow, indexOf, oneValue } from "./references.js";
import { NotTranslated, type XmileExpression, type XmileIndex } from "./syntax.js";

/** Prefixes of function names that say whose they are (section 3.2.2.3). */
const namespaces: ReadonlySet<string> = new Set([
  "std",
  "isee",
  "vensim",
  "user",
  "anylogic",
  "forio",
  "insightmaker",
  "powersim",
  "simanticssd",
  "simile",
  "simlin",
  "sysdea",
]);

const comparisons: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "=", "<>"]);

/** What the translator needs of the one who keeps the model together. */
export interface Host {
  readonly world: World;
  /** For parts of equations what stands for them while initial values are found. */
  readonly initials: Map<Expression, Expression>;
  /** A new name for a variable that the translation adds. */
  newName(wanted: string): string;
  add(variable: TranslatedVariable): void;
  note(context: Context, name: string, what: string): void;
  expandMacro(
    name: string,
    given: readonly XmileExpression[],
    context: Context,
    translator: Translator,
  ): Expression | undefined;
}

/** Translates expressions of XMILE into those of the model language. */
export class EquationTranslator implements Translator {
  readonly world: World;
  #macroUses = 0;
  #macroSteps = 0;

  constructor(readonly host: Host) {
    this.world = host.world;
  }

  number(expression: XmileExpression, context: Context): Expression {
    const value = this.#translate(expression, context);
    return isCondition(value) ? choose(value, one, zero) : value;
  }

  condition(expression: XmileExpression, context: Context): Expression {
    const value = this.#translate(expression, context);
    return isCondition(value) ? value : binary("<>", value, zero);
  }

  once(expression: Expression, context: Context, hint: string): Expression {
    return weigh(expression).draws ? this.#helper(expression, context, hint) : expression;
  }

  variable(expression: Expression, context: Context, hint: string): Expression {
    const isVariable =
      expression.kind === "subscript" ||
      (expression.kind === "name" && expression.name !== "time" && expression.name !== "epoch");
    return isVariable ? expression : this.#helper(expression, context, hint);
  }

  /** The expression as a variable of its own. */
  #helper(expression: Expression, context: Context, hint: string): Expression {
    const dimensions = context.binding === undefined && context.wild === undefined ? context.dimensions : [];
    if (new Set(dimensions).size < dimensions.length) throw new NeedsElements();
    const id = this.host.newName(`${context.owner.id}_${hint}`);
    this.host.add({
      id,
      label: `${context.owner.label} ${hint}`,
      dimensions,
      body: { kind: "all", expression },
      source: undefined,
    });
    return subscript(
      id,
      dimensions.map((dimension) => indexName(dimension.id)),
    );
  }

  expandMacro(name: string, given: readonly XmileExpression[], context: Context): Expression | undefined {
    if (context.depth > limits.macroDepth)
      throw new NotTranslated(`the macro ${name.toUpperCase()} uses itself without end`);
    if (this.world.macros.has(name) && ++this.#macroUses > limits.macroUses)
      throw new NotTranslated("macros are used too often");
    return this.host.expandMacro(name, given, context, this);
  }

  startingFrom(expression: Expression, initial: Expression): Expression {
    // A part of its own: constants are shared between equations.
    const own = { ...expression };
    this.host.initials.set(own, initial);
    return own;
  }

  note(context: Context, name: string, what: string): void {
    this.host.note(context, name, what);
  }

  #translate(expression: XmileExpression, context: Context): Expression {
    // A condition that is known leaves nothing behind, however long it took to find out.
    if (context.depth > 0 && ++this.#macroSteps > limits.macroSteps)
      throw new NotTranslated("macros are used too often", expression.at);
    const made = this.#make(expression, context);
    if (weigh(made).nodes > limits.translatedNodes)
      throw new NotTranslated("the equation is too long once it is written out", expression.at);
    return made;
  }

  #make(expression: XmileExpression, context: Context): Expression {
    switch (expression.kind) {
      case "number":
        return numeral(expression.text);
      case "name":
        return this.#name(expression.parts, expression.indices, context, expression.at);
      case "call":
        return this.#call(expression, context);
      case "unary":
        return expression.operator === "-"
          ? negative(this.number(expression.operand, context))
          : not(this.condition(expression.operand, context));
      case "transpose":
        return this.#transpose(expression.operand, context, expression.at);
      case "if": {
        const condition = this.condition(expression.condition, context);
        // A macro that uses itself comes to an end where its condition is known.
        const known = context.depth > 0 ? constantOf(condition) : undefined;
        if (known !== undefined) return this.number(known === 0 ? expression.whenFalse : expression.whenTrue, context);
        return choose(condition, this.number(expression.whenTrue, context), this.number(expression.whenFalse, context));
      }
      case "binary": {
        const { operator, left, right } = expression;
        if (operator === "and" || operator === "or")
          return binary(operator, this.condition(left, context), this.condition(right, context));
        if (operator === "mod") return this.#modulo(left, right, context);
        return binary(operator, this.number(left, context), this.number(right, context));
      }
    }
  }

  /** The standard's remainder takes the sign of the divisor; Vensim's, written the same, that of the dividend. */
  #modulo(left: XmileExpression, right: XmileExpression, context: Context): Expression {
    const dividend = this.number(left, context);
    const divisor = this.number(right, context);
    if (!this.world.isVensim) return call("mod", dividend, divisor);
    return truncatedModulo(this.once(dividend, context, "dividend"), this.once(divisor, context, "divisor"));
  }

  #name(
    written: readonly string[],
    given: readonly XmileIndex[] | undefined,
    context: Context,
    at: number,
  ): Expression {
    const { parts, target, indices, context: inner } = follow(written, given, context);
    switch (target?.kind) {
      case "variable":
        return oneValue(target.variable, indices, inner, this);
      case "argument":
        return (
          target.argument.value ??
          this.number(target.argument.expression, argumentContext(target.argument.context, inner))
        );
      case "element":
        return literal(target.position + 1);
      case "dimension": {
        const bound = inner.dimensions.indexOf(target.dimension);
        if (bound < 0)
          throw new NotTranslated(`the dimension ${target.dimension.label} is not one of this variable`, at);
        return inner.binding === undefined ? named(target.dimension.id) : literal(inner.binding[bound]! + 1);
      }
      case "lookup": {
        const y = indices === undefined ? undefined : pointOf(target.lookup, indices);
        if (y !== undefined) return y;
        throw new NotTranslated(`the graphical function ${target.lookup.label} is used without an argument`, at);
      }
      default: {
        if (parts.length === 1 && parts[0] === "self") return this.#self(indices, inner);
        const constant = indices === undefined ? constantNamed(parts.at(-1)!, this.world) : undefined;
        if (constant !== undefined) return constant;
        throw new NotTranslated(`the name ${parts.join(".")} is not defined`, at);
      }
    }
  }

  #self(indices: readonly XmileIndex[] | undefined, context: Context): Expression {
    return oneValue(context.owner, indices, context, this);
  }

  #site(parts: readonly XmileExpression[], context: Context): CallSite {
    const argument = (position: number): XmileExpression => parts[position]!;
    return {
      arguments: parts,
      context,
      translator: this,
      number: (position) => this.number(argument(position), context),
      condition: (position) => this.condition(argument(position), context),
      once: (position, hint) => this.once(this.number(argument(position), context), context, hint),
      self: () => this.#self(undefined, context),
    };
  }

  #call(expression: XmileExpression & { kind: "call" }, context: Context): Expression {
    const { parts, indices, arguments: given, at } = expression;
    const name = parts.length === 2 && (namespaces.has(parts[0]!) || parts[0] === "") ? parts[1]! : parts.join(".");
    const table = this.#table(parts, indices, context);
    if (table !== undefined) {
      if (given.length !== 1)
        throw new NotTranslated(`the graphical function ${table.label} has ${given.length} arguments`, at);
      return call("lookup", named(table.id), this.number(given[0]!, context));
    }
    if ((name === "lookup" || name === "with_lookup") && given.length === 2) {
      const [first, x] = given as [XmileExpression, XmileExpression];
      // So a converter writes Vensim's VMIN and VMAX.
      const extreme = first.kind === "name" && context.scope.resolve(first.parts) === undefined ? first.parts[0] : "";
      if (extreme === "vmin" || extreme === "vmax") return callBuiltin(extreme, this.#site([x], context))!;
      const found = first.kind === "name" ? this.#table(first.parts, first.indices, context) : undefined;
      if (found === undefined) throw new NotTranslated("the first argument of LOOKUP is not a graphical function", at);
      return call("lookup", named(found.id), this.number(x, context));
    }
    const expanded = this.expandMacro(name, given, context);
    if (expanded !== undefined) return expanded;
    const made = indices === undefined ? callBuiltin(name, this.#site(given, context)) : undefined;
    if (made !== undefined) return made;
    // Some programs write a value without arguments as a call: PI().
    const constant = given.length === 0 && indices === undefined ? constantNamed(name, this.world) : undefined;
    if (constant !== undefined) return constant;
    const element = given.length === 1 ? this.#flat(parts, given[0]!, context) : undefined;
    if (element !== undefined) return element;
    throw new NotTranslated(`the function ${name.toUpperCase()} is not known`, at);
  }

  /** `A(10)`: the tenth element of an array in row-major order (section 3.3.2); 0 where there is none. */
  #flat(parts: readonly string[], place: XmileExpression, context: Context): Expression | undefined {
    const { target, indices } = follow(parts, undefined, context);
    if (target?.kind !== "variable" || indices !== undefined || target.variable.dimensions.length === 0)
      return undefined;
    const { id, dimensions } = target.variable;
    const elements = allElements(dimensions).map((positions) =>
      subscript(
        id,
        positions.map((position, at) => indexOf(dimensions[at]!, position)),
      ),
    );
    const index = this.number(place, context);
    const known = constantOf(index);
    if (known !== undefined) return elements[Math.floor(known) - 1] ?? zero;
    if (elements.length > limits.writtenOut)
      throw new NotTranslated(`a computed place among ${elements.length} elements is too long to write out`);
    const whole = call("floor", this.once(index, context, "index"));
    return elements.reduceRight<Expression>(
      (otherwise, element, at) => choose(binary("=", whole, literal(at + 1)), element, otherwise),
      zero,
    );
  }

  /** The table that a name stands for: one that stands alone, or that of a variable. */
  #table(parts: readonly string[], given: readonly XmileIndex[] | undefined, context: Context): FlatLookup | undefined {
    const { target, indices, context: inner } = follow(parts, given, context);
    if (target?.kind === "lookup") return target.lookup;
    if (target?.kind !== "variable") return undefined;
    const { variable } = target;
    if (variable.elementLookups.size === 0) return variable.lookup;
    const element = oneValue({ ...variable, elementLookups: new Map() }, indices, inner, this);
    if (element.kind !== "subscript") return undefined;
    const key = element.indices
      .map((index) => (index.kind === "all" ? "*" : index.kind === "name" ? index.name : index.text))
      .join(",");
    return variable.elementLookups.get(key) ?? variable.lookup;
  }

  /** `A'`: the dimensions of A, or its subscripts, the other way round. */
  #transpose(operand: XmileExpression, context: Context, at: number): Expression {
    if (operand.kind !== "name") throw new NotTranslated("only an array can be transposed", at);
    const { target, indices, context: inner } = follow(operand.parts, operand.indices, context);
    if (target?.kind !== "variable") throw new NotTranslated("only an array can be transposed", at);
    if (indices !== undefined && !indices.every((index) => index.kind === "all"))
      throw new NotTranslated("a part of an array is transposed", at);
    const count = inner.dimensions.length;
    const reversed = target.variable.dimensions.map(
      (_, position): XmileIndex => ({ kind: "dimension", position: count - position, at }),
    );
    return oneValue(target.variable, reversed, inner, this);
  }
}

/** `f[3]`: the third value of a graphical function (section 3.7.1). */
function pointOf({ graphical }: FlatLookup, indices: readonly XmileIndex[]): Expression | undefined {
  const [index] = indices;
  if (indices.length !== 1 || index?.kind !== "expression" || index.value.kind !== "number") return undefined;
  const y = graphical.y[Math.floor(Number(index.value.text)) - 1];
  return y === undefined ? zero : literal(Number(y));
}

/** Whether an expression of the model language is true or false rather than a number. */
function isCondition(expression: Expression): boolean {
  switch (expression.kind) {
    case "boolean":
      return true;
    case "unary":
      return expression.operator === "not";
    case "binary":
      return expression.operator === "and" || expression.operator === "or" || comparisons.has(expression.operator);
    default:
      return false;
  }
}

/** Where the equation of a variable stands. */
export function contextOf(
  variable: FlatVariable,
  written: XmileEquation,
  binding: readonly number[] | undefined,
): Context {
  return {
    scope: variable.scope,
    owner: variable,
    dimensions: variable.dimensions,
    binding,
    wild: undefined,
    depth: variable.context === undefined ? 0 : variable.context.depth + 1,
    equation: written,
  };
}
