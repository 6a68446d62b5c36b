import { compose, type DecisionTaken, type Economy, internal } from "@tokenwright/engine";
import { type DecisionResult, type RunTime, stepInWords } from "../record/index.js";

/** What became of the decisions of an economy in the futures of a run, in their order. */
export function decisionResults(
  economy: Economy,
  taken: readonly DecisionTaken[],
  time: RunTime,
  runs: number,
): readonly DecisionResult[] {
  if (taken.length === 0) return [];
  const all = compose(economy).decisions ?? {};
  return taken.map(({ decision: name, times, runs: acted, first }) => {
    const {
      set,
      at,
      when,
      while: holding,
      delay,
      for: length,
      meaning = "",
      source,
      confidence,
    } = all[name] ?? internal(`the decision ${name} is not in the economy`);
    const rule = [
      at === undefined ? "" : `${at} after the start`,
      when === undefined ? "" : `when ${when}`,
      holding === undefined ? "" : `while ${holding}`,
      delay === undefined ? "" : `after ${delay}`,
      length === undefined ? "" : `for ${length}`,
    ];
    const changes = Object.entries(set).map(([parameter, value]) => ({ parameter, value }));
    const middle = medianStep(first, acted);
    const result = {
      name,
      meaning,
      changes,
      rule: rule.filter((part) => part !== "").join(", "),
      runs: acted,
      times,
      ...(middle === undefined ? {} : { first: { earliest: first[0]!.step, median: middle } }),
      ...(source === undefined ? {} : { source }),
      ...(confidence === undefined ? {} : { confidence }),
    };
    return { ...result, text: textOf(result, time, runs) };
  });
}

/** The step by which half of the futures in which the decision was taken had first taken it. */
function medianStep(first: DecisionTaken["first"], runs: number): number | undefined {
  let count = 0;
  return first.find((one) => {
    count += one.runs;
    return 2 * count >= runs;
  })?.step;
}

function textOf(result: Omit<DecisionResult, "text">, time: RunTime, runs: number): string {
  const { name, changes, first, times } = result;
  const what = changes.map(({ parameter, value }) => `${parameter} = ${value}`).join(", ");
  if (first === undefined) return `${name}: ${what}, in none of ${runs} futures.`;
  const share = result.runs === runs ? `in all ${runs} futures` : `in ${result.runs} of ${runs} futures`;
  const when =
    first.earliest === first.median
      ? `at ${stepInWords(time, first.median)}`
      : `first at ${stepInWords(time, first.earliest)}, in half of them by ${stepInWords(time, first.median)}`;
  const often = times === result.runs ? "" : `, ${times} times in all`;
  return `${name}: ${what}, ${share}, ${when}${often}.`;
}
