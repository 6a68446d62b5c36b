const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);

/** Which word of a double holds its sign and exponent on this machine. */
export const highWord = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** Mantissa bits that tell buckets apart: 256 buckets to a doubling. */
const mantissaBits = 8;

/** What of the high word of a positive double is left away to get its bucket. */
export const bucketShift = 20 - mantissaBits;

/** By how much the bucket of a negative double is larger than that of the positive one. */
export const signBucket = 0x8000_0000 >>> bucketShift;

/**
 * Largest relative error of a quantile read from counts: the width of a bucket. Where the two order statistics that
 * a quantile lies between have different signs, it is that share of the larger of them.
 */
export const histogramError = 1 / 256;

/** Exponent and leading mantissa bits of a positive double, as one whole number that grows with the value. */
export function bucketOf(value: number): number {
  bits[0] = value;
  return words[highWord]! >>> bucketShift;
}

/** The least value of a bucket; of the one behind the last, the largest double. */
export function lowerEdge(bucket: number): number {
  words[1 - highWord] = 0;
  words[highWord] = bucket << bucketShift;
  const edge = bits[0]!;
  return edge < Infinity ? edge : Number.MAX_VALUE;
}
