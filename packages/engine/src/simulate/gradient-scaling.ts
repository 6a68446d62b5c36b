import { agentNetwork, agentsOf, startsOf } from "../backend/agent-network.js";
import type { JsStepper } from "../backend/index.js";
import * as rational from "../base/rational.js";
import type { NodeId } from "../graph/index.js";
import type { Program } from "../model/index.js";
import { ScaledStep } from "./gradient-overdraft.js";

type Lanes = Float64Array;

/** The stocks and flows of one run in one row: all agents of the first, then all of the second, … */
export class Row {
  readonly #starts: readonly number[];
  readonly #sizes: readonly number[];
  readonly length: number;

  constructor(program: Program, parts: readonly { readonly population?: number }[]) {
    this.#starts = startsOf(program, parts);
    this.#sizes = parts.map(({ population }) => agentsOf(program, population));
    this.length = this.#sizes.reduce((sum, size) => sum + size, 0);
  }

  /** One run's values; 0 for parts without lanes. */
  gather(lanes: readonly (Lanes | undefined)[], run: number): Lanes {
    const row = new Float64Array(this.length);
    for (const [part, own] of lanes.entries()) {
      const size = this.#sizes[part]!;
      if (own !== undefined) row.set(own.subarray(run * size, (run + 1) * size), this.#starts[part]!);
    }
    return row;
  }

  /** Puts one run's values back; what has no lanes is dropped. */
  scatter(row: Lanes, lanes: readonly (Lanes | undefined)[], run: number): void {
    for (const [part, own] of lanes.entries()) {
      const [start, size] = [this.#starts[part]!, this.#sizes[part]!];
      own?.set(row.subarray(start, start + size), run * size);
    }
  }
}

/** Looks at the steps of a batch for outflows that were scaled. */
export class ScalingWatch {
  readonly stocks: Row;
  readonly flows: Row;
  readonly #levels: Lanes[];
  readonly #requested: Lanes[];
  readonly #ends: Map<NodeId, Lanes>;
  readonly #dt: number;

  /** @param program The one that the stepper runs, or what its first stocks and flows are of. */
  constructor(
    readonly program: Program,
    readonly stepper: JsStepper,
    readonly runs: number,
  ) {
    this.#dt = rational.toNumber(program.scale.dt);
    this.stocks = new Row(program, program.stocks);
    this.flows = new Row(program, program.flows);
    this.#levels = program.stocks.map((_, index) => Float64Array.from(stepper.ledger.levels[index]!));
    this.#requested = program.flows.map(({ amount }) => Float64Array.from(stepper.lanes(amount)));
    this.#ends = new Map();
  }

  /** Advances; what was scaled, for each run, where anything was. */
  advance(): readonly ScaledStep[] | undefined {
    const { program, stepper } = this;
    const before = stepper.overdraftCount;
    for (const [index, levels] of this.#levels.entries()) levels.set(stepper.ledger.levels[index]!);
    for (const [index, { amount, fromAt, toAt }] of program.flows.entries()) {
      this.#requested[index]!.set(stepper.lanes(amount));
      for (const end of [fromAt, toAt]) {
        if (end !== undefined) this.#ends.set(end, Float64Array.from(stepper.lanes(end)));
      }
    }
    stepper.advance();
    if (stepper.overdraftCount === before) return undefined;
    for (const amounts of this.#requested)
      for (const [lane, rate] of amounts.entries()) amounts[lane] = rate * this.#dt;
    return Array.from({ length: this.runs }, (_, run) => {
      const accounts = agentNetwork(program, (flow, end, lane) => {
        const numbers = this.#ends.get(program.flows[flow]![end]!)!;
        return numbers[(run * numbers.length) / this.runs + lane]!;
      });
      const moved = stepper.ledger.moved.slice(0, program.flows.length);
      return new ScaledStep(
        accounts,
        this.stocks.gather(this.#levels, run),
        this.flows.gather(this.#requested, run),
        this.flows.gather(moved, run),
      );
    });
  }
}
