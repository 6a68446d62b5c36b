import { lowPart, multiplyPairs } from "./double-double.js";

/** Steps in which the table divides a doubling. */
export const EXP_STEPS = 128;

// 2^(1/128) in two parts.
const STEP = 1.0054299011128027;
const STEP_LOW = 9.499186535455032e-17;

/**
 * `expTable[2i + 1]` is 2^(i/128) rounded, `expTable[2i]` what is missing relative to it, for i in 0 … 127 (the
 * arrangement of Tang 1989 and of ARM's optimized routines). Made by repeated multiplication in two parts, whose
 * error stays below 2^-96.
 */
export const expTable: Float64Array = makeTable();

function makeTable(): Float64Array {
  const table = new Float64Array(2 * EXP_STEPS);
  for (let i = 0, high = 1, low = 0; i < EXP_STEPS; i++) {
    table[2 * i] = low / high;
    table[2 * i + 1] = high;
    high = multiplyPairs(high, low, STEP, STEP_LOW);
    low = lowPart[0]!;
  }
  return table;
}
