import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import { exactPower, exactRoot, foldConstants, type NodeId, type Operation } from "../graph/index.js";
import type { Program } from "../model/index.js";
import { type DrawKey, drawKey, uniform } from "../random/index.js";
import type { Backend, RunReport, RunRequest, Stepper } from "./contract.js";
import { ExactLedger } from "./exact-ledger.js";
import { type Fault, inputsOf, missingInput, negativeStock, runFailure } from "./failures.js";
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
  readonly #values: Value[];
  readonly #parameters: Value[];
  readonly ledger: ExactLedger;
  #states: Rational[] = [];
  #isOpening = true;
  /** True while the hidden memories get their first values. */
  #isStarting = false;
  /** How far into the step a stage of an integrator stands. */
  #fraction: Rational = rational.zero;
  #pipelines: ExactPipeline[] = [];
  readonly #keys = new Map<number, DrawKey>();
  readonly #forced = new Map<NodeId, Rational>();
  readonly #observations: Observations;

  constructor(program: Program, request: RunRequest) {
    this.#program = program;
    this.#request = request;
    this.#observations = new Observations(request.firstRun, 1);
    this.#values = new Array<Value>(program.graph.nodes.length).fill(rational.zero);
    this.#parameters = program.parameters.map(() => rational.zero);
    for (const { name, index, node, order } of program.parameters) {
      const given = request.parameters?.get(name);
      if (given === undefined) this.#evaluateAll(order);
      this.#parameters[index] = given ?? this.#values[node]!;
    }
    this.#evaluateAll(program.startOrder);
    const stocks = program.stocks.map(({ initial, name }) =>
      initial === undefined ? rational.zero : this.#definite(initial, name),
    );
    this.#states = program.states.map(({ initial, name }) =>
      initial === undefined ? rational.zero : this.#definite(initial, name),
    );
    this.ledger = new ExactLedger(program, stocks);
    this.#isOpening = false;
    this.#openMemories();
    for (const [index, stock] of program.stocks.entries()) {
      const isBelow = !stock.mayBeNegative && this.ledger.levels[index]!.n < 0n;
      if (isBelow) throw negativeStock(program, stock.name, request.firstRun);
    }
  }

  /** Computes the first step once, to see what delays, averages and other hidden memories start with. */
  #openMemories(): void {
    const { stocks, states, pipelines, stepOrder, scale } = this.#program;
    if (pipelines.length === 0 && [...stocks, ...states].every(({ opening }) => opening === undefined)) return;
    this.#isStarting = true;
    this.#pipelines = pipelines.map(() => ({ length: 1, opening: rational.zero, entered: [] }));
    this.#evaluateAll(stepOrder);
    for (const [index, { opening, name }] of stocks.entries()) {
      if (opening !== undefined) this.ledger.set(index, this.#definite(opening, name));
    }
    for (const [index, { opening, name }] of states.entries()) {
      if (opening !== undefined) this.#states[index] = this.#definite(opening, name);
    }
    this.#pipelines = pipelines.map(({ time, opening }) => ({
      length: pipelineLength(rational.toNumber(rational.divide(this.value(time), scale.dt))),
      opening: this.value(opening),
      entered: [],
    }));
    this.#isStarting = false;
  }

  get report(): RunReport {
    return this.#observations.report();
  }

  /** Holds a variable at a value from the next `evaluate` on, in internal units; undefined lets it go. */
  force(name: string, value: Rational | undefined): void {
    const { node } = this.#program.variables.get(name)!;
    if (value === undefined) this.#forced.delete(node);
    else this.#forced.set(node, value);
  }

  /** Sets a stock to a value from outside, in internal units; the books take the difference as given. */
  setStock(name: string, value: Rational): void {
    this.ledger.set(
      this.#program.stocks.findIndex((stock) => stock.name === name),
      value,
    );
  }

  evaluate(): void {
    this.#evaluateAll(this.#program.stepOrder);
    for (const variable of this.#program.variables.values()) this.#definite(variable.node, variable.name);
    for (const { name, node } of this.#program.checks) {
      this.#observations.check(name, Float64Array.of(rational.toNumber(this.#definite(node, name))), this.step);
    }
  }

  value(node: NodeId): Rational {
    return this.#definite(node, this.#program.graph.owners[node]!);
  }

  advance(): void {
    const program = this.#program;
    const { dt } = program.scale;
    for (const [index, { input }] of program.pipelines.entries())
      this.#pipelines[index]!.entered.push(this.value(input));
    const discrete = program.states.map(({ next, name }) =>
      next === undefined ? undefined : this.#definite(next, name),
    );
    const rates = program.integrate === "rk4" ? this.#rungeKutta() : this.#rates();
    const next = this.#states.map(
      (state, index) => discrete[index] ?? rational.add(state, rational.multiply(rates.states[index]!, dt)),
    );
    const requested = rates.flows.map((flow) => rational.multiply(flow, dt));
    this.ledger.settle(requested, (stock, asked, available) => {
      const { name } = program.stocks[stock]!;
      this.#observations.overdraft(name, 0, this.step, rational.toNumber(asked), rational.toNumber(available));
    });
    this.#states = next;
    this.step++;
    this.ledger.audit(this.step, this.#run);
  }

  /** What all flows and continuous memories change by per time, as evaluated. */
  #rates(): Rates {
    const { flows, states } = this.#program;
    return {
      flows: flows.map(({ amount, name }) => this.#definite(amount, name)),
      states: states.map(({ rate }) =>
        rate === undefined ? rational.zero : this.#definite(rate, this.#program.graph.owners[rate]!),
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
        const amount = rational.multiply(rates.flows[index]!, share);
        if (from !== undefined) this.ledger.levels[from] = rational.subtract(this.ledger.levels[from]!, amount);
        if (to !== undefined) this.ledger.levels[to] = rational.add(this.ledger.levels[to]!, amount);
      }
      this.#states = states.map((state, index) => rational.add(state, rational.multiply(rates.states[index]!, share)));
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
      first[kind].map((rate, index) => {
        const middle = rational.multiply(
          rational.add(second[kind][index]!, third[kind][index]!),
          rational.rational(2n),
        );
        return rational.divide(rational.add(rational.add(rate, middle), fourth[kind][index]!), rational.rational(6n));
      });
    return { flows: mean("flows"), states: mean("states") };
  }

  get #run(): number {
    return this.#request.firstRun;
  }

  /** The value of a node that `needed` needs; an error that names its equation when there is none. */
  #definite(node: NodeId, needed: string): Rational {
    const value = this.#values[node]!;
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
      const given = this.#values[other]!;
      return isUndefined(given) ? "undefined" : shown(rational.divide(given, scale));
    });
    throw runFailure(value.fault, { step: this.step, run: this.#run }, { name, equation, inputs });
  }

  #evaluateAll(order: readonly NodeId[]): void {
    for (const node of order) this.#values[node] = this.#forced.get(node) ?? this.#evaluateOne(node);
  }

  #evaluateOne(id: NodeId): Value {
    const node = this.#program.graph.nodes[id]!;
    switch (node.operation) {
      case "constant":
        return node.value!;
      case "parameter":
        return this.#parameters[node.index!]!;
      case "stock":
        return this.#narrow(id, this.ledger.levels[node.index!]!);
      case "state":
        return this.#narrow(id, this.#states[node.index!]!);
      case "time":
        return this.#time();
      case "starting":
        return this.#isStarting ? rational.one : rational.zero;
      case "pipeline":
        return leaving(this.#pipelines[node.index!]!, this.step);
      case "lookup": {
        const at = this.#values[node.arguments[0]!]!;
        return isUndefined(at) ? at : this.#narrow(id, lookupExact(this.#program.graph.tables[node.index!]!, at));
      }
      case "input":
        return this.#input(id);
      case "draw":
        return this.#draw(id);
    }
    const values = node.arguments.map((argument) => this.#values[argument]!);
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

  #input(id: NodeId): Value {
    const node = this.#program.graph.nodes[id]!;
    const { name } = this.#program.inputs[node.index!]!;
    const series = this.#request.inputs?.get(name);
    if (series !== undefined && series.length > 0) return series[Math.min(this.step, series.length - 1)]!;
    const otherwise = node.arguments[0];
    if (otherwise !== undefined) return this.#values[otherwise]!;
    return this.#undefined(id, missingInput(name));
  }

  #draw(id: NodeId): Value {
    const node = this.#program.graph.nodes[id]!;
    const { name, distribution } = this.#program.graph.draws[node.index!]!;
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
    return rational.fromNumber(uniform(key, this.step, this.#run, 0));
  }
}

interface Rates {
  readonly flows: readonly Rational[];
  readonly states: readonly Rational[];
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
