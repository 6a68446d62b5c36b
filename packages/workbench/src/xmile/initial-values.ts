import { type Expression, type Index, mapParts } from "./equation/build.js";
import type { Body, TranslatedVariable } from "./equation/contract.js";
import { NotTranslated } from "./equation/syntax.js";
import { limits } from "./limits.js";

/**
 * Writes the initial values of stocks with the equations that hold at the start only. A variable may have such an
 * equation (`<init_eqn>`, Vensim's ACTIVE INITIAL) so that a stock may begin from it although it depends on the stock.
 *
 * @param initials For a part of an equation what stands for it at the start.
 */
export class InitialValues {
  readonly #byId: ReadonlyMap<string, TranslatedVariable>;
  readonly #differs = new Map<string, boolean>();

  constructor(
    translated: readonly TranslatedVariable[],
    readonly initials: ReadonlyMap<Expression, Expression>,
  ) {
    this.#byId = new Map(translated.map((variable) => [variable.id, variable]));
  }

  /** @throws NotTranslated where an array cannot be written out. */
  of(body: Body): Body {
    if (body.kind === "all") return { kind: "all", expression: this.#at(body.expression, 0) };
    return {
      kind: "elements",
      expressions: new Map([...body.expressions].map(([key, expression]) => [key, this.#at(expression, 0)])),
    };
  }

  #at(expression: Expression, depth: number): Expression {
    const stated = this.initials.get(expression);
    if (stated !== undefined) return this.#at(stated, depth);
    if (expression.kind !== "name" && expression.kind !== "subscript")
      return mapParts(expression, (part) => this.#at(part, depth));
    const variable = this.#byId.get(expression.name);
    if (variable === undefined || variable.source?.kind === "stock" || !this.#hasOwn(variable)) return expression;
    if (depth > limits.nesting) throw new NotTranslated("the equations for initial values go round in a circle");
    return this.#at(elementOf(variable, expression.kind === "name" ? [] : expression.indices), depth + 1);
  }

  /** Whether the value at the start is not that of the equation, for itself or for a variable it uses. */
  #hasOwn(variable: TranslatedVariable): boolean {
    const known = this.#differs.get(variable.id);
    if (known !== undefined) return known;
    this.#differs.set(variable.id, false);
    const { body } = variable;
    const expressions = body.kind === "all" ? [body.expression] : [...body.expressions.values()];
    const differs = expressions.some((expression) => this.#mentions(expression));
    this.#differs.set(variable.id, differs);
    return differs;
  }

  #mentions(expression: Expression): boolean {
    if (this.initials.has(expression)) return true;
    if (expression.kind === "name" || expression.kind === "subscript") {
      const variable = this.#byId.get(expression.name);
      return variable !== undefined && variable.source?.kind !== "stock" && this.#hasOwn(variable);
    }
    let found = false;
    mapParts(expression, (part) => {
      found ||= this.#mentions(part);
      return part;
    });
    return found;
  }
}

/** The equation of one element. */
function elementOf({ label, body, dimensions }: TranslatedVariable, indices: readonly Index[]): Expression {
  const names = indices.map((index) =>
    index.kind === "name" ? index.name : index.kind === "position" ? index.text : "*",
  );
  if (body.kind === "elements") {
    const expression = body.expressions.get(names.join(","));
    if (expression !== undefined) return expression;
  } else if (names.every((name, at) => name === dimensions[at]?.id)) return body.expression;
  throw new NotTranslated(`the initial value of the array ${label} cannot be written out`);
}
