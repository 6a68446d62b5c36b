/**
 * Where a random number lives: every draw is a pure function of (seed, run, step, draw name, element),
 * never "the next one", so results do not depend on threads, order, chunks or which other draws exist.
 * The layout below is part of the result contract: changing it changes every stochastic result.
 *
 * **Key.** `drawKey(seed, name)` gives each draw name its own 64-bit Philox key. The running key starts
 * as the seed's two 32-bit words, low word in key word 0. The message is the number of UTF-8 bytes of the
 * name as a little-endian 32-bit word, then those bytes, then zero bytes up to a multiple of 16. It is cut
 * into chunks of 16 bytes; each chunk, read as four little-endian words, is the counter of one
 * Philox4x32-10 block under the running key, and words 0 and 1 of that block are the next running key.
 *
 * **Counter.** Steps, runs and elements are integers in [0, 2^32).
 * - Primary block: counter (step >>> 1, run, element, 0). One block serves the steps 2k and 2k + 1, so
 *   that a Box-Muller pair is shared: words 0 and 1 belong to the even step, words 2 and 3 to the odd one.
 * - Further blocks: counter (step, run, element, 1 + j), j = 0, 1, 2, ..., for samplers that reject or need
 *   more words. They belong to one step alone.
 *
 * **Words to numbers.** A pair of words (low, high) gives the 52-bit number m = (high * 2^32 + low) >> 12
 * and the uniform m * 2^-52 in [0, 1).
 */
import { fail, internal } from "../base/errors.js";
import { philox4x32 } from "./philox.js";

/** The Philox key of one draw: two unsigned 32-bit words. */
export interface DrawKey {
  readonly key0: number;
  readonly key1: number;
}

/** Steps, runs and elements lie in [0, ADDRESS_LIMIT). */
export const ADDRESS_LIMIT = 4294967296;

/** Longest draw name in UTF-8 bytes. */
const MAXIMUM_NAME_BYTES = 4096;

const SEED_LIMIT = 1n << 64n;

/**
 * The seed that a text names: an unsigned 64-bit integer in decimal (`42`) or hexadecimal (`0x2a`).
 *
 * @throws TokenwrightError `random/seed` for anything else, a sign and values of 2^64 or more included.
 */
export function parseSeed(text: string): bigint {
  const trimmed = text.length <= 100 ? text.trim() : text;
  const digits = /^(?:[0-9]{1,20}|0[xX][0-9a-fA-F]{1,16})$/.test(trimmed);
  const seed = digits ? BigInt(trimmed) : SEED_LIMIT;
  if (seed >= SEED_LIMIT) {
    const shown = text.length > 40 ? `${text.slice(0, 40)}...` : text;
    fail({
      code: "random/seed",
      message: `The seed "${shown}" is not a whole number of 64 bits.`,
      expected: "a whole number from 0 to 18446744073709551615, in decimal or as 0x and up to 16 hexadecimal digits",
      hint: "42",
    });
  }
  return seed;
}

/**
 * The key of the draw called `name` under `seed`, by the contract above. Different names give keys as
 * unrelated as different seeds do, and adding a draw leaves the other keys alone.
 *
 * @param seed In [0, 2^64).
 * @param name 1 to 4096 UTF-8 bytes without lone surrogates.
 * @throws TokenwrightError `random/seed` or `random/name`.
 */
export function drawKey(seed: bigint, name: string): DrawKey {
  if (seed < 0n || seed >= SEED_LIMIT) {
    fail({
      code: "random/seed",
      message: `The seed ${seed < 0n ? "is negative" : "has more than 64 bits"}.`,
      expected: "a whole number from 0 to 18446744073709551615",
    });
  }
  const bytes = utf8(name);
  const words = new Uint32Array(Math.ceil((bytes.length + 4) / 16) * 4);
  words[0] = bytes.length;
  for (let index = 0; index < bytes.length; index++) {
    const position = index + 4;
    words[position >>> 2]! |= bytes[index]! << (8 * (position & 3));
  }
  const block = new Int32Array(4);
  let key0 = Number(seed & 0xffffffffn);
  let key1 = Number(seed >> 32n);
  for (let start = 0; start < words.length; start += 4) {
    philox4x32(words[start]!, words[start + 1]!, words[start + 2]!, words[start + 3]!, key0, key1, block);
    key0 = block[0]! >>> 0;
    key1 = block[1]! >>> 0;
  }
  return { key0, key1 };
}

/** Writes the primary block of a draw at `step` into `out`. */
export function primaryBlock(key: DrawKey, step: number, run: number, element: number, out: Int32Array): void {
  requireAddress(step, run, element);
  philox4x32(step >>> 1, run, element, 0, key.key0, key.key1, out);
}

/** Writes further block `index` (0, 1, 2, ...) of a draw at `step` into `out`. */
export function furtherBlock(
  key: DrawKey,
  step: number,
  run: number,
  element: number,
  index: number,
  out: Int32Array,
): void {
  requireAddress(step, run, element);
  philox4x32(step, run, element, 1 + index, key.key0, key.key1, out);
}

/**
 * The uniform number in [0, 1) of a word pair: m * 2^-52, which equals the double with the bits
 * 0x3ff << 52 | m, minus 1. Signed or unsigned words.
 */
export function unitInterval(low: number, high: number): number {
  return ((high >>> 0) * 1048576 + (low >>> 12)) * 2.220446049250313e-16;
}

function requireAddress(step: number, run: number, element: number): void {
  if (step >>> 0 !== step || run >>> 0 !== run || element >>> 0 !== element) {
    internal(`a draw was addressed at step ${step}, run ${run}, element ${element}, outside [0, 2^32)`);
  }
}

function utf8(name: string): number[] {
  const bytes: number[] = [];
  if (name.length > MAXIMUM_NAME_BYTES) reject(name, "is longer than 4096 bytes");
  for (const character of name) {
    const code = character.codePointAt(0) ?? internal("a character without a code point");
    if (code >= 0xd800 && code < 0xe000) reject(name, "has half of a surrogate pair, which is no character");
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else {
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    }
  }
  if (bytes.length === 0) reject(name, "is empty");
  if (bytes.length > MAXIMUM_NAME_BYTES) reject(name, "is longer than 4096 bytes");
  return bytes;
}

function reject(name: string, what: string): never {
  fail({
    code: "random/name",
    message: `The draw name "${name.slice(0, 40)}" ${what}.`,
    expected: "a name of 1 to 4096 bytes",
  });
}
