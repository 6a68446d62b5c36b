import type { Program } from "../model/index.js";
import { accumulate, renormalise } from "./double-double.js";
import { leak } from "./failures.js";
import { type OnOverdraft, OverdrawnRun } from "./js-overdraft.js";

/** Largest difference of a book, as a share of the most its stocks ever held, that double-double rounding explains. */
const auditShare = 8.077935669463161e-28; // 2^-90

/** A flow that touches a stock: which one, and whether it adds or takes. */
interface Entry {
  readonly flow: number;
  readonly sign: 1 | -1;
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
}

/** The stocks of a batch of runs, kept by double entry in f64 with the rounding errors carried along. */
export class Ledger {
  /** Nearest double of each stock, one array of lanes per stock: what equations see. */
  readonly levels: readonly Float64Array[];
  /** What the nearest double leaves. */
  readonly #rest: readonly Float64Array[];
  readonly #oldLevels: readonly Float64Array[];
  readonly #oldRest: readonly Float64Array[];
  /** The flows of each stock, in the order in which they are booked. */
  readonly #entries: readonly (readonly Entry[])[];
  readonly #accounts: readonly Account[];
  readonly #overdrawn: OverdrawnRun;

  constructor(
    readonly program: Program,
    readonly runs: number,
  ) {
    const newLanes = () => new Float64Array(runs);
    const { stocks, flows, books } = program;
    this.levels = stocks.map(newLanes);
    this.#rest = stocks.map(newLanes);
    this.#oldLevels = stocks.map(newLanes);
    this.#oldRest = stocks.map(newLanes);
    const entries = stocks.map((): Entry[] => []);
    for (const [flow, { from, to }] of flows.entries()) {
      if (from !== undefined) entries[from]!.push({ flow, sign: -1 });
      if (to !== undefined) entries[to]!.push({ flow, sign: 1 });
    }
    this.#entries = entries;
    this.#accounts = books.map((book) => ({
      unit: book.unit,
      levels: book.stocks.map((stock) => this.levels[stock]!),
      rest: book.stocks.map((stock) => this.#rest[stock]!),
      hi: newLanes(),
      lo: newLanes(),
      entries: [
        ...book.mints.map((flow): Entry => ({ flow, sign: 1 })),
        ...book.burns.map((flow): Entry => ({ flow, sign: -1 })),
      ],
      peak: newLanes(),
    }));
    this.#overdrawn = new OverdrawnRun(program);
  }

  open(stock: number, initial: Float64Array): void {
    this.levels[stock]!.set(initial);
  }

  openBooks(): void {
    for (const { hi, lo, levels } of this.#accounts) {
      for (const level of levels) accumulate(hi, lo, level, 1);
      renormalise(hi, lo);
    }
    this.audit(0, 0);
  }

  /** Moves all stocks at once. */
  settle(requested: readonly Float64Array[], onOverdraft: OnOverdraft): void {
    for (const [stock, entries] of this.#entries.entries()) {
      const level = this.levels[stock]!;
      const rest = this.#rest[stock]!;
      this.#oldLevels[stock]!.set(level);
      this.#oldRest[stock]!.set(rest);
      if (entries.length === 0) continue;
      for (const { flow, sign } of entries) accumulate(level, rest, requested[flow]!, sign);
      renormalise(level, rest);
    }
    const moved = this.#settleOverdrawn(requested, onOverdraft);
    for (const { hi, lo, entries } of this.#accounts) {
      if (entries.length === 0) continue;
      for (const { flow, sign } of entries) accumulate(hi, lo, moved[flow]!, sign);
      renormalise(hi, lo);
    }
  }

  #overdrawnLanes(): readonly number[] {
    const lanes = new Set<number>();
    for (const [index, stock] of this.program.stocks.entries()) {
      if (stock.mayBeNegative) continue;
      const level = this.levels[index]!;
      for (let lane = 0; lane < level.length; lane++) if (level[lane]! < 0) lanes.add(lane);
    }
    return lanes.size === 0 ? [] : [...lanes].sort((a, b) => a - b);
  }

  /** Settles the overdrawn runs again, with the amounts that their stocks can bear; what really moved. */
  #settleOverdrawn(requested: readonly Float64Array[], onOverdraft: OnOverdraft): readonly Float64Array[] {
    const lanes = this.#overdrawnLanes();
    if (lanes.length === 0) return requested;
    const moved = requested.map((amounts) => Float64Array.from(amounts));
    const run = this.#overdrawn;
    for (const lane of lanes) {
      for (let stock = 0; stock < this.levels.length; stock++) {
        run.before[stock] = this.#oldLevels[stock]![lane]!;
        run.restBefore[stock] = this.#oldRest[stock]![lane]!;
      }
      for (let flow = 0; flow < requested.length; flow++) run.amounts[flow] = requested[flow]![lane]!;
      run.settle((stock, asked, available) => onOverdraft(stock, lane, asked, available));
      for (let stock = 0; stock < this.levels.length; stock++) {
        this.levels[stock]![lane] = run.levels[stock]!;
        this.#rest[stock]![lane] = run.rest[stock]!;
      }
      for (let flow = 0; flow < requested.length; flow++) moved[flow]![lane] = run.amounts[flow]!;
    }
    return moved;
  }

  /**
   * Supply = what was there + minted - burned, in every book of every run.
   *
   * @throws TokenwrightError `ledger/leak`, which is always a fault of ours.
   */
  audit(step: number, firstRun: number): void {
    for (const { unit, levels, rest, hi, lo, peak } of this.#accounts) {
      for (let lane = 0; lane < this.runs; lane++) {
        let held = 0;
        let sum = 0;
        let error = 0;
        for (let index = 0; index < levels.length; index++) {
          const level = levels[index]![lane]!;
          held += Math.abs(level);
          const withLevel = sum + level;
          const part = withLevel - sum;
          error += sum - (withLevel - part) + (level - part);
          const small = rest[index]![lane]!;
          sum = withLevel + small;
          const smallPart = sum - withLevel;
          error += withLevel - (sum - smallPart) + (small - smallPart);
        }
        const total = sum + error;
        const part = total - sum;
        const totalRest = sum - (total - part) + (error - part);
        if (held > peak[lane]!) peak[lane] = held;
        const difference = total - hi[lane]! + (totalRest - lo[lane]!);
        if (Math.abs(difference) <= auditShare * peak[lane]!) continue;
        // A stock that has outgrown f64 is no leak: the next evaluation names it.
        if (held === Number.POSITIVE_INFINITY || held !== held) continue;
        throw leak(unit, String(difference), step, firstRun + lane);
      }
    }
  }
}
