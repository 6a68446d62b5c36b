import { ExactSums } from "../numeric/index.js";
import { lowerEdge } from "./buckets.js";
import type { PackedCounts } from "./step-counts.js";

/** What counts of some steps say: a series per quantile, and the means. */
export interface CountedBands {
  readonly quantiles: readonly Float64Array[];
  readonly mean: Float64Array;
}

/**
 * Quantiles and means of steps that several have counted: of type 7, each order statistic within one bucket of its place,
 * the extremes exact. Who counted which of the values does not change a bit.
 *
 * @param parts Counts of the same steps.
 * @param scale What values are divided by.
 */
export function bandsOfCounts(parts: readonly PackedCounts[], shares: readonly number[], scale: number): CountedBands {
  const steps = parts[0]?.zeros.length ?? 0;
  const quantiles = shares.map(() => new Float64Array(steps));
  const mean = new Float64Array(steps);
  const sums = new ExactSums(steps);
  for (const part of parts) sums.merge(0, part.sums);
  const positive = new Side(parts, 0, steps);
  const negative = new Side(parts, steps, steps);
  for (let step = 0; step < steps; step++) {
    positive.gather(step);
    negative.gather(step);
    let zeros = 0;
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (const part of parts) {
      zeros += part.zeros[step]!;
      least = Math.min(least, part.least[step]!);
      most = Math.max(most, part.most[step]!);
    }
    const count = positive.count + negative.count + zeros;
    const orderStatistic = (rank: number): number => {
      if (rank === 0) return least;
      if (rank === count - 1) return most;
      if (rank < negative.count) return Math.max(least, -negative.valueAt(negative.count - 1 - rank));
      const rest = rank - negative.count;
      return rest < zeros ? 0 : Math.min(most, Math.max(least, positive.valueAt(rest - zeros)));
    };
    for (const [index, share] of shares.entries()) {
      const position = share * (count - 1);
      const below = Math.floor(position);
      const low = orderStatistic(below) / scale;
      const high = position === below ? low : orderStatistic(below + 1) / scale;
      quantiles[index]![step] = low === high ? low : low + (position - below) * (high - low);
    }
    mean[step] = sums.total(step) / count / scale;
  }
  return { quantiles, mean };
}

/** The counts of one sign, step after step. */
class Side {
  /** Values at this step. */
  count = 0;
  /** Counts of all parts together, from a bucket on. */
  #first = 0;
  #counts = new Uint32Array(0);
  #length = 0;
  /** Values in each 64 buckets, so that a rank is found in few looks. */
  #blocks = new Float64Array(0);
  /** Where the next window of each part begins. */
  readonly #starts: number[];
  /** The next pair of each part's overruns. */
  readonly #overs: number[];

  constructor(
    readonly parts: readonly PackedCounts[],
    readonly offset: number,
    steps: number,
  ) {
    this.#starts = parts.map(({ shape }) => {
      let start = 0;
      for (let window = 0; window < (offset === 0 ? 0 : steps); window++) start += shape[2 * window + 1]!;
      return start;
    });
    this.#overs = parts.map(({ over }, index) => {
      let next = 0;
      while (next < over.length && over[next]! < this.#starts[index]!) next += 2;
      return next;
    });
  }

  /** Brings together what all parts have counted at a step; steps come in order. */
  gather(step: number): void {
    const at = 2 * (this.offset + step);
    let first = Number.POSITIVE_INFINITY;
    let end = 0;
    for (const { shape } of this.parts) {
      if (shape[at + 1]! === 0) continue;
      first = Math.min(first, shape[at]!);
      end = Math.max(end, shape[at]! + shape[at + 1]!);
    }
    this.#first = first;
    this.#length = Math.max(0, end - first);
    this.count = 0;
    if (this.#length === 0) return;
    if (this.#counts.length < this.#length) {
      this.#counts = new Uint32Array(this.#length + (this.#length >>> 2));
      this.#blocks = new Float64Array((this.#counts.length >>> 6) + 1);
    }
    this.#counts.fill(0, 0, this.#length);
    for (const [index, { shape, low, over }] of this.parts.entries()) {
      const start = this.#starts[index]!;
      const length = shape[at + 1]!;
      const place = shape[at]! - first;
      if (length > 0) addInto(this.#counts, place, low, start, length);
      let next = this.#overs[index]!;
      for (; next < over.length && over[next]! < start + length; next += 2) {
        this.#counts[place + over[next]! - start]! += 256 * over[next + 1]!;
      }
      this.#overs[index] = next;
      this.#starts[index] = start + length;
    }
    this.count = sumBlocks(this.#counts, this.#length, this.#blocks);
  }

  /** The value of a rank, as if the values of a bucket stood evenly in it. */
  valueAt(rank: number): number {
    let before = 0;
    let block = 0;
    while (before + this.#blocks[block]! <= rank) before += this.#blocks[block++]!;
    let index = block << 6;
    while (before + this.#counts[index]! <= rank) before += this.#counts[index++]!;
    const low = lowerEdge(this.#first + index);
    const high = lowerEdge(this.#first + index + 1);
    return low + ((rank - before + 0.5) / this.#counts[index]!) * (high - low);
  }
}

function addInto(counts: Uint32Array, place: number, low: Uint8Array, start: number, length: number): void {
  for (let index = 0; index < length; index++) counts[place + index]! += low[start + index]!;
}

/** Sums every 64 counts; the sum of all. */
function sumBlocks(counts: Uint32Array, length: number, blocks: Float64Array): number {
  let all = 0;
  for (let block = 0; block << 6 < length; block++) {
    const to = Math.min(length, (block + 1) << 6);
    let sum = 0;
    for (let index = block << 6; index < to; index++) sum += counts[index]!;
    blocks[block] = sum;
    all += sum;
  }
  return all;
}
