import {
  add,
  divide,
  fromNumber,
  parseDecimal,
  power,
  rational,
  subtract,
  toDecimal,
  toNumber,
} from "../base/rational.js";
import type { VectorAdapter } from "../base/vector-adapter.js";
import { fromWords, highWord, lowWord } from "./bits.js";
import { log10 } from "./log10.js";
import { mean, standardDeviation } from "./moments.js";

/**
 * Digits in common with a certified value (LRE, as on the NIST StRD pages), at most 15, given to `places` decimals:
 * one for a mean and two for a deviation, as such tables print them.
 */
function digitsInCommon(value: number, certified: number, places: 10 | 100): number {
  if (value !== value) return value;
  const error = Math.abs(value - certified) / Math.abs(certified);
  return error === 0 ? 15 : Math.min(15, Math.round(-log10(error) * places) / places);
}

/** The NumAcc sets: c, then pairs (c - d, c + d) as decimals, each rounded to a double once as if read from the file. */
export function numAcc(c: number, d: number, count: number): Float64Array {
  const centre = parseDecimal(String(c)) ?? fromNumber(c);
  const distance = parseDecimal(String(d)) ?? fromNumber(d);
  const below = toNumber(subtract(centre, distance));
  const above = toNumber(add(centre, distance));
  return Float64Array.from({ length: count }, (_, i) => (i === 0 ? c : i % 2 === 1 ? below : above));
}

/** The textbook formula √((Σx² - (Σx)²/n)/(n - 1)), which the NIST sets are made to break. */
function naiveDeviation(values: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  return Math.sqrt((squares - (sum * sum) / values.length) / (values.length - 1));
}

/** Welford's update (1962). */
function welfordDeviation(values: Float64Array): number {
  let centre = 0;
  let squares = 0;
  values.forEach((value, index) => {
    const before = value - centre;
    centre += before / (index + 1);
    squares += before * (value - centre);
  });
  return Math.sqrt(squares / (values.length - 1));
}

/** The distance from |value| to the next larger double. */
function spacing(value: number): number {
  const magnitude = Math.abs(value);
  const low = (lowWord(magnitude) + 1) | 0;
  return fromWords(highWord(magnitude) + (low === 0 ? 1 : 0), low) - magnitude;
}

export const adapters: readonly VectorAdapter[] = [
  {
    group: "numacc",
    compute(input) {
      const c = Number(input["c"]);
      const d = Number(input["d"]);
      const values = numAcc(c, d, Number(input["n"]));
      const naiveMean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return {
        mean: mean(values),
        sd: standardDeviation(values),
        float64_digits_sd: {
          naive: digitsInCommon(naiveDeviation(values), d, 100),
          welford: digitsInCommon(welfordDeviation(values), d, 100),
          corrected_two_pass: digitsInCommon(standardDeviation(values), d, 100),
        },
        float64_digits_naive_mean: digitsInCommon(naiveMean, c, 10),
      };
    },
  },
  {
    group: "base_units",
    compute(input) {
      if (input["value"] !== undefined) return { ulp: toDecimal(fromNumber(spacing(Number(input["value"]))), 1080) };
      const units = power(rational(10n), BigInt(Number(input["decimals"])));
      return { tokens: toNumber(divide(rational(9007199254740991n), units)) };
    },
  },
];
