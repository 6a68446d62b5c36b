import * as rational from "../base/rational.js";
import type { NodeId } from "../graph/index.js";
import type { Program } from "../model/index.js";
import type { Backend, RunReport, RunRequest, Stepper } from "./contract.js";
import { inputsOf, negativeStock, runFailure } from "./failures.js";
import { drawInstruction } from "./js-draws.js";
import { type Instruction, instructionFor } from "./js-operations.js";
import { Ledger } from "./js-ledger.js";
import { Observations } from "./observations.js";

/** f64 over many runs at once, every value of a step kept: the reference for every fast backend. */
export const js = {
  name: "js",
  prepare: (program: Program) => ({ start: (request: RunRequest) => new JsStepper(program, request) }),
} satisfies Backend<number>;

export class JsStepper implements Stepper<number> {
  step = 0;
  readonly ledger: Ledger;
  readonly #program: Program;
  readonly #request: RunRequest;
  /** One array of lanes per node; leaves share the arrays of what they stand for. */
  readonly #lanes: Float64Array[];
  readonly #instructions: Instruction[];
  readonly #states: Float64Array[];
  readonly #nextStates: Float64Array[];
  readonly #observations: Observations;
  readonly #now: Float64Array;

  constructor(program: Program, request: RunRequest) {
    this.#program = program;
    this.#request = request;
    const { runs } = request;
    const newLanes = () => new Float64Array(runs);
    this.#now = newLanes();
    this.#states = program.states.map(newLanes);
    this.#nextStates = program.states.map(newLanes);
    this.ledger = new Ledger(program, runs);
    this.#observations = new Observations(request.firstRun, runs);
    const parameters = program.parameters.map(newLanes);
    this.#lanes = new Array<Float64Array>(program.graph.nodes.length);
    for (const [id, node] of program.graph.nodes.entries()) {
      this.#lanes[id] = this.#storage(id, node.operation, node.index ?? 0, parameters);
    }
    this.#start(parameters);
    this.#instructions = this.#compile(program.stepOrder);
  }

  get report(): RunReport {
    return this.#observations.report();
  }

  #storage(id: NodeId, operation: string, index: number, parameters: readonly Float64Array[]): Float64Array {
    const { runs } = this.#request;
    switch (operation) {
      case "constant":
        return new Float64Array(runs).fill(rational.toNumber(this.#program.graph.nodes[id]!.value!));
      case "parameter":
        return parameters[index]!;
      case "stock":
        return this.ledger.levels[index]!;
      case "state":
        return this.#states[index]!;
      case "time":
        return this.#now;
      case "input": {
        const otherwise = this.#program.graph.nodes[id]!.arguments[0];
        return this.#series(index) === undefined && otherwise !== undefined ? this.#lanes[otherwise]! : new Float64Array(runs);
      }
      default:
        return new Float64Array(runs);
    }
  }

  #series(input: number): readonly rational.Rational[] | undefined {
    const series = this.#request.inputs?.get(this.#program.inputs[input]!.name);
    return series !== undefined && series.length > 0 ? series : undefined;
  }

  #start(parameters: readonly Float64Array[]): void {
    const program = this.#program;
    const indexOf = new Map(
      [...program.variables.values()]
        .filter((variable) => variable.kind === "parameter")
        .map((variable) => [variable.name, program.graph.nodes[variable.node]!.index!]),
    );
    for (const parameter of program.parameters) {
      const target = parameters[indexOf.get(parameter.name)!]!;
      const given = this.#request.parameters?.get(parameter.name);
      if (given !== undefined) {
        target.fill(rational.toNumber(given));
        continue;
      }
      for (const instruction of this.#compile(parameter.order)) instruction();
      target.set(this.#lanes[parameter.node]!);
    }
    for (const instruction of this.#compile(program.startOrder)) instruction();
    for (const [index, stock] of program.stocks.entries()) this.ledger.open(index, this.#lanes[stock.initial]!);
    for (const [index, state] of program.states.entries()) this.#states[index]!.set(this.#lanes[state.initial]!);
    this.#refuseNegativeStocks();
    this.ledger.openBooks();
  }

  #refuseNegativeStocks(): void {
    for (const [index, stock] of this.#program.stocks.entries()) {
      if (stock.mayBeNegative) continue;
      const lane = this.ledger.levels[index]!.findIndex((level) => level < 0);
      if (lane >= 0) throw negativeStock(this.#program, stock.name, this.#request.firstRun + lane);
    }
  }

  #compile(order: readonly NodeId[]): Instruction[] {
    const { graph, inputs } = this.#program;
    const instructions: Instruction[] = [];
    for (const id of order) {
      const node = graph.nodes[id]!;
      const out = this.#lanes[id]!;
      const operands = node.arguments.map((argument) => this.#lanes[argument]!);
      if (node.operation === "draw") {
        instructions.push(drawInstruction(graph.draws[node.index!]!, this.#request, out, operands, () => this.step));
      } else if (node.operation === "input") {
        const series = this.#series(node.index!)?.map(rational.toNumber);
        const { name, hasDefault } = inputs[node.index!]!;
        if (series !== undefined) {
          instructions.push(() => out.fill(series[Math.min(this.step, series.length - 1)]!));
        } else if (!hasDefault) {
          instructions.push(() => {
            throw runFailure(this.#program, name, { step: this.step, run: this.#request.firstRun }, {
              code: "run/missing-input",
              message: `Nothing is wired to the input "${name}" and no data is given for it.`,
              hint: `wire it, or give data: inputs: { ${name}: … }`,
            });
          });
        }
      } else {
        const instruction = instructionFor(node.operation, out, operands);
        if (instruction !== undefined) instructions.push(instruction);
      }
    }
    return instructions;
  }

  evaluate(): void {
    this.#now.fill(this.step);
    for (const instruction of this.#instructions) instruction();
    this.#checkFinite();
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
    const { states, flows } = this.#program;
    for (const [index, state] of states.entries()) this.#nextStates[index]!.set(this.#lanes[state.next]!);
    this.ledger.settle(
      flows.map((flow) => this.#lanes[flow.amount]!),
      (stock, lane, requested, available) =>
        this.#observations.overdraft(this.#program.stocks[stock]!.name, lane, this.step, requested, available),
    );
    for (const [index, next] of this.#nextStates.entries()) this.#states[index]!.set(next);
    this.step++;
    this.ledger.audit(this.step, this.#request.firstRun);
  }

  /** x - x is 0 for every finite x and NaN otherwise, so one sum tells whether all values are finite. */
  #checkFinite(): void {
    let fault = 0;
    for (const variable of this.#program.variables.values()) {
      const lanes = this.#lanes[variable.node]!;
      for (let i = 0; i < lanes.length; i++) fault += lanes[i]! - lanes[i]!;
    }
    if (fault === 0) return;
    const { firstRun, runs } = this.#request;
    for (let lane = 0; lane < runs; lane++) {
      for (const variable of this.#program.variables.values()) {
        const value = this.#lanes[variable.node]![lane]!;
        if (Number.isFinite(value)) continue;
        const from = inputsOf(this.#program, variable.name, (other) => String(this.#shown(other.name, lane)));
        throw runFailure(this.#program, variable.name, { step: this.step, run: firstRun + lane }, {
          code: "run/not-finite",
          message: `The value is ${value}${from === "" ? "" : `, with ${from}`}.`,
          expected: "a finite number",
          hint: "look for a division by zero, the logarithm or root of a negative number, or growth without bound",
        });
      }
    }
  }

  /** A variable's value in its own unit. */
  #shown(name: string, lane: number): number {
    const { node, scale } = this.#program.variables.get(name)!;
    return this.#lanes[node]![lane]! / rational.toNumber(scale);
  }
}

