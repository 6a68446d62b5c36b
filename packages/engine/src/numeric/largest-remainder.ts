import { fail } from "../base/errors.js";
import type { Rational } from "../base/rational.js";

/**
 * Splits a whole number of base units by weights, to the unit (largest remainder, Hamilton 1792): every part
 * gets the floor of its exact share, then one unit more goes to each of the largest remainders until nothing
 * is left; a tie goes to the lower index. The parts sum to the total exactly, and none differs from its exact
 * share by a whole unit.
 *
 * @param total Base units, at least 0.
 * @param weights Weights >= 0, integers or exact fractions; at least one is positive.
 * @returns One part per weight; a weight of zero gets zero.
 * @throws TokenwrightError `split/total` for a negative total, `split/weight` for a negative weight,
 * `split/no-weight` when there is no positive weight.
 */
export function largestRemainder(total: bigint, weights: readonly (bigint | Rational)[]): bigint[] {
  if (total < 0n) {
    fail({
      code: "split/total",
      message: `A split received the total ${total}.`,
      expected: "a total of at least 0 base units",
      hint: "split the amount itself and change the sign of the parts",
    });
  }
  const scaled = toIntegers(weights);
  const sum = scaled.reduce((partial, weight) => partial + weight, 0n);
  if (sum === 0n) {
    fail({
      code: "split/no-weight",
      message: scaled.length === 0 ? "A split received no weights." : "A split received weights that are all zero.",
      expected: "at least one positive weight",
      hint: "name the account that receives everything when nobody has a claim",
    });
  }
  const parts = scaled.map((weight) => (total * weight) / sum);
  const left = Number(total - parts.reduce((partial, part) => partial + part, 0n));
  const remainders = scaled.map((weight, index) => ({ index, rest: (total * weight) % sum }));
  remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of remainders.slice(0, left)) parts[index]! += 1n;
  return parts;
}

/** The weights times their common denominator. */
function toIntegers(weights: readonly (bigint | Rational)[]): bigint[] {
  let common = 1n;
  for (const weight of weights) if (typeof weight !== "bigint") common = leastCommonMultiple(common, weight.d);
  return weights.map((weight, index) => {
    const scaled = typeof weight === "bigint" ? weight * common : weight.n * (common / weight.d);
    if (scaled < 0n) {
      fail({
        code: "split/weight",
        message: `A split received a negative weight at position ${index + 1}.`,
        expected: "weights of at least 0",
        hint: "set the weight of an account that takes no part to 0",
      });
    }
    return scaled;
  });
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}
