import { type EnsembleWorkers, ensemble, type Program, rational, unit as units } from "@tokenwright/engine";
import { inputsFromData, nextTurn, type Scenario } from "@tokenwright/workbench/portable";
import type { Bands } from "./messages.js";
import type { Turned } from "./turned.js";

/** Shares of the fan. */
export const fan = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

export interface FanOptions {
  readonly runs: number;
  readonly quantiles: readonly number[];
  /** Values that parameters have in place of those they were built with. */
  readonly turned: Turned;
  readonly signal?: { readonly aborted: boolean } | undefined;
  readonly workers?: EnsembleWorkers | undefined;
}

/** The quantiles of the outputs in so many futures, and nothing else of them: what a chart needs at once. */
export async function fansOf(scenario: Scenario, program: Program, options: FanOptions): Promise<readonly Bands[]> {
  const { runs, quantiles, turned, signal, workers } = options;
  const result = await ensemble(program, {
    steps: scenario.steps,
    runs,
    seed: scenario.seed,
    inputs: inputsFromData(scenario, program),
    parameters: turned,
    record: [...new Set(scenario.outputs.map(({ name }) => name))],
    quantiles,
    // What asks to stop is heard in between.
    onProgress: nextTurn,
    ...(signal === undefined ? {} : { signal }),
    ...(workers === undefined ? {} : { workers }),
  });
  return scenario.outputs.map(({ name, unit: shown }) => {
    const { unit } = program.variables.get(name)!;
    const target = shown === undefined ? unit : program.units.parse(shown);
    const factor = rational.toNumber(units.conversionFactor(unit, target));
    const bands = result
      .bands(name)
      .values.map((series) => (factor === 1 ? series : series.map((one) => one * factor)));
    return { name, quantiles, bands };
  });
}
