import { fail } from "../base/errors.js";
import { parseRational, type Rational } from "../base/rational.js";
import type { VectorAdapter } from "../base/vector-adapter.js";
import { largestRemainder } from "./largest-remainder.js";

function weightOf(value: unknown): Rational {
  const weight = parseRational(String(value));
  if (weight === undefined) {
    fail({
      code: "split/weight",
      message: `${JSON.stringify(value)} is no weight.`,
      expected: "a decimal or a fraction",
    });
  }
  return weight;
}

export const adapters: readonly VectorAdapter[] = [
  {
    group: "numeric.largest_remainder",
    compute(input) {
      const weights = (input["weights"] as readonly unknown[]).map(weightOf);
      return { parts: largestRemainder(BigInt(String(input["total"])), weights).map(String) };
    },
  },
];
