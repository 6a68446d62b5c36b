import { equation } from "@tokenwright/engine";
import { type Conveyors, findConveyors } from "./conveyors.js";
import type { XmileEquation } from "./document.js";
import { allElements, countElements, elementKey } from "./elements.js";
import { call, type Expression, named, zero } from "./equation/build.js";
import { type Body, NeedsElements, type TranslatedVariable, type Translator } from "./equation/contract.js";
import { parseXmile, parseXmileList } from "./equation/parser.js";
import { NotTranslated, type XmileExpression } from "./equation/syntax.js";
import { contextOf, EquationTranslator, type Host } from "./equation/translate.js";
import type { WorldBuilder } from "./flatten.js";
import { InitialValues } from "./initial-values.js";
import { limits } from "./limits.js";
import { expandMacro } from "./macros.js";
import type { Context, FlatVariable } from "./world.js";

/** An equation that is read, with the text it comes from. */
interface Read {
  readonly expression: XmileExpression;
  readonly written: XmileEquation;
}

/** All variables of a world with their equations in the model language. */
export class ModelTranslator implements Host {
  readonly translated: TranslatedVariable[] = [];
  readonly initials = new Map<Expression, Expression>();
  readonly conveyors: Conveyors;
  readonly #translator: EquationTranslator;
  #queue: FlatVariable[];

  constructor(readonly world: WorldBuilder) {
    this.#translator = new EquationTranslator(this);
    this.#queue = [...world.variables.values()];
    this.conveyors = findConveyors(this);
    for (let at = 0; at < this.#queue.length; at++) {
      const variable = this.#queue[at]!;
      if (at >= limits.variables) {
        world.unsupported.add(
          variable.label,
          variable.source.line,
          `The model has more than ${limits.variables} variables once its macros are written out.`,
        );
        break;
      }
      const body = this.#bodyOf(variable);
      if (body !== undefined)
        this.add({ id: variable.id, label: variable.label, dimensions: variable.dimensions, body, source: variable });
    }
    this.#findInitialValues();
    this.#nameDependents();
  }

  /** Gives stocks the initial values that equations for the start only make. */
  #findInitialValues(): void {
    if (this.initials.size === 0) return;
    const values = new InitialValues(this.translated, this.initials);
    for (const [at, variable] of this.translated.entries()) {
      const { source } = variable;
      if (source?.kind !== "stock") continue;
      const written = source.equations[0] ?? { text: "", line: source.source.line };
      const body = this.#guarded(source, written, () => values.of(variable.body));
      if (body !== undefined) this.translated[at] = { ...variable, body };
    }
  }

  /** Names variables that cannot be worked out because what they use was left out. */
  #nameDependents(): void {
    const known = new Set([
      "time",
      "epoch",
      ...this.translated.map(({ id }) => id),
      ...this.world.allLookups.map(({ id }) => id),
      ...[...this.world.dimensions.values()].map(({ id }) => id),
    ]);
    const labels = new Map(this.#queue.map(({ id, label }) => [id, label]));
    for (const { label, body, source } of this.translated) {
      const expressions = body.kind === "all" ? [body.expression] : [...body.expressions.values()];
      const missing = new Set(
        expressions.flatMap((expression) => [...equation.namesIn(expression)]).filter((name) => !known.has(name)),
      );
      for (const name of missing) {
        this.world.unsupported.add(
          label,
          source?.source.line ?? 1,
          `It uses ${labels.get(name) ?? name}, which was not read.`,
        );
      }
    }
  }

  /** Every variable of the models and of the uses of macros. */
  get variables(): readonly FlatVariable[] {
    return this.#queue;
  }

  newName(wanted: string): string {
    return this.world.newName(wanted);
  }

  add(variable: TranslatedVariable): void {
    this.translated.push(variable);
  }

  note(context: Context, name: string, what: string): void {
    this.world.unsupported.add(`${context.owner.label}: ${name}`, context.equation.line, what);
  }

  expandMacro(
    name: string,
    given: readonly XmileExpression[],
    context: Context,
    translator: Translator,
  ): Expression | undefined {
    return expandMacro(this.world, name, given, context, translator, (variable) => this.#queue.push(variable));
  }

  /** A further equation over the elements of a variable, for example that of a flow that feeds it. */
  bodyFor(variable: FlatVariable, make: () => XmileExpression): Body | undefined {
    const written = { text: "", line: variable.source.line };
    return this.#guarded(variable, written, () =>
      this.#forAll(variable, { expression: make(), written }, (value) => value),
    );
  }

  #bodyOf(variable: FlatVariable): Body | undefined {
    const conveyor = this.conveyors.byOutflow.get(variable);
    if (conveyor !== undefined) return { kind: "all", expression: call("leaving", named(conveyor.id)) };
    const { equations, lookup, label, source } = variable;
    // A table that is only called has no equation.
    const isTableOnly =
      equations.length === 0 &&
      (lookup !== undefined || variable.elementLookups.size > 0) &&
      !variable.elements.some(({ equation }) => equation !== undefined);
    if (isTableOnly) return undefined;
    const readings: Read[] = [];
    for (const written of equations) {
      const read = this.#guarded(variable, written, () =>
        parseXmileList(written.text, this.world.dialect).map((expression) => ({ expression, written })),
      );
      if (read === undefined) return undefined;
      readings.push(...read);
    }
    if (readings.length === 0 && variable.elements.length === 0) {
      this.world.unsupported.add(label, source.line, "This variable has no equation; it was not read.");
      return undefined;
    }
    const atStart = (value: Expression): Expression => this.#atStart(variable, value);
    const wrap = (value: Expression, key: string): Expression => {
      const table = variable.elementLookups.get(key) ?? lookup;
      const read = table === undefined ? value : call("lookup", named(table.id), value);
      return atStart(variable.kind === "flow" && source.nonNegative ? call("max", zero, read) : read);
    };
    const [first] = readings;
    const written = first?.written ?? { text: "", line: source.line };
    if (readings.length === 1 && variable.elements.length === 0)
      return this.#guarded(variable, written, () => this.#forAll(variable, first!, (value) => wrap(value, "")));
    return this.#guarded(variable, written, () => this.#forEach(variable, readings, wrap));
  }

  /** The equation together with the one for initial values only. */
  #atStart(variable: FlatVariable, value: Expression): Expression {
    const written = variable.initialEquation;
    if (written === undefined) return value;
    if (variable.dimensions.length > 0) {
      this.world.unsupported.add(
        variable.label,
        written.line,
        "The equation for initial values of an array is not used.",
      );
      return value;
    }
    const initial = this.#guarded(variable, written, () =>
      this.#translator.number(parseXmile(written.text, this.world.dialect), contextOf(variable, written, undefined)),
    );
    return initial === undefined ? value : this.#translator.startingFrom(value, initial);
  }

  /** One text for all elements, or the same one written out where that is not possible. */
  #forAll(variable: FlatVariable, { expression, written }: Read, wrap: (value: Expression) => Expression): Body {
    const before = { translated: this.translated.length, queue: this.#queue.length };
    try {
      return {
        kind: "all",
        expression: wrap(this.#translator.number(expression, contextOf(variable, written, undefined))),
      };
    } catch (error) {
      if (!(error instanceof NeedsElements)) throw error;
      // What the attempt added belongs to nothing.
      this.translated.length = before.translated;
      this.#queue.length = before.queue;
    }
    const expressions = new Map<string, Expression>();
    for (const positions of this.#elements(variable)) {
      const context = contextOf(variable, written, positions);
      expressions.set(elementKey(variable.dimensions, positions), wrap(this.#translator.number(expression, context)));
    }
    return { kind: "elements", expressions };
  }

  /** One equation for each element: lists in the order of the elements, then those that name theirs. */
  #forEach(
    variable: FlatVariable,
    readings: readonly Read[],
    wrap: (value: Expression, key: string) => Expression,
  ): Body {
    const own = variable.source.dimensions.length;
    const dimensions = variable.dimensions.slice(variable.dimensions.length - own);
    const count = countElements(dimensions);
    if (readings.length > 1 && readings.length !== count) {
      throw new NotTranslated(`there are ${readings.length} equations for ${count} elements`);
    }
    const chosen = new Map<string, Read>();
    for (const element of variable.elements) {
      const written = element.equation;
      if (written === undefined) continue;
      const [expression, second] = parseXmileList(written.text, this.world.dialect);
      if (second !== undefined) throw new NotTranslated("an element has several values", second.at);
      for (const positions of this.world.elementsIn(dimensions, element, variable.label)) {
        chosen.set(elementKey(dimensions, positions), { expression: expression!, written });
      }
    }
    const expressions = new Map<string, Expression>();
    for (const positions of this.#elements(variable)) {
      const tail = positions.slice(positions.length - own);
      const key = elementKey(dimensions, tail);
      const flat = tail.reduce((index, position, at) => index * dimensions[at]!.elements.length + position, 0);
      const read = chosen.get(key) ?? (readings.length > 1 ? readings[flat] : readings[0]);
      if (read === undefined) throw new NotTranslated(`the element ${key} has no equation`);
      const value = this.#translator.number(read.expression, contextOf(variable, read.written, positions));
      expressions.set(elementKey(variable.dimensions, positions), wrap(value, key));
    }
    return variable.dimensions.length === 0
      ? { kind: "all", expression: expressions.get("")! }
      : { kind: "elements", expressions };
  }

  #elements(variable: FlatVariable): number[][] {
    const count = countElements(variable.dimensions);
    if (count > limits.elementsOfVariable)
      throw new NotTranslated(`an array of ${count} elements is too large to write out`);
    return allElements(variable.dimensions);
  }

  /** Names what cannot be translated with its line, instead of giving up. */
  #guarded<T>(variable: FlatVariable, written: XmileEquation, action: () => T): T | undefined {
    const before = { translated: this.translated.length, queue: this.#queue.length };
    try {
      return action();
    } catch (error) {
      if (!(error instanceof NotTranslated)) throw error;
      this.translated.length = before.translated;
      this.#queue.length = before.queue;
      const line = written.line + (written.text.slice(0, error.at ?? 0).match(/\r\n|\n|\r/g)?.length ?? 0);
      this.world.unsupported.add(variable.label, line, `The equation was not read: ${error.message}.`);
      return undefined;
    }
  }
}
