import type { Program } from "../model/index.js";
import { type AgentNetwork, agentNetwork, agentsOf, startsOf } from "./agent-network.js";
import { accumulate, accumulateAll, accumulateAt, renormalise } from "./double-double.js";
import { leak } from "./failures.js";
import { type OnOverdraft, OverdrawnRun } from "./js-overdraft.js";

/** Largest difference of a book, as a share of the most its stocks ever held, that double-double rounding explains. */
const auditShare = 8.077935669463161e-28; // 2^-90

/** A flow that touches a stock: which one, and whether it adds or takes. */
interface Entry {
  readonly flow: number;
  readonly sign: 1 | -1;
  /** Amounts of the flow in each run: one for every agent of its population. */
  readonly size: number;
  /** The numbers of the agents whose stocks are meant, one for each amount. */
  readonly at: Float64Array | undefined;
}

/** A book with what it must hold: the sum at the start plus minted minus burned since. */
interface Account {
  readonly unit: string;
  readonly levels: readonly Float64Array[];
  readonly rest: readonly Float64Array[];
  readonly hi: Float64Array;
  readonly lo: Float64Array;
  /** Mints and burns. */
  readonly entries: readonly Entry[];
  /** The most the stocks have held together. */
  readonly peak: Float64Array;
  /** Most agents of a stock: a sum of so many rounds as often. */
  readonly agents: number;
}

/** The numbers of agents at the ends of flows, one for every amount; from 1. */
export interface FlowEnds {
  readonly from: readonly (Float64Array | undefined)[];
  readonly to: readonly (Float64Array | undefined)[];
}

/** The stocks of a batch of runs, kept by double entry in f64 with the rounding errors carried along. */
export class Ledger {
  /** Nearest double of each stock, one array per stock: what equations see. The agents of a run lie side by side. */
  readonly levels: readonly Float64Array[];
  /** What the flows really moved in the last step. */
  moved: readonly Float64Array[] = [];
  /** What the nearest double leaves. */
  readonly #rest: readonly Float64Array[];
  readonly #oldLevels: readonly Float64Array[];
  readonly #oldRest: readonly Float64Array[];
  /** The flows of each stock, in the order in which they are booked. */
  readonly #entries: readonly (readonly Entry[])[];
  readonly #accounts: readonly Account[];
  /** Number of agents of each stock and flow; 1 for what has a single value. */
  readonly #sizes: { readonly stocks: readonly number[]; readonly flows: readonly number[] };
  readonly #starts: { readonly stocks: readonly number[]; readonly flows: readonly number[] };
  #overdrawn: OverdrawnRun | undefined;

  constructor(
    readonly program: Program,
    readonly runs: number,
    readonly ends: FlowEnds = { from: [], to: [] },
  ) {
    const { stocks, flows, books } = program;
    const sizeOf = ({ population }: { readonly population?: number }) => agentsOf(program, population);
    this.#sizes = { stocks: stocks.map(sizeOf), flows: flows.map(sizeOf) };
    this.#starts = { stocks: startsOf(program, stocks), flows: startsOf(program, flows) };
    const lanesOf = (size: number) => new Float64Array(runs * size);
    this.levels = this.#sizes.stocks.map(lanesOf);
    this.#rest = this.#sizes.stocks.map(lanesOf);
    this.#oldLevels = this.#sizes.stocks.map(lanesOf);
    this.#oldRest = this.#sizes.stocks.map(lanesOf);
    const entries = stocks.map((): Entry[] => []);
    for (const [flow, { from, to }] of flows.entries()) {
      const size = this.#sizes.flows[flow]!;
      if (from !== undefined) entries[from]!.push({ flow, sign: -1, size, at: ends.from[flow] });
      if (to !== undefined) entries[to]!.push({ flow, sign: 1, size, at: ends.to[flow] });
    }
    this.#entries = entries;
    this.#accounts = books.map((book) => ({
      unit: book.unit,
      levels: book.stocks.map((stock) => this.levels[stock]!),
      rest: book.stocks.map((stock) => this.#rest[stock]!),
      hi: lanesOf(1),
      lo: lanesOf(1),
      entries: [
        ...book.mints.map((flow): Entry => ({ flow, sign: 1, size: this.#sizes.flows[flow]!, at: undefined })),
        ...book.burns.map((flow): Entry => ({ flow, sign: -1, size: this.#sizes.flows[flow]!, at: undefined })),
      ],
      peak: lanesOf(1),
      agents: book.stocks.reduce((most, stock) => Math.max(most, this.#sizes.stocks[stock]!), 1),
    }));
  }

  /** All that changes from step to step. */
  memory(): readonly Float64Array[] {
    return [...this.levels, ...this.#rest, ...this.#accounts.flatMap(({ hi, lo, peak }) => [hi, lo, peak])];
  }

  open(stock: number, initial: Float64Array): void {
    this.levels[stock]!.set(initial);
  }

  openBooks(): void {
    for (const { hi, lo, levels } of this.#accounts) {
      for (const level of levels) accumulateAll(hi, lo, level, level.length / this.runs, 1);
      renormalise(hi, lo);
    }
    this.audit(0, 0);
  }

  /** What the nearest doubles leave. */
  get rests(): readonly Float64Array[] {
    return this.#rest;
  }

  /** Moves all stocks at once; what the flows really moved. */
  settle(requested: readonly Float64Array[], onOverdraft: OnOverdraft): readonly Float64Array[] {
    for (const [stock, entries] of this.#entries.entries()) {
      const level = this.levels[stock]!;
      const rest = this.#rest[stock]!;
      this.#oldLevels[stock]!.set(level);
      this.#oldRest[stock]!.set(rest);
      if (entries.length === 0) continue;
      for (const entry of entries) book(level, rest, requested[entry.flow]!, entry, this.runs);
      renormalise(level, rest);
    }
    const moved = this.#settleOverdrawn(requested, onOverdraft);
    this.moved = moved;
    for (const { hi, lo, entries } of this.#accounts) {
      if (entries.length === 0) continue;
      for (const { flow, sign, size } of entries) accumulateAll(hi, lo, moved[flow]!, size, sign);
      renormalise(hi, lo);
    }
    return moved;
  }

  #overdrawnRuns(): readonly number[] {
    const runs = new Set<number>();
    for (const [index, stock] of this.program.stocks.entries()) {
      if (stock.mayBeNegative) continue;
      const level = this.levels[index]!;
      const size = this.#sizes.stocks[index]!;
      for (let lane = 0; lane < level.length; lane++) if (level[lane]! < 0) runs.add(Math.floor(lane / size));
    }
    return runs.size === 0 ? [] : [...runs].sort((a, b) => a - b);
  }

  /** Settles the overdrawn runs again, with the amounts that their stocks can bear; what really moved. */
  #settleOverdrawn(requested: readonly Float64Array[], onOverdraft: OnOverdraft): readonly Float64Array[] {
    const overdrawn = this.#overdrawnRuns();
    if (overdrawn.length === 0) return requested;
    const moved = requested.map((amounts) => Float64Array.from(amounts));
    for (const run of overdrawn) {
      const isSettled =
        this.program.graph.populations.length > 0 && this.#settleAlone(run, requested, moved, onOverdraft);
      if (!isSettled) this.#settleTogether(run, requested, moved, onOverdraft);
    }
    return moved;
  }

  /**
   * Scales the outflows of every overdrawn stock by itself, which is all there is to do unless that leaves
   * another one short. False, with nothing done, when it does.
   */
  #settleAlone(
    run: number,
    requested: readonly Float64Array[],
    moved: readonly Float64Array[],
    onOverdraft: OnOverdraft,
  ): boolean {
    const found = new Map<number, { requested: number; available: number }>();
    const touched = new Set<string>();
    let isAlone = true;
    for (const [stock, { mayBeNegative, counted, inOrder }] of this.program.stocks.entries()) {
      const size = this.#sizes.stocks[stock]!;
      if (mayBeNegative) continue;
      let transfersOf: ((agent: number) => readonly Transfer[]) | undefined;
      for (let agent = 0; agent < size; agent++) {
        const lane = run * size + agent;
        if (this.levels[stock]![lane]! >= 0) continue;
        transfersOf ??= this.#transfersByAgent(stock, run);
        const transfers = transfersOf(agent);
        const network = {
          stocks: [{ mayBeNegative, counted, inOrder }],
          flows: transfers.map(({ sign }) => ({ from: sign < 0 ? 0 : undefined, to: sign > 0 ? 0 : undefined })),
        };
        const alone = new OverdrawnRun(network);
        alone.before[0] = this.#oldLevels[stock]![lane]!;
        alone.restBefore[0] = this.#oldRest[stock]![lane]!;
        for (const [index, { flow, position }] of transfers.entries()) {
          alone.amounts[index] = requested[flow]![position]!;
        }
        alone.settle((_, asked, available) => {
          if (!found.has(stock)) found.set(stock, { requested: asked, available });
        });
        for (const [index, { flow, position }] of transfers.entries()) {
          const amount = alone.amounts[index]!;
          if (amount === requested[flow]![position]!) continue;
          moved[flow]![position] = amount;
          // An amount that two overdrawn stocks scale, each for itself, is for both together to settle.
          const key = `${flow} ${position}`;
          if (touched.has(key)) isAlone = false;
          touched.add(key);
        }
      }
    }
    if (isAlone && this.#book(run, moved)) {
      for (const [stock, { requested: asked, available }] of found) onOverdraft(stock, run, asked, available);
      return true;
    }
    for (const [flow, size] of this.#sizes.flows.entries()) {
      for (let position = run * size; position < (run + 1) * size; position++) {
        moved[flow]![position] = requested[flow]![position]!;
      }
    }
    return false;
  }

  /** The flows that touch one agent's stock, in booking order. */
  #transfersByAgent(stock: number, run: number): (agent: number) => readonly Transfer[] {
    const size = this.#sizes.stocks[stock]!;
    const named = new Map<Entry, Map<number, number[]>>();
    for (const entry of this.#entries[stock]!) {
      if (entry.at === undefined) continue;
      const byAgent = new Map<number, number[]>();
      for (let position = run * entry.size; position < (run + 1) * entry.size; position++) {
        const agent = entry.at[position]! - 1;
        const known = byAgent.get(agent);
        if (known === undefined) byAgent.set(agent, [position]);
        else known.push(position);
      }
      named.set(entry, byAgent);
    }
    return (agent) =>
      this.#entries[stock]!.flatMap((entry): Transfer[] => {
        const { flow, sign } = entry;
        if (entry.at !== undefined) {
          return (named.get(entry)!.get(agent) ?? []).map((position) => ({ flow, sign, position }));
        }
        if (size === entry.size) return [{ flow, sign, position: run * size + agent }];
        return Array.from({ length: entry.size }, (_, index) => ({ flow, sign, position: run * entry.size + index }));
      });
  }

  /** Books one run anew with these amounts; true when no stock is below zero that may not be. */
  #book(run: number, moved: readonly Float64Array[]): boolean {
    let isSettled = true;
    for (const [stock, entries] of this.#entries.entries()) {
      const size = this.#sizes.stocks[stock]!;
      const [from, to] = [run * size, (run + 1) * size];
      const level = this.levels[stock]!.subarray(from, to);
      const rest = this.#rest[stock]!.subarray(from, to);
      level.set(this.#oldLevels[stock]!.subarray(from, to));
      rest.set(this.#oldRest[stock]!.subarray(from, to));
      if (entries.length === 0) continue;
      for (const entry of entries) {
        const amounts = moved[entry.flow]!.subarray(run * entry.size, (run + 1) * entry.size);
        const at = entry.at?.subarray(run * entry.size, (run + 1) * entry.size);
        book(level, rest, amounts, { ...entry, at }, 1);
      }
      renormalise(level, rest);
      if (!this.program.stocks[stock]!.mayBeNegative && level.some((value) => value < 0)) isSettled = false;
    }
    return isSettled;
  }

  /** Settles all stocks of a run together. */
  #settleTogether(
    run: number,
    requested: readonly Float64Array[],
    moved: readonly Float64Array[],
    onOverdraft: OnOverdraft,
  ): void {
    const network = this.#network(run);
    // Between single stocks alone the network is the same in every run and step.
    const overdrawn = this.#overdrawn ?? new OverdrawnRun(network);
    if (this.program.graph.populations.length === 0) this.#overdrawn = overdrawn;
    const { stocks: stockStarts, flows: flowStarts } = this.#starts;
    for (const [stock, size] of this.#sizes.stocks.entries()) {
      const start = stockStarts[stock]!;
      overdrawn.before.set(this.#oldLevels[stock]!.subarray(run * size, (run + 1) * size), start);
      overdrawn.restBefore.set(this.#oldRest[stock]!.subarray(run * size, (run + 1) * size), start);
    }
    for (const [flow, size] of this.#sizes.flows.entries()) {
      overdrawn.amounts.set(requested[flow]!.subarray(run * size, (run + 1) * size), flowStarts[flow]!);
    }
    const reported = new Set<number>();
    overdrawn.settle((account, asked, available) => {
      const stock = stockStarts.findLastIndex((start) => start <= account);
      if (reported.has(stock)) return;
      reported.add(stock);
      onOverdraft(stock, run, asked, available);
    });
    for (const [stock, size] of this.#sizes.stocks.entries()) {
      const start = stockStarts[stock]!;
      this.levels[stock]!.set(overdrawn.levels.subarray(start, start + size), run * size);
      this.#rest[stock]!.set(overdrawn.rest.subarray(start, start + size), run * size);
    }
    for (const [flow, size] of this.#sizes.flows.entries()) {
      const start = flowStarts[flow]!;
      moved[flow]!.set(overdrawn.amounts.subarray(start, start + size), run * size);
    }
  }

  #network(run: number): AgentNetwork {
    return agentNetwork(this.program, (flow, end, lane) => {
      const numbers = (end === "fromAt" ? this.ends.from : this.ends.to)[flow]!;
      return numbers[run * this.#sizes.flows[flow]! + lane]!;
    });
  }

  /**
   * Supply = what was there + minted - burned, in every book of every run.
   *
   * @throws TokenwrightError `ledger/leak`, which is always a fault of ours.
   */
  audit(step: number, firstRun: number): void {
    for (const { unit, levels, rest, hi, lo, peak, agents } of this.#accounts) {
      for (let lane = 0; lane < this.runs; lane++) {
        let held = 0;
        let sum = 0;
        let error = 0;
        for (let index = 0; index < levels.length; index++) {
          const size = levels[index]!.length / this.runs;
          for (let position = lane * size; position < (lane + 1) * size; position++) {
            const level = levels[index]![position]!;
            held += Math.abs(level);
            const withLevel = sum + level;
            const part = withLevel - sum;
            error += sum - (withLevel - part) + (level - part);
            const small = rest[index]![position]!;
            sum = withLevel + small;
            const smallPart = sum - withLevel;
            error += withLevel - (sum - smallPart) + (small - smallPart);
          }
        }
        const total = sum + error;
        const part = total - sum;
        const totalRest = sum - (total - part) + (error - part);
        if (held > peak[lane]!) peak[lane] = held;
        const difference = total - hi[lane]! + (totalRest - lo[lane]!);
        if (Math.abs(difference) <= auditShare * agents * peak[lane]!) continue;
        // A stock that has outgrown f64 is no leak: the next evaluation names it.
        if (held === Number.POSITIVE_INFINITY || held !== held) continue;
        throw leak(unit, String(difference), step, firstRun + lane);
      }
    }
  }
}

/** An amount of a flow, by its place among the amounts of all runs. */
interface Transfer {
  readonly flow: number;
  readonly sign: 1 | -1;
  readonly position: number;
}

/** Adds what one flow moves to a stock, or takes it away, in all runs. */
function book(level: Float64Array, rest: Float64Array, amounts: Float64Array, entry: Entry, runs: number): void {
  const { sign, size, at } = entry;
  if (at !== undefined) {
    const agents = level.length / runs;
    for (let position = 0; position < amounts.length; position++) {
      const run = Math.floor(position / size);
      accumulateAt(level, rest, run * agents + at[position]! - 1, amounts[position]!, sign);
    }
    return;
  }
  if (level.length === amounts.length) accumulate(level, rest, amounts, sign);
  else accumulateAll(level, rest, amounts, size, sign);
}
