import { TokenwrightError } from "../base/errors.js";
import * as rational from "../base/rational.js";
import type { Rational } from "../base/rational.js";
import type { Program } from "../model/index.js";
import { accumulate, renormalise } from "./double-double.js";
import { settle } from "./settle.js";

export type OnOverdraft = (stock: number, lane: number, requested: number, available: number) => void;

/** A shortfall below this share of the outflow is rounding of the equations, not an overdraft. */
const roundingShare = 9.094947017729282e-13; // 2^-40

/** Largest difference of a book, as a share of what its stocks hold, that double-double rounding explains. */
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
    for (const [index, book] of books.entries()) {
      const { hi, lo } = this.#expected[index]!;
      for (const flow of book.mints) accumulate(hi, lo, requested[flow]!, 1);
      for (const flow of book.burns) accumulate(hi, lo, requested[flow]!, -1);
    }
    for (const index of stocks.keys()) renormalise(this.#newLevels[index]!, this.#newRest[index]!);
    for (const lane of this.#overdrawnLanes()) this.#settleLane(lane, requested, onOverdraft);
    for (const { hi, lo } of this.#expected) renormalise(hi, lo);
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

  /** Settles one run again, with the amounts that its stocks can bear. */
  #settleLane(lane: number, requested: readonly Float64Array[], onOverdraft: OnOverdraft): void {
    const asked = requested.map((lanes) => lanes[lane]!);
    const amounts = this.#withoutRounding(lane, asked) ?? this.#scaled(lane, asked, onOverdraft);
    this.#applyLane(lane, amounts);
    for (const [index, book] of this.program.books.entries()) {
      const { hi, lo } = this.#expected[index]!;
      for (const flow of book.mints) this.#addLane(hi, lo, lane, amounts[flow]!, -asked[flow]!);
      for (const flow of book.burns) this.#addLane(hi, lo, lane, asked[flow]!, -amounts[flow]!);
    }
  }

  #addLane(hi: Float64Array, lo: Float64Array, lane: number, a: number, b: number): void {
    accumulate(hi.subarray(lane, lane + 1), lo.subarray(lane, lane + 1), Float64Array.of(a), 1);
    accumulate(hi.subarray(lane, lane + 1), lo.subarray(lane, lane + 1), Float64Array.of(b), 1);
  }

  /** Writes the stocks of one run after flows of these amounts; true when none is below zero. */
  #applyLane(lane: number, amounts: readonly number[]): boolean {
    const { stocks, flows } = this.program;
    for (const index of stocks.keys()) {
      this.#newLevels[index]![lane] = this.levels[index]![lane]!;
      this.#newRest[index]![lane] = this.#rest[index]![lane]!;
    }
    const part = (arrays: readonly Float64Array[], index: number) => arrays[index]!.subarray(lane, lane + 1);
    for (const [index, { from, to }] of flows.entries()) {
      const amount = Float64Array.of(amounts[index]!);
      if (from !== undefined) accumulate(part(this.#newLevels, from), part(this.#newRest, from), amount, -1);
      if (to !== undefined) accumulate(part(this.#newLevels, to), part(this.#newRest, to), amount, 1);
    }
    let isSettled = true;
    for (const [index, stock] of stocks.entries()) {
      renormalise(part(this.#newLevels, index), part(this.#newRest, index));
      if (!stock.mayBeNegative && this.#newLevels[index]![lane]! < 0) isSettled = false;
    }
    return isSettled;
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
      for (let lane = 0; lane < this.runs; lane++) {
        const difference = hi[lane]! - expected.hi[lane]! + (lo[lane]! - expected.lo[lane]!);
        let held = Math.abs(expected.hi[lane]!);
        if (Math.abs(difference) <= auditShare * held) continue;
        for (const stock of book.stocks) held = Math.max(held, Math.abs(this.levels[stock]![lane]!));
        if (Math.abs(difference) <= auditShare * held * book.stocks.length) continue;
        throw new TokenwrightError({
          code: "ledger/leak",
          message: `internal: the stocks in ${book.unit} sum to ${difference} base units more than was there, minted and not burned, after step ${step} of run ${firstRun + lane}.`,
          expected: "supply = minted - burned",
          hint: "this is a fault of Tokenwright: please report it with the scenario",
        });
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
