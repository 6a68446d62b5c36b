import * as rational from "../base/rational.js";
import type { NodeId, Operation } from "../graph/index.js";
import type { Program } from "../model/index.js";
import { agentsOf } from "./agent-network.js";
import type { Backend, RunReport, RunRequest, Stepper } from "./contract.js";
import { Conveyors } from "./conveyor.js";
import { inputsOf, isAgent, missingInput, negativeStock, noSuchAgent, notFinite, runFailure } from "./failures.js";
import { drawInstruction } from "./js-draws.js";
import { type FlowEnds, Ledger } from "./js-ledger.js";
import { divideFreely, type Instruction, instructionFor } from "./js-operations.js";
import {
  elementInstruction,
  gatherInstruction,
  isReduction,
  reductionInstruction,
  spreadInstruction,
} from "./js-populations.js";
import { Observations } from "./observations.js";
import { Pipeline } from "./pipeline.js";
import { lookupInstruction } from "./tables.js";

/** f64 over many runs at once, every value of a step kept: the reference for every fast backend. */
export const js = {
  name: "js",
  prepare: (program: Program) => ({ start: (request: RunRequest) => new JsStepper(program, request) }),
} satisfies Backend<number>;

/** A value that must be finite, what it belongs to and the equation that gave it. */
interface Watched {
  readonly name: string;
  readonly lanes: Float64Array;
  readonly equation: string | undefined;
}

export class JsStepper implements Stepper<number> {
  step = 0;
  readonly ledger: Ledger;
  /** The agents at the ends of flows in this step. */
  readonly #ends: FlowEnds;
  readonly #program: Program;
  readonly #request: RunRequest;
  /** One array of lanes per node; leaves share the arrays of what they stand for. */
  readonly #lanes: Float64Array[];
  /** What must be computed anew at every step. */
  readonly #instructions: readonly Instruction[];
  /** All that must be finite, in causal order, so that a fault is found where it was born. */
  readonly #watched: readonly Watched[];
  readonly #sentinels: readonly Float64Array[];
  readonly #nextOfStates: readonly Watched[];
  readonly #nextLanes: readonly Float64Array[];
  /** The rates of flows and of states, as evaluated. */
  readonly #rates: Rates;
  /** Lanes for what flows move in a step, where that is not simply their rates. */
  readonly #moved: readonly Float64Array[] | undefined;
  readonly #dt: number;
  readonly #states: readonly Float64Array[];
  readonly #nextStates: readonly Float64Array[];
  readonly #observations: Observations;
  readonly #now: Float64Array;
  /** 1 in all lanes while the hidden memories get their first values. */
  readonly #starting: Float64Array;
  readonly #pipelines: Pipeline[] = [];
  readonly #pipelineLanes: readonly Float64Array[];
  readonly #conveyors: Conveyors;
  /** How far into the step a stage of an integrator stands. */
  #fraction = 0;

  constructor(program: Program, request: RunRequest) {
    this.#program = program;
    this.#request = request;
    const newLanes = (part?: { readonly population?: number }) =>
      new Float64Array(request.runs * agentsOf(program, part?.population));
    this.#dt = rational.toNumber(program.scale.dt);
    this.#now = newLanes();
    this.#starting = newLanes();
    this.#pipelineLanes = program.pipelines.map(({ input }) => newLanes(program.graph.nodes[input]));
    this.#states = program.states.map(newLanes);
    this.#nextStates = program.states.map(newLanes);
    const endsAt = (end: "fromAt" | "toAt") =>
      program.flows.map((flow) => (flow[end] === undefined ? undefined : newLanes(flow)));
    this.#ends = { from: endsAt("fromAt"), to: endsAt("toAt") };
    this.ledger = new Ledger(program, request.runs, this.#ends);
    this.#conveyors = new Conveyors(program, request.runs, request.firstRun);
    this.#observations = new Observations(request.firstRun, request.runs);
    const parameters: Float64Array[] = [];
    for (const parameter of program.parameters) parameters[parameter.index] = newLanes(parameter);
    this.#lanes = [];
    for (const id of program.graph.nodes.keys()) this.#lanes.push(this.#storage(id, parameters));

    this.#openParameters(parameters);
    this.#openStocksAndStates();
    const isFixed = this.#fixedNodes();
    this.#execute(program.stepOrder.filter((id) => isFixed[id] === 1));
    this.#instructions = this.#compile(program.stepOrder.filter((id) => isFixed[id] === 0));
    this.#rates = {
      flows: program.flows.map((flow) => this.#lanes[flow.amount]!),
      states: program.states.map((state) => (state.rate === undefined ? newLanes(state) : this.#lanes[state.rate]!)),
    };
    // A flow whose equation is just the name of a stock has the stock's own lanes, which change while it moves.
    const levels: ReadonlySet<Float64Array> = new Set(this.ledger.levels);
    const isRate = this.#dt === 1 && !this.#rates.flows.some((flow) => levels.has(flow));
    this.#moved = isRate ? undefined : program.flows.map(newLanes);
    const remembered = [
      ...program.states.map(({ next, rate }) => (next ?? rate)!),
      ...program.pipelines.map((one) => one.input),
      ...program.conveyors.flatMap(({ time, cliff = time }) => [time, cliff]),
    ];
    this.#nextOfStates = remembered.map((node, index) => {
      // What a delay or an average remembers has the name of the variable whose equation it stands in.
      const declared = program.states[index]?.name;
      const name = declared !== undefined && program.variables.has(declared) ? declared : program.graph.owners[node]!;
      return { name, lanes: this.#lanes[node]!, equation: program.variables.get(name)?.equation };
    });
    this.#nextLanes = this.#nextOfStates.map(({ lanes }) => lanes);
    this.#watched = this.#named().map(({ name, node, equation }) => ({ name, lanes: this.#lanes[node]!, equation }));
    this.#sentinels = this.#chooseSentinels(isFixed);
    this.#requireFinite(
      this.#named().flatMap(({ node }, index) => (isFixed[node] === 1 ? [this.#watched[index]!] : [])),
    );
  }

  get report(): RunReport {
    return this.#observations.report();
  }

  /** Stocks that were overdrawn so far, one for every run and step. */
  get overdraftCount(): number {
    return this.#observations.overdraftCount;
  }

  /** The batch as it is at the start of this step, for `restore`; what the report has counted is not part of it. */
  save(): SavedStep {
    return { step: this.step, values: this.#memory().map((lanes) => Float64Array.from(lanes)) };
  }

  /** Goes back, or forward, to a step that was saved. */
  restore({ step, values }: SavedStep): void {
    this.step = step;
    for (const [index, lanes] of this.#memory().entries()) lanes.set(values[index]!);
  }

  /** All that changes from step to step. */
  #memory(): readonly Float64Array[] {
    return [...this.#states, ...this.ledger.memory(), ...this.#pipelines.map(({ entered }) => entered)];
  }

  /** Which run of the batch a place in an array of lanes belongs to. */
  #runOf(lane: number, lanes: Float64Array): number {
    return Math.floor((lane * this.#request.runs) / lanes.length);
  }

  #storage(id: NodeId, parameters: readonly Float64Array[]): Float64Array {
    const { operation, index = 0, value, arguments: operands, population } = this.#program.graph.nodes[id]!;
    const runs = this.#request.runs * agentsOf(this.#program, population);
    switch (operation) {
      case "constant":
        return new Float64Array(runs).fill(rational.toNumber(value!));
      case "parameter":
        return parameters[index]!;
      case "stock":
        return this.ledger.levels[index]!;
      case "state":
        return this.#states[index]!;
      case "time":
        return this.#now;
      case "starting":
        return this.#starting;
      case "pipeline":
        return this.#pipelineLanes[index]!;
      case "input": {
        const otherwise = operands[0];
        const isData = this.#series(index) !== undefined;
        return isData || otherwise === undefined ? new Float64Array(runs) : this.#lanes[otherwise]!;
      }
      default:
        return new Float64Array(runs);
    }
  }

  #series(input: number): readonly rational.Rational[] | undefined {
    const series = this.#request.inputs?.get(this.#program.inputs[input]!.name);
    return series !== undefined && series.length > 0 ? series : undefined;
  }

  #openParameters(parameters: readonly Float64Array[]): void {
    for (const { name, index, node, order } of this.#program.parameters) {
      const given = this.#request.parameters?.get(name);
      const lanes = parameters[index]!;
      if (given === undefined) {
        this.#execute(order);
        lanes.set(this.#lanes[node]!);
      } else {
        lanes.fill(rational.toNumber(given));
      }
      this.#requireFinite([{ name, lanes, equation: this.#program.variables.get(name)?.equation }]);
    }
  }

  #openStocksAndStates(): void {
    const { stocks, states, startOrder, variables } = this.#program;
    this.#execute(startOrder);
    for (const [index, { initial }] of stocks.entries()) {
      if (initial !== undefined) this.ledger.open(index, this.#lanes[initial]!);
    }
    for (const [index, { initial }] of states.entries()) {
      if (initial !== undefined) this.#states[index]!.set(this.#lanes[initial]!);
    }
    const watched = (name: string, node: NodeId | undefined) =>
      node === undefined ? [] : [{ name, lanes: this.#lanes[node]!, equation: variables.get(name)?.initial }];
    this.#requireFinite([...stocks, ...states].flatMap(({ name, initial }) => watched(name, initial)));
    this.#openMemories();
    this.#requireFinite([...stocks, ...states].flatMap(({ name, opening }) => watched(name, opening)));
    for (const [index, { name, mayBeNegative }] of stocks.entries()) {
      const levels = this.ledger.levels[index]!;
      const lane = mayBeNegative ? -1 : levels.findIndex((level) => level < 0);
      if (lane >= 0) throw negativeStock(this.#program, name, this.#request.firstRun + this.#runOf(lane, levels));
    }
    this.ledger.openBooks();
  }

  /** Computes the first step once, to see what delays, averages and other hidden memories start with. */
  #openMemories(): void {
    const { stocks, states, pipelines, conveyors, stepOrder } = this.#program;
    const hasLate = [...stocks, ...states].some(({ opening }) => opening !== undefined);
    if (pipelines.length === 0 && conveyors.length === 0 && !hasLate) return;
    this.#starting.fill(1);
    this.#execute(stepOrder);
    for (const [index, { opening }] of stocks.entries()) {
      if (opening !== undefined) this.ledger.open(index, this.#lanes[opening]!);
    }
    if (conveyors.length > 0) {
      this.#conveyors.open(this.ledger.levels, (node) => this.#lanes[node]!);
      // Once more, now that it is known what leaves the conveyors in this step.
      this.#execute(stepOrder);
    }
    for (const [index, { opening }] of states.entries()) {
      if (opening !== undefined) this.#states[index]!.set(this.#lanes[opening]!);
    }
    for (const { time, opening } of pipelines) {
      this.#pipelines.push(
        new Pipeline(
          this.#lanes[time]!.map((length) => length / this.#dt),
          this.#lanes[opening]!,
        ),
      );
    }
    this.#starting.fill(0);
  }

  /** Marks the nodes that keep their value for the whole run: those made of constants and parameters alone. */
  #fixedNodes(): Uint8Array {
    const { nodes } = this.#program.graph;
    const isFixed = new Uint8Array(nodes.length);
    for (const [id, { operation, arguments: operands, index }] of nodes.entries()) {
      const isOwn = changing.has(operation)
        ? false
        : operation !== "input" || (this.#series(index!) === undefined && operands.length > 0);
      if (isOwn && operands.every((operand) => isFixed[operand] === 1)) isFixed[id] = 1;
    }
    return isFixed;
  }

  /**
   * The fewest arrays that tell whether any value of a step is not finite: those of variables and checks that
   * nothing else passes on. Every operation passes a fault on, but for the branches of `if`.
   */
  #chooseSentinels(isFixed: Uint8Array): Float64Array[] {
    const { nodes } = this.#program.graph;
    const isNamed = new Uint8Array(nodes.length);
    for (const { node } of this.#named()) isNamed[node] = 1;
    const isSeen = new Uint8Array(nodes.length);
    const sentinels = new Set<NodeId>();
    for (const id of [...this.#program.stepOrder].reverse()) {
      const isHidden = isSeen[id] === 1 && !this.#program.allowsInfinity;
      if (isNamed[id] === 1 && !isHidden && isFixed[id] === 0) sentinels.add(id);
      if (isSeen[id] === 0 && !sentinels.has(id)) continue;
      const { operation, index, arguments: operands } = nodes[id]!;
      if (operation === "input" && this.#series(index!) !== undefined) continue;
      for (const operand of passedOn(operation, operands)) isSeen[operand] = 1;
    }
    return Array.from(sentinels, (id) => this.#lanes[id]!);
  }

  /** All variables, in causal order, and the checks. */
  #named() {
    return [...this.#program.variables.values(), ...this.#program.checks];
  }

  #execute(order: readonly NodeId[]): void {
    for (const instruction of this.#compile(order)) instruction();
  }

  #compile(order: readonly NodeId[]): Instruction[] {
    const { graph } = this.#program;
    const instructions: Instruction[] = [];
    for (const id of order) {
      const { operation, arguments: operands, index } = graph.nodes[id]!;
      const out = this.#lanes[id]!;
      const values = operands.map((operand) => this.#lanes[operand]!);
      const instruction =
        operation === "draw"
          ? drawInstruction(graph.draws[index!]!, this.#request, out, values, () => this.step)
          : operation === "element"
            ? elementInstruction(out, out.length / this.#request.runs)
            : operation === "spread"
              ? spreadInstruction(out, values[0]!)
              : operation === "gather"
                ? gatherInstruction(out, values)
                : isReduction(operation)
                  ? reductionInstruction(operation, out, values[0]!, values[1], values[0]!.length / this.#request.runs)
                  : operation === "input"
                    ? this.#inputInstruction(index!, out)
                    : operation === "time"
                      ? this.#timeInstruction(out)
                      : operation === "pipeline"
                        ? () => this.#pipelines[index!]?.leave(this.step, out)
                        : operation === "leaving"
                          ? () => this.#conveyors.leaving(index!, this.step, values, out)
                          : operation === "lookup"
                            ? lookupInstruction(graph.tables[index!]!, out, values[0]!)
                            : operation === "divide" && this.#program.allowsInfinity
                              ? divideFreely(out, values[0]!, values[1]!)
                              : instructionFor(operation, out, values);
      if (instruction !== undefined) instructions.push(instruction);
    }
    return instructions;
  }

  #timeInstruction(out: Float64Array): Instruction {
    const start = rational.toNumber(this.#program.scale.start);
    return () => out.fill(start + (this.step + this.#fraction) * this.#dt);
  }

  /** Nothing is to be done for an input that shares the lanes of its default. */
  #inputInstruction(input: number, out: Float64Array): Instruction | undefined {
    const { name, hasDefault } = this.#program.inputs[input]!;
    const series = this.#series(input)?.map(rational.toNumber);
    if (series !== undefined) return () => out.fill(series[Math.min(this.step, series.length - 1)]!);
    if (hasDefault) return undefined;
    return () => {
      throw runFailure(missingInput(name), { step: this.step, run: this.#request.firstRun }, { name });
    };
  }

  evaluate(): void {
    for (const instruction of this.#instructions) instruction();
    if (!areFinite(this.#sentinels)) this.#requireFinite(this.#watched);
    for (const check of this.#program.checks) this.#observations.check(check.name, this.#lanes[check.node]!, this.step);
  }

  value(node: NodeId, lane: number): number {
    return this.#lanes[node]![lane]!;
  }

  /** All lanes of a node after `evaluate`; valid until the next `advance`. */
  lanes(node: NodeId): Float64Array {
    return this.#lanes[node]!;
  }

  advance(): void {
    if (!areFinite(this.#nextLanes)) this.#requireFinite(this.#nextOfStates);
    const { states, pipelines, integrate } = this.#program;
    const dt = this.#dt;
    for (const [index, { input }] of pipelines.entries()) this.#pipelines[index]!.enter(this.step, this.#lanes[input]!);
    for (const [index, { next }] of states.entries()) {
      if (next !== undefined) this.#nextStates[index]!.set(this.#lanes[next]!);
    }
    this.#readEnds();
    const rates = integrate === "rk4" ? this.#rungeKutta() : this.#rates;
    for (const [index, { next }] of states.entries()) {
      if (next === undefined) addScaled(this.#nextStates[index]!, this.#states[index]!, rates.states[index]!, dt);
    }
    const moved = this.ledger.settle(this.#amounts(rates.flows), (stock, lane, requested, available) =>
      this.#observations.overdraft(this.#program.stocks[stock]!.name, lane, this.step, requested, available),
    );
    if (this.#program.conveyors.length > 0) this.#conveyors.move(this.step, moved, (node) => this.#lanes[node]!);
    for (const [index, next] of this.#nextStates.entries()) this.#states[index]!.set(next);
    this.step++;
    this.ledger.audit(this.step, this.#request.firstRun);
    this.#conveyors.audit(this.step, this.ledger.levels, this.ledger.rests);
  }

  /** Finds the agents at the ends of this step's flows. */
  #readEnds(): void {
    for (const [index, flow] of this.#program.flows.entries()) {
      for (const end of ["from", "to"] as const) {
        const numbers = this.#ends[end][index];
        if (numbers === undefined) continue;
        numbers.set(this.#lanes[flow[`${end}At`]!]!);
        const agents = this.ledger.levels[flow[end]!]!.length / this.#request.runs;
        const lane = numbers.findIndex((number) => !isAgent(number, agents));
        if (lane < 0) continue;
        const at = { step: this.step, run: this.#request.firstRun + this.#runOf(lane, numbers) };
        const equation = this.#program.variables.get(flow.name)?.equation;
        throw runFailure(noSuchAgent(numbers[lane]!, agents), at, { name: flow.name, equation });
      }
    }
  }

  /** What flows at these rates move in a step. */
  #amounts(rates: readonly Float64Array[]): readonly Float64Array[] {
    if (this.#moved === undefined) return rates;
    for (const [index, rate] of rates.entries()) {
      const moved = this.#moved[index]!;
      for (let lane = 0; lane < moved.length; lane++) moved[lane] = rate[lane]! * this.#dt;
    }
    return this.#moved;
  }

  /** The mean rates of a step by Runge and Kutta's classical method of fourth order. */
  #rungeKutta(): Rates {
    const copy = ({ flows, states }: Rates): Rates => ({
      flows: flows.map((lanes) => Float64Array.from(lanes)),
      states: states.map((lanes) => Float64Array.from(lanes)),
    });
    const stocks = this.ledger.levels.map((lanes) => Float64Array.from(lanes));
    const states = this.#states.map((lanes) => Float64Array.from(lanes));
    const stage = (fraction: number, rates: Rates): Rates => {
      const share = fraction * this.#dt;
      for (const [index, level] of stocks.entries()) this.ledger.levels[index]!.set(level);
      for (const [index, { from, to }] of this.#program.flows.entries()) {
        if (from !== undefined) addFlow(this.ledger.levels[from]!, rates.flows[index]!, -share);
        if (to !== undefined) addFlow(this.ledger.levels[to]!, rates.flows[index]!, share);
      }
      for (const [index, state] of states.entries())
        addScaled(this.#states[index]!, state, rates.states[index]!, share);
      this.#fraction = fraction;
      for (const instruction of this.#instructions) instruction();
      return copy(this.#rates);
    };
    const first = copy(this.#rates);
    const second = stage(0.5, first);
    const third = stage(0.5, second);
    const fourth = stage(1, third);
    for (const [index, level] of stocks.entries()) this.ledger.levels[index]!.set(level);
    for (const [index, state] of states.entries()) this.#states[index]!.set(state);
    this.#fraction = 0;
    const mean = (kind: keyof Rates) =>
      first[kind].map((rates, index) => {
        const [b, c, d] = [second[kind][index]!, third[kind][index]!, fourth[kind][index]!];
        return rates.map((a, lane) => (a + 2 * (b[lane]! + c[lane]!) + d[lane]!) / 6);
      });
    return { flows: mean("flows"), states: mean("states") };
  }

  /** Names the first run with a value that is not finite, and in it the first value in the order given. */
  #requireFinite(values: readonly Watched[]): void {
    if (areFinite(values.map(({ lanes }) => lanes))) return;
    for (let run = 0; run < this.#request.runs; run++) {
      for (const { name, lanes, equation } of values) {
        const agents = lanes.length / this.#request.runs;
        const own = lanes.subarray(run * agents, (run + 1) * agents);
        const agent = own.findIndex((value) => !Number.isFinite(value));
        if (agent < 0) continue;
        const inputs = inputsOf(this.#program, equation, (node, scale) =>
          String(this.#valueFor(node, run, agent) / rational.toNumber(scale)),
        );
        const at = { step: this.step, run: this.#request.firstRun + run, ...(agents > 1 ? { agent: agent + 1 } : {}) };
        throw runFailure(notFinite(own[agent]!), at, { name, equation, inputs });
      }
    }
  }

  /** A node's value in one run, for one agent where it has a value for each. */
  #valueFor(node: NodeId, run: number, agent: number): number {
    const lanes = this.#lanes[node]!;
    const agents = lanes.length / this.#request.runs;
    return lanes[run * agents + Math.min(agent, agents - 1)]!;
  }
}

/** The stocks, states and pipelines of a batch at the start of a step. */
export interface SavedStep {
  readonly step: number;
  readonly values: readonly Float64Array[];
}

interface Rates {
  readonly flows: readonly Float64Array[];
  readonly states: readonly Float64Array[];
}

/** The operands of which a fault is sure to be seen in the result: not the branch or the agent that is not taken. */
function passedOn(operation: Operation, operands: readonly NodeId[]): readonly NodeId[] {
  return operation === "select" ? operands.slice(0, 1) : operation === "pick" ? operands.slice(1) : operands;
}

/** Leaves whose value is not the same at every step. */
const changing: ReadonlySet<string> = new Set(["stock", "state", "time", "draw", "starting", "pipeline", "leaving"]);

/** out = base + share * rates, lane by lane. */
function addScaled(out: Float64Array, base: Float64Array, rates: Float64Array, share: number): void {
  for (let lane = 0; lane < out.length; lane++) out[lane] = base[lane]! + share * rates[lane]!;
}

/** Adds a share of a flow's rates to a stock; those of all agents to a single stock. */
function addFlow(level: Float64Array, rates: Float64Array, share: number): void {
  if (level.length === rates.length) {
    addScaled(level, level, rates, share);
    return;
  }
  const agents = rates.length / level.length;
  for (let position = 0; position < rates.length; position++) {
    level[Math.floor(position / agents)]! += share * rates[position]!;
  }
}

function areFinite(values: readonly Float64Array[]): boolean {
  let fault = 0;
  for (const lanes of values) fault += faultOf(lanes);
  return fault === 0;
}

/** 0 when all values are finite, otherwise NaN: x - x is 0 for every finite x and NaN for the others. */
function faultOf(lanes: Float64Array): number {
  // Four sums side by side, because each addition must wait for the one before it.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let lane = 0;
  for (; lane + 3 < lanes.length; lane += 4) {
    a += lanes[lane]! - lanes[lane]!;
    b += lanes[lane + 1]! - lanes[lane + 1]!;
    c += lanes[lane + 2]! - lanes[lane + 2]!;
    d += lanes[lane + 3]! - lanes[lane + 3]!;
  }
  for (; lane < lanes.length; lane++) a += lanes[lane]! - lanes[lane]!;
  return a + b + (c + d);
}
