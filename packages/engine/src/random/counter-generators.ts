/**
 * The counter-based generators of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy
 * as 1, 2, 3" (SC 2011): a fixed number of rounds turns (counter, key) into random words. Written for
 * any of their word widths and any number of rounds, in BigInt, plainly rather than fast: it checks
 * the fast Philox4x32 that the engine draws with (philox.ts). Constants and word order are those of
 * the reference library, DEShawResearch/random123.
 */
import { fail } from "../base/errors.js";

export type GeneratorName =
  | "philox2x32"
  | "philox4x32"
  | "philox2x64"
  | "philox4x64"
  | "threefry2x32"
  | "threefry4x32"
  | "threefry2x64"
  | "threefry4x64";

interface PhiloxConstants {
  readonly family: "philox";
  readonly bits: 32 | 64;
  readonly multipliers: readonly bigint[];
  /** What is added to each key word before every round but the first: golden ratio and sqrt(3) - 1. */
  readonly keySteps: readonly bigint[];
  readonly defaultRounds: number;
}

interface ThreefryConstants {
  readonly family: "threefry";
  readonly bits: 32 | 64;
  readonly words: 2 | 4;
  /** Rotation distances, one row per round modulo 8, one column per pair of words. */
  readonly rotations: readonly (readonly number[])[];
  /** Skein's key schedule parity word. */
  readonly parity: bigint;
  readonly defaultRounds: number;
}

const PARITY_32 = 0x1bd11bdan;
const PARITY_64 = 0x1bd11bdaa9fc1a22n;

const generators: { readonly [K in GeneratorName]: PhiloxConstants | ThreefryConstants } = {
  philox2x32: {
    family: "philox",
    bits: 32,
    multipliers: [0xd256d193n],
    keySteps: [0x9e3779b9n],
    defaultRounds: 10,
  },
  philox4x32: {
    family: "philox",
    bits: 32,
    multipliers: [0xd2511f53n, 0xcd9e8d57n],
    keySteps: [0x9e3779b9n, 0xbb67ae85n],
    defaultRounds: 10,
  },
  philox2x64: {
    family: "philox",
    bits: 64,
    multipliers: [0xd2b74407b1ce6e93n],
    keySteps: [0x9e3779b97f4a7c15n],
    defaultRounds: 10,
  },
  philox4x64: {
    family: "philox",
    bits: 64,
    multipliers: [0xd2e7470ee14c6c93n, 0xca5a826395121157n],
    keySteps: [0x9e3779b97f4a7c15n, 0xbb67ae8584caa73bn],
    defaultRounds: 10,
  },
  threefry2x32: {
    family: "threefry",
    bits: 32,
    words: 2,
    rotations: [[13], [15], [26], [6], [17], [29], [16], [24]],
    parity: PARITY_32,
    defaultRounds: 20,
  },
  threefry4x32: {
    family: "threefry",
    bits: 32,
    words: 4,
    rotations: [
      [10, 26],
      [11, 21],
      [13, 27],
      [23, 5],
      [6, 20],
      [17, 11],
      [25, 10],
      [18, 20],
    ],
    parity: PARITY_32,
    defaultRounds: 20,
  },
  threefry2x64: {
    family: "threefry",
    bits: 64,
    words: 2,
    rotations: [[16], [42], [12], [31], [16], [32], [24], [21]],
    parity: PARITY_64,
    defaultRounds: 20,
  },
  threefry4x64: {
    family: "threefry",
    bits: 64,
    words: 4,
    rotations: [
      [14, 16],
      [52, 57],
      [23, 40],
      [5, 37],
      [25, 33],
      [46, 12],
      [58, 22],
      [32, 32],
    ],
    parity: PARITY_64,
    defaultRounds: 20,
  },
};

/** The eight names, for messages and tests. */
export const generatorNames = Object.keys(generators) as readonly GeneratorName[];

/** At most this many rounds; the reference library stops at 16 (Philox) and 72 (Threefry). */
const MAXIMUM_ROUNDS = 256;

/**
 * The random words that a counter-based generator assigns to a counter under a key.
 *
 * @param name Which generator; the name gives the number of counter words and their width in bits.
 * @param counter As many words as the name says, word 0 first, each in [0, 2^width).
 * @param key Philox: half as many words as the counter. Threefry: as many as the counter.
 * @param rounds 0 to 256; default 10 for Philox and 20 for Threefry, the published ones. Fewer are for
 *   comparing with the published reduced-round answers only.
 * @returns As many words as the counter has, word 0 first.
 * @throws TokenwrightError `random/generator` for an unknown name, a wrong number of words, a word out of
 *   range or a bad number of rounds.
 */
export function counterWords(
  name: GeneratorName,
  counter: readonly bigint[],
  key: readonly bigint[],
  rounds: number = generators[name]?.defaultRounds ?? 0,
): bigint[] {
  if (!Object.hasOwn(generators, name)) {
    reject(`There is no counter-based generator named ${String(name).slice(0, 40)}.`, generatorNames.join(", "));
  }
  const constants = generators[name];
  const words = constants.family === "philox" ? constants.multipliers.length * 2 : constants.words;
  const keyWords = constants.family === "philox" ? words / 2 : words;
  requireWords(name, "counter", counter, words, constants.bits);
  requireWords(name, "key", key, keyWords, constants.bits);
  if (!Number.isInteger(rounds) || rounds < 0 || rounds > MAXIMUM_ROUNDS) {
    reject(`${name} received ${rounds} rounds.`, `a whole number from 0 to ${MAXIMUM_ROUNDS}`);
  }
  return constants.family === "philox"
    ? philox(constants, counter, key, rounds)
    : threefry(constants, counter, key, rounds);
}

function philox(
  { bits, multipliers, keySteps }: PhiloxConstants,
  counter: readonly bigint[],
  key: readonly bigint[],
  rounds: number,
): bigint[] {
  const width = BigInt(bits);
  const mask = (1n << width) - 1n;
  let state = [...counter];
  let roundKey = [...key];
  for (let round = 0; round < rounds; round++) {
    if (round > 0) roundKey = roundKey.map((word, index) => (word + keySteps[index]!) & mask);
    const products = multipliers.map((multiplier, index) => multiplier * state[2 * index]!);
    // The high halves trade places, so that each pair of words is mixed into the other one.
    const pairs = products.length;
    state = products.flatMap((_, index) => {
      const product = products[(index + pairs - 1) % pairs]!;
      return [(product >> width) ^ roundKey[index]! ^ state[2 * index + 1]!, product & mask];
    });
  }
  return state;
}

function threefry(
  { bits, words, rotations, parity }: ThreefryConstants,
  counter: readonly bigint[],
  key: readonly bigint[],
  rounds: number,
): bigint[] {
  const width = BigInt(bits);
  const mask = (1n << width) - 1n;
  const schedule = [...key, key.reduce((sum, word) => sum ^ word, parity)];
  const state = [...counter];
  const injectKey = (turn: number): void => {
    for (let index = 0; index < words; index++) {
      const last = index === words - 1 ? BigInt(turn) : 0n;
      state[index] = (state[index]! + schedule[(turn + index) % schedule.length]! + last) & mask;
    }
  };
  injectKey(0);
  for (let round = 0; round < rounds; round++) {
    const distances = rotations[round % 8]!;
    for (let pair = 0; pair < words / 2; pair++) {
      const left = 2 * pair;
      // With four words, odd rounds mix word 0 with 3 and word 2 with 1.
      const right = words === 4 && round % 2 === 1 ? 3 - left : left + 1;
      const distance = BigInt(distances[pair]!);
      const sum = (state[left]! + state[right]!) & mask;
      const word = state[right]!;
      state[left] = sum;
      state[right] = (((word << distance) | (word >> (width - distance))) & mask) ^ sum;
    }
    if (round % 4 === 3) injectKey((round + 1) / 4);
  }
  return state;
}

function requireWords(name: string, what: string, words: readonly bigint[], count: number, bits: number): void {
  if (words.length !== count) {
    reject(`${name} received a ${what} of ${words.length} words.`, `${count} words`);
  }
  for (const word of words) {
    if (word < 0n || word >> BigInt(bits) !== 0n) {
      reject(`${name} received a ${what} word outside its range.`, `words of ${bits} bits`);
    }
  }
}

function reject(message: string, expected: string): never {
  fail({ code: "random/generator", message, expected });
}
