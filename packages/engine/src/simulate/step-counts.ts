import { ExactSums, type PackedSums } from "../numeric/index.js";
import { bucketOf, bucketShift, highWord, signBucket } from "./buckets.js";
import { BytePool } from "./byte-pool.js";

/** Windows begin at multiples of this and are multiples of it long, so that buckets of several can be added in groups. */
export const groupSize = 64;

/** The counts of neighbouring buckets of values of one sign at one step. */
interface Window {
  first: number;
  /** The last eight bits of each count: most counts are small, and small arrays stay in the processor's cache. */
  low: Uint8Array;
  /** How often each of them ran over, where one did. */
  over: Uint32Array | undefined;
}

/**
 * The distribution of one variable at every step: counts of values in buckets that follow the floating-point grid, the
 * extremes, and the exact sum. Memory follows how far values spread, not how many there are; neither their order
 * nor who counted them changes a bit.
 */
export class StepCounts {
  readonly #positive: Window[];
  readonly #negative: Window[];
  readonly #zeros: Float64Array;
  readonly #least: Float64Array;
  readonly #most: Float64Array;
  readonly #sums: ExactSums;
  readonly #pool: BytePool;
  readonly #spent: Uint8Array<ArrayBuffer>[] = [];
  /** The memory that values came in last, as words. */
  #words: Uint32Array = new Uint32Array(0);
  /** Kept so that what is fetched is not left unread. */
  #fetched = 0;

  constructor(
    readonly steps: number,
    pool = new BytePool(),
  ) {
    this.#pool = pool;
    const none = new Uint8Array(0);
    const windows = () => Array.from({ length: steps + 1 }, (): Window => ({ first: 0, low: none, over: undefined }));
    this.#positive = windows();
    this.#negative = windows();
    this.#zeros = new Float64Array(steps + 1);
    this.#least = new Float64Array(steps + 1).fill(Number.POSITIVE_INFINITY);
    this.#most = new Float64Array(steps + 1).fill(Number.NEGATIVE_INFINITY);
    this.#sums = new ExactSums(steps + 1);
  }

  /** Bytes held besides those of the pool. */
  get bytes(): number {
    let sum = this.#sums.bytes + 24 * (this.steps + 1);
    for (const { over } of [...this.#positive, ...this.#negative]) sum += over?.byteLength ?? 0;
    return sum;
  }

  /** Counts values of runs at a step; one that is not a number counts as 0. */
  add(step: number, values: Float64Array): void {
    if (values.length === 0) return;
    if (isSame(values)) this.#countOne(step, values[0]!, values.length);
    else this.#count(step, values);
    const least = this.#least[step]!;
    const most = this.#most[step]!;
    this.#sums.addAll(step, values, Math.max(most, -least), Math.max(least, -most));
  }

  #count(step: number, values: Float64Array): void {
    const isNegative = values[0]! < 0;
    const window = (isNegative ? this.#negative : this.#positive)[step]!;
    this.#fetched ^= fetch(window.low);
    if (this.#words.buffer !== values.buffer) this.#words = new Uint32Array(values.buffer);
    const words = this.#words;
    const start = values.byteOffset / 4 + highWord;
    const end = start + 2 * values.length;
    const sign = isNegative ? signBucket : 0;
    for (let place = start; place < end; place += 2) {
      const { from, inside } = this.#innerOf(step, window, isNegative);
      place = countInside(words, place, end, window, window.first + sign, from, inside);
      if (place >= end) break;
      const value = values[(place - start) >>> 1]!;
      if (!holds(window, isNegative ? -value : value)) this.#makeRoom(step, values);
      this.#countOne(step, value, 1);
    }
  }

  /** Makes room for all of these at once, and knows their extremes. */
  #makeRoom(step: number, values: Float64Array): void {
    let above = Number.POSITIVE_INFINITY;
    let below = Number.NEGATIVE_INFINITY;
    let least = this.#least[step]!;
    let most = this.#most[step]!;
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!;
      if (value > 0 && value < above) above = value;
      if (value < 0 && value > below) below = value;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    this.#least[step] = least;
    this.#most[step] = most;
    if (above < Infinity) widen(this.#positive[step]!, bucketOf(above), bucketOf(most), this.#pool);
    if (below > -Infinity) widen(this.#negative[step]!, bucketOf(-below), bucketOf(-least), this.#pool);
  }

  /** The buckets of a window in which no value can be a new extreme: from one on so many. */
  #innerOf(step: number, { first, low }: Window, isNegative: boolean): { from: number; inside: number } {
    const nearest = isNegative ? -this.#most[step]! : this.#least[step]!;
    const farthest = isNegative ? -this.#least[step]! : this.#most[step]!;
    // Zeros look like the first bucket of all.
    const from = nearest > 0 ? bucketOf(nearest) + 1 - first : first === 0 ? 1 : 0;
    const to = Math.min(low.length, farthest > 0 ? bucketOf(farthest) - first : 0);
    return { from, inside: Math.max(0, to - from) };
  }

  /** Counts a value so many times. */
  #countOne(step: number, value: number, times: number): void {
    if (value < this.#least[step]!) this.#least[step] = value;
    if (value > this.#most[step]!) this.#most[step] = value;
    if (value > 0) countIn(this.#positive[step]!, bucketOf(value), times, this.#pool);
    else if (value < 0) countIn(this.#negative[step]!, bucketOf(-value), times, this.#pool);
    else {
      this.#zeros[step]! += times;
      if (this.#least[step]! > 0) this.#least[step] = 0;
      if (this.#most[step]! < 0) this.#most[step] = 0;
    }
  }

  /** What was counted in the steps from one to before another, as plain data. */
  #pack(from: number, to: number): PackedCounts {
    const windows = [...this.#positive.slice(from, to), ...this.#negative.slice(from, to)];
    const shape = new Int32Array(2 * windows.length);
    const length = windows.reduce((sum, window) => sum + window.low.length, 0);
    const spent = this.#spent.pop();
    const low = spent !== undefined && spent.length >= length ? spent : new Uint8Array(length + (length >>> 2));
    const over: number[] = [];
    let start = 0;
    for (const [index, window] of windows.entries()) {
      shape[2 * index] = window.first;
      shape[2 * index + 1] = window.low.length;
      low.set(window.low, start);
      window.over?.forEach((times, bucket) => {
        if (times > 0) over.push(start + bucket, times);
      });
      start += window.low.length;
    }
    return {
      shape,
      low,
      over: Float64Array.from(over),
      zeros: this.#zeros.slice(from, to),
      least: this.#least.slice(from, to),
      most: this.#most.slice(from, to),
      sums: this.#sums.pack(from, to),
    };
  }

  /** Memory of what was packed before and has been read. */
  reuse(low: Uint8Array<ArrayBuffer>): void {
    this.#spent.push(low);
  }

  /** What was counted in the steps from one to before another, as plain data; it is held no longer. */
  handOver(from: number, to: number): PackedCounts {
    const packed = this.#pack(from, to);
    const none = new Uint8Array(0);
    for (const side of [this.#positive, this.#negative]) {
      for (let step = from; step < to; step++) side[step] = { first: 0, low: none, over: undefined };
    }
    return packed;
  }
}

/** Counts of some steps, as plain data. */
export interface PackedCounts {
  /** The first bucket and the number of buckets, for each step above 0 and then for each step below. */
  readonly shape: Int32Array;
  /** The last eight bits of the counts, window after window; there may be more room than that. */
  readonly low: Uint8Array<ArrayBuffer>;
  /** Pairs: a place in `low`, and how often the count there ran over. */
  readonly over: Float64Array;
  readonly zeros: Float64Array;
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly sums: PackedSums;
}

/** The memory of counts, to be moved to another thread. */
export function buffersOf({ shape, low, over, zeros, least, most, sums }: PackedCounts): ArrayBuffer[] {
  return [shape, low, over, zeros, least, most, sums.used, sums.parts].map(({ buffer }) => buffer as ArrayBuffer);
}

/** Whether all values are the same, which many are at the first step and where nothing is drawn. */
function isSame(values: Float64Array): boolean {
  const first = values[0]!;
  for (let index = 1; index < values.length; index++) if (values[index] !== first) return false;
  return true;
}

/**
 * Reads a byte of every line of a cache, from the first to the last: the processor fetches what follows by itself, which
 * it does not when the counts of a step are asked for here and there. Halves the time for a count, and more.
 */
function fetch(bytes: Uint8Array): number {
  let sum = 0;
  for (let place = 0; place < bytes.length; place += 64) sum += bytes[place]!;
  return sum;
}

/** Counts values up to the first that is not inside; where that one stands. */
function countInside(
  words: Uint32Array,
  start: number,
  end: number,
  window: Window,
  origin: number,
  from: number,
  inside: number,
): number {
  const { low } = window;
  let place = start;
  for (; place < end; place += 2) {
    const index = (words[place]! >>> bucketShift) - origin;
    if ((index - from) >>> 0 >= inside) return place;
    const count = low[index]! + 1;
    low[index] = count;
    if (count === 256) runOver(window, index, 1);
  }
  return place;
}

function countIn(window: Window, bucket: number, times: number, pool: BytePool): void {
  widen(window, bucket, bucket, pool);
  const index = bucket - window.first;
  const count = window.low[index]! + times;
  window.low[index] = count;
  if (count > 255) runOver(window, index, count >>> 8);
}

function runOver(window: Window, index: number, times: number): void {
  window.over ??= new Uint32Array(window.low.length);
  window.over[index]! += times;
}

/** Whether there is a place for a value of the window's sign; for one of the other sign no place is needed. */
function holds({ first, low }: Window, magnitude: number): boolean {
  const bucket = bucketOf(magnitude);
  return !(magnitude > 0) || (bucket >= first && bucket < first + low.length);
}

/** Makes room for some buckets, and for as many more as the pool gives: what comes next may lie farther out. */
function widen(window: Window, least: number, most: number, pool: BytePool): void {
  const { first, low, over } = window;
  const isEmpty = low.length === 0;
  const end = first + low.length;
  if (!isEmpty && least >= first && most < end) return;
  const needed = isEmpty ? most + 1 - least : Math.max(end, most + 1) - Math.min(first, least);
  // A few hundred values show most of how far many will spread: half as much again is rarely too little.
  window.low = pool.take(needed + groupSize + (isEmpty ? needed >>> 1 : needed >>> 5));
  const spare = window.low.length - needed - groupSize;
  // What is spare goes to the side that was too short, or half to each.
  const share = isEmpty || (least < first && most >= end) ? spare >>> 1 : least < first ? spare : 0;
  const from = Math.max(0, (isEmpty ? least : Math.min(first, least)) - share);
  window.first = from - (from % groupSize);
  if (isEmpty) return;
  window.low.set(low, first - window.first);
  pool.give(low);
  if (over === undefined) return;
  window.over = new Uint32Array(window.low.length);
  window.over.set(over, first - window.first);
}
