import { type Diagnostic, fail, type Place, TokenwrightError } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { type Expression, parse } from "../equation/index.js";
import {
  type AgentsOf,
  GraphBuilder,
  internalScale,
  type Lowered,
  lower,
  mismatchHint,
  type NameSpace,
  type NodeId,
  placeOf,
  type Scope,
} from "../graph/index.js";
import { type Dimension, describeDimension, multiplyDimensions, sameDimension, type Unit } from "../unit/index.js";
import { booksOf } from "./books.js";
import { causalOrder } from "./causal-order.js";
import { causesOf } from "./causes.js";
import { compose, type Economy, isEconomy, originsOf } from "./compose.js";
import { Conveyors } from "./conveyors.js";
import { Decisions } from "./decisions.js";
import { type Declaration, isCounted } from "./declarations.js";
import { declareNames } from "./declare-names.js";
import { article, readDeclaredUnits } from "./declared-units.js";
import { readDimensions } from "./dimensions.js";
import { type Equation, equationOf } from "./equation.js";
import { collect, giveUp } from "./findings.js";
import { programFlows } from "./flows.js";
import { failMemory, Memories, ofPopulation } from "./memories.js";
import {
  type Clock,
  Clocks,
  convert,
  epochsOver,
  exponentOfTime,
  ratioOf,
  whenActing,
  whole,
} from "./module-clocks.js";
import { limitAgents, requireSingle } from "./populations.js";
import { countElements, presentNames } from "./present-names.js";
import type {
  Program,
  ProgramCheck,
  ProgramConveyor,
  ProgramDecision,
  ProgramFlow,
  ProgramInput,
  ProgramParameter,
  ProgramState,
  ProgramStock,
  Variable,
  VariableKind,
} from "./program.js";
import { looksLikeQuantity } from "./quantity-text.js";
import { reachable } from "./reachable.js";
import { readTables, type TableUnits } from "./tables.js";
import { type Measures, readMeasures } from "./time-step.js";
import { variableOf } from "./variable.js";
import type { Model } from "./vocabulary.js";

export interface BuildOptions {
  /**
   * Length of a step, `5 day`. Default: the model's epoch. An economy that states no epoch may be run at a step that
   * divides the epochs of its modules.
   */
  readonly step?: string;
  /** Where a path of the model (`flows.fees.equation`) stands in the user's file. */
  readonly locate?: (path: string) => Place | undefined;
  /** Further conditions over the model's names, such as a user's guard rails, computed at every step. */
  readonly conditions?: Readonly<Record<string, string>>;
}

/**
 * Makes a model ready to run: reads all units and equations, checks that units agree, finds the causal
 * order and builds the graph.
 *
 * @throws TokenwrightError with every finding, each with its path in the model and its position in the
 * equation: `unit/mismatch`, `equation/unknown-name`, `model/loop`, `model/flow-ends`, …
 */
export function build(model: Model | Economy, options: BuildOptions = {}): Program {
  const flat = isEconomy(model) ? compose(withStep(model, options.step)) : model;
  return new Builder(flat, originsOf(flat), options).build();
}

/** An economy without an epoch of its own counts in the steps it is run at. */
function withStep(economy: Economy, step: string | undefined): Economy {
  return step === undefined || economy.epoch !== undefined ? economy : { ...economy, epoch: step };
}

/** Most elements that the subscripts of all equations together may mean. */
const mostElements = 5_000_000;

/**
 * Lowers all parts of one model. It is longer than other files because every part adds to the same graph and is
 * resolved against the parts before it; what needs neither stands in files of its own.
 */
class Builder {
  readonly #findings: Diagnostic[] = [];
  readonly #declarations: ReadonlyMap<string, Declaration>;
  readonly #expressions = new Map<string, Expression>();
  /** Equations of the next values of states. */
  readonly #nextExpressions = new Map<string, Expression>();
  #units: ReadonlyMap<string, Unit> = new Map();
  readonly #nodes = new Map<string, NodeId>();
  readonly #startNodes = new Map<string, Lowered>();
  readonly #stockIndex: ReadonlyMap<string, number>;
  readonly #stateIndex: ReadonlyMap<string, number>;
  readonly #parameterIndex: ReadonlyMap<string, number>;
  readonly #graph = new GraphBuilder();
  readonly #measures: Measures;
  readonly #clocks: Clocks;
  /** What the equations of a module with a longer epoch see of its own flows: what they would move by its end. */
  readonly #asked = new Map<string, NodeId>();
  readonly #memories: Memories;
  readonly #space: NameSpace;
  readonly #shapes = new Map<string, readonly string[]>();
  /** All elements of a subscripted name share one text, which is read once. */
  readonly #parsed = new Map<string, Expression>();
  readonly #decisions: Decisions;
  readonly #tables = new Map<number, ReadonlyMap<string, TableUnits>>();
  /** Stocks and states whose start follows from what is computed in the first step. */
  readonly #late = new Set<string>();
  readonly #conveyors: Conveyors;

  constructor(
    readonly model: Model,
    readonly origins: ReadonlyMap<string, string>,
    readonly options: BuildOptions,
  ) {
    const where = (path: string) => this.#placeOf(path);
    this.#measures = readMeasures(model, options.step, where);
    this.#clocks = new Clocks(model.schedule, this.#measures, where);
    const dimensions = readDimensions(model.dimensions ?? {}, where);
    this.#space = { dimensions, shapeOf: (base) => this.#shapes.get(base) };
    this.#declarations = declareNames(model, dimensions, where, this.#findings);
    for (const { base, binding } of this.#declarations.values()) {
      if (binding.size > 0) this.#shapes.set(base, [...binding.keys()]);
    }
    const indexOf = (kind: VariableKind) => {
      const names = [...this.#declarations.values()].filter((one) => one.kind === kind).map((one) => one.name);
      return new Map(names.map((name, index) => [name, index]));
    };
    this.#stockIndex = indexOf("stock");
    this.#stateIndex = indexOf("state");
    this.#parameterIndex = indexOf("parameter");
    this.#memories = new Memories(this.#graph, this.#stateIndex.size);
    this.#decisions = new Decisions(
      model.decisions ?? {},
      this.#declarations,
      this.#graph,
      this.#memories,
      this.#measures,
      where,
      this.#findings,
      (name) => this.#populationOf(name),
    );
    this.#conveyors = new Conveyors({
      declarations: this.#declarations,
      expressions: this.#expressions,
      graph: this.#graph,
      measures: this.#measures,
      space: this.#space,
      nodes: this.#nodes,
      findings: this.#findings,
      placeOf: where,
      dimensionOf: (name) => this.#units.get(name)?.dimension,
      scopeOf: (equation) => this.#scope({ ...equation, population: undefined }, this.#stepName),
      inSteps: (node, path) => {
        const { scale } = this.#measures;
        return convert(this.#graph, node, scale.time, this.#clocks.at(path), this.#clocks.economy);
      },
    });
  }

  build(): Program {
    const where = (path: string) => this.#placeOf(path);
    const isPlain = this.model.unitCheck === false;
    const { units } = this.#measures;
    const epochOf = (name: string) => this.#clocks.of(name).epoch;
    this.#units = readDeclaredUnits(this.#declarations, units, where, this.#findings, isPlain, epochOf);
    this.#collect("lookups", () => this.#tablesIn(this.#clocks.economy));
    this.#readEquations();
    this.#stopOnFindings();
    // From here on what has a finding is left out, and so is what depends on it, so that all others are found too.
    this.#conveyors.readFlows(this.model.integrate);
    const parameters = this.#lowerParameters();
    this.#findLate();
    const startRoots = this.#lowerInitialValues();
    const causal = this.#order();
    const inputs: ProgramInput[] = [];
    for (const name of causal) this.#lowerStep(name, inputs);
    const nexts = this.#lowerStates();
    const decisions = this.#lowerDecisions();
    const conveyors = this.#lowerConveyors();
    const checks = this.#lowerChecks();
    const flows = this.#flows();
    this.#stopOnFindings();
    limitAgents(this.#graph);

    const states = this.#states(nexts);
    const stocks = this.#stocks();
    const computed = new Set(causal);
    const inOrder = [...this.#declarations.keys()].filter((name) => !computed.has(name)).concat(causal);
    const variables = new Map(inOrder.map((name) => [name, this.#variable(name)]));
    const roots = [
      ...flows.flatMap(({ amount, fromAt, toAt }) => [amount, fromAt, toAt].filter((node) => node !== undefined)),
      ...stocks.flatMap(({ opening }) => opening ?? []),
      ...states.flatMap(({ opening, next, rate }) => [opening, next, rate].filter((node) => node !== undefined)),
      ...this.#memories.pipelines.flatMap(({ input, time, opening }) => [input, time, opening]),
      ...conveyors.flatMap(({ time, cliff = time, content = [] }) => [
        time,
        cliff,
        ...content.flatMap((part) => [part.time, part.amount]),
      ]),
      ...checks.map((check) => check.node),
      ...decisions.map(({ effect }) => effect),
      ...Array.from(variables.values(), (variable) => variable.node),
    ];
    return {
      title: this.model.title,
      units: this.#measures.units,
      scale: this.#measures.scale,
      stepText: this.#measures.stepText,
      graph: this.#graph,
      parameters,
      startOrder: reachable(this.#graph, startRoots),
      inputs,
      stocks,
      states,
      pipelines: this.#memories.pipelines,
      conveyors,
      integrate: this.model.integrate ?? "steps",
      allowsInfinity: isPlain,
      flows,
      books: booksOf(stocks, flows, ({ name }) => describeDimension(this.#units.get(name)!.dimension)),
      checks,
      decisions,
      causes: this.#causes(flows),
      stepOrder: reachable(this.#graph, roots),
      variables,
    };
  }

  /** The tables in the internal units of a clock. */
  #tablesIn({ every, scale }: Clock): ReadonlyMap<string, TableUnits> {
    const known = this.#tables.get(every);
    if (known !== undefined) return known;
    const where = (path: string) => this.#placeOf(path);
    const tables = readTables(this.model.lookups ?? {}, this.#graph, this.#measures.units, scale, where);
    this.#tables.set(every, tables);
    return tables;
  }

  #collect(path: string, action: () => void): void {
    collect(this.#findings, this.#placeOf(path), action);
  }

  #stopOnFindings(): void {
    if (this.#findings.length > 0) throw new TokenwrightError(this.#findings);
  }

  #placeOf(path: string): Place {
    const origin = this.origins.get(path) ?? path;
    return { path: origin, ...this.options.locate?.(origin) };
  }

  #readEquations(): void {
    for (const declaration of this.#declarations.values()) {
      const { name, text, next, path } = declaration;
      this.#collect(path, () => {
        if (text === undefined || (isValue(declaration) && looksLikeQuantity(text))) return;
        this.#expressions.set(name, this.#parse(text, path));
      });
      if (next === undefined) continue;
      const nextPath = nextOf(path);
      this.#collect(nextPath, () => this.#nextExpressions.set(name, this.#parse(next, nextPath)));
    }
    this.#limitElements();
  }

  /** A sum over n elements in an equation for each of n elements means n * n of them: refused before they are listed. */
  #limitElements(): void {
    let count = 0;
    for (const { name, binding, path } of this.#declarations.values()) {
      for (const expression of [this.#expressions.get(name), this.#nextExpressions.get(name)]) {
        if (expression !== undefined) count += countElements(expression, binding, this.#space);
      }
      if (count <= mostElements) continue;
      fail({
        code: "model/too-large",
        message: `The equations up to that of "${name}" name more than ${mostElements} elements.`,
        expected: `at most ${mostElements} in all`,
        hint: "give an aggregate that many equations use a name of its own: total = sum(x[*])",
        place: this.#placeOf(path),
      });
    }
  }

  #parse(text: string, path: string): Expression {
    const key = `${path}\n${text}`;
    const expression = this.#parsed.get(key) ?? parse(text, this.#placeOf(path));
    this.#parsed.set(key, expression);
    return expression;
  }

  /** Value nodes of the parameters, each after those it depends on. */
  #lowerParameters(): ProgramParameter[] {
    const parameters: ProgramParameter[] = [];
    for (const name of this.#orderOf([...this.#parameterIndex.keys()], true)) {
      this.#graph.owner = name;
      this.#collect(this.#declarations.get(name)!.path, () => {
        const { node } = this.#value(name, name, (other) => this.#parameterLeaf(other) ?? this.#notYet(other, name));
        const population = ofPopulation(this.#graph.populationOf(node));
        const index = this.#parameterIndex.get(name)!;
        parameters.push({ name, index, node, order: reachable(this.#graph, [node]), ...population });
      });
    }
    return parameters;
  }

  #parameterLeaf(name: string): Lowered | undefined {
    const index = this.#parameterIndex.get(name);
    if (index === undefined) return undefined;
    return { node: this.#graph.leaf("parameter", index, this.#populationOf(name)), type: this.#typeOf(name) };
  }

  /**
   * In a model without units, such as an imported one, the start of a stock may follow from what is computed in
   * the first step; elsewhere only from parameters and other initial values.
   */
  #findLate(): void {
    if (this.model.unitCheck !== false) return;
    const opened = [...this.#stockIndex.keys(), ...this.#stateIndex.keys()];
    const needs = new Map(opened.map((name) => [name, this.#needsOf(name)]));
    const isEarly = (name: string) => this.#parameterIndex.has(name) || (needs.has(name) && !this.#late.has(name));
    for (let before = -1; before < this.#late.size; ) {
      before = this.#late.size;
      for (const name of opened) if (![...needs.get(name)!].every(isEarly)) this.#late.add(name);
    }
  }

  #needsOf(name: string): ReadonlySet<string> {
    const expression = this.#expressions.get(name);
    const { binding } = this.#declarations.get(name)!;
    if (expression === undefined) return new Set();
    const leaks = this.#conveyors.leaksBefore(expression, binding);
    const names = presentNames(expression, binding, this.#space);
    return leaks.length === 0 ? names : new Set([...names, ...leaks]);
  }

  /** Initial values of stocks and states may use parameters and each other. */
  #lowerInitialValues(): NodeId[] {
    const roots: NodeId[] = [];
    const early = [...this.#stockIndex.keys(), ...this.#stateIndex.keys()].filter((name) => !this.#late.has(name));
    for (const name of this.#orderOf(early, true)) {
      this.#graph.owner = name;
      // A state may draw in its next value too, under its own name.
      const drawName = this.#stateIndex.has(name) ? `initial ${name}` : name;
      this.#collect(this.#declarations.get(name)!.path, () => {
        const value = this.#value(
          name,
          drawName,
          (other) => this.#startNodes.get(other) ?? this.#parameterLeaf(other) ?? this.#notYet(other, name),
        );
        this.#startNodes.set(name, { node: value.node, type: this.#typeOf(name) });
        roots.push(value.node);
      });
    }
    return roots;
  }

  /** Says why a name of the model cannot stand in an equation that is computed before the first step. */
  #notYet(name: string, user: string): undefined {
    const declaration = this.#declarations.get(name);
    if (declaration === undefined) return undefined;
    const isOpened = this.#stockIndex.has(name) || this.#stateIndex.has(name);
    const { kind, path } = this.#declarations.get(user)!;
    // What is opened before the run but has no value has a finding of its own.
    if (isOpened && kind !== "parameter") giveUp();
    return fail({
      code: "equation/unknown-name",
      message: `"${name}" is ${article(declaration.kind)} ${declaration.kind}, which has no value yet when "${user}" gets its own.`,
      expected: kind === "parameter" ? "other parameters" : "parameters, and initial values of stocks and states",
      hint: "make it a parameter, or compute it in an auxiliary",
      place: this.#placeOf(path),
    });
  }

  /** The node of a parameter's, stock's or state's value: a quantity, or an equation in its unit. */
  #value(name: string, drawName: string, resolve: (name: string) => Lowered | undefined): Lowered {
    const declaration = this.#declarations.get(name)!;
    const expression = this.#expressions.get(name);
    if (expression !== undefined) {
      const equation = equationOf(declaration, declaration.text!, declaration.path, expression, drawName);
      const value = this.#lowerAs(declaration, equation, resolve);
      return this.#across(value, name, this.#clocks.at(declaration.path), this.#clockOf(name));
    }
    return this.#quantity(declaration, declaration.text!, declaration.path);
  }

  /** A quantity in the unit of a declaration. */
  #quantity({ name }: Declaration, text: string, path: string): Lowered {
    const place = this.#placeOf(path);
    const quantity = this.#measures.units.parseQuantity(text, place);
    const unit = this.#units.get(name)!;
    if (!sameDimension(quantity.unit.dimension, unit.dimension)) {
      this.#failMismatch(name, unit, quantity.unit.dimension, place);
    }
    const { scale: measures } = this.#clockOf(name);
    const scale = internalScale(quantity.unit, measures);
    const value = this.#graph.constant(rational.multiply(quantity.value, scale));
    return { node: this.#graph.spread(value, this.#populationOf(name)), type: this.#typeOf(name) };
  }

  /** Order of what is computed in a step; flows, auxiliaries and inputs with a default depend on each other. */
  #order(): readonly string[] {
    const computed = [...this.#declarations.values()]
      .filter((declaration) => isComputed(declaration) || this.#late.has(declaration.name))
      .map((declaration) => declaration.name);
    return this.#orderOf(computed, false);
  }

  /** The names in causal order without those in loops, each of which has a finding. */
  #orderOf(names: readonly string[], isStart: boolean): readonly string[] {
    const needs = new Map<string, ReadonlySet<string>>();
    for (const name of names) needs.set(name, this.#needsOf(name));
    const { order, loops } = causalOrder(names, (name) => needs.get(name) ?? []);
    for (const loop of loops) this.#reportLoop(loop, isStart);
    return order;
  }

  #reportLoop(loop: readonly string[], isStart: boolean): void {
    const first = this.#declarations.get(loop[0]!)!;
    this.#findings.push({
      code: "model/loop",
      message: `${loop.join(" -> ")} depend on each other within one step.`,
      expected: isStart
        ? "initial values that do not depend on themselves"
        : "a stock or a state somewhere in every loop",
      hint: isStart ? "give one of them a number" : `let one of them look back: previous(${loop[1] ?? loop[0]})`,
      place: this.#placeOf(first.path),
    });
  }

  #lowerStep(name: string, inputs: ProgramInput[]): void {
    const declaration = this.#declarations.get(name)!;
    const { kind, path, text } = declaration;
    this.#graph.owner = name;
    this.#collect(path, () => {
      const expression = this.#expressions.get(name);
      const value =
        expression === undefined
          ? undefined
          : this.#lowerAs(declaration, equationOf(declaration, text!, path, expression, name), this.#stepName).node;
      if (this.#late.has(name)) {
        this.#startNodes.set(name, { node: value!, type: this.#typeOf(name) });
        const leaf =
          kind === "stock"
            ? this.#graph.leaf("stock", this.#stockIndex.get(name)!, this.#populationOf(name))
            : this.#graph.leaf("state", this.#stateIndex.get(name)!, this.#populationOf(name));
        this.#nodes.set(name, this.#graph.make("select", this.#graph.leaf("starting"), value!, leaf));
        return;
      }
      if (kind !== "input") {
        this.#nodes.set(name, kind === "flow" ? this.#moved(name, value!) : value!);
        return;
      }
      this.#nodes.set(name, this.#handedIn(name, inputs.length, value));
      inputs.push({ name, hasDefault: value !== undefined });
    });
  }

  /** What a flow moves in a step, in the units of its stocks: in a module with a longer epoch mostly nothing. */
  #moved(name: string, asked: NodeId): NodeId {
    const clock = this.#clocks.of(name);
    if (clock.every === 1) return asked;
    this.#asked.set(name, asked);
    const amount = convert(this.#graph, asked, this.#amountOf(name), clock, this.#clocks.economy);
    return whenActing(this.#graph, clock, amount, whole(this.#graph, 0));
  }

  /** The dimension of what a flow moves in a step. */
  #amountOf(flow: string): Dimension {
    return multiplyDimensions((this.#units.get(flow) ?? giveUp()).dimension, this.#measures.scale.time);
  }

  /** The value of an input for its module; a rate is the mean over the module's epoch. */
  #handedIn(name: string, index: number, value: NodeId | undefined): NodeId {
    const clock = this.#clocks.of(name);
    const population = this.#populationOf(name);
    if (clock.every === 1) return this.#graph.input(index, value, population);
    const { dimension } = this.#units.get(name) ?? giveUp();
    const wiring = this.#clocks.at(this.#declarations.get(name)!.path);
    const own = value === undefined ? undefined : convert(this.#graph, value, dimension, wiring, clock);
    const node = this.#graph.input(index, own, population);
    if (exponentOfTime(dimension, clock) !== -1) return node;
    // An equation of the module itself is computed when it acts. A constant stands for data that may be handed in.
    const isConstant = this.#needsOf(name).size === 0;
    const from = wiring.every < clock.every ? wiring : isConstant ? this.#clocks.economy : clock;
    return from.every === clock.every ? node : this.#memories.meanOfEpoch(name, node, from, clock);
  }

  /** The clock in whose internal units a variable's node is: stocks stand in the common books. */
  #clockOf(name: string): Clock {
    return this.#stockIndex.has(name) ? this.#clocks.economy : this.#clocks.of(name);
  }

  /** A value for a name, or of it, from the internal units of one clock to those of another. */
  #across(value: Lowered, name: string, from: Clock, to: Clock): Lowered {
    if (from.every === to.every) return value;
    return {
      ...value,
      node: convert(this.#graph, value.node, (this.#units.get(name) ?? giveUp()).dimension, from, to),
    };
  }

  /** What an equation sees of a variable. A flow of another clock is what it moves in the step. */
  #seen(name: string, value: Lowered, clock: Clock): Lowered {
    const asked = this.#asked.get(name);
    if (asked === undefined) return this.#across(value, name, this.#clockOf(name), clock);
    if (this.#clocks.of(name).every === clock.every) return { ...value, node: asked };
    return { ...value, node: convert(this.#graph, value.node, this.#amountOf(name), this.#clocks.economy, clock) };
  }

  readonly #stepName = (name: string): Lowered | undefined => {
    const late = this.#late.has(name) ? this.#nodes.get(name) : undefined;
    if (late !== undefined) return { node: late, type: this.#typeOf(name) };
    const stock = this.#stockIndex.get(name);
    const population = this.#populationOf(name);
    if (stock !== undefined) {
      return { node: this.#graph.leaf("stock", stock, population), type: this.#typeOf(name) };
    }
    const state = this.#stateIndex.get(name);
    if (state !== undefined) {
      return { node: this.#graph.leaf("state", state, population), type: this.#typeOf(name) };
    }
    const parameter = this.#parameterLeaf(name);
    if (parameter !== undefined) return { ...parameter, node: this.#decisions.inForce(name, parameter.node) };
    const node = this.#nodes.get(name);
    if (node !== undefined) return { node, type: this.#typeOf(name) };
    // What is declared but has no node has a finding of its own.
    return this.#declarations.has(name) ? giveUp() : undefined;
  };

  #lowerStates(): ReadonlyMap<string, NodeId> {
    const nexts = new Map<string, NodeId>();
    for (const name of this.#stateIndex.keys()) {
      const declaration = this.#declarations.get(name)!;
      const path = nextOf(declaration.path);
      const expression = this.#nextExpressions.get(name)!;
      this.#graph.owner = name;
      this.#collect(path, () => {
        const equation = equationOf(declaration, declaration.next!, path, expression, name);
        const next = this.#lowerAs(declaration, equation, this.#stepName).node;
        const now = this.#graph.leaf("state", this.#stateIndex.get(name)!, this.#populationOf(name));
        const clock = this.#clocks.of(name);
        nexts.set(name, clock.every === 1 ? next : whenActing(this.#graph, clock, next, now));
      });
    }
    return nexts;
  }

  #lowerConveyors(): ProgramConveyor[] {
    const flows = [...this.#declarations.values()].filter(({ kind }) => kind === "flow");
    return this.#conveyors.lower({
      stocks: this.#stockIndex,
      flows: new Map(flows.map(({ name }, index) => [name, index])),
    });
  }

  #states(nexts: ReadonlyMap<string, NodeId>): ProgramState[] {
    const states = [...this.#stateIndex.keys()].map((name): ProgramState => {
      return { name, ...this.#startOf(name), next: nexts.get(name)!, ...ofPopulation(this.#populationOf(name)) };
    });
    return [...states, ...this.#memories.states()];
  }

  #lowerDecisions(): ProgramDecision[] {
    return this.#decisions.lower({
      value: (declaration, text, path, drawName) => {
        const { name } = declaration;
        if (looksLikeQuantity(text)) return this.#quantity(declaration, text, path).node;
        const equation = equationOf(declaration, text, path, this.#parse(text, path), drawName);
        const value = this.#lowerAs(declaration, equation, this.#stepName);
        return this.#across(value, name, this.#clocks.at(path), this.#clockOf(name)).node;
      },
      condition: (name, text, path, drawName) => this.#condition(name, text, path, drawName),
      early: (text, path) => {
        const expression = this.#parse(text, path);
        const binding = new Map<string, string>();
        const equation = { text, path, expression, drawName: path, binding, population: undefined };
        const parameter = (name: string) => this.#parameterLeaf(name) ?? this.#notBeforeRun(name, path);
        const found = lower(expression, this.#scope(equation, parameter));
        requireSingle(this.#graph, text, found.node, this.#placeOf(path));
        const clock = this.#clocks.at(path);
        if (found.type.kind !== "number" || clock.every === 1) return found;
        return { ...found, node: convert(this.#graph, found.node, found.type.dimension, clock, this.#clocks.economy) };
      },
    });
  }

  /** Says why a name cannot stand in a time that is known before the run. */
  #notBeforeRun(name: string, path: string): undefined {
    const declaration = this.#declarations.get(name);
    if (declaration === undefined) return undefined;
    return fail({
      code: "model/decision-time",
      message: `"${name}" is ${article(declaration.kind)} ${declaration.kind}, and a time of a decision is known before the run.`,
      expected: "a quantity such as 2 year, or an equation of parameters",
      hint: "let a condition say it: when: time > …",
      place: this.#placeOf(path),
    });
  }

  /** A condition over the values of a step. */
  #condition(name: string, text: string, path: string, drawName: string): NodeId {
    const expression = parse(text, this.#placeOf(path));
    const binding = new Map<string, string>();
    const equation = { text, path, expression, drawName, binding, population: undefined };
    const { node, type } = lower(expression, this.#scope(equation, this.#stepName));
    requireSingle(this.#graph, name, node, this.#placeOf(path));
    if (type.kind === "condition") return node;
    return fail({
      code: "unit/condition",
      message: `"${name}" must be a condition, and ${text} is a number.`,
      expected: "a comparison",
      hint: `compare it with something: ${text} > 0`,
      place: this.#placeOf(path),
    });
  }

  #lowerChecks(): ProgramCheck[] {
    const checks: ProgramCheck[] = [];
    const lowerCondition = (name: string, text: string, path: string, meaning: string) =>
      this.#collect(path, () => {
        this.#graph.owner = name;
        checks.push({ name, node: this.#condition(name, text, path, `check ${name}`), meaning, equation: text });
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
  #lowerAs(declaration: Declaration, equation: Equation, resolve: (name: string) => Lowered | undefined): Lowered {
    const scope = this.#scope(equation, resolve);
    const lowered = lower(equation.expression, scope);
    const unit = this.#units.get(declaration.name) ?? giveUp();
    const place = placeOf(scope, equation.expression.at);
    if (lowered.type.kind === "condition") {
      fail({
        code: "unit/condition",
        message: `"${declaration.name}" is a number in ${unit.text}, and its equation is a condition.`,
        expected: `a number in ${unit.text}`,
        hint: "turn the condition into a number with `if … then 1 else 0`",
        place,
      });
    }
    if (lowered.type.kind === "number" && !sameDimension(lowered.type.dimension, unit.dimension)) {
      this.#failMismatch(declaration.name, unit, lowered.type.dimension, place);
    }
    if (declaration.population === undefined) requireSingle(this.#graph, declaration.name, lowered.node, place);
    return { ...lowered, node: this.#graph.spread(lowered.node, this.#populationOf(declaration.name)) };
  }

  /** The number in the graph of the population that a name has a value for each agent of. */
  #populationOf(name: string): number | undefined {
    return this.#agents(this.#declarations.get(name)?.population)?.index;
  }

  #agents(name: string | undefined): AgentsOf | undefined {
    if (name === undefined) return undefined;
    return { name, index: this.#graph.population(name, this.#space.dimensions.agentsOf(name)!) };
  }

  #failMismatch(name: string, unit: Unit, found: Dimension, place: Place): never {
    const declared = `${unit.text}${unit.text === describeDimension(unit.dimension) ? "" : `, that is ${describeDimension(unit.dimension)}`}`;
    return fail({
      code: "unit/mismatch",
      message: `"${name}" is in ${declared}, but its equation gives ${describeDimension(found)}.`,
      expected: `an equation in ${unit.text}`,
      hint: mismatchHint(unit.dimension, found, { scale: this.#measures.scale }),
      place,
    });
  }

  #scope(
    { text, path, drawName, binding, population }: Equation,
    resolve: (name: string) => Lowered | undefined,
  ): Scope {
    const isBeforeFirstStep = resolve !== this.#stepName;
    const place = this.#placeOf(path);
    const clock = this.#clocks.at(path);
    return {
      builder: this.#graph,
      units: this.#measures.units,
      scale: clock.scale,
      now: () => epochsOver(this.#graph, clock),
      every: clock.every,
      owner: drawName,
      text,
      place,
      space: this.#space,
      binding,
      stars: new Map(),
      population: this.#agents(population),
      resolve: (name) => {
        const value = resolve(name);
        return value === undefined ? undefined : this.#seen(name, value, clock);
      },
      dimensionOf: (name) => this.#units.get(name)?.dimension,
      names: () => this.#declarations.keys(),
      drawCount: { value: 0 },
      remember: (variable, first) => {
        if (isBeforeFirstStep) failMemory(place);
        const start = this.#graph.spread(first, this.#populationOf(variable));
        const now = () => this.#seen(variable, this.#stepName(variable)!, clock).node;
        return this.#memories.remember(variable, start, now, clock);
      },
      hold: (node) => {
        if (isBeforeFirstStep) failMemory(place);
        return this.#memories.hold(node, clock);
      },
      carry: (key, first, next) => {
        if (isBeforeFirstStep) failMemory(place);
        return this.#memories.carry(key, first, next, clock);
      },
      level: (first, rate) => {
        if (isBeforeFirstStep) failMemory(place);
        return this.#memories.level(first, rate, clock);
      },
      pipeline: (input, time, first) => {
        if (isBeforeFirstStep) failMemory(place);
        return this.#memories.pipeline(input, time, first, clock);
      },
      leaving: (name) => {
        if (isBeforeFirstStep) failMemory(place);
        return this.#conveyors.leaving(name);
      },
      conveyorNames: () => this.#conveyors.names(),
      table: (name) => this.#tablesIn(clock).get(name),
      tableNames: () => Object.keys(this.model.lookups ?? {}),
    };
  }

  #nodeNow(name: string): NodeId {
    return this.#stepName(name)!.node;
  }

  #typeOf(name: string): Lowered["type"] {
    return { kind: "number", dimension: (this.#units.get(name) ?? giveUp()).dimension };
  }

  #stocks(): ProgramStock[] {
    const bookOf = new Map<string, number>();
    return Array.from(this.#stockIndex.keys(), (name) => {
      const { dimension } = this.#units.get(name)!;
      if (!bookOf.has(dimension.key)) bookOf.set(dimension.key, bookOf.size);
      return {
        name,
        ...this.#startOf(name),
        mayBeNegative: this.#declarations.get(name)!.mayBeNegative,
        inOrder: this.#declarations.get(name)!.inOrder,
        counted: isCounted(this.#measures.units, dimension.exponents),
        book: bookOf.get(dimension.key)!,
        ...ofPopulation(this.#populationOf(name)),
      };
    });
  }

  /** Where a stock or state finds what it starts with. */
  #startOf(name: string): { readonly initial: NodeId } | { readonly opening: NodeId } {
    const { node } = this.#startNodes.get(name)!;
    return this.#late.has(name) ? { opening: node } : { initial: node };
  }

  #causes(flows: readonly ProgramFlow[]): ReadonlyMap<string, readonly string[]> {
    return causesOf({
      declarations: this.#declarations,
      flows,
      stockIndex: this.#stockIndex,
      space: this.#space,
      expressionOf: ({ name, kind }) =>
        this.#nextExpressions.get(name) ?? (kind === "stock" ? undefined : this.#expressions.get(name)),
      equationsOf: (name) => this.#decisions.equationsOf(name),
      namesOf: (name) => this.#conveyors.namesIn(name),
    });
  }

  #flows(): ProgramFlow[] {
    return programFlows({
      declarations: this.#declarations,
      graph: this.#graph,
      nodes: this.#nodes,
      stockIndex: this.#stockIndex,
      integrate: this.model.integrate,
      findings: this.#findings,
      placeOf: (path) => this.#placeOf(path),
      populationOf: (name) => this.#populationOf(name),
      shapeOf: (base) => this.#shapes.get(base),
      scopeOf: (equation) => this.#scope(equation, this.#stepName),
    });
  }

  #variable(name: string): Variable {
    const declaration = this.#declarations.get(name)!;
    const unit = this.#units.get(name)!;
    const clock = this.#clockOf(name);
    const scale = internalScale(unit, clock.scale);
    const asked = this.#asked.get(name);
    if (asked === undefined) return variableOf(declaration, unit, scale, this.#nodeNow(name));
    // What moves is an amount in the units of the books, shown per epoch of the module.
    const moved = rational.multiply(scale, ratioOf(this.#amountOf(name), clock, this.#clocks.economy));
    return { ...variableOf(declaration, unit, moved, this.#nodeNow(name)), asked: { node: asked, scale } };
  }
}

function isValue(declaration: Declaration): boolean {
  return declaration.kind === "parameter" || declaration.kind === "stock" || declaration.kind === "state";
}

function isComputed(declaration: Declaration): boolean {
  return declaration.kind === "flow" || declaration.kind === "auxiliary" || declaration.kind === "input";
}

/** The path of a state's equation of its next value, from that of its initial value. */
function nextOf(path: string): string {
  return path.replace(/initial$/, "next");
}
