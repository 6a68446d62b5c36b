const bits = new DataView(new ArrayBuffer(8));

/** Mantissa bits that tell buckets apart: 256 buckets to a doubling. */
const mantissaBits = 8;

/**
 * Largest relative error of a quantile read from a histogram: the width of a bucket. Where the two order
 * statistics that a quantile lies between have different signs, it is that share of the larger of them.
 */
export const histogramError = 1 / 256;

/**
 * Counts of values in buckets that follow the floating-point grid, so that every bucket is at most 1/256
 * of its value wide. Only counts are kept: memory depends on how far the values spread, not on how many
 * there are, and the order in which they come does not matter.
 */
export class Histogram {
  readonly #positive = new Side();
  readonly #negative = new Side();
  #zeros = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;

  add(value: number): void {
    if (value < this.#least) this.#least = value;
    if (value > this.#most) this.#most = value;
    if (value > 0) this.#positive.add(bucketOf(value));
    else if (value < 0) this.#negative.add(bucketOf(-value));
    else this.#zeros++;
  }

  /** Buckets held in memory. */
  get size(): number {
    return this.#positive.size + this.#negative.size;
  }

  get count(): number {
    return this.#positive.count + this.#negative.count + this.#zeros;
  }

  /** The type-7 quantile, each order statistic within one bucket of its place. */
  quantile(share: number): number {
    const position = share * (this.count - 1);
    const below = Math.floor(position);
    const low = this.#orderStatistic(below);
    const high = below + 1 < this.count ? this.#orderStatistic(below + 1) : low;
    return low + (position - below) * (high - low);
  }

  #orderStatistic(rank: number): number {
    if (rank === 0) return this.#least;
    if (rank === this.count - 1) return this.#most;
    const within = (value: number) => Math.min(this.#most, Math.max(this.#least, value));
    if (rank < this.#negative.count) return within(-this.#negative.valueAt(this.#negative.count - 1 - rank));
    const rest = rank - this.#negative.count;
    return rest < this.#zeros ? 0 : within(this.#positive.valueAt(rest - this.#zeros));
  }
}

/** Counts of buckets from `first` on. */
class Side {
  count = 0;
  #first = 0;
  #counts = new Uint32Array(0);

  get size(): number {
    return this.#counts.length;
  }

  add(bucket: number): void {
    if (this.count === 0) {
      this.#first = bucket;
      this.#counts = new Uint32Array(1);
    } else if (bucket < this.#first || bucket >= this.#first + this.#counts.length) {
      this.#grow(bucket);
    }
    this.#counts[bucket - this.#first]!++;
    this.count++;
  }

  /** The value of the given rank, as if a bucket's values stood evenly in it. */
  valueAt(rank: number): number {
    let before = 0;
    for (let index = 0; index < this.#counts.length; index++) {
      const here = this.#counts[index]!;
      if (rank < before + here) {
        const low = lowerEdge(this.#first + index);
        const high = lowerEdge(this.#first + index + 1);
        return low + ((rank - before + 0.5) / here) * (high - low);
      }
      before += here;
    }
    return lowerEdge(this.#first + this.#counts.length);
  }

  #grow(bucket: number): void {
    const room = 64;
    const first = Math.min(this.#first, bucket < this.#first ? bucket - room : this.#first);
    const last = Math.max(this.#first + this.#counts.length, bucket < this.#first ? 0 : bucket + room);
    const grown = new Uint32Array(last - first);
    grown.set(this.#counts, this.#first - first);
    this.#counts = grown;
    this.#first = first;
  }
}

/** Exponent and leading mantissa bits of a positive double, as one whole number that grows with the value. */
function bucketOf(value: number): number {
  bits.setFloat64(0, value);
  return bits.getUint32(0) >>> (20 - mantissaBits);
}

function lowerEdge(bucket: number): number {
  bits.setUint32(0, bucket << (20 - mantissaBits));
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}
