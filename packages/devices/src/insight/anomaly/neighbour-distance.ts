import type { SavedState, StateFields } from "../numeric/state-bytes.js";

/** Lengths in rows of the stretches that are compared, ascending. */
export const stretchLengths = [10, 20, 40] as const;
const longest = 40;
const neighbours = 5;
/** Rows back to which like stretches are looked for. */
const memory = 2000;
/** Stretches that must be there to compare with before there is a distance. */
const fewest = 4 * neighbours;
const capacity = memory + 2 * longest;

/**
 * How unlike everything before the last rows of a stream are: for stretches of 10, 20 and 40 rows, the mean distance to
 * the five most alike stretches among the 2,000 that end before the latest 40 rows.
 *
 * Distance is Euclidean over the raw values, in the stream's unit; the parts that use it compare it with itself only.
 * Source: Burnaev & Ishimtsev, "Conformalized density- and distance-based anomaly detection in time-series data",
 * arXiv 1608.04585 (the KNN-CAD of the benchmark), with plain Euclidean distances and several lengths at a time.
 */
export class NeighbourDistance {
  /** The newest value stands last; old ones are dropped in bulk when the list is full. */
  #values = new Float64Array(2 * capacity);
  #count = 0;
  readonly #nearest = stretchLengths.map(() => new Float64Array(neighbours));
  /** Mean distance for each length, after `add` returned true. */
  readonly distances = new Float64Array(stretchLengths.length);

  /**
   * Takes the next value.
   *
   * @param value Finite.
   * @returns True when there was enough to compare with; then `distances` are those of the row just added.
   */
  add(value: number): boolean {
    if (this.#count === this.#values.length) {
      this.#values.copyWithin(0, this.#count - capacity + 1);
      this.#count = capacity - 1;
    }
    this.#values[this.#count++] = value;
    const newest = this.#count - 1;
    const last = newest - longest;
    const first = Math.max(longest - 1, last - memory + 1);
    if (last - first + 1 < fewest) return false;
    this.#compare(newest, first, last);
    return true;
  }

  #compare(newest: number, first: number, last: number): void {
    const values = this.#values;
    const nearest = this.#nearest;
    for (const list of nearest) list.fill(Number.POSITIVE_INFINITY);
    for (let end = last; end >= first; end--) {
      let sum = 0;
      let offset = 0;
      for (let index = 0; index < stretchLengths.length; index++) {
        const length = stretchLengths[index]!;
        for (; offset < length; offset++) {
          const difference = values[newest - offset]! - values[end - offset]!;
          sum += difference * difference;
        }
        insert(nearest[index]!, sum);
        // The sum only grows: it is of no more use once it is too large for every longer stretch.
        if (this.#isTooLarge(sum, index + 1)) break;
      }
    }
    for (let index = 0; index < nearest.length; index++) {
      let total = 0;
      for (let rank = 0; rank < neighbours; rank++) total += Math.sqrt(nearest[index]![rank]!);
      this.distances[index] = Math.min(total / neighbours, Number.MAX_VALUE);
    }
  }

  #isTooLarge(sum: number, from: number): boolean {
    for (let index = from; index < stretchLengths.length; index++) {
      if (sum < this.#nearest[index]![neighbours - 1]!) return false;
    }
    return true;
  }

  state(): StateFields {
    return { values: this.#values.slice(Math.max(0, this.#count - capacity), this.#count) };
  }

  restore(state: SavedState): void {
    const values = state.list("values", capacity);
    this.#values.set(values);
    this.#count = values.length;
  }
}

/** Puts a value into an ascending list of fixed length when it is among the smallest. */
function insert(list: Float64Array, value: number): void {
  let place = list.length - 1;
  if (value >= list[place]!) return;
  while (place > 0 && list[place - 1]! > value) {
    list[place] = list[place - 1]!;
    place--;
  }
  list[place] = value;
}
