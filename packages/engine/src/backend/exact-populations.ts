import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import type { Reduction } from "../graph/index.js";
import type { Fault } from "./failures.js";

/**
 * All values of a population taken together, exactly: the meaning of `reductionInstruction`.
 *
 * @param by Share of a quantile, number of the largest, or the number in [0, 1) that chooses.
 * @returns What is wrong when there is no answer.
 */
export function reduceExactly(
  operation: Exclude<Reduction, "pick">,
  values: readonly Rational[],
  by: Rational,
): Rational | Fault {
  switch (operation) {
    case "total":
      return total(values);
    case "product":
      return values.reduce(rational.multiply);
    case "least":
      return values.reduce(rational.minimum);
    case "greatest":
      return values.reduce(rational.maximum);
    case "gini":
      return gini(values);
    case "quantile":
      return quantile(values, by);
    case "topShare":
      return topShare(values, by);
    case "choose":
      return choose(values, by);
  }
}

const total = (values: readonly Rational[]) => values.reduce(rational.add, rational.zero);

const count = (number: number) => rational.rational(number);

const ascending = (values: readonly Rational[]) => [...values].sort(rational.compare);

function fault(message: string, expected: string): Fault {
  return { code: "run/not-finite", message, expected, hint: "look at the values of the population" };
}

const negativeHolding = () => fault("A holding is below zero.", "holdings of at least 0");

function gini(values: readonly Rational[]): Rational | Fault {
  const sorted = ascending(values);
  if (sorted[0]!.n < 0n) return negativeHolding();
  const all = total(sorted);
  if (all.n === 0n) return rational.zero;
  const weighted = sorted.map((value, index) => rational.multiply(value, count(2 * index + 1 - sorted.length)));
  return rational.divide(total(weighted), rational.multiply(all, count(sorted.length)));
}

function quantile(values: readonly Rational[], share: Rational): Rational | Fault {
  if (share.n < 0n || share.n > share.d) return fault("A quantile outside 0 to 1 is asked for.", "a share from 0 to 1");
  const sorted = ascending(values);
  const position = rational.multiply(share, count(sorted.length - 1));
  const below = rational.floor(position);
  const rest = rational.subtract(position, { n: below, d: 1n });
  const low = sorted[Number(below)]!;
  if (rest.n === 0n) return low;
  return rational.add(low, rational.multiply(rest, rational.subtract(sorted[Number(below) + 1]!, low)));
}

function topShare(values: readonly Rational[], k: Rational): Rational | Fault {
  if (k.n < 0n) return fault("The share of fewer than none is asked for.", "a number of at least 0");
  const sorted = ascending(values);
  if (sorted[0]!.n < 0n) return negativeHolding();
  const most = rational.minimum(k, count(sorted.length));
  const all = total(sorted);
  if (all.n === 0n) return rational.divide(most, count(sorted.length));
  const whole = rational.floor(most);
  const next = sorted[sorted.length - Number(whole) - 1] ?? rational.zero;
  const part = rational.multiply(next, rational.subtract(most, { n: whole, d: 1n }));
  return rational.divide(rational.add(total(sorted.slice(sorted.length - Number(whole))), part), all);
}

function choose(weights: readonly Rational[], share: Rational): Rational | Fault {
  const all = total(weights);
  const isPossible = all.n > 0n && weights.every(({ n }) => n >= 0n);
  if (!isPossible) return fault("Nobody can be chosen.", "weights of at least 0, not all of them 0");
  const target = rational.multiply(share, all);
  let running: Rational = rational.zero;
  const index = weights.findIndex((weight) => {
    running = rational.add(running, weight);
    return rational.compare(running, target) > 0;
  });
  return count(index + 1);
}
