/** When an objective counts: at the end of the run, or at the start of every step and at the end, summed or averaged. */
export type ObjectiveTime = "end" | "sum" | "mean";

/** How much a variable at each step counts in an objective, which is the mean of all runs. */
export interface Weights {
  readonly steps: number;
  at(step: number): number;
}

export function weightsOver(time: ObjectiveTime, steps: number, runs: number): Weights {
  const each = time === "mean" ? 1 / (steps + 1) : 1;
  return { steps, at: (step) => (time === "end" && step < steps ? 0 : each / runs) };
}
