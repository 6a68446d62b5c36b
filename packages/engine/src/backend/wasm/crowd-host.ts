import * as rational from "../../base/rational.js";
import type { NodeId, Reduction } from "../../graph/index.js";
import { LANES } from "../../wasm/block.js";
import { agentsOf } from "../agent-network.js";
import { isAgent } from "../failures.js";
import { type FlowEnds, Ledger } from "../js-ledger.js";
import type { OnOverdraft } from "../js-overdraft.js";
import { reductionInstruction } from "../js-populations.js";
import type { BlockMemory } from "./block-memory.js";
import type { CompiledKernel } from "./compile.js";
import { spaceOf } from "./homes.js";

/** Computes nodes of populations with the js backend's own instructions, for the two runs of a block. */
export class CrowdNodes {
  readonly #computers = new Map<number, (block: number) => void>();

  constructor(
    readonly kernel: CompiledKernel,
    readonly memory: BlockMemory,
  ) {}

  /** @param index Which of the nodes that the host computes. */
  compute(index: number, block: number): void {
    let computer = this.#computers.get(index);
    if (computer === undefined) {
      computer = this.#computer(this.kernel.byHost[index]!);
      this.#computers.set(index, computer);
    }
    computer(block);
  }

  #computer(node: NodeId): (block: number) => void {
    const { program, homes } = this.kernel;
    const { memory } = this;
    const { operation, arguments: operands } = program.graph.nodes[node]!;
    const sizeOf = (id: NodeId) => agentsOf(program, program.graph.nodes[id]!.population);
    const values = operands.map((operand) => new Float64Array(LANES * sizeOf(operand)));
    const out = new Float64Array(LANES * sizeOf(node));
    const instruction = reductionInstruction(operation as Reduction, out, values[0]!, values[1], sizeOf(operands[0]!));
    const home = homes.of(node);
    const row = home?.kind === "row" ? home.offset : 0;
    const space = homes.spaceOf(node);
    return (block) => {
      for (const [index, operand] of operands.entries()) {
        const size = sizeOf(operand);
        for (let lane = 0; lane < LANES; lane++) memory.readLane(operand, block, lane, values[index]!, lane * size);
      }
      instruction();
      for (let lane = 0; lane < LANES; lane++) memory.writeRow(row, space, block, lane, out, lane * sizeOf(node));
    };
  }
}

/** Settles runs with populations by the js backend's ledger. */
export class CrowdLedger {
  readonly #ledger: Ledger;
  readonly #requested: readonly Float64Array[];
  readonly #ends: FlowEnds;
  readonly #isNaming: boolean;
  readonly #dt: number;

  constructor(
    readonly kernel: CompiledKernel,
    readonly memory: BlockMemory,
  ) {
    const { program } = kernel;
    const room = (part: { readonly population?: number }) => new Float64Array(agentsOf(program, part.population));
    const endsAt = (end: "fromAt" | "toAt") =>
      program.flows.map((flow) => (flow[end] === undefined ? undefined : room(flow)));
    this.#ends = { from: endsAt("fromAt"), to: endsAt("toAt") };
    this.#isNaming = [...this.#ends.from, ...this.#ends.to].some((end) => end !== undefined);
    this.#ledger = new Ledger(program, 1, this.#ends);
    this.#requested = program.flows.map(room);
    this.#dt = rational.toNumber(program.scale.dt);
  }

  /**
   * Settles one run of a block, whose stocks stand in their rows as before the step: writes what they are after it and
   * what flows really move. False, with nothing written, when that cannot be said.
   */
  settle(block: number, lane: number, onOverdraft: OnOverdraft): boolean {
    const { program, homes, moved } = this.kernel;
    const { memory } = this;
    const ledger = this.#ledger;
    for (const [stock, { level, rest, next }] of homes.stocks.entries()) {
      const space = spaceOf(program.stocks[stock]!);
      // What the stocks of a population held before the step stands where single ones have what they will hold.
      const isMoved = space > 0 && next !== undefined && !this.#isNaming;
      memory.readRow(isMoved ? next.level : level, space, block, lane, ledger.levels[stock]!);
      memory.readRow(isMoved ? next.rest : rest, space, block, lane, ledger.rests[stock]!);
    }
    for (const [flow, one] of program.flows.entries()) {
      const amounts = this.#requested[flow]!;
      const row = moved.get(flow);
      if (row !== undefined) memory.readRow(row, spaceOf(one), block, lane, amounts);
      else {
        memory.readLane(one.amount, block, lane, amounts);
        if (this.#dt !== 1) amounts[0]! *= this.#dt;
      }
    }
    if (![...ledger.levels, ...this.#requested].every(areFinite) || !this.#readEnds(block, lane)) return false;
    const really = ledger.settle(this.#requested, onOverdraft);
    for (const [stock, { level, rest, next }] of homes.stocks.entries()) {
      if (next === undefined) continue;
      const space = spaceOf(program.stocks[stock]!);
      memory.writeRow(space > 0 ? level : next.level, space, block, lane, ledger.levels[stock]!);
      memory.writeRow(space > 0 ? rest : next.rest, space, block, lane, ledger.rests[stock]!);
    }
    for (const [flow, row] of moved) {
      memory.writeRow(row, spaceOf(program.flows[flow]!), block, lane, really[flow]!);
    }
    return true;
  }

  /** Whether a run has to be settled here: flows name agents, or a stock has fallen below zero. */
  isNeeded(block: number, lane: number): boolean {
    const { program, homes } = this.kernel;
    if (this.#isNaming) return true;
    return homes.stocks.some(({ level, next }, stock) => {
      const one = program.stocks[stock]!;
      if (next === undefined || one.mayBeNegative) return false;
      const levels = this.#ledger.levels[stock]!;
      const space = spaceOf(one);
      this.memory.readRow(space > 0 ? level : next.level, space, block, lane, levels);
      return levels.some((level) => level < 0);
    });
  }

  /** The agents at the ends of flows; false when there is no such agent. */
  #readEnds(block: number, lane: number): boolean {
    if (!this.#isNaming) return true;
    const { program } = this.kernel;
    for (const [index, flow] of program.flows.entries()) {
      for (const end of ["from", "to"] as const) {
        const numbers = this.#ends[end][index];
        if (numbers === undefined) continue;
        this.memory.readLane(flow[`${end}At`]!, block, lane, numbers);
        const agents = this.#ledger.levels[flow[end]!]!.length;
        if (!numbers.every((number) => isAgent(number, agents))) return false;
      }
    }
    return true;
  }
}

function areFinite(values: Float64Array): boolean {
  return values.every((value) => value - value === 0);
}
