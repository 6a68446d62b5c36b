import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import { type Network, settle } from "./settle.js";

/** Told of every stock that could not give what it was asked for. */
export type OnOverdraft = (stock: number, lane: number, requested: number, available: number) => void;

/** A shortfall below this share of the outflow is rounding of the equations, not an overdraft. */
const roundingShare = 9.094947017729282e-13; // 2^-40

/** A double nearer to zero, by a step or two; 0 for the smallest. */
function stepDown(size: number): number {
  return Math.min(size * 0.9999999999999999, size - Number.MIN_VALUE);
}

/**
 * Settles one run whose outflows, as computed, would take a stock below zero. Fill `before`, `restBefore` and
 * `amounts`, call `settle`, and read `levels`, `rest` and `amounts`.
 */
export class OverdrawnRun {
  /** The stocks at the start of the step: nearest double and what it leaves. */
  readonly before: Float64Array;
  readonly restBefore: Float64Array;
  /** The stocks after the step. */
  readonly levels: Float64Array;
  readonly rest: Float64Array;
  /** What the flows ask for, and after `settle` what they really move. */
  readonly amounts: Float64Array;
  readonly #asked: Float64Array;
  readonly #program: Network;

  constructor(program: Network) {
    this.#program = program;
    const perStock = () => new Float64Array(program.stocks.length);
    this.before = perStock();
    this.restBefore = perStock();
    this.levels = perStock();
    this.rest = perStock();
    this.amounts = new Float64Array(program.flows.length);
    this.#asked = new Float64Array(program.flows.length);
  }

  settle(onOverdraft: (stock: number, requested: number, available: number) => void): void {
    this.#asked.set(this.amounts);
    if (this.#takeRounding(roundingShare)) return;
    this.amounts.set(this.#asked);
    const scaled = this.#scaled(onOverdraft);
    this.amounts.set(scaled);
    // What is missing now can only be rounding, however large a share of a vanishing amount it is.
    if (this.#takeRounding(1)) return;
    this.amounts.set(scaled);
    this.#book();
  }

  /** Computes the stocks after flows of these amounts; true when none is below zero. */
  #book(): boolean {
    const { stocks, flows } = this.#program;
    const { levels, rest, amounts } = this;
    levels.set(this.before);
    rest.set(this.restBefore);
    for (let flow = 0; flow < flows.length; flow++) {
      const { from, to } = flows[flow]!;
      if (from !== undefined) this.#addTo(from, -amounts[flow]!);
      if (to !== undefined) this.#addTo(to, amounts[flow]!);
    }
    let isSettled = true;
    for (let stock = 0; stock < stocks.length; stock++) {
      // As `renormalise` in `double-double.ts`.
      const level = levels[stock]!;
      const sum = level + rest[stock]!;
      rest[stock] = level - sum + rest[stock]!;
      levels[stock] = sum;
      if (!stocks[stock]!.mayBeNegative && levels[stock]! < 0) isSettled = false;
    }
    return isSettled;
  }

  /** The two-sum of `accumulate` for one stock. */
  #addTo(stock: number, amount: number): void {
    const level = this.levels[stock]!;
    const sum = level + amount;
    const part = sum - level;
    this.levels[stock] = sum;
    this.rest[stock] = this.rest[stock]! + (level - (sum - part) + (amount - part));
  }

  /**
   * When all that is missing is rounding (a pot paid out to the last token misses its zero by an ulp),
   * takes it off the largest outflow. False when more is missing than `share` of that.
   */
  #takeRounding(share: number): boolean {
    const { stocks } = this.#program;
    for (let pass = 0; pass <= 2 * stocks.length + 2; pass++) {
      if (this.#book()) return true;
      for (let stock = 0; stock < stocks.length; stock++) {
        const missing = -this.levels[stock]!;
        if (stocks[stock]!.mayBeNegative || missing <= 0) continue;
        if (!this.#takeOffLargest(stock, missing, share)) return false;
      }
    }
    return false;
  }

  #takeOffLargest(stock: number, missing: number, share: number): boolean {
    const { flows } = this.#program;
    const { amounts } = this;
    let largest = 0;
    let size = 0;
    for (let flow = 0; flow < flows.length; flow++) {
      const { from, to } = flows[flow]!;
      const outflow = from === stock ? amounts[flow]! : to === stock ? -amounts[flow]! : 0;
      if (outflow <= size) continue;
      largest = flow;
      size = outflow;
    }
    if (!(missing <= share * size)) return false;
    // At least one step down among doubles, or nothing would change.
    const less = Math.min(size - missing, stepDown(size));
    amounts[largest] = amounts[largest]! < 0 ? -less : less;
    return true;
  }

  /** What the stocks can bear, computed exactly and rounded towards zero. */
  #scaled(onOverdraft: (stock: number, requested: number, available: number) => void): Float64Array {
    const levels = Array.from(this.before, (level, stock) => {
      const rest = this.restBefore[stock]!;
      return rest === 0
        ? rational.fromNumber(level)
        : rational.add(rational.fromNumber(level), rational.fromNumber(rest));
    });
    const requested = Array.from(this.amounts, rational.fromNumber);
    const { amounts, overdrafts } = settle(this.#program, levels, requested);
    for (const { stock, requested: asked, available } of overdrafts) {
      onOverdraft(stock, rational.toNumber(asked), rational.toNumber(available));
    }
    return Float64Array.from(amounts, (amount, flow) =>
      amount === requested[flow] ? this.amounts[flow]! : towardsZero(amount),
    );
  }
}

/** The nearest double that is not larger in size. */
function towardsZero(value: Rational): number {
  const nearest = rational.toNumber(value);
  if (rational.compare(rational.absolute(rational.fromNumber(nearest)), rational.absolute(value)) <= 0) return nearest;
  return nearest < 0 ? -stepDown(-nearest) : stepDown(nearest);
}
