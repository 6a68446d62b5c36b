import * as rational from "../base/rational.js";
import type { Rational } from "../base/rational.js";
import type { Program } from "../model/index.js";
import { accumulate, renormalise } from "./double-double.js";
import { leak } from "./failures.js";
import { settle } from "./settle.js";

export type OnOverdraft = (stock: number, lane: number, requested: number, available: number) => void;

/** A shortfall below this share of the outflow is rounding of the equations, not an overdraft. */
const roundingShare = 9.094947017729282e-13; // 2^-40

/** Largest difference of a book, as a share of the most its stocks ever held, that double-double rounding explains. */
const auditShare = 8.077935669463161e-28; // 2^-90

/** The stocks of a batch of runs, kept by double entry in f64 with the rounding errors carried along. */
export class Ledger {
  /** Nearest double of each stock, one array of lanes per stock: what equations see. */
  readonly levels: readonly Float64Array[];
  readonly #rest: readonly Float64Array[];
  readonly #newLevels: readonly Float64Array[];
  readonly #newRest: readonly Float64Array[];
  /** What each book must hold: sum at the start plus minted minus burned since. */
  readonly #expected: readonly { hi: Float64Array; lo: Float64Array }[];
  /** The most the stocks of each book have held. */
  readonly #peaks: readonly Float64Array[];
  readonly #sumHi: Float64Array;
  readonly #sumLo: Float64Array;

  constructor(
    readonly program: Program,
    readonly runs: number,
  ) {
    const perStock = () => program.stocks.map(() => new Float64Array(runs));
    this.levels = perStock();
    this.#rest = perStock();
    this.#newLevels = perStock();
    this.#newRest = perStock();
    this.#expected = program.books.map(() => ({ hi: new Float64Array(runs), lo: new Float64Array(runs) }));
    this.#peaks = program.books.map(() => new Float64Array(runs));
    this.#sumHi = new Float64Array(runs);
    this.#sumLo = new Float64Array(runs);
  }

  open(stock: number, initial: Float64Array): void {
    this.levels[stock]!.set(initial);
  }

  openBooks(): void {
    for (const [index, book] of this.program.books.entries()) {
      const { hi, lo } = this.#expected[index]!;
      for (const stock of book.stocks) accumulate(hi, lo, this.levels[stock]!, 1);
      renormalise(hi, lo);
    }
    this.audit(0, 0);
  }

  /** Moves all stocks at once. */
  settle(requested: readonly Float64Array[], onOverdraft: OnOverdraft): void {
    const { stocks, flows, books } = this.program;
    for (const index of stocks.keys()) {
      this.#newLevels[index]!.set(this.levels[index]!);
      this.#newRest[index]!.set(this.#rest[index]!);
    }
    for (const [index, { from, to }] of flows.entries()) {
      if (from !== undefined) accumulate(this.#newLevels[from]!, this.#newRest[from]!, requested[index]!, -1);
      if (to !== undefined) accumulate(this.#newLevels[to]!, this.#newRest[to]!, requested[index]!, 1);
    }
    for (const index of stocks.keys()) renormalise(this.#newLevels[index]!, this.#newRest[index]!);
    const moved = this.#settleOverdrawn(requested, onOverdraft);
    for (const [index, book] of books.entries()) {
      const { hi, lo } = this.#expected[index]!;
      for (const flow of book.mints) accumulate(hi, lo, moved[flow]!, 1);
      for (const flow of book.burns) accumulate(hi, lo, moved[flow]!, -1);
      renormalise(hi, lo);
    }
    for (const index of stocks.keys()) {
      this.levels[index]!.set(this.#newLevels[index]!);
      this.#rest[index]!.set(this.#newRest[index]!);
    }
  }

  #overdrawnLanes(): readonly number[] {
    const lanes = new Set<number>();
    for (const [index, stock] of this.program.stocks.entries()) {
      if (stock.mayBeNegative) continue;
      const level = this.#newLevels[index]!;
      for (let lane = 0; lane < level.length; lane++) if (level[lane]! < 0) lanes.add(lane);
    }
    return [...lanes].sort((a, b) => a - b);
  }

  /** Settles the overdrawn runs again, with the amounts that their stocks can bear; what really moved. */
  #settleOverdrawn(requested: readonly Float64Array[], onOverdraft: OnOverdraft): readonly Float64Array[] {
    const lanes = this.#overdrawnLanes();
    if (lanes.length === 0) return requested;
    const moved = requested.map((amounts) => Float64Array.from(amounts));
    for (const lane of lanes) {
      const asked = requested.map((amounts) => amounts[lane]!);
      const amounts = this.#withoutRounding(lane, asked) ?? this.#scaled(lane, asked, onOverdraft);
      this.#applyLane(lane, amounts);
      for (const [flow, amount] of amounts.entries()) moved[flow]![lane] = amount;
    }
    return moved;
  }

  /** Writes the stocks of one run after flows of these amounts; true when none is below zero. */
  #applyLane(lane: number, amounts: readonly number[]): boolean {
    const { stocks, flows } = this.program;
    for (let index = 0; index < stocks.length; index++) {
      this.#newLevels[index]![lane] = this.levels[index]![lane]!;
      this.#newRest[index]![lane] = this.#rest[index]![lane]!;
    }
    for (let index = 0; index < flows.length; index++) {
      const { from, to } = flows[index]!;
      if (from !== undefined) this.#addTo(from, lane, -amounts[index]!);
      if (to !== undefined) this.#addTo(to, lane, amounts[index]!);
    }
    let isSettled = true;
    for (let index = 0; index < stocks.length; index++) {
      const rest = this.#newRest[index]![lane]!;
      this.#newRest[index]![lane] = 0;
      this.#addTo(index, lane, rest);
      if (!stocks[index]!.mayBeNegative && this.#newLevels[index]![lane]! < 0) isSettled = false;
    }
    return isSettled;
  }

  /** The two-sum of `accumulate` for one stock of one run. */
  #addTo(stock: number, lane: number, amount: number): void {
    const hi = this.#newLevels[stock]!;
    const lo = this.#newRest[stock]!;
    const level = hi[lane]!;
    const sum = level + amount;
    const part = sum - level;
    hi[lane] = sum;
    lo[lane] = lo[lane]! + (level - (sum - part) + (amount - part));
  }

  /**
   * When all that is missing is rounding (a pot paid out to the last token misses its zero by an ulp),
   * takes it off the largest outflow. undefined when more is missing.
   */
  #withoutRounding(lane: number, asked: readonly number[]): readonly number[] | undefined {
    const amounts = [...asked];
    for (let pass = 0; pass <= 2 * this.program.stocks.length + 2; pass++) {
      if (this.#applyLane(lane, amounts)) return amounts;
      for (const [stock, { mayBeNegative }] of this.program.stocks.entries()) {
        const missing = -this.#newLevels[stock]![lane]!;
        if (mayBeNegative || missing <= 0) continue;
        const outflow = (flow: number) => {
          const { from, to } = this.program.flows[flow]!;
          return from === stock ? amounts[flow]! : to === stock ? -amounts[flow]! : 0;
        };
        let largest = 0;
        for (const flow of amounts.keys()) if (outflow(flow) > outflow(largest)) largest = flow;
        const size = outflow(largest);
        if (!(missing <= roundingShare * size)) return undefined;
        // At least one step down among doubles, or nothing would change.
        const less = Math.min(size - missing, size * 0.9999999999999999);
        amounts[largest] = amounts[largest]! < 0 ? -less : less;
      }
    }
    return undefined;
  }

  #scaled(lane: number, asked: readonly number[], onOverdraft: OnOverdraft): readonly number[] {
    const levels = this.program.stocks.map((_, index) =>
      rational.add(rational.fromNumber(this.levels[index]![lane]!), rational.fromNumber(this.#rest[index]![lane]!)),
    );
    const { amounts, overdrafts } = settle(this.program, levels, asked.map(rational.fromNumber));
    for (const { stock, requested, available } of overdrafts) {
      onOverdraft(stock, lane, rational.toNumber(requested), rational.toNumber(available));
    }
    const rounded = amounts.map(towardsZero);
    return this.#withoutRounding(lane, rounded) ?? rounded;
  }

  /**
   * Supply = what was there + minted - burned, in every book of every run.
   *
   * @throws TokenwrightError `ledger/leak`, which is always a fault of ours.
   */
  audit(step: number, firstRun: number): void {
    for (const [index, book] of this.program.books.entries()) {
      const expected = this.#expected[index]!;
      const hi = this.#sumHi.fill(0);
      const lo = this.#sumLo.fill(0);
      for (const stock of book.stocks) {
        accumulate(hi, lo, this.levels[stock]!, 1);
        accumulate(hi, lo, this.#rest[stock]!, 1);
      }
      renormalise(hi, lo);
      const peak = this.#peaks[index]!;
      for (let lane = 0; lane < this.runs; lane++) {
        let held = 0;
        for (const stock of book.stocks) held += Math.abs(this.levels[stock]![lane]!);
        if (held > peak[lane]!) peak[lane] = held;
        const difference = hi[lane]! - expected.hi[lane]! + (lo[lane]! - expected.lo[lane]!);
        if (Math.abs(difference) <= auditShare * peak[lane]!) continue;
        throw leak(book.unit, String(difference), step, firstRun + lane);
      }
    }
  }
}

/** The nearest double that is not larger in size. */
function towardsZero(value: Rational): number {
  const nearest = rational.toNumber(value);
  if (rational.compare(rational.absolute(rational.fromNumber(nearest)), rational.absolute(value)) <= 0) return nearest;
  return nearest * 0.9999999999999999;
}
