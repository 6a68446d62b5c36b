import { ExactSums } from "../numeric/index.js";
import { lowerEdge } from "./buckets.js";
import { groupSize, type PackedCounts } from "./step-counts.js";

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
  /** The first bucket at this step. */
  #first = 0;
  /** Values in each group of buckets, so that a rank is found in few looks. */
  #groups = new Float64Array(0);
  readonly #views: readonly View[];
  /** The counts of one group, all parts together, and which group that is. */
  readonly #counts = new Float64Array(groupSize);
  #shown = -1;

  constructor(parts: readonly PackedCounts[], offset: number, steps: number) {
    this.#views = parts.map((part) => {
      const { shape, over, low } = part;
      let start = 0;
      for (let window = 0; window < (offset === 0 ? 0 : steps); window++) start += shape[2 * window + 1]!;
      let next = 0;
      while (next < over.length && over[next]! < start) next += 2;
      const words = new Uint32Array(low.buffer, low.byteOffset, low.length >>> 2);
      return { part, offset, words, start, length: 0, place: 0, end: start, over: next, nextOver: next };
    });
  }

  /** Brings together what all parts have counted at a step; steps come in order. */
  gather(step: number): void {
    let first = Number.POSITIVE_INFINITY;
    let end = 0;
    for (const view of this.#views) {
      const { shape } = view.part;
      const at = 2 * (view.offset + step);
      view.length = shape[at + 1]!;
      view.start = view.end;
      view.end += view.length;
      view.place = shape[at]!;
      if (view.length === 0) continue;
      first = Math.min(first, view.place);
      end = Math.max(end, view.place + view.length);
    }
    this.#first = first;
    this.#shown = -1;
    this.count = 0;
    const groups = Math.max(0, end - first) / groupSize;
    if (this.#groups.length < groups) this.#groups = new Float64Array(2 * groups);
    this.#groups.fill(0, 0, groups);
    for (const view of this.#views) {
      if (view.length === 0) continue;
      view.place -= first;
      addGroups(this.#groups, view.place / groupSize, view.words, view.start >>> 2, view.length / groupSize);
      const { over } = view.part;
      view.over = view.nextOver;
      let next = view.over;
      for (; next < over.length && over[next]! < view.end; next += 2) {
        this.#groups[Math.floor((view.place + over[next]! - view.start) / groupSize)]! += 256 * over[next + 1]!;
      }
      view.nextOver = next;
    }
    for (let group = 0; group < groups; group++) this.count += this.#groups[group]!;
  }

  /** The value of a rank, as if the values of a bucket stood evenly in it. */
  valueAt(rank: number): number {
    let before = 0;
    let group = 0;
    while (before + this.#groups[group]! <= rank) before += this.#groups[group++]!;
    if (this.#shown !== group) this.#show(group);
    let index = 0;
    while (before + this.#counts[index]! <= rank) before += this.#counts[index++]!;
    const bucket = this.#first + group * groupSize + index;
    const low = lowerEdge(bucket);
    const high = lowerEdge(bucket + 1);
    return low + ((rank - before + 0.5) / this.#counts[index]!) * (high - low);
  }

  /** Brings together the counts of one group. */
  #show(group: number): void {
    this.#shown = group;
    this.#counts.fill(0);
    for (const { part, start, length, place, over, nextOver } of this.#views) {
      const from = group * groupSize - place;
      if (from < 0 || from >= length) continue;
      for (let index = 0; index < groupSize; index++) this.#counts[index]! += part.low[start + from + index]!;
      for (let next = over; next < nextOver; next += 2) {
        const index = part.over[next]! - start - from;
        if (index >= 0 && index < groupSize) this.#counts[index]! += 256 * part.over[next + 1]!;
      }
    }
  }
}

/** What one part has counted at the present step. */
interface View {
  readonly part: PackedCounts;
  readonly offset: number;
  /** Its bytes, four at a time. */
  readonly words: Uint32Array;
  /** Its window at this step: in its bytes from `start` to before `end`, and after how many buckets of all parts. */
  start: number;
  end: number;
  length: number;
  place: number;
  /** Its overruns at this step: from the one to before the other. */
  over: number;
  nextOver: number;
}

/** Adds the sums of groups of bytes: four bytes of a word are added at once. */
function addGroups(groups: Float64Array, to: number, words: Uint32Array, from: number, count: number): void {
  let place = from;
  for (let group = 0; group < count; group++) {
    let sums = 0;
    for (const end = place + groupSize / 4; place < end; place++) {
      const word = words[place]!;
      sums += (word & 0x00ff_00ff) + ((word >>> 8) & 0x00ff_00ff);
    }
    groups[to + group]! += (sums & 0xffff) + (sums >>> 16);
  }
}
