import { fromWords } from "./bits.js";
import { addPairs, dividePairs, lowPart, multiplyPairs } from "./double-double.js";

/** Steps in which the table divides a doubling. */
export const LN_STEPS = 128;

/** Upper word of the least mantissa, about 0.7029, such that the mantissas around 1 share a step. */
export const LEAST_MANTISSA_WORD = 0x3fe67100;

/**
 * Four numbers for each step of the mantissa z (the last is 0): a number near 1/z with 9 bits behind the point, minus its
 * logarithm rounded to 42 bits behind the point, and the rest of that. For the step around 1 the number is 1 exactly,
 * so that a logarithm near 0 loses nothing.
 */
export const lnTable: Float64Array = makeTable();

function makeTable(): Float64Array {
  const table = new Float64Array(4 * LN_STEPS);
  const logarithms = lnOfParts();
  for (let i = 0; i < LN_STEPS; i++) {
    const start = fromWords(LEAST_MANTISSA_WORD + (i << 13), 0);
    const end = fromWords(LEAST_MANTISSA_WORD + ((i + 1) << 13), 0);
    const parts = start < 1 && end > 1 ? 512 : Math.floor(1024 / (start + end) + 0.5);
    const high = logarithms[2 * parts]!;
    const low = logarithms[2 * parts + 1]!;
    // Adding and taking away 1.5 · 2^10 leaves 42 bits behind the point.
    const rounded = high + 1536 - 1536;
    table[4 * i] = parts / 512;
    table[4 * i + 1] = 0 - rounded;
    table[4 * i + 2] = 0 - (high - rounded + low);
  }
  return table;
}

/** ln(n/512) in two parts for n up to 732, from one n to the next by 2 artanh(1/(2n + 1)). */
function lnOfParts(): Float64Array {
  const parts = new Float64Array(2 * 733);
  for (let n = 512, high = 0, low = 0; n > 360; n--) {
    parts[2 * n] = high;
    parts[2 * n + 1] = low;
    const step = lnOfRatio(n - 1);
    high = addPairs(high, low, -step, -lowPart[0]!);
    low = lowPart[0]!;
  }
  for (let n = 512, high = 0, low = 0; n < 733; n++) {
    parts[2 * n] = high;
    parts[2 * n + 1] = low;
    const step = lnOfRatio(n);
    high = addPairs(high, low, step, lowPart[0]!);
    low = lowPart[0]!;
  }
  return parts;
}

/** ln((n + 1)/n) for n above 300 in two parts: 2 (s + s³/3 + s⁵/5 + …) with s = 1/(2n + 1). */
function lnOfRatio(n: number): number {
  const s = dividePairs(1, 0, 2 * n + 1, 0);
  const sLow = lowPart[0]!;
  const square = multiplyPairs(s, sLow, s, sLow);
  const cube = multiplyPairs(square, lowPart[0]!, s, sLow);
  const third = dividePairs(cube, lowPart[0]!, 3, 0);
  const thirdLow = lowPart[0]!;
  const rest = square * cube * (0.2 + square * (1 / 7 + square * (1 / 9 + square / 11)));
  const high = addPairs(s, sLow, third, thirdLow + rest);
  const low = lowPart[0]!;
  lowPart[0] = 2 * low;
  return 2 * high;
}
