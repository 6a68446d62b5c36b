import { fail, type Place } from "../base/errors.js";
import { type Lowered, lower, type NodeId } from "../graph/index.js";
import { describeDimension } from "../unit/index.js";
import { booksOf } from "./books.js";
import { causalOrder } from "./causal-order.js";
import { causesOf } from "./causes.js";
import { compose, type Economy, isEconomy, originsOf } from "./compose.js";
import { Conveyors } from "./conveyors.js";
import { Crossings } from "./crossings.js";
import { Decisions } from "./decisions.js";
import { type Declaration, isCounted } from "./declarations.js";
import { article } from "./declared-units.js";
import { Draft } from "./draft.js";
import { equationOf } from "./equation.js";
import { Equations, nextOf } from "./equations.js";
import { giveUp } from "./findings.js";
import { programFlows } from "./flows.js";
import { Lowering, type Resolve } from "./lowering.js";
import { ofPopulation } from "./memories.js";
import { convert, whenActing } from "./module-clocks.js";
import { limitAgents, requireSingle } from "./populations.js";
import { presentNames } from "./present-names.js";
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
} from "./program.js";
import { looksLikeQuantity } from "./quantity-text.js";
import { reachable } from "./reachable.js";
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
  const draft = new Draft(flat, options.step, originsOf(flat), options.locate);
  return new Builder(draft, options.conditions ?? {}).build();
}

/** An economy without an epoch of its own counts in the steps it is run at. */
function withStep(economy: Economy, step: string | undefined): Economy {
  return step === undefined || economy.epoch !== undefined ? economy : { ...economy, epoch: step };
}

/** Brings the parts of a model into causal order and makes a program of them. */
class Builder {
  readonly #draft: Draft;
  readonly #conditions: Readonly<Record<string, string>>;
  readonly #equations: Equations;
  readonly #crossings: Crossings;
  readonly #decisions: Decisions;
  readonly #lowering: Lowering;
  readonly #conveyors: Conveyors;

  constructor(draft: Draft, conditions: Readonly<Record<string, string>>) {
    const { graph, measures, memories, declarations, findings, placeOf } = draft;
    this.#draft = draft;
    this.#conditions = conditions;
    this.#equations = new Equations(draft);
    this.#crossings = new Crossings(draft);
    this.#decisions = new Decisions(
      draft.model.decisions ?? {},
      declarations,
      graph,
      memories,
      measures,
      placeOf,
      findings,
      (name) => draft.populationOf(name),
    );
    this.#lowering = new Lowering(draft, {
      crossings: this.#crossings,
      decisions: this.#decisions,
      conveyors: () => this.#conveyors,
    });
    this.#conveyors = new Conveyors({
      declarations,
      expressions: this.#equations.expressions,
      graph,
      measures,
      space: draft.space,
      nodes: draft.nodes,
      findings,
      placeOf,
      dimensionOf: (name) => draft.knownUnit(name)?.dimension,
      scopeOf: (equation) => this.#lowering.scope({ ...equation, population: undefined }, this.#lowering.inStep),
      inSteps: (node, path) => convert(graph, node, measures.scale.time, draft.clocks.at(path), draft.clocks.economy),
    });
  }

  build(): Program {
    const { graph, memories, model } = this.#draft;
    this.#draft.readUnits();
    this.#equations.read();
    this.#draft.stopOnFindings();
    this.#conveyors.readFlows(model.integrate);
    const parameters = this.#lowerParameters();
    this.#findLate();
    const startRoots = this.#lowerInitialValues();
    const causal = this.#order();
    const inputs: ProgramInput[] = [];
    for (const name of causal) this.#lowerStep(name, inputs);
    const nexts = this.#lowerNexts();
    const decisions = this.#lowerDecisions();
    const conveyors = this.#lowerConveyors();
    const checks = this.#lowerChecks();
    const flows = this.#flows();
    this.#draft.stopOnFindings();
    limitAgents(graph);

    const states = this.#states(nexts);
    const stocks = this.#stocks();
    const variables = this.#variables(causal);
    const roots = [
      ...flows.flatMap(({ amount, fromAt, toAt }) => [amount, fromAt, toAt]),
      ...stocks.map(({ opening }) => opening),
      ...states.flatMap(({ opening, next, rate }) => [opening, next, rate]),
      ...memories.pipelines.flatMap(({ input, time, opening }) => [input, time, opening]),
      ...conveyors.flatMap(({ time, cliff, content = [] }) => [
        time,
        cliff,
        ...content.flatMap((part) => [part.time, part.amount]),
      ]),
      ...checks.map((check) => check.node),
      ...decisions.map(({ effect }) => effect),
      ...Array.from(variables.values(), (variable) => variable.node),
    ].filter((node) => node !== undefined);
    const { units, scale, stepText } = this.#draft.measures;
    return {
      title: model.title,
      ...{ units, scale, stepText, graph, parameters },
      startOrder: reachable(graph, startRoots),
      ...{ inputs, stocks, states },
      pipelines: memories.pipelines,
      conveyors,
      integrate: model.integrate ?? "steps",
      allowsInfinity: model.unitCheck === false,
      flows,
      books: booksOf(stocks, flows, ({ name }) => describeDimension(this.#draft.dimensionOf(name))),
      checks,
      decisions,
      causes: this.#causes(flows),
      stepOrder: reachable(graph, roots),
      variables,
    };
  }

  /** Value nodes of the parameters, each after those it depends on. */
  #lowerParameters(): ProgramParameter[] {
    const { graph, declarations, parameters: indexes } = this.#draft;
    const parameters: ProgramParameter[] = [];
    for (const name of this.#orderOf([...indexes.keys()], true)) {
      graph.owner = name;
      this.#draft.collect(declarations.get(name)!.path, () => {
        const resolve: Resolve = (other) => this.#lowering.parameter(other) ?? this.#notYet(other, name);
        const { node } = this.#value(name, name, resolve);
        const order = reachable(graph, [node]);
        parameters.push({ name, index: indexes.get(name)!, node, order, ...ofPopulation(graph.populationOf(node)) });
      });
    }
    return parameters;
  }

  /**
   * In a model without units, such as an imported one, the start of a stock may follow from what is computed in
   * the first step; elsewhere only from parameters and other initial values.
   */
  #findLate(): void {
    const { model, stocks, states, parameters, late } = this.#draft;
    if (model.unitCheck !== false) return;
    const opened = [...stocks.keys(), ...states.keys()];
    const needs = new Map(opened.map((name) => [name, this.#needsOf(name)]));
    const isEarly = (name: string) => parameters.has(name) || (needs.has(name) && !late.has(name));
    for (let before = -1; before < late.size; ) {
      before = late.size;
      for (const name of opened) if (![...needs.get(name)!].every(isEarly)) late.add(name);
    }
  }

  #needsOf(name: string): ReadonlySet<string> {
    const expression = this.#equations.expressions.get(name);
    const { binding } = this.#draft.declarations.get(name)!;
    if (expression === undefined) return new Set();
    const leaks = this.#conveyors.leaksBefore(expression, binding);
    const names = presentNames(expression, binding, this.#draft.space);
    return leaks.length === 0 ? names : new Set([...names, ...leaks]);
  }

  /** Initial values of stocks and states may use parameters and each other. */
  #lowerInitialValues(): NodeId[] {
    const { graph, declarations, stocks, states, starts, late } = this.#draft;
    const roots: NodeId[] = [];
    const early = [...stocks.keys(), ...states.keys()].filter((name) => !late.has(name));
    for (const name of this.#orderOf(early, true)) {
      graph.owner = name;
      // A state may draw in its next value too, under its own name.
      const drawName = states.has(name) ? `initial ${name}` : name;
      this.#draft.collect(declarations.get(name)!.path, () => {
        const resolve: Resolve = (other) =>
          starts.get(other) ?? this.#lowering.parameter(other) ?? this.#notYet(other, name);
        const value = this.#value(name, drawName, resolve);
        starts.set(name, { node: value.node, type: this.#draft.typeOf(name) });
        roots.push(value.node);
      });
    }
    return roots;
  }

  /** Says why a name of the model cannot stand in an equation that is computed before the first step. */
  #notYet(name: string, user: string): undefined {
    const { declarations, stocks, states } = this.#draft;
    const declaration = declarations.get(name);
    if (declaration === undefined) return undefined;
    const { kind, path } = declarations.get(user)!;
    // What is opened before the run but has no value has a finding of its own.
    if ((stocks.has(name) || states.has(name)) && kind !== "parameter") giveUp();
    return fail({
      code: "equation/unknown-name",
      message: `"${name}" is ${article(declaration.kind)} ${declaration.kind}, which has no value yet when "${user}" gets its own.`,
      expected: kind === "parameter" ? "other parameters" : "parameters, and initial values of stocks and states",
      hint: "make it a parameter, or compute it in an auxiliary",
      place: this.#draft.placeOf(path),
    });
  }

  /** The node of a parameter's, stock's or state's value: a quantity, or an equation in its unit. */
  #value(name: string, drawName: string, resolve: Resolve): Lowered {
    const declaration = this.#draft.declarations.get(name)!;
    const { text, path } = declaration;
    const expression = this.#equations.expressions.get(name);
    if (expression === undefined) return this.#lowering.quantity(declaration, text!, path);
    const value = this.#lowering.equation(
      declaration,
      equationOf(declaration, text!, path, expression, drawName),
      resolve,
    );
    return this.#crossings.across(value, name, this.#draft.clocks.at(path), this.#crossings.clockOf(name));
  }

  /** Order of what is computed in a step; flows, auxiliaries and inputs with a default depend on each other. */
  #order(): readonly string[] {
    const computed = [...this.#draft.declarations.values()]
      .filter((declaration) => isComputed(declaration) || this.#draft.late.has(declaration.name))
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
    const first = this.#draft.declarations.get(loop[0]!)!;
    this.#draft.findings.push({
      code: "model/loop",
      message: `${loop.join(" -> ")} depend on each other within one step.`,
      expected: isStart
        ? "initial values that do not depend on themselves"
        : "a stock or a state somewhere in every loop",
      hint: isStart ? "give one of them a number" : `let one of them look back: previous(${loop[1] ?? loop[0]})`,
      place: this.#draft.placeOf(first.path),
    });
  }

  #lowerStep(name: string, inputs: ProgramInput[]): void {
    const { graph, declarations, nodes, late } = this.#draft;
    const declaration = declarations.get(name)!;
    const { kind, path, text } = declaration;
    graph.owner = name;
    this.#draft.collect(path, () => {
      const expression = this.#equations.expressions.get(name);
      const value =
        expression === undefined
          ? undefined
          : this.#lowering.equation(
              declaration,
              equationOf(declaration, text!, path, expression, name),
              this.#lowering.inStep,
            ).node;
      if (late.has(name)) nodes.set(name, this.#opened(name, value!));
      else if (kind === "flow") nodes.set(name, this.#crossings.moved(name, value!));
      else if (kind !== "input") nodes.set(name, value!);
      else {
        // A constant stands for data that may be handed in.
        const isConstant = this.#needsOf(name).size === 0;
        nodes.set(name, this.#crossings.handedIn(name, inputs.length, value, isConstant));
        inputs.push({ name, hasDefault: value !== undefined });
      }
    });
  }

  /** A stock or state that starts with what the first step computes for it. */
  #opened(name: string, value: NodeId): NodeId {
    const { graph, stocks, states, starts } = this.#draft;
    starts.set(name, { node: value, type: this.#draft.typeOf(name) });
    const population = this.#draft.populationOf(name);
    const stock = stocks.get(name);
    const leaf =
      stock === undefined ? graph.leaf("state", states.get(name)!, population) : graph.leaf("stock", stock, population);
    return graph.make("select", graph.leaf("starting"), value, leaf);
  }

  /** The next values of states. */
  #lowerNexts(): ReadonlyMap<string, NodeId> {
    const { graph, declarations, states, clocks } = this.#draft;
    const nexts = new Map<string, NodeId>();
    for (const [name, index] of states) {
      const declaration = declarations.get(name)!;
      const path = nextOf(declaration.path);
      const expression = this.#equations.nexts.get(name)!;
      graph.owner = name;
      this.#draft.collect(path, () => {
        const equation = equationOf(declaration, declaration.next!, path, expression, name);
        const next = this.#lowering.equation(declaration, equation, this.#lowering.inStep).node;
        const now = graph.leaf("state", index, this.#draft.populationOf(name));
        const clock = clocks.of(name);
        nexts.set(name, clock.every === 1 ? next : whenActing(graph, clock, next, now));
      });
    }
    return nexts;
  }

  #lowerConveyors(): ProgramConveyor[] {
    const flows = [...this.#draft.declarations.values()].filter(({ kind }) => kind === "flow");
    return this.#conveyors.lower({
      stocks: this.#draft.stocks,
      flows: new Map(flows.map(({ name }, index) => [name, index])),
    });
  }

  #lowerDecisions(): ProgramDecision[] {
    const { graph, clocks } = this.#draft;
    const lowering = this.#lowering;
    return this.#decisions.lower({
      value: (declaration, text, path, drawName) => {
        const { name } = declaration;
        if (looksLikeQuantity(text)) return lowering.quantity(declaration, text, path).node;
        const equation = equationOf(declaration, text, path, this.#equations.parse(text, path), drawName);
        const value = lowering.equation(declaration, equation, lowering.inStep);
        return this.#crossings.across(value, name, clocks.at(path), this.#crossings.clockOf(name)).node;
      },
      condition: (name, text, path, drawName) => lowering.condition(name, text, path, drawName),
      early: (text, path) => {
        const expression = this.#equations.parse(text, path);
        const binding = new Map<string, string>();
        const equation = { text, path, expression, drawName: path, binding, population: undefined };
        const resolve: Resolve = (name) => lowering.parameter(name) ?? this.#notBeforeRun(name, path);
        const found = lower(expression, lowering.scope(equation, resolve));
        requireSingle(graph, text, found.node, this.#draft.placeOf(path));
        const clock = clocks.at(path);
        if (found.type.kind !== "number" || clock.every === 1) return found;
        return { ...found, node: convert(graph, found.node, found.type.dimension, clock, clocks.economy) };
      },
    });
  }

  /** Says why a name cannot stand in a time that is known before the run. */
  #notBeforeRun(name: string, path: string): undefined {
    const declaration = this.#draft.declarations.get(name);
    if (declaration === undefined) return undefined;
    return fail({
      code: "model/decision-time",
      message: `"${name}" is ${article(declaration.kind)} ${declaration.kind}, and a time of a decision is known before the run.`,
      expected: "a quantity such as 2 year, or an equation of parameters",
      hint: "let a condition say it: when: time > …",
      place: this.#draft.placeOf(path),
    });
  }

  #lowerChecks(): ProgramCheck[] {
    const checks: ProgramCheck[] = [];
    const lowerCheck = (name: string, text: string, path: string, meaning: string) =>
      this.#draft.collect(path, () => {
        this.#draft.graph.owner = name;
        const node = this.#lowering.condition(name, text, path, `check ${name}`);
        checks.push({ name, node, meaning, equation: text });
      });
    for (const [name, own] of Object.entries(this.#draft.model.checks ?? {})) {
      lowerCheck(name, own.equation, `checks.${name}.equation`, own.meaning);
    }
    for (const [name, text] of Object.entries(this.#conditions)) lowerCheck(name, text, `conditions.${name}`, "");
    return checks;
  }

  #stocks(): ProgramStock[] {
    const { declarations, stocks, measures } = this.#draft;
    const bookOf = new Map<string, number>();
    return Array.from(stocks.keys(), (name) => {
      const dimension = this.#draft.dimensionOf(name);
      const { mayBeNegative, inOrder } = declarations.get(name)!;
      if (!bookOf.has(dimension.key)) bookOf.set(dimension.key, bookOf.size);
      return {
        name,
        ...this.#startOf(name),
        mayBeNegative,
        inOrder,
        counted: isCounted(measures.units, dimension.exponents),
        book: bookOf.get(dimension.key)!,
        ...ofPopulation(this.#draft.populationOf(name)),
      };
    });
  }

  #states(nexts: ReadonlyMap<string, NodeId>): ProgramState[] {
    const { states, memories } = this.#draft;
    const own = [...states.keys()].map((name): ProgramState => {
      const population = ofPopulation(this.#draft.populationOf(name));
      return { name, ...this.#startOf(name), next: nexts.get(name)!, ...population };
    });
    return [...own, ...memories.states()];
  }

  /** Where a stock or state finds what it starts with. */
  #startOf(name: string): { readonly initial: NodeId } | { readonly opening: NodeId } {
    const { node } = this.#draft.starts.get(name)!;
    return this.#draft.late.has(name) ? { opening: node } : { initial: node };
  }

  /** All that has a value, first what is given and then what is computed, in causal order. */
  #variables(causal: readonly string[]): Program["variables"] {
    const computed = new Set(causal);
    const given = [...this.#draft.declarations.keys()].filter((name) => !computed.has(name));
    const names = [...given, ...causal];
    return new Map(names.map((name) => [name, this.#crossings.variable(name, this.#lowering.inStep(name)!.node)]));
  }

  #causes(flows: readonly ProgramFlow[]): ReadonlyMap<string, readonly string[]> {
    const { declarations, stocks, space } = this.#draft;
    const { nexts, expressions } = this.#equations;
    return causesOf({
      declarations,
      flows,
      stockIndex: stocks,
      space,
      expressionOf: ({ name, kind }) => nexts.get(name) ?? (kind === "stock" ? undefined : expressions.get(name)),
      equationsOf: (name) => this.#decisions.equationsOf(name),
      namesOf: (name) => this.#conveyors.namesIn(name),
    });
  }

  #flows(): ProgramFlow[] {
    const { declarations, graph, nodes, stocks, model, findings, placeOf } = this.#draft;
    return programFlows({
      declarations,
      graph,
      nodes,
      stockIndex: stocks,
      integrate: model.integrate,
      findings,
      placeOf,
      populationOf: (name) => this.#draft.populationOf(name),
      shapeOf: (base) => this.#draft.shapeOf(base),
      scopeOf: (equation) => this.#lowering.scope(equation, this.#lowering.inStep),
    });
  }
}

function isComputed({ kind }: Declaration): boolean {
  return kind === "flow" || kind === "auxiliary" || kind === "input";
}
