import { PHILOX_ROUNDS } from "../random/index.js";
import type { Trace, Value } from "./trace.js";

/** Four words of four runs each, or of all. */
export type Words = readonly [Value, Value, Value, Value];

/** Multipliers and key increments of Philox4x32 (Salmon et al. 2011, table 2). */
const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57] as const;
const INCREMENTS = [0x9e3779b9, 0xbb67ae85] as const;

/** Philox4x32-10 of a counter under a key whose words are the same for all runs: the words of `philox4x32`. */
export function philox(t: Trace, counter: Words, key: readonly [Value, Value]): Words {
  let [c0, c1, c2, c3] = counter;
  for (let round = 0; round < PHILOX_ROUNDS; round++) {
    const first = product(t, c0, MULTIPLIERS[0]);
    const second = product(t, c2, MULTIPLIERS[1]);
    const key0 = t.vector("i32x4Add", key[0], t.word(Math.imul(round, INCREMENTS[0])));
    const key1 = t.vector("i32x4Add", key[1], t.word(Math.imul(round, INCREMENTS[1])));
    c0 = exclusive(t, second.high, c1, key0);
    c2 = exclusive(t, first.high, c3, key1);
    c1 = second.low;
    c3 = first.low;
  }
  return [c0, c1, c2, c3];
}

/** Low and high words of the products of 32-bit words with a constant. */
function product(t: Trace, words: Value, multiplier: number) {
  const factor = t.word(multiplier);
  const lower = t.vector("i64x2MultiplyLowUnsigned", words, factor);
  const upper = t.vector("i64x2MultiplyHighUnsigned", words, factor);
  return { low: t.shuffleWords(lower, upper, [0, 2, 4, 6]), high: t.shuffleWords(lower, upper, [1, 3, 5, 7]) };
}

/** Of three values, those that are the same for all runs are joined first, outside the loop. */
function exclusive(t: Trace, ...values: readonly Value[]): Value {
  const isSame = (value: Value) => t.shapeOf(value) === "same";
  return [...values.filter(isSame), ...values.filter((value) => !isSame(value))].reduce((a, b) => t.xor(a, b));
}
