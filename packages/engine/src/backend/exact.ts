import type { Diagnostic } from "../base/errors.js";
import * as rational from "../base/rational.js";
import type { Rational } from "../base/rational.js";
import { exactPower, exactRoot, foldConstants, type NodeId } from "../graph/index.js";
import type { Program } from "../model/index.js";
import { type DrawKey, drawKey, uniform } from "../random/index.js";
import type { Backend, Overdraft, RunReport, RunRequest, Stepper, Violation } from "./contract.js";
import { ExactLedger } from "./exact-ledger.js";
import { negativeStock, ownerOf, runFailure } from "./failures.js";

/** Numbers with more bits than this in numerator or denominator are refused. */
export const widestNumber = 4096;

const limit = 1n << BigInt(widestNumber);

/** A node without an exact value, and why. It is an error only where a variable needs it. */
interface Undefined {
  readonly finding: Pick<Diagnostic, "code" | "message"> & Partial<Diagnostic>;
  readonly owner: string;
}

type Value = Rational | Undefined;

const isUndefined = (value: Value): value is Undefined => "finding" in value;

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
  readonly #keys = new Map<number, DrawKey>();
  readonly #forced = new Map<NodeId, Rational>();
  readonly #overdrafts = new Map<string, Overdraft>();
  readonly #violations = new Map<string, Violation>();

  constructor(program: Program, request: RunRequest) {
    this.#program = program;
    this.#request = request;
    this.#values = new Array<Value>(program.graph.nodes.length).fill(rational.zero);
    this.#parameters = program.parameters.map(() => rational.zero);
    const position = new Map([...program.variables.values()].filter((one) => one.kind === "parameter").map((one) => [one.name, program.graph.nodes[one.node]!.index!]));
    for (const parameter of program.parameters) {
      const given = request.parameters?.get(parameter.name);
      if (given === undefined) this.#evaluateAll(parameter.order);
      this.#parameters[position.get(parameter.name)!] = given ?? this.#values[parameter.node]!;
    }
    this.#evaluateAll(program.startOrder);
    const stocks = program.stocks.map((stock) => this.#definite(stock.initial, stock.name));
    for (const [index, stock] of program.stocks.entries()) {
      if (!stock.mayBeNegative && stocks[index]!.n < 0n) throw negativeStock(program, stock.name, request.firstRun);
    }
    this.#states = program.states.map((state) => this.#definite(state.initial, state.name));
    this.ledger = new ExactLedger(program, stocks);
  }

  get report(): RunReport {
    return { overdrafts: [...this.#overdrafts.values()], violations: [...this.#violations.values()] };
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
    for (const check of this.#program.checks) {
      if (this.#definite(check.node, check.name).n !== 0n) continue;
      const known = this.#violations.get(check.name);
      this.#violations.set(check.name, {
        check: check.name,
        runs: 1,
        times: (known?.times ?? 0) + 1,
        first: known?.first ?? { run: this.#run, step: this.step },
      });
    }
  }

  value(node: NodeId): Rational {
    return this.#definite(node, this.#program.graph.owners[node]!);
  }

  advance(): void {
    const program = this.#program;
    const next = program.states.map((state) => this.#definite(state.next, state.name));
    const requested = program.flows.map((flow) => this.#definite(flow.amount, flow.name));
    this.ledger.settle(requested, (stock, asked, available) => this.#noteOverdraft(program.stocks[stock]!.name, asked, available));
    this.#states = next;
    this.step++;
    this.ledger.audit(this.step, this.#run);
  }

  #noteOverdraft(stock: string, requested: Rational, available: Rational): void {
    const known = this.#overdrafts.get(stock);
    this.#overdrafts.set(stock, {
      stock,
      times: (known?.times ?? 0) + 1,
      first: known?.first ?? { run: this.#run, step: this.step },
      requested: known?.requested ?? rational.toNumber(requested),
      available: known?.available ?? rational.toNumber(available),
    });
  }

  get #run(): number {
    return this.#request.firstRun;
  }

  /** The value of a node that something needs; an error that names the equation when it has none. */
  #definite(node: NodeId, needed: string): Rational {
    const value = this.#values[node]!;
    if (!isUndefined(value)) return value;
    const owner = value.owner === "" ? needed : value.owner;
    throw runFailure(this.#program, owner, { step: this.step, run: this.#run }, value.finding);
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
        return this.ledger.levels[node.index!]!;
      case "state":
        return this.#states[node.index!]!;
      case "time":
        return { n: BigInt(this.step), d: 1n };
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
    if (result === undefined) return this.#refuse(id, node.operation, operands);
    if (result.n > limit || -result.n > limit || result.d > limit) {
      return this.#undefined(id, {
        code: "exact/too-wide",
        message: `A number has grown past ${widestNumber} bits.`,
        expected: "numbers that stay narrow, as whole base units do",
        hint: "round where the protocol rounds, with floor(…), or use the js backend",
      });
    }
    return result;
  }

  #refuse(id: NodeId, operation: string, operands: readonly Rational[]): Undefined {
    if (operation === "divide" || (operation === "power" && operands[0]!.n === 0n)) {
      return this.#undefined(id, {
        code: "run/not-finite",
        message: "This divides by zero.",
        expected: "a divisor that is not zero",
        hint: "guard it: if divisor > 0 then … else 0",
      });
    }
    return this.#undefined(id, {
      code: "exact/irrational",
      message: `${operation}(${operands.map((operand) => rational.toDecimal(operand, 12)).join(", ")}) is not a rational number.`,
      expected: "+ - * / min max abs floor ceil round, comparisons, whole powers",
      hint: "use the js backend for this model",
    });
  }

  #undefined(id: NodeId, finding: Undefined["finding"]): Undefined {
    return { finding, owner: ownerOf(this.#program, id)?.name ?? this.#program.graph.owners[id]! };
  }

  #input(id: NodeId): Value {
    const node = this.#program.graph.nodes[id]!;
    const { name } = this.#program.inputs[node.index!]!;
    const series = this.#request.inputs?.get(name);
    if (series !== undefined && series.length > 0) return series[Math.min(this.step, series.length - 1)]!;
    const otherwise = node.arguments[0];
    if (otherwise !== undefined) return this.#values[otherwise]!;
    return this.#undefined(id, {
      code: "run/missing-input",
      message: `Nothing is wired to the input "${name}" and no data is given for it.`,
      hint: `wire it, or give data: inputs: { ${name}: … }`,
    });
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
