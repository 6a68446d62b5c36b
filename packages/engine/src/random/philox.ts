/**
 * Philox4x32 (Salmon et al. 2011), the generator behind every draw: four random 32-bit words as a pure
 * function of a 128-bit counter and a 64-bit key. Fast and without allocation.
 */

/** The published number of rounds. Seven pass BigCrush but showed suspicious p-values in longer tests. */
export const PHILOX_ROUNDS = 10;

/**
 * Writes the four words of counter (c0, c1, c2, c3) under key (k0, k1) into `out[0]` to `out[3]`.
 *
 * All six inputs are taken modulo 2^32, so signed and unsigned 32-bit integers serve alike.
 */
export function philox4x32(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array | Int32Array,
  rounds: number = PHILOX_ROUNDS,
): void {
  c0 |= 0;
  c1 |= 0;
  c2 |= 0;
  c3 |= 0;
  k0 |= 0;
  k1 |= 0;
  for (let round = 0; round < rounds; round++) {
    const high0 = highProduct0(c0);
    const high2 = highProduct2(c2);
    const low0 = Math.imul(c0, 0xd2511f53);
    const low2 = Math.imul(c2, 0xcd9e8d57);
    c0 = high2 ^ c1 ^ k0;
    c1 = low2;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

// Upper 32 bits of a product from 16-bit halves: no partial sum passes 2^32. The multiplier is written into
// the code, because passing it in costs a quarter of the speed.

/** Upper half of word * 0xd2511f53. */
function highProduct0(word: number): number {
  const low = word & 0xffff;
  const high = word >>> 16;
  const middle = (Math.imul(high, 0x1f53) + (Math.imul(low, 0x1f53) >>> 16)) | 0;
  const carry = (Math.imul(low, 0xd251) + (middle & 0xffff)) | 0;
  return (Math.imul(high, 0xd251) + (middle >>> 16) + (carry >>> 16)) | 0;
}

/** Upper half of word * 0xcd9e8d57. */
function highProduct2(word: number): number {
  const low = word & 0xffff;
  const high = word >>> 16;
  const middle = (Math.imul(high, 0x8d57) + (Math.imul(low, 0x8d57) >>> 16)) | 0;
  const carry = (Math.imul(low, 0xcd9e) + (middle & 0xffff)) | 0;
  return (Math.imul(high, 0xcd9e) + (middle >>> 16) + (carry >>> 16)) | 0;
}
