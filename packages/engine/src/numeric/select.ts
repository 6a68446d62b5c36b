/**
 * Puts the order statistics at some ranks in their places, everything smaller before and everything larger behind
 * them, without sorting the rest: Hoare's quickselect (Communications of the ACM 4, 1961) for several ranks at once.
 * A thousand times the work of a few quantiles would go into a full sort of a large sample.
 *
 * @param values Without NaN; reordered in place. -0 and 0 count as equal, so that their order is not defined.
 * @param ranks Ascending, each from 0 to the number of values less 1.
 */
export function select(values: Float64Array, ranks: ArrayLike<number>): void {
  if (values.length < fewest || values.length > most || !selectByBuckets(values, ranks)) {
    selectWithin(values, 0, values.length - 1, ranks, 0, ranks.length - 1, 0);
  }
}

/** Numbers of values for which buckets pay: they and a copy of the values stay in the processor's cache. */
const fewest = 128;
const most = 65_536;

const copy = new Float64Array(most);
const bucketOf = new Uint16Array(most);
const ends = new Uint32Array(4097);

/**
 * Shares values out to buckets that follow one another, as many as half the values, and selects within those that
 * hold a rank. Three times as fast as comparing all of them. False when the values spread too far or too little.
 */
function selectByBuckets(values: Float64Array, ranks: ArrayLike<number>): boolean {
  const count = values.length;
  let least = values[0]!;
  let largest = least;
  for (let index = 1; index < count; index++) {
    const value = values[index]!;
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  const buckets = Math.min(4096, count >>> 1);
  const scale = buckets / (largest - least);
  if (!(scale > 0 && scale < Infinity)) return false;
  ends.fill(0, 0, buckets + 1);
  for (let index = 0; index < count; index++) {
    // Rounding keeps the order: a value that is larger is never in a lower bucket.
    const bucket = Math.min(buckets - 1, Math.floor((values[index]! - least) * scale));
    bucketOf[index] = bucket;
    ends[bucket + 1]!++;
  }
  for (let bucket = 0; bucket < buckets; bucket++) ends[bucket + 1]! += ends[bucket]!;
  copy.set(values);
  // From here on ends[b] is where the next value of bucket b goes, and at last where b ends.
  for (let index = 0; index < count; index++) values[ends[bucketOf[index]!]!++] = copy[index]!;
  let bucket = 0;
  for (let first = 0; first < ranks.length; ) {
    while (ends[bucket]! <= ranks[first]!) bucket++;
    let last = first;
    while (last + 1 < ranks.length && ranks[last + 1]! < ends[bucket]!) last++;
    selectWithin(values, bucket === 0 ? 0 : ends[bucket - 1]!, ends[bucket]! - 1, ranks, first, last, 0);
    first = last + 1;
  }
  return true;
}

/** Shorter stretches are sorted by insertion. */
const short = 16;

/** Deeper recursion than this means that pivots were chosen badly: the rest is sorted. */
const deepest = 60;

function selectWithin(
  values: Float64Array,
  from: number,
  to: number,
  ranks: ArrayLike<number>,
  firstRank: number,
  lastRank: number,
  depth: number,
): void {
  if (firstRank > lastRank || from >= to) return;
  if (depth > deepest) {
    values.subarray(from, to + 1).sort();
    return;
  }
  if (to - from < short) {
    insertionSort(values, from, to);
    return;
  }
  const pivot = medianOfThree(values[from]!, values[(from + to) >>> 1]!, values[to]!);
  let low = from;
  let high = to;
  while (low <= high) {
    while (values[low]! < pivot) low++;
    while (values[high]! > pivot) high--;
    if (low > high) break;
    const swapped = values[low]!;
    values[low] = values[high]!;
    values[high] = swapped;
    low++;
    high--;
  }
  // from … high is at most the pivot, low … to at least; what lies between equals it.
  let split = firstRank;
  while (split <= lastRank && ranks[split]! <= high) split++;
  selectWithin(values, from, high, ranks, firstRank, split - 1, depth + 1);
  while (split <= lastRank && ranks[split]! < low) split++;
  selectWithin(values, low, to, ranks, split, lastRank, depth + 1);
}

function medianOfThree(a: number, b: number, c: number): number {
  const [low, high] = a < b ? [a, b] : [b, a];
  return c < low ? low : c > high ? high : c;
}

function insertionSort(values: Float64Array, from: number, to: number): void {
  for (let index = from + 1; index <= to; index++) {
    const value = values[index]!;
    let place = index;
    while (place > from && values[place - 1]! > value) {
      values[place] = values[place - 1]!;
      place--;
    }
    values[place] = value;
  }
}
