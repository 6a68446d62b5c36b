import { EXP_STEPS, expTable } from "../numeric/exp-table.js";
import { lnTable } from "../numeric/ln-table.js";
import type { Table } from "./table.js";
import type { Trace, Value } from "./trace.js";

/**
 * The pairs of `expTable`, the bits of the second number less i · 2^45: added to k · 2^45 for a k = 128 e + i they give
 * 2^e 2^(i/128).
 */
export const expPairs: Table = { name: "exp", numbers: withStepsTakenAway(expTable) };

export const lnEntries: Table = { name: "ln", numbers: lnTable };

function withStepsTakenAway(table: Float64Array): Float64Array {
  const numbers = table.slice();
  const words = new Int32Array(numbers.buffer);
  // Memory of WebAssembly is little-endian, and so is every machine that this runs on: the upper word comes second.
  for (let i = 0; i < EXP_STEPS; i++) words[4 * i + 3]! -= i << 13;
  return numbers;
}

/** The two numbers at a byte of a table for each lane, from what stands in the lower words of `offset`. */
export function pairOf(t: Trace, table: Table, offset: Value, byte: number): readonly [Value, Value] {
  const first = t.entry(table, offset, byte, 0);
  const second = t.entry(table, offset, byte, 1);
  return [t.shuffleWords(first, second, [0, 1, 4, 5]), t.shuffleWords(first, second, [2, 3, 6, 7])];
}
