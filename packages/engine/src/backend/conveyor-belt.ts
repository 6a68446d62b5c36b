import { addPairs, dividePairs, largestRemainder, lowPart, multiplyPairs, productError } from "../numeric/index.js";
import type { Transit } from "./conveyor-times.js";

/** Whole numbers up to here are split by weights in f64 without losing a unit; 2^51, see `#splitSmall`. */
const mostInDoubles = 2_251_799_813_685_248;

/**
 * One conveyor over many runs: how much leaves at which step, as far as is known. Every amount is a double and
 * what the double leaves, so that whole base units up to 2^100 are exact and others are lost by no more than that.
 */
export class Belt {
  /** What all batches sum to, by run. */
  readonly content: Float64Array;
  readonly rest: Float64Array;
  /** What `leak` or `take` could not take, because there was no more. */
  missing = 0;
  missingRest = 0;
  /** The result of `count`. */
  counted = 0;
  countedRest = 0;
  /** The batches of each run side by side, by the step they leave in modulo `rows`. */
  #amounts: Float64Array;
  #rests: Float64Array;
  rows = 2;
  /** The last step in which something leaves. */
  #last = 0;
  #nextCount = 0;
  /** True while every amount that came and went was a whole number without a rest. */
  #isSmall: boolean;
  /** Of one run: positions of its batches, and what each of them loses. */
  #places: Int32Array = new Int32Array(2);
  #order: Int32Array = new Int32Array(2);
  #parts = new Float64Array(2);
  #partRests = new Float64Array(2);

  constructor(
    readonly runs: number,
    /** Held in whole base units. */
    readonly isCounted: boolean,
  ) {
    this.#isSmall = isCounted;
    this.content = new Float64Array(runs);
    this.rest = new Float64Array(runs);
    this.#amounts = new Float64Array(this.rows * runs);
    this.#rests = new Float64Array(this.rows * runs);
  }

  /** Makes room for batches that leave up to `rows` - 1 steps after the present one. */
  grow(rows: number, step: number): void {
    const { runs } = this;
    const amounts = new Float64Array(rows * runs);
    const rests = new Float64Array(rows * runs);
    for (let lane = 0; lane < runs; lane++) {
      for (let due = step; due < step + this.rows; due++) {
        const from = lane * this.rows + (due % this.rows);
        const to = lane * rows + (due % rows);
        amounts[to] = this.#amounts[from]!;
        rests[to] = this.#rests[from]!;
      }
    }
    this.rows = rows;
    this.#amounts = amounts;
    this.#rests = rests;
    this.#places = new Int32Array(rows);
    this.#order = new Int32Array(rows);
    this.#parts = new Float64Array(rows);
    this.#partRests = new Float64Array(rows);
  }

  /** Adds an amount to what leaves at a step. */
  add(lane: number, due: number, amount: number, rest: number): void {
    if (rest !== 0 || !Number.isSafeInteger(amount)) this.#isSmall = false;
    const place = lane * this.rows + (due % this.rows);
    this.#amounts[place] = addPairs(this.#amounts[place]!, this.#rests[place]!, amount, rest);
    this.#rests[place] = lowPart[0]!;
    this.content[lane] = addPairs(this.content[lane]!, this.rest[lane]!, amount, rest);
    this.rest[lane] = lowPart[0]!;
    if (due > this.#last) this.#last = due;
  }

  /** What enters at a step leaves from `cliff` steps later on, `length` steps later the last of it. */
  enter(lane: number, step: number, amount: number, rest: number, { length, cliff }: Transit): void {
    if (amount === 0) return;
    if (cliff >= length) {
      this.add(lane, step + cliff, amount, rest);
      return;
    }
    const isWhole = this.isCounted && Number.isInteger(amount) && Number.isInteger(rest);
    const isSmall = this.#isSmall && rest === 0 && amount + this.content[lane]! < mostInDoubles;
    if (isWhole && isSmall && amount > 0) {
      this.#enterSmall(lane, step, amount, length, cliff);
      return;
    }
    // amount = length * share + over: by step k, k * share + floor(over * k / length) has left.
    let over = 0;
    let share: number;
    let shareRest = 0;
    if (!isWhole) {
      share = dividePairs(amount, rest, length, 0);
      shareRest = lowPart[0]!;
    } else if (rest === 0 && amount <= Number.MAX_SAFE_INTEGER) {
      over = amount % length;
      share = (amount - over) / length;
    } else {
      const whole = BigInt(amount) + BigInt(rest);
      over = Number(whole % BigInt(length));
      const quotient = whole / BigInt(length);
      share = Number(quotient);
      shareRest = Number(quotient - BigInt(share));
    }
    let [left, leftRest] = [amount, rest];
    let outBefore = 0;
    for (let steps = cliff; steps <= length; steps++) {
      const outBy = Math.floor((over * steps) / length);
      const count = steps === cliff ? cliff : 1;
      let part = multiplyPairs(share, shareRest, count, 0);
      let partRest = lowPart[0]!;
      part = addPairs(part, partRest, outBy - outBefore, 0);
      partRest = lowPart[0]!;
      outBefore = outBy;
      if (steps === length) [part, partRest] = [left, leftRest];
      this.add(lane, step + steps, part, partRest);
      left = addPairs(left, leftRest, -part, -partRest);
      leftRest = lowPart[0]!;
    }
  }

  /** The same where all batches are small whole numbers, of which a plain double loses nothing. */
  #enterSmall(lane: number, step: number, amount: number, length: number, cliff: number): void {
    const over = amount % length;
    const share = (amount - over) / length;
    const first = lane * this.rows;
    const end = first + this.rows;
    // What is over after the steps before: over * steps modulo length.
    let carried = (over * cliff) % length;
    let place = first + ((step + cliff) % this.rows);
    this.#amounts[place]! += cliff * share + (over * cliff - carried) / length;
    for (let steps = cliff + 1; steps <= length; steps++) {
      if (++place === end) place = first;
      carried += over;
      if (carried >= length) {
        carried -= length;
        this.#amounts[place]! += share + 1;
      } else {
        this.#amounts[place]! += share;
      }
    }
    this.content[lane]! += amount;
    if (step + length > this.#last) this.#last = step + length;
  }

  /** What has come to the end, less its share of what leaks; the nearest double. */
  due(lane: number, step: number, leaked: number, leakedRest: number): number {
    const place = lane * this.rows + (step % this.rows);
    const amount = this.#amounts[place]!;
    if (leaked === 0 || amount === 0) return Math.max(amount, 0);
    if (this.#isAll(lane, leaked, leakedRest)) return 0;
    const count = this.#share(lane, step, leaked, leakedRest);
    if (count === 0 || this.#places[0] !== place) return Math.max(amount, 0);
    return Math.max(addPairs(amount, this.#rests[place]!, -this.#parts[0]!, -this.#partRests[0]!), 0);
  }

  /** Takes an amount from all batches in proportion. */
  leak(lane: number, step: number, amount: number, rest: number): void {
    this.missing = this.missingRest = 0;
    if (this.#isAll(lane, amount, rest)) {
      this.missing = addPairs(amount, rest, -this.content[lane]!, -this.rest[lane]!);
      this.missingRest = lowPart[0]!;
      for (let due = step; due <= this.#last; due++) this.#clear(lane * this.rows + (due % this.rows));
      this.content[lane] = this.rest[lane] = 0;
      return;
    }
    const count = this.#share(lane, step, amount, rest);
    for (let position = 0; position < count; position++) {
      const place = this.#places[position]!;
      const [part, partRest] = [this.#parts[position]!, this.#partRests[position]!];
      this.#amounts[place] = addPairs(this.#amounts[place]!, this.#rests[place]!, -part, -partRest);
      this.#rests[place] = lowPart[0]!;
    }
    this.content[lane] = addPairs(this.content[lane]!, this.rest[lane]!, -amount, -rest);
    this.rest[lane] = lowPart[0]!;
  }

  /** True when an amount is all that a run's conveyor holds, or more. */
  #isAll(lane: number, amount: number, rest: number): boolean {
    return addPairs(amount, rest, -this.content[lane]!, -this.rest[lane]!) >= 0;
  }

  #clear(place: number): void {
    this.#amounts[place] = 0;
    this.#rests[place] = 0;
  }

  /**
   * What each batch of a run loses of an amount that is less than all: by largest remainder where all are whole base
   * units. The results stand in `#places`, `#parts` and `#partRests`; how many there are.
   */
  #share(lane: number, step: number, amount: number, rest: number): number {
    let isWhole = this.isCounted && Number.isInteger(amount) && Number.isInteger(rest);
    let count = 0;
    for (let due = step; due <= this.#last; due++) {
      const place = lane * this.rows + (due % this.rows);
      const batch = this.#amounts[place]!;
      if (batch === 0) continue;
      isWhole = isWhole && batch > 0 && Number.isInteger(batch) && Number.isInteger(this.#rests[place]!);
      this.#places[count++] = place;
    }
    if (!isWhole) {
      this.#isSmall = false;
      this.#splitFraction(lane, count, amount, rest);
    } else if (this.content[lane]! < mostInDoubles) this.#splitSmall(lane, count, amount);
    else this.#splitLarge(count, amount, rest);
    return count;
  }

  /** Shares that are no whole numbers. What rounding leaves goes to the last batch. */
  #splitFraction(lane: number, count: number, amount: number, rest: number): void {
    const ratio = dividePairs(amount, rest, this.content[lane]!, this.rest[lane]!);
    const ratioRest = lowPart[0]!;
    let [left, leftRest] = [amount, rest];
    for (let position = 0; position < count; position++) {
      const place = this.#places[position]!;
      let part = multiplyPairs(this.#amounts[place]!, this.#rests[place]!, ratio, ratioRest);
      let partRest = lowPart[0]!;
      if (position === count - 1) [part, partRest] = [left, leftRest];
      this.#parts[position] = part;
      this.#partRests[position] = partRest;
      left = addPairs(left, leftRest, -part, -partRest);
      leftRest = lowPart[0]!;
    }
  }

  /** Largest remainder in f64: the product of two whole numbers up to 2^51 is held as two doubles. */
  #splitSmall(lane: number, count: number, amount: number): void {
    const total = this.content[lane]!;
    const remainders = this.#partRests;
    let left = amount;
    for (let position = 0; position < count; position++) {
      const batch = this.#amounts[this.#places[position]!]!;
      const product = batch * amount;
      const productRest = productError(batch, amount, product);
      let part = Math.floor(product / total);
      const whole = part * total;
      // All terms are whole numbers below 2^53, and so are their sums: nothing is rounded.
      let remainder = product - whole + (productRest - productError(part, total, whole));
      while (remainder < 0) {
        part--;
        remainder += total;
      }
      while (remainder >= total) {
        part++;
        remainder -= total;
      }
      this.#parts[position] = part;
      remainders[position] = remainder;
      left -= part;
    }
    if (left > 0) this.#giveLargest(left, count, remainders);
    remainders.fill(0, 0, count);
  }

  /** One unit more for each of the largest remainders; of equal ones for the earlier. */
  #giveLargest(units: number, count: number, remainders: Float64Array): void {
    const order = this.#order.subarray(0, count);
    if (count > 64) {
      for (let position = 0; position < count; position++) order[position] = position;
      order.sort((a, b) => remainders[b]! - remainders[a]! || a - b);
    } else {
      for (let position = 0; position < count; position++) {
        const remainder = remainders[position]!;
        let at = position;
        for (; at > 0 && remainders[order[at - 1]!]! < remainder; at--) order[at] = order[at - 1]!;
        order[at] = position;
      }
    }
    for (let position = 0; position < units; position++) this.#parts[order[position]!]!++;
  }

  #splitLarge(count: number, amount: number, rest: number): void {
    const weights = Array.from({ length: count }, (_, position) => {
      const place = this.#places[position]!;
      return BigInt(this.#amounts[place]!) + BigInt(this.#rests[place]!);
    });
    for (const [position, part] of largestRemainder(BigInt(amount) + BigInt(rest), weights).entries()) {
      this.#parts[position] = Number(part);
      this.#partRests[position] = Number(part - BigInt(Number(part)));
    }
  }

  /** Takes an amount from the end. */
  take(lane: number, step: number, amount: number, rest: number): void {
    if (rest !== 0 || !Number.isSafeInteger(amount)) this.#isSmall = false;
    let [left, leftRest] = [amount, rest];
    for (let due = step; due <= this.#last && left > 0; due++) {
      const place = lane * this.rows + (due % this.rows);
      const [batch, batchRest] = [this.#amounts[place]!, this.#rests[place]!];
      if (batch === 0) continue;
      const after = addPairs(batch, batchRest, -left, -leftRest);
      const afterRest = lowPart[0]!;
      if (after > 0) {
        this.#amounts[place] = after;
        this.#rests[place] = afterRest;
        left = leftRest = 0;
      } else {
        this.#clear(place);
        left = addPairs(left, leftRest, -batch, -batchRest);
        leftRest = lowPart[0]!;
      }
    }
    this.missing = left;
    this.missingRest = leftRest;
    const taken = addPairs(amount, rest, -left, -leftRest);
    this.content[lane] = addPairs(this.content[lane]!, this.rest[lane]!, -taken, -lowPart[0]!);
    this.rest[lane] = lowPart[0]!;
  }

  /** What was due and has not left is due at the next step. */
  turn(lane: number, step: number): void {
    const place = lane * this.rows + (step % this.rows);
    const late = this.#amounts[place]!;
    if (late === 0) return;
    const next = lane * this.rows + ((step + 1) % this.rows);
    this.#amounts[next] = addPairs(this.#amounts[next]!, this.#rests[next]!, late, this.#rests[place]!);
    this.#rests[next] = lowPart[0]!;
    this.#clear(place);
    if (this.#last <= step) this.#last = step + 1;
  }

  /** Counting all batches at every step would take longer than moving them. */
  isToBeCounted(step: number): boolean {
    if (step < this.#nextCount) return false;
    this.#nextCount = step + this.rows;
    return true;
  }

  /** Sums the batches of a run into `counted` and `countedRest`. */
  count(lane: number): void {
    this.counted = this.countedRest = 0;
    for (let place = lane * this.rows; place < (lane + 1) * this.rows; place++) {
      this.counted = addPairs(this.counted, this.countedRest, this.#amounts[place]!, this.#rests[place]!);
      this.countedRest = lowPart[0]!;
    }
  }
}
