import { internal } from "../base/errors.js";
import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import { exactPower, exactRoot, foldConstants, type NodeId, type Operation } from "../graph/index.js";
import type { Program } from "../model/index.js";
import { type DrawKey, drawKey, uniform } from "../random/index.js";
import { agentsOf } from "./agent-network.js";
import type { Backend, RunReport, RunRequest, Stepper } from "./contract.js";
import { ExactConveyors } from "./exact-conveyor.js";
import { ExactLedger } from "./exact-ledger.js";
import { reduceExactly } from "./exact-populations.js";
import { type Fault, inputsOf, isAgent, missingInput, negativeStock, noSuchAgent, runFailure } from "./failures.js";
import { isReduction } from "./js-populations.js";
import { Observations } from "./observations.js";
import { pipelineLength } from "./pipeline.js";
import { lookupExact } from "./tables.js";

/** Numbers with more bits than this in numerator or denominator are refused. */
export const widestNumber = 4096;

const limit = 1n << BigInt(widestNumber);

/** A node without an exact value, and why. It is an error only where a variable needs it. */
interface Undefined {
  readonly fault: Fault;
  /** The variable whose equation made the node. */
  readonly owner: string;
}

type Value = Rational | Undefined;

const isUndefined = (value: Value): value is Undefined => "fault" in value;

/** Whole models in BigInt rationals, one run at a time: the oracle, and the replay of a protocol to the base unit. */
export const exact = {
  name: "exact",
  prepare: (program: Program) => ({ start: (request: RunRequest) => new ExactStepper(program, request) }),
} satisfies Backend<Rational>;

export class ExactStepper implements Stepper<Rational> {
  step = 0;
  readonly #program: Program;
  readonly #request: RunRequest;
  /** The values of each node: one, or one for every agent of its population. */
  readonly #values: Value[][];
  readonly #parameters: (readonly Value[])[];
  readonly ledger: ExactLedger;
  #states: (readonly Rational[])[] = [];
  #isOpening = true;
  /** True while the hidden memories get their first values. */
  #isStarting = false;
  /** How far into the step a stage of an integrator stands. */
  #fraction: Rational = rational.zero;
  #pipelines: (readonly ExactPipeline[])[] = [];
  readonly #conveyors: ExactConveyors;
  readonly #keys = new Map<number, DrawKey>();
  readonly #forced = new Map<NodeId, Rational>();
  readonly #observations: Observations;

  constructor(program: Program, request: RunRequest) {
    this.#program = program;
    this.#request = request;
    this.#observations = new Observations(request.firstRun, 1);
    this.#conveyors = new ExactConveyors(program, request.firstRun);
    const zeros = ({ population }: { readonly population?: number }) =>
      new Array<Value>(agentsOf(program, population)).fill(rational.zero);
    this.#values = program.graph.nodes.map(zeros);
    this.#parameters = program.parameters.map(zeros);
    for (const { name, index, node, order } of program.parameters) {
      const given = request.parameters?.get(name);
      if (given === undefined) this.#evaluateAll(order);
      this.#parameters[index] = this.#values[node]!.map((value) => given ?? value);
    }
    this.#evaluateAll(program.startOrder);
    const opened = (part: { readonly initial?: NodeId; readonly name: string; readonly population?: number }) =>
      part.initial === undefined
        ? new Array<Rational>(agentsOf(program, part.population)).fill(rational.zero)
        : this.#definiteAll(part.initial, part.name);
    const stocks = program.stocks.flatMap(opened);
    this.#states = program.states.map(opened);
    this.ledger = new ExactLedger(program, stocks, (flow, end, lane) => this.#agentAt(flow, end, lane));
    this.#isOpening = false;
    this.#openMemories();
    for (const [index, stock] of program.stocks.entries()) {
      const isBelow = !stock.mayBeNegative && this.#levels(index).some((level) => level.n < 0n);
      if (isBelow) throw negativeStock(program, stock.name, request.firstRun);
    }
  }

  /** Computes the first step once, to see what delays, averages and other hidden memories start with. */
  #openMemories(): void {
    const { stocks, states, pipelines, conveyors, stepOrder, scale } = this.#program;
    const hasLate = [...stocks, ...states].some(({ opening }) => opening !== undefined);
    if (pipelines.length === 0 && conveyors.length === 0 && !hasLate) return;
    this.#isStarting = true;
    this.#pipelines = pipelines.map(({ input }) =>
      this.#values[input]!.map(() => ({ length: 1, opening: rational.zero, entered: [] })),
    );
    this.#evaluateAll(stepOrder);
    for (const [index, { opening, name }] of stocks.entries()) {
      if (opening !== undefined) this.ledger.set(index, this.#definite(opening, name));
    }
    if (conveyors.length > 0) {
      this.#conveyors.open(this.ledger.firstLevels(), (node) => this.value(node));
      // Once more, now that it is known what leaves the conveyors in this step.
      this.#evaluateAll(stepOrder);
    }
    for (const [index, { opening, name }] of states.entries()) {
      if (opening !== undefined) this.#states[index] = this.#definiteAll(opening, name);
    }
    this.#pipelines = pipelines.map(({ time, opening }) =>
      this.#values[time]!.map((_, agent) => ({
        length: pipelineLength(rational.toNumber(rational.divide(this.value(time, agent), scale.dt))),
        opening: this.value(opening, agent),
        entered: [],
      })),
    );
    this.#isStarting = false;
  }

  get report(): RunReport {
    return this.#observations.report();
  }

  /** Holds a variable at a value from the next `evaluate` on, in internal units; undefined lets it go. */
  force(name: string, value: Rational | undefined): void {
    const { node, scale, asked } = this.#program.variables.get(name)!;
    if (value === undefined) {
      this.#forced.delete(node);
      if (asked !== undefined) this.#forced.delete(asked.node);
    } else {
      this.#forced.set(node, value);
      // The equations of its module see the same amount.
      if (asked !== undefined)
        this.#forced.set(asked.node, rational.divide(rational.multiply(value, asked.scale), scale));
    }
  }

  /** Sets a stock to a value from outside, in internal units; the books take the difference as given. */
  setStock(name: string, value: Rational): void {
    const stock = this.#program.stocks.findIndex((one) => one.name === name);
    this.ledger.set(stock, value);
    this.#conveyors.set(stock, value, this.step, (node) => this.value(node));
  }

  evaluate(): void {
    this.#evaluateAll(this.#program.stepOrder);
    for (const variable of this.#program.variables.values()) this.#definiteAll(variable.node, variable.name);
    for (const { name, node } of this.#program.checks) {
      this.#observations.check(name, Float64Array.of(rational.toNumber(this.#definite(node, name))), this.step);
    }
  }

  /** @param agent Counted from 0, for a node of a population. */
  value(node: NodeId, agent = 0): Rational {
    return this.#definite(node, this.#program.graph.owners[node]!, agent);
  }

  /** The stock of one run, or those of all agents. */
  #levels(stock: number): readonly Rational[] {
    const start = this.ledger.starts[stock]!;
    return this.ledger.levels.slice(start, start + agentsOf(this.#program, this.#program.stocks[stock]!.population));
  }

  #agentAt(flow: number, end: "fromAt" | "toAt", lane: number): number {
    const { name, ...ends } = this.#program.flows[flow]!;
    const number = rational.toNumber(this.#definite(ends[end]!, name, lane));
    const { population } = this.#program.stocks[ends[end === "fromAt" ? "from" : "to"]!]!;
    const agents = agentsOf(this.#program, population);
    if (isAgent(number, agents)) return number;
    const equation = this.#program.variables.get(name)?.equation;
    throw runFailure(noSuchAgent(number, agents), { step: this.step, run: this.#run }, { name, equation });
  }

  advance(): void {
    const program = this.#program;
    const { dt } = program.scale;
    for (const [index, { input }] of program.pipelines.entries()) {
      for (const [agent, pipeline] of this.#pipelines[index]!.entries())
        pipeline.entered.push(this.value(input, agent));
    }
    const discrete = program.states.map(({ next, name }) => {
      if (next === undefined) return undefined;
      return this.#definiteAll(next, program.variables.has(name) ? name : program.graph.owners[next]!);
    });
    const rates = program.integrate === "rk4" ? this.#rungeKutta() : this.#rates();
    const next = this.#states.map(
      (state, index) =>
        discrete[index] ?? state.map((value, agent) => addScaled(value, rates.states[index]![agent]!, dt)),
    );
    const requested = rates.flows.flatMap((flow) => flow.map((rate) => rational.multiply(rate, dt)));
    const moved = this.ledger.settle(requested, (stock, asked, available) => {
      const { name } = program.stocks[stock]!;
      this.#observations.overdraft(name, 0, this.step, rational.toNumber(asked), rational.toNumber(available));
    });
    this.#conveyors.move(
      this.step,
      (flow) => this.ledger.amountsOf(flow, moved),
      (node) => this.value(node),
    );
    this.#states = next;
    this.step++;
    this.ledger.audit(this.step, this.#run);
    if (program.conveyors.length > 0) this.#conveyors.audit(this.step, this.ledger.firstLevels());
  }

  /** What all flows and continuous memories change by per time, as evaluated. */
  #rates(): Rates {
    const { flows, states } = this.#program;
    return {
      flows: flows.map(({ amount, name }) => this.#definiteAll(amount, name)),
      states: states.map(({ rate }, index) =>
        rate === undefined
          ? this.#states[index]!.map(() => rational.zero)
          : this.#definiteAll(rate, this.#program.graph.owners[rate]!),
      ),
    };
  }

  /** The mean rates of a step by Runge and Kutta's classical method of fourth order. */
  #rungeKutta(): Rates {
    const stocks = [...this.ledger.levels];
    const states = [...this.#states];
    const stage = (fraction: Rational, rates: Rates): Rates => {
      const share = rational.multiply(fraction, this.#program.scale.dt);
      for (const [index, level] of stocks.entries()) this.ledger.levels[index] = level;
      for (const [index, { from, to }] of this.#program.flows.entries()) {
        for (const [agent, rate] of rates.flows[index]!.entries()) {
          if (from !== undefined) this.#move(from, agent, rational.negate(rate), share);
          if (to !== undefined) this.#move(to, agent, rate, share);
        }
      }
      this.#states = states.map((state, index) =>
        state.map((value, agent) => addScaled(value, rates.states[index]![agent]!, share)),
      );
      this.#fraction = fraction;
      this.#evaluateAll(this.#program.stepOrder);
      return this.#rates();
    };
    const half = rational.rational(1n, 2n);
    const first = this.#rates();
    const second = stage(half, first);
    const third = stage(half, second);
    const fourth = stage(rational.one, third);
    for (const [index, level] of stocks.entries()) this.ledger.levels[index] = level;
    this.#states = states;
    this.#fraction = rational.zero;
    const mean = (kind: keyof Rates) =>
      first[kind].map((rates, index) =>
        rates.map((rate, agent) => {
          const inner = rational.add(second[kind][index]![agent]!, third[kind][index]![agent]!);
          const outer = rational.add(rate, fourth[kind][index]![agent]!);
          return rational.divide(rational.add(outer, rational.multiply(inner, two)), rational.rational(6n));
        }),
      );
    return { flows: mean("flows"), states: mean("states") };
  }

  /** Adds a share of a flow's rate to an agent's stock, or to the single one of all agents. */
  #move(stock: number, agent: number, rate: Rational, share: Rational): void {
    const isSingle = this.#program.stocks[stock]!.population === undefined;
    const account = this.ledger.starts[stock]! + (isSingle ? 0 : agent);
    this.ledger.levels[account] = addScaled(this.ledger.levels[account]!, rate, share);
  }

  get #run(): number {
    return this.#request.firstRun;
  }

  /** The value of a node that `needed` needs; an error that names its equation when there is none. */
  #definite(node: NodeId, needed: string, agent = 0): Rational {
    const value = this.#values[node]![agent]!;
    if (!isUndefined(value)) return value;
    const { variables, checks } = this.#program;
    const variable = variables.get(needed);
    // What stocks and states start with may fail because a parameter has no value.
    const name = variables.get(value.owner)?.kind === "parameter" ? value.owner : needed;
    const isInitial = variable?.initial !== undefined && this.#isOpening && name === needed;
    const equation =
      name !== needed
        ? variables.get(name)?.equation
        : isInitial
          ? variable.initial
          : (variable?.equation ?? checks.find((check) => check.name === needed)?.equation);
    const inputs = inputsOf(this.#program, equation, (other, scale) => {
      const given = this.#valueFor(other, agent);
      return isUndefined(given) ? "undefined" : shown(rational.divide(given, scale));
    });
    const which = this.#values[node]!.length > 1 ? { agent: agent + 1 } : {};
    throw runFailure(value.fault, { step: this.step, run: this.#run, ...which }, { name, equation, inputs });
  }

  /** The values of a node, for every agent where it is of a population. */
  #definiteAll(node: NodeId, needed: string): Rational[] {
    return this.#values[node]!.map((_, agent) => this.#definite(node, needed, agent));
  }

  #valueFor(node: NodeId, agent: number): Value {
    const values = this.#values[node]!;
    return values[Math.min(agent, values.length - 1)]!;
  }

  #evaluateAll(order: readonly NodeId[]): void {
    for (const node of order) {
      const values = this.#values[node]!;
      const forced = this.#forced.get(node);
      for (let agent = 0; agent < values.length; agent++) values[agent] = forced ?? this.#evaluateOne(node, agent);
    }
  }

  /** The value of a node for one agent, counted from 0; 0 for what has a single value. */
  #evaluateOne(id: NodeId, agent: number): Value {
    const node = this.#program.graph.nodes[id]!;
    switch (node.operation) {
      case "constant":
        return node.value!;
      case "parameter":
        return this.#parameters[node.index!]![agent]!;
      case "stock":
        return this.#narrow(id, this.ledger.levels[this.ledger.starts[node.index!]! + agent]!);
      case "state":
        return this.#narrow(id, this.#states[node.index!]![agent]!);
      case "time":
        return this.#time();
      case "starting":
        return this.#isStarting ? rational.one : rational.zero;
      case "pipeline":
        return leaving(this.#pipelines[node.index!]![agent]!, this.step);
      case "lookup": {
        const at = this.#valueFor(node.arguments[0]!, agent);
        return isUndefined(at) ? at : this.#narrow(id, lookupExact(this.#program.graph.tables[node.index!]!, at));
      }
      case "input":
        return this.#input(id, agent);
      case "draw":
        return this.#draw(id, agent);
      case "element":
        return rational.rational(agent + 1);
      case "gather":
        return this.#values[node.arguments[agent]!]![0]!;
    }
    if (isReduction(node.operation)) return this.#reduce(id, agent);
    if (node.operation === "leaving") {
      const leaks = node.arguments.flatMap((argument) => this.#values[argument]!);
      const unknown = leaks.find(isUndefined);
      if (unknown !== undefined) return unknown;
      return this.#narrow(id, this.#conveyors.leaving(node.index!, this.step, leaks as Rational[]));
    }
    const values = node.arguments.map((argument) => this.#valueFor(argument, agent));
    if (node.operation === "spread") return values[0]!;
    if (node.operation === "select") {
      const condition = values[0]!;
      return isUndefined(condition) ? condition : condition.n !== 0n ? values[1]! : values[2]!;
    }
    const missing = values.find(isUndefined);
    if (missing !== undefined) return missing;
    const operands = values as Rational[];
    const result =
      node.operation === "power"
        ? exactPower(operands[0]!, operands[1]!)
        : node.operation === "sqrt"
          ? exactRoot(operands[0]!)
          : foldConstants(node.operation, operands);
    return result === undefined ? this.#refuse(id, node.operation, operands) : this.#narrow(id, result);
  }

  #reduce(id: NodeId, agent: number): Value {
    const { operation, arguments: operands } = this.#program.graph.nodes[id]!;
    if (!isReduction(operation)) return internal(`${operation} takes no population`);
    const by = operands[1] === undefined ? rational.zero : this.#valueFor(operands[1], agent);
    if (isUndefined(by)) return by;
    const all = this.#values[operands[0]!]!;
    // Of `pick` only the one that is picked must have a value.
    const missing = operation === "pick" ? undefined : all.find(isUndefined);
    if (missing !== undefined) return missing;
    if (operation === "pick") {
      const number = rational.toNumber(by);
      return isAgent(number, all.length) ? all[number - 1]! : this.#undefined(id, noSuchAgent(number, all.length));
    }
    const result = reduceExactly(operation, all as Rational[], by);
    return "code" in result ? this.#undefined(id, result) : this.#narrow(id, result);
  }

  #time(): Rational {
    const { start, dt } = this.#program.scale;
    return rational.add(start, rational.multiply(rational.add(rational.rational(this.step), this.#fraction), dt));
  }

  #narrow(id: NodeId, value: Rational): Value {
    if (value.n <= limit && -value.n <= limit && value.d <= limit) return value;
    return this.#undefined(id, {
      code: "exact/too-wide",
      message: `A number has grown past ${widestNumber} bits.`,
      expected: "numbers that stay narrow, as whole base units do",
      hint: "round where the protocol rounds, with floor(…), or use the js backend",
    });
  }

  #refuse(id: NodeId, operation: Operation, operands: readonly Rational[]): Undefined {
    if (operation === "divide" || (operation === "power" && operands[0]!.n === 0n)) {
      return this.#undefined(id, {
        code: "run/not-finite",
        message: "This divides by zero.",
        expected: "a divisor that is not zero",
        hint: "guard it: if divisor > 0 then … else 0",
      });
    }
    if (operation === "sqrt" && operands[0]!.n < 0n) {
      return this.#undefined(id, {
        code: "run/not-finite",
        message: `This takes the square root of ${shown(operands[0]!)}.`,
        expected: "a number of at least 0",
        hint: "guard it: sqrt(max(x, 0))",
      });
    }
    return this.#undefined(id, {
      code: "exact/irrational",
      message: `${operation}(${operands.map(shown).join(", ")}) is not a rational number.`,
      expected: "+ - * / min max abs floor ceil round, comparisons, whole powers",
      hint: "use the js backend for this model",
    });
  }

  #undefined(id: NodeId, fault: Fault): Undefined {
    return { fault, owner: this.#program.graph.owners[id]! };
  }

  #input(id: NodeId, agent: number): Value {
    const node = this.#program.graph.nodes[id]!;
    const { name } = this.#program.inputs[node.index!]!;
    const series = this.#request.inputs?.get(name);
    if (series !== undefined && series.length > 0) return series[Math.min(this.step, series.length - 1)]!;
    const otherwise = node.arguments[0];
    if (otherwise !== undefined) return this.#valueFor(otherwise, agent);
    return this.#undefined(id, missingInput(name));
  }

  #draw(id: NodeId, agent: number): Value {
    const node = this.#program.graph.nodes[id]!;
    const { name, distribution, every = 1 } = this.#program.graph.draws[node.index!]!;
    if (distribution !== "uniform") {
      return this.#undefined(id, {
        code: "exact/irrational",
        message: `A ${distribution} draw is not a rational number.`,
        expected: "uniform and bernoulli draws",
        hint: "use the js backend for this model, or give the draw's variable as data",
      });
    }
    let key = this.#keys.get(node.index!);
    if (key === undefined) {
      key = drawKey(this.#request.seed, name);
      this.#keys.set(node.index!, key);
    }
    return rational.fromNumber(uniform(key, Math.floor(this.step / every), this.#run, agent));
  }
}

interface Rates {
  readonly flows: readonly (readonly Rational[])[];
  readonly states: readonly (readonly Rational[])[];
}

const two = rational.rational(2n);

function addScaled(value: Rational, rate: Rational, share: Rational): Rational {
  return rational.add(value, rational.multiply(rate, share));
}

/** What has entered a pipeline, and how many steps it takes to pass. */
interface ExactPipeline {
  readonly length: number;
  readonly opening: Rational;
  readonly entered: Rational[];
}

function leaving({ length, opening, entered }: ExactPipeline, step: number): Rational {
  return step < length ? opening : entered[step - length]!;
}

/** A number in a message: exact when it is short. */
function shown(value: Rational): string {
  const text = rational.toDecimal(value, 12);
  return text.length <= 24 ? text : String(rational.toNumber(value));
}
