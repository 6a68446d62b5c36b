import type { Operation, Reduction } from "../graph/index.js";
import { quantile as quantileOfSorted } from "../numeric/index.js";
import type { Instruction } from "./js-operations.js";

type Lanes = Float64Array;

const reductions = {
  total: true,
  product: true,
  least: true,
  greatest: true,
  gini: true,
  quantile: true,
  topShare: true,
  choose: true,
  pick: true,
} satisfies Record<Reduction, true>;

export function isReduction(operation: Operation): operation is Reduction {
  return operation in reductions;
}

/** One value for every agent, from the one of their run. The agents of a run lie side by side. */
export function spreadInstruction(out: Lanes, value: Lanes): Instruction {
  const agents = out.length / value.length;
  return () => {
    for (let run = 0; run < value.length; run++) out.fill(value[run]!, run * agents, (run + 1) * agents);
  };
}

/** Single values side by side. */
export function gatherInstruction(out: Lanes, values: readonly Lanes[]): Instruction {
  return () => {
    for (const [agent, value] of values.entries()) {
      for (let run = 0; run < value.length; run++) out[run * values.length + agent] = value[run]!;
    }
  };
}

/** The number of each agent, from 1. */
export function elementInstruction(out: Lanes, agents: number): Instruction {
  return () => {
    for (let position = 0; position < out.length; position++) out[position] = (position % agents) + 1;
  };
}

/**
 * Takes all values of a population together, run by run. A value that is not finite, and a question that has no
 * answer, give NaN, so that the fault is seen where it is born.
 *
 * @param agents Size of the population.
 */
export function reductionInstruction(
  operation: Reduction,
  out: Lanes,
  values: Lanes,
  by: Lanes | undefined,
  agents: number,
): Instruction {
  const runs = values.length / agents;
  const scratch = new Float64Array(agents);
  const load = (run: number) => scratch.set(values.subarray(run * agents, (run + 1) * agents));
  const perRun = (reduce: (run: number) => number) => () => {
    for (let run = 0; run < runs; run++) {
      load(run);
      out[run] = reduce(run);
    }
  };
  switch (operation) {
    case "total":
      return perRun(() => pairwise(scratch, (a, b) => a + b));
    case "product":
      return perRun(() => pairwise(scratch, (a, b) => a * b));
    case "least":
      return perRun(() => pairwise(scratch, (a, b) => (a - a + (b - b) === 0 ? (a < b ? a : b) : Number.NaN)));
    case "greatest":
      return perRun(() => pairwise(scratch, (a, b) => (a - a + (b - b) === 0 ? (a > b ? a : b) : Number.NaN)));
    case "gini":
      return perRun(() => gini(scratch));
    case "quantile":
      return perRun((run) => quantile(scratch, by![run]!));
    case "topShare":
      return perRun((run) => topShare(scratch, by![run]!));
    case "choose": {
      const each = by!.length / runs;
      return () => {
        for (let run = 0; run < runs; run++) {
          load(run);
          const isPossible = accumulateWeights(scratch);
          for (let position = run * each; position < (run + 1) * each; position++) {
            out[position] = isPossible ? chosen(scratch, by![position]!) : Number.NaN;
          }
        }
      };
    }
    case "pick": {
      const each = by!.length / runs;
      return () => {
        for (let position = 0; position < by!.length; position++) {
          const number = by![position]!;
          const isNumber = number >= 1 && number <= agents && Math.floor(number) === number;
          out[position] = isNumber ? values[Math.floor(position / each) * agents + number - 1]! : Number.NaN;
        }
      };
    }
  }
}

/** Pairs, then pairs of pairs: the tree that the elements of a dimension are combined by. Overwrites the values. */
function pairwise(values: Lanes, combine: (a: number, b: number) => number): number {
  for (let count = values.length; count > 1; ) {
    const half = count >>> 1;
    for (let index = 0; index < half; index++) values[index] = combine(values[2 * index]!, values[2 * index + 1]!);
    if ((count & 1) === 1) values[half] = values[count - 1]!;
    count = half + (count & 1);
  }
  return values[0]!;
}

const sum = (a: number, b: number) => a + b;

/** True for holdings: finite and not below zero. Sorts them upwards. */
function sortHoldings(values: Lanes): boolean {
  values.sort();
  return values[0]! >= 0 && values[values.length - 1]! <= Number.MAX_VALUE;
}

/** Σ (2i - n - 1) x_i / (n Σ x) over ascending x, i from 1; 0 where nobody has anything. */
function gini(values: Lanes): number {
  if (!sortHoldings(values)) return Number.NaN;
  const count = values.length;
  const weighted = Float64Array.from(values, (value, index) => (2 * index + 1 - count) * value);
  const total = pairwise(values, sum);
  return total === 0 ? 0 : pairwise(weighted, sum) / (count * total);
}

function quantile(values: Lanes, share: number): number {
  values.sort();
  const areFinite = values[0]! >= -Number.MAX_VALUE && values[values.length - 1]! <= Number.MAX_VALUE;
  return areFinite && share >= 0 && share <= 1 ? quantileOfSorted(values, share) : Number.NaN;
}

/** What the k largest hold, of the next one the part that k has beyond a whole number; k/n where there is nothing. */
function topShare(values: Lanes, k: number): number {
  if (!sortHoldings(values) || !(k >= 0)) return Number.NaN;
  const most = Math.min(k, values.length);
  const whole = Math.floor(most);
  const top = values.slice(values.length - whole);
  const next = whole < values.length ? values[values.length - whole - 1]! * (most - whole) : 0;
  const total = pairwise(values, sum);
  if (total === 0) return most / values.length;
  return ((whole === 0 ? 0 : pairwise(top, sum)) + next) / total;
}

/** Turns weights into their running sums. False where one is below zero or not finite, or all are zero. */
function accumulateWeights(weights: Lanes): boolean {
  let running = 0;
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index]!;
    if (!(weight >= 0)) return false;
    running += weight;
    weights[index] = running;
  }
  return running > 0 && running <= Number.MAX_VALUE;
}

/** The first whose running sum is above this share of the whole. */
function chosen(running: Lanes, share: number): number {
  if (!(share >= 0 && share < 1)) return Number.NaN;
  const target = share * running[running.length - 1]!;
  let low = 0;
  let high = running.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (running[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}
