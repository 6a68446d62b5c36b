import { type Diagnostic, fail, type Place, TokenwrightError } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { didYouMean } from "../base/suggest.js";
import { type Expression, namesIn, parse, visit } from "../equation/index.js";
import {
  createScale,
  GraphBuilder,
  internalScale,
  type Lowered,
  lower,
  mismatchHint,
  type NodeId,
  type Scope,
} from "../graph/index.js";
import { createUnits, type Dimension, describeDimension, sameDimension, type Unit, type Units } from "../unit/index.js";
import { causalOrder } from "./causal-order.js";
import { compose, isEconomy, originsOf } from "./compose.js";
import { checkQualifiedName, type Declaration, declarationsOf, isCounted, perEpoch } from "./declarations.js";
import { looksLikeQuantity } from "./quantity-text.js";
import type { Economy } from "./compose.js";
import type { Book, Program, ProgramCheck, ProgramFlow, ProgramInput, ProgramParameter, ProgramState, ProgramStock, Variable } from "./program.js";
import { reachable } from "./reachable.js";
import type { Model } from "./vocabulary.js";

export interface BuildOptions {
  /** Length of a step, `5 day`. Default: the model's epoch. */
  readonly step?: string;
  /** Where a path of the model (`flows.fees.equation`) stands in the user's file. */
  readonly locate?: (path: string) => Place | undefined;
  /** Further conditions over the model's names, such as a user's guard rails, computed at every step. */
  readonly conditions?: Readonly<Record<string, string>>;
}

/** Most things a model may name; larger ones are refused before memory is taken. */
const mostVariables = 100_000;

/**
 * Makes a model ready to run: reads all units and equations, checks that units agree, finds the causal
 * order and builds the graph.
 *
 * @throws TokenwrightError with every finding, each with its path in the model and its position in the
 * equation: `unit/mismatch`, `equation/unknown-name`, `model/loop`, `model/flow-ends`, …
 */
export function build(model: Model | Economy, options: BuildOptions = {}): Program {
  const flat = isEconomy(model) ? compose(model) : model;
  return new Builder(flat, originsOf(flat), options).build();
}

class Builder {
  readonly #findings: Diagnostic[] = [];
  readonly #declarations = new Map<string, Declaration>();
  readonly #expressions = new Map<string, Expression>();
  readonly #units = new Map<string, Unit>();
  readonly #nodes = new Map<string, NodeId>();
  readonly #startNodes = new Map<string, Lowered>();
  readonly #stockIndex = new Map<string, number>();
  readonly #stateIndex = new Map<string, number>();
  readonly #parameterIndex = new Map<string, number>();
  readonly #hiddenStates: { name: string; initial: NodeId; next: () => NodeId }[] = [];
  readonly #graph = new GraphBuilder();
  readonly #system: Units;
  readonly #scale;
  readonly #stepText: string;

  constructor(
    readonly model: Model,
    readonly origins: ReadonlyMap<string, string>,
    readonly options: BuildOptions,
  ) {
    const stepText = options.step ?? model.epoch;
    if (stepText === undefined) {
      fail({
        code: "model/no-step",
        message: `"${model.title}" has no epoch of its own, and no step is given.`,
        expected: "the length of a step",
        hint: "give one: step: 1 day",
      });
    }
    this.#stepText = stepText;
    this.#system = createUnits({
      assets: model.assets ?? {},
      units: model.units ?? {},
      epoch: stepText,
    });
    const step = this.#system.parseQuantity(stepText, this.#placeOf("step"));
    const second = this.#system.parse("second");
    if (!sameDimension(step.unit.dimension, second.dimension) || step.value.n <= 0n) {
      fail({
        code: "model/step",
        message: `The step is ${stepText}.`,
        expected: "a length of time above zero",
        hint: "write for example 5 day",
        place: this.#placeOf("step"),
      });
    }
    if (model.epoch !== undefined && options.step !== undefined) {
      const epoch = this.#system.parseQuantity(model.epoch);
      const seconds = (quantity: typeof epoch) => rational.multiply(quantity.value, quantity.unit.scale);
      if (!rational.equal(seconds(epoch), seconds(step))) {
        fail({
          code: "model/epoch",
          message: `"${model.title}" counts in epochs of ${model.epoch}, and the step is ${stepText}.`,
          expected: `a step of ${model.epoch}`,
          hint: `write step: ${model.epoch}`,
          place: this.#placeOf("step"),
        });
      }
    }
    this.#scale = createScale(this.#system, rational.multiply(step.value, step.unit.scale));
  }

  build(): Program {
    this.#declare();
    this.#readUnits();
    this.#readEquations();
    this.#stopOnFindings();
    const parameters = this.#lowerParameters();
    const startOrderRoots = this.#lowerInitialValues();
    const causal = this.#order();
    this.#stopOnFindings();
    const inputs: ProgramInput[] = [];
    for (const name of causal) this.#lowerStep(name, inputs);
    const states = this.#lowerStates();
    const checks = this.#lowerChecks();
    this.#stopOnFindings();

    const stocks = this.#stocks();
    const flows = this.#flows();
    const roots: NodeId[] = [...flows.map((flow) => flow.amount), ...states.map((state) => state.next), ...checks.map((check) => check.node)];
    const variables = new Map<string, Variable>();
    const inOrder = [...this.#declarations.keys()].filter((name) => !causal.includes(name)).concat(causal);
    for (const name of inOrder) {
      const variable = this.#variable(name);
      variables.set(name, variable);
      roots.push(variable.node);
    }
    return {
      title: this.model.title,
      units: this.#system,
      scale: this.#scale,
      stepText: this.#stepText,
      graph: this.#graph,
      parameters,
      startOrder: reachable(this.#graph, startOrderRoots),
      inputs,
      stocks: stocks.stocks,
      states,
      flows,
      books: books(stocks, flows, (index) => this.#bookUnit(stocks.names[index]!)),
      checks,
      stepOrder: reachable(this.#graph, roots),
      variables,
    };
  }

  /** Runs `action`, keeping its findings so that one mistake does not hide the next. */
  #collect(path: string, action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!(error instanceof TokenwrightError)) throw error;
      const place = this.#placeOf(path);
      this.#findings.push(...error.diagnostics.map((finding) => ({ ...finding, place: { ...place, ...finding.place } })));
    }
  }

  #stopOnFindings(): void {
    if (this.#findings.length > 0) throw new TokenwrightError(this.#findings);
  }

  #placeOf(path: string): Place {
    const origin = this.origins.get(path) ?? path;
    return { path: origin, ...this.options.locate?.(origin) };
  }

  #declare(): void {
    const list = declarationsOf(this.model);
    if (list.length > mostVariables) {
      fail({
        code: "model/too-large",
        message: `The model names ${list.length} things.`,
        expected: `at most ${mostVariables}`,
        hint: "split it into several models",
      });
    }
    for (const declaration of list) {
      this.#collect(declaration.path, () => {
        const place = this.#placeOf(declaration.path);
        checkQualifiedName(declaration.name, `A ${declaration.kind}`, place);
        const other = this.#declarations.get(declaration.name);
        if (other !== undefined) {
          fail({
            code: "model/duplicate-name",
            message: `"${declaration.name}" is both a ${other.kind} and a ${declaration.kind}.`,
            expected: "one meaning for every name",
            hint: "rename one of them",
            place,
          });
        }
        this.#declarations.set(declaration.name, declaration);
        if (declaration.kind === "stock") this.#stockIndex.set(declaration.name, this.#stockIndex.size);
        if (declaration.kind === "state") this.#stateIndex.set(declaration.name, this.#stateIndex.size);
        if (declaration.kind === "parameter") this.#parameterIndex.set(declaration.name, this.#parameterIndex.size);
      });
    }
  }

  /** Finds the unit of every name: declared, or that of its value; a flow's is its stock's per time. */
  #readUnits(): void {
    for (const declaration of this.#declarations.values()) {
      if (declaration.kind === "flow") continue;
      this.#collect(declaration.path, () => {
        const place = this.#placeOf(declaration.path);
        if (declaration.unitText !== undefined) {
          this.#units.set(declaration.name, this.#system.parse(declaration.unitText, { path: place.path!.replace(/[^.]+$/, "unit") }));
        } else if (looksLikeQuantity(declaration.text)) {
          this.#units.set(declaration.name, this.#system.parseQuantity(declaration.text!, place).unit);
        } else {
          fail({
            code: "model/no-unit",
            message: `The ${declaration.kind} "${declaration.name}" is given by an equation and has no unit.`,
            expected: "a unit, such as 1 for a plain number",
            hint: 'add unit: "…"',
            place,
          });
        }
      });
    }
    for (const declaration of this.#declarations.values()) {
      if (declaration.kind === "flow") this.#collect(declaration.path, () => this.#readFlowEnds(declaration));
    }
  }

  #readFlowEnds(flow: Declaration): void {
    const path = flow.path.replace(/\.equation$/, "");
    const unitOfEnd = (end: "from" | "to"): Unit | undefined => {
      const stock = flow[end];
      if (stock === undefined) return undefined;
      if (this.#stockIndex.has(stock)) return this.#units.get(stock);
      const isOther = this.#declarations.get(stock);
      return fail({
        code: "model/flow-ends",
        message: `The flow "${flow.name}" goes ${end} "${stock}", which is ${isOther === undefined ? "not a name of this model" : `a ${isOther.kind}`}.`,
        expected: "a stock",
        hint: didYouMean(stock, this.#stockIndex.keys()) ?? "declare the stock, or leave the end out for a mint or a burn",
        place: this.#placeOf(`${path}.${end}`),
      });
    };
    const from = unitOfEnd("from");
    const to = unitOfEnd("to");
    if (flow.from === undefined && flow.to === undefined) {
      fail({
        code: "model/flow-ends",
        message: `The flow "${flow.name}" leaves no stock and enters none.`,
        expected: "a stock at one end at least",
        hint: "name the stock it mints into or burns from",
        place: this.#placeOf(flow.path),
      });
    }
    if (flow.from !== undefined && flow.from === flow.to) {
      fail({
        code: "model/flow-ends",
        message: `The flow "${flow.name}" leaves the stock it enters.`,
        hint: "remove it, or correct one end",
        place: this.#placeOf(flow.path),
      });
    }
    if (from !== undefined && to !== undefined && !sameDimension(from.dimension, to.dimension)) {
      fail({
        code: "unit/mismatch",
        message: `The flow "${flow.name}" leaves a stock in ${from.text} and enters one in ${to.text}.`,
        expected: "stocks of one unit: a flow moves an amount, it does not exchange it",
        hint: "use two flows, one in each unit",
        place: this.#placeOf(flow.path),
      });
    }
    const unit = from ?? to;
    if (unit !== undefined) this.#units.set(flow.name, this.#system.parse(perEpoch(unit.text)));
  }

  #readEquations(): void {
    for (const declaration of this.#declarations.values()) {
      this.#collect(declaration.path, () => {
        const { name, text } = declaration;
        if (text === undefined || (isValue(declaration) && looksLikeQuantity(text))) return;
        this.#expressions.set(name, parse(text, this.#placeOf(declaration.path)));
      });
    }
  }

  /** Value nodes of the parameters, each after those it depends on. */
  #lowerParameters(): ProgramParameter[] {
    const names = [...this.#parameterIndex.keys()];
    const { order, loops } = causalOrder(names, (name) => this.#namesOf(name));
    for (const loop of loops) this.#reportLoop(loop, "parameters.");
    this.#stopOnFindings();
    const parameters: ProgramParameter[] = [];
    for (const name of order) {
      this.#graph.owner = name;
      this.#collect(this.#declarations.get(name)!.path, () => {
        const { node } = this.#value(name, (other) => this.#parameterLeaf(other));
        parameters.push({ name, node, order: reachable(this.#graph, [node]) });
      });
    }
    this.#stopOnFindings();
    return parameters;
  }

  #parameterLeaf(name: string): Lowered | undefined {
    const index = this.#parameterIndex.get(name);
    return index === undefined ? undefined : { node: this.#graph.leaf("parameter", index), type: this.#typeOf(name) };
  }

  /** Initial values of stocks and states may use parameters and each other. */
  #lowerInitialValues(): NodeId[] {
    const names = [...this.#stockIndex.keys(), ...this.#stateIndex.keys()];
    const { order, loops } = causalOrder(names, (name) => this.#namesOf(name));
    for (const loop of loops) this.#reportLoop(loop, "stocks.");
    const roots: NodeId[] = [];
    for (const name of order) {
      this.#graph.owner = name;
      this.#collect(this.#declarations.get(name)!.path, () => {
        const value = this.#value(name, (other) => this.#startNodes.get(other) ?? this.#parameterLeaf(other));
        this.#startNodes.set(name, { node: value.node, type: this.#typeOf(name) });
        roots.push(value.node);
      });
    }
    this.#stopOnFindings();
    return roots;
  }

  /** The node of a parameter's, stock's or state's value: a quantity, or an equation in its unit. */
  #value(name: string, resolve: (name: string) => Lowered | undefined): Lowered {
    const declaration = this.#declarations.get(name)!;
    const expression = this.#expressions.get(name);
    if (expression !== undefined) return this.#lowerAs(declaration, declaration.text!, declaration.path, expression, resolve);
    const place = this.#placeOf(declaration.path);
    const quantity = this.#system.parseQuantity(declaration.text!, place);
    const unit = this.#units.get(name)!;
    if (!sameDimension(quantity.unit.dimension, unit.dimension)) {
      this.#failMismatch(name, unit, quantity.unit.dimension, place);
    }
    const scale = internalScale(quantity.unit, this.#scale);
    return { node: this.#graph.constant(rational.multiply(quantity.value, scale)), type: this.#typeOf(name) };
  }

  /** Order of what is computed in a step; flows, auxiliaries and inputs with a default depend on each other. */
  #order(): readonly string[] {
    const computed = [...this.#declarations.values()].filter(isComputed).map((declaration) => declaration.name);
    const { order, loops } = causalOrder(computed, (name) => this.#namesOf(name));
    for (const loop of loops) this.#reportLoop(loop, "");
    return order;
  }

  /** Names an equation needs at the same step: not those it only remembers. */
  #namesOf(name: string): Iterable<string> {
    const expression = this.#expressions.get(name);
    return expression === undefined ? [] : presentNames(expression);
  }

  #reportLoop(loop: readonly string[], where: string): void {
    const first = this.#declarations.get(loop[0]!)!;
    const isStart = where !== "";
    this.#findings.push({
      code: "model/loop",
      message: `${loop.join(" -> ")} depend on each other within one step.`,
      expected: isStart ? "initial values that do not depend on themselves" : "a stock or a state somewhere in every loop",
      hint: isStart ? "give one of them a number" : `let one of them look back: previous(${loop[1] ?? loop[0]})`,
      place: this.#placeOf(first.path),
    });
  }

  #lowerStep(name: string, inputs: ProgramInput[]): void {
    const declaration = this.#declarations.get(name)!;
    this.#graph.owner = name;
    this.#collect(declaration.path, () => {
      const expression = this.#expressions.get(name);
      const value =
        expression === undefined
          ? undefined
          : this.#lowerAs(declaration, declaration.text!, declaration.path, expression, (other) => this.#stepName(other)).node;
      if (declaration.kind !== "input") {
        this.#nodes.set(name, value!);
        return;
      }
      this.#nodes.set(name, this.#graph.input(inputs.length, value));
      inputs.push({ name, hasDefault: value !== undefined });
    });
  }

  #stepName(name: string): Lowered | undefined {
    const stock = this.#stockIndex.get(name);
    if (stock !== undefined) return { node: this.#graph.leaf("stock", stock), type: this.#typeOf(name) };
    const state = this.#stateIndex.get(name);
    if (state !== undefined) return { node: this.#graph.leaf("state", state), type: this.#typeOf(name) };
    const parameter = this.#parameterLeaf(name);
    if (parameter !== undefined) return parameter;
    const node = this.#nodes.get(name);
    if (node !== undefined) return { node, type: this.#typeOf(name) };
    if (!this.#declarations.has(name)) return undefined;
    // Its own equation has a finding, which is reported; this one need not repeat it.
    throw new TokenwrightError([]);
  }

  #lowerStates(): ProgramState[] {
    const nexts = new Map<string, NodeId>();
    for (const name of this.#stateIndex.keys()) {
      const declaration = this.#declarations.get(name)!;
      const path = `states.${name}.next`;
      this.#graph.owner = name;
      this.#collect(path, () => {
        const expression = parse(declaration.next!, this.#placeOf(path));
        nexts.set(name, this.#lowerAs(declaration, declaration.next!, path, expression, (other) => this.#stepName(other)).node);
      });
    }
    this.#stopOnFindings();
    const states: ProgramState[] = [...this.#stateIndex.keys()].map((name) => ({
      name,
      initial: this.#startNodes.get(name)!.node,
      next: nexts.get(name)!,
    }));
    for (const { name, initial, next } of this.#hiddenStates) states.push({ name, initial, next: next() });
    return states;
  }

  #lowerChecks(): ProgramCheck[] {
    const checks: ProgramCheck[] = [];
    const lowerCondition = (name: string, text: string, path: string, meaning: string) =>
      this.#collect(path, () => {
        this.#graph.owner = name;
        const expression = parse(text, this.#placeOf(path));
        const { node, type } = lower(expression, this.#scope(name, text, path, (other) => this.#stepName(other)));
        if (type.kind !== "condition") {
          fail({
            code: "unit/condition",
            message: `"${name}" must be a condition, and ${text} is a number.`,
            expected: "a comparison",
            hint: `compare it with something: ${text} > 0`,
            place: this.#placeOf(path),
          });
        }
        checks.push({ name, node, meaning, equation: text });
      });
    for (const [name, own] of Object.entries(this.model.checks ?? {})) {
      lowerCondition(name, own.equation, `checks.${name}.equation`, own.meaning);
    }
    for (const [name, text] of Object.entries(this.options.conditions ?? {})) {
      lowerCondition(name, text, `conditions.${name}`, "");
    }
    return checks;
  }

  /** Lowers an equation and makes sure that it has the unit of the variable it defines. */
  #lowerAs(declaration: Declaration, text: string, path: string, expression: Expression, resolve: (name: string) => Lowered | undefined): Lowered {
    const lowered = lower(expression, this.#scope(declaration.name, text, path, resolve));
    const unit = this.#units.get(declaration.name);
    if (unit === undefined) throw new TokenwrightError([]);
    const place = this.#placeOf(path);
    if (lowered.type.kind === "condition") {
      fail({
        code: "unit/condition",
        message: `"${declaration.name}" is a number in ${unit.text}, and its equation is a condition.`,
        hint: "turn the condition into a number with `if … then 1 else 0`",
        place,
      });
    }
    if (lowered.type.kind === "number" && !sameDimension(lowered.type.dimension, unit.dimension)) {
      this.#failMismatch(declaration.name, unit, lowered.type.dimension, place);
    }
    return lowered;
  }

  #failMismatch(name: string, unit: Unit, found: Dimension, place: Place): never {
    const declared = `${unit.text}${unit.text === describeDimension(unit.dimension) ? "" : `, that is ${describeDimension(unit.dimension)}`}`;
    return fail({
      code: "unit/mismatch",
      message: `"${name}" is in ${declared}, but its equation gives ${describeDimension(found)}.`,
      expected: `an equation in ${unit.text}`,
      hint: mismatchHint(unit.dimension, found, { scale: this.#scale }),
      place,
    });
  }

  #scope(owner: string, text: string, path: string, resolve: (name: string) => Lowered | undefined): Scope {
    return {
      builder: this.#graph,
      units: this.#system,
      scale: this.#scale,
      owner,
      text,
      place: this.#placeOf(path),
      resolve,
      dimensionOf: (name) => this.#units.get(name)?.dimension,
      names: () => this.#declarations.keys(),
      drawCount: { value: 0 },
      remember: (variable, first) =>
        this.#remember(`previous ${variable}`, first, () => this.#nodeNow(variable)),
      hold: (node) => {
        const name = `initial ${node}`;
        const memory = this.#remember(name, this.#graph.constant(rational.zero), () => {
          const atStart = this.#graph.make("equal", this.#graph.leaf("time"), this.#graph.constant(rational.zero));
          return this.#graph.make("select", atStart, node, memory);
        });
        return memory;
      },
    };
  }

  #remember(name: string, initial: NodeId, next: () => NodeId): NodeId {
    let position = this.#hiddenStates.findIndex((state) => state.name === name);
    if (position < 0) {
      position = this.#hiddenStates.length;
      this.#hiddenStates.push({ name, initial, next });
    }
    return this.#graph.leaf("state", this.#stateIndex.size + position);
  }

  #nodeNow(name: string): NodeId {
    return this.#stepName(name)!.node;
  }

  #typeOf(name: string): Lowered["type"] {
    const unit = this.#units.get(name);
    if (unit === undefined) throw new TokenwrightError([]);
    return { kind: "number", dimension: unit.dimension };
  }

  #stocks(): { stocks: ProgramStock[]; names: string[] } {
    const bookOf = new Map<string, number>();
    const names = [...this.#stockIndex.keys()];
    const stocks = names.map((name) => {
      const { dimension } = this.#units.get(name)!;
      if (!bookOf.has(dimension.key)) bookOf.set(dimension.key, bookOf.size);
      return {
        name,
        initial: this.#startNodes.get(name)!.node,
        mayBeNegative: this.#declarations.get(name)!.mayBeNegative,
        counted: isCounted(this.#system, dimension.exponents),
        book: bookOf.get(dimension.key)!,
      };
    });
    return { stocks, names };
  }

  #bookUnit(stock: string): string {
    return describeDimension(this.#units.get(stock)!.dimension);
  }

  #flows(): ProgramFlow[] {
    const end = (stock: string | undefined) => (stock === undefined ? undefined : this.#stockIndex.get(stock));
    return [...this.#declarations.values()]
      .filter((declaration) => declaration.kind === "flow")
      .map(({ name, from, to }) => ({ name, from: end(from), to: end(to), amount: this.#nodes.get(name)! }));
  }

  #variable(name: string): Variable {
    const declaration = this.#declarations.get(name)!;
    const unit = this.#units.get(name)!;
    const { source, confidence, symbol, range } = declaration.provenance;
    return {
      name,
      kind: declaration.kind,
      meaning: declaration.meaning,
      unit,
      scale: internalScale(unit, this.#scale),
      node: this.#nodeNow(name),
      ...(declaration.text === undefined ? {} : { equation: declaration.kind === "state" ? declaration.next! : declaration.text }),
      ...(source === undefined ? {} : { source }),
      ...(confidence === undefined ? {} : { confidence }),
      ...(symbol === undefined ? {} : { symbol }),
      ...(range === undefined ? {} : { range }),
    };
  }
}

function isValue(declaration: Declaration): boolean {
  return declaration.kind === "parameter" || declaration.kind === "stock" || declaration.kind === "state";
}

function isComputed(declaration: Declaration): boolean {
  return declaration.kind === "flow" || declaration.kind === "auxiliary" || declaration.kind === "input";
}

/** The names an expression needs at this step; what stands in previous(…) is not among them. */
function presentNames(expression: Expression): ReadonlySet<string> {
  const names = new Set(namesIn(expression));
  const remembered = new Set<string>();
  let occurrences = new Map<string, number>();
  visit(expression, (node) => {
    if (node.kind === "name") occurrences.set(node.name, (occurrences.get(node.name) ?? 0) + 1);
  });
  visit(expression, (node) => {
    if (node.kind !== "call" || node.name !== "previous") return;
    const target = node.arguments[0];
    if (target?.kind !== "name") return;
    const left = (occurrences.get(target.name) ?? 0) - 1;
    occurrences = occurrences.set(target.name, left);
    if (left === 0) remembered.add(target.name);
  });
  for (const name of remembered) names.delete(name);
  return names;
}

function books(
  { stocks }: { readonly stocks: readonly ProgramStock[] },
  flows: readonly ProgramFlow[],
  unitOf: (stock: number) => string,
): Book[] {
  const count = stocks.reduce((most, stock) => Math.max(most, stock.book + 1), 0);
  return Array.from({ length: count }, (_, book) => {
    const members = stocks.flatMap((stock, index) => (stock.book === book ? [index] : []));
    const inBook = (stock: number | undefined) => stock !== undefined && stocks[stock]!.book === book;
    return {
      unit: unitOf(members[0]!),
      stocks: members,
      mints: flows.flatMap((flow, index) => (flow.from === undefined && inBook(flow.to) ? [index] : [])),
      burns: flows.flatMap((flow, index) => (flow.to === undefined && inBook(flow.from) ? [index] : [])),
    };
  });
}
