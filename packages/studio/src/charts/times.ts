import { instantOf, labelOf, type RunTime, stepInWords } from "@tokenwright/workbench/portable";

/** Seconds since 1970 of every step where the scenario is dated, else the number of the step. */
export function timesOf(time: RunTime): Float64Array {
  return Float64Array.from({ length: time.steps + 1 }, (_, step) => (instantOf(time, step) ?? 1000 * step) / 1000);
}

/** Steps of a table that stands in for a chart: evenly spaced, with the first and the last. */
export function tableSteps(time: RunTime, rows = 13): readonly number[] {
  const count = Math.min(rows, time.steps + 1);
  return Array.from({ length: count }, (_, row) => (count === 1 ? 0 : Math.round((row * time.steps) / (count - 1))));
}

/** A step for a legend or a row: its date where there is one, else its number or epoch. */
export function stepInBrief(time: RunTime, step: number): string {
  return labelOf(time, step).date ?? stepInWords(time, step);
}
