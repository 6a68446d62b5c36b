import { ensemble, type Program, rational, unit as units } from "@tokenwright/engine";
import { inputsFromData, type Scenario } from "@tokenwright/workbench/portable";
import type { Sampled, SampledSeries, Wanted } from "./messages.js";

/** Bytes that single futures may take. */
const mostBytes = 96 * 1024 * 1024;

/** Single futures of some variables: the first of those that the fans are made of. */
export async function sampleOf(
  scenario: Scenario,
  program: Program,
  wanted: Wanted,
  signal: { readonly aborted: boolean } | undefined,
): Promise<Sampled> {
  const names = [...new Set(wanted.names)].filter(
    (name) => program.variables.has(name) && program.variables.get(name)!.population === undefined,
  );
  const bytesOfRun = 8 * (scenario.steps + 1) * Math.max(1, names.length);
  const runs = Math.max(1, Math.min(wanted.runs, scenario.runs, Math.floor(mostBytes / bytesOfRun)));
  if (names.length === 0) return { runs, series: [], central: 0 };
  const result = await ensemble(program, {
    steps: scenario.steps,
    runs,
    seed: scenario.seed,
    inputs: inputsFromData(scenario, program),
    record: names,
    quantiles: [0.5],
    paths: runs,
    ...(signal === undefined ? {} : { signal }),
  });
  const found = names.map((name) => ({ name, median: result.bands(name).values[0]!, paths: result.paths(name) }));
  const central = centralOf(found);
  const series = found.map(({ name, median, paths }): SampledSeries => {
    const own = program.variables.get(name)!.unit;
    const shown = scenario.outputs.find((output) => output.name === name)?.unit;
    const target = shown === undefined ? own : program.units.parse(shown);
    const factor = rational.toNumber(units.conversionFactor(own, target));
    const inUnit = (values: Float64Array) => (factor === 1 ? values : values.map((value) => value * factor));
    return {
      name,
      unit: target.text,
      median: inUnit(median),
      paths: paths.slice(0, wanted.paths).map(inUnit),
      central: inUnit(paths[central]!),
      below: belowFirst(paths),
      ends: inUnit(Float64Array.from(paths, (path) => path.at(-1)!)),
    };
  });
  return { runs, series, central };
}

interface Found {
  readonly median: Float64Array;
  readonly paths: readonly Float64Array[];
}

/**
 * The future whose distance from the medians is smallest, each variable measured by the mean distance of all
 * futures from its own median. Medians do not add up; a single future does.
 */
function centralOf(found: readonly Found[]): number {
  const runs = found[0]!.paths.length;
  const total = new Float64Array(runs);
  for (const { median, paths } of found) {
    const distances = paths.map((path) => path.reduce((sum, value, step) => sum + Math.abs(value - median[step]!), 0));
    const mean = distances.reduce((sum, one) => sum + one, 0) / runs;
    if (mean > 0) for (const [run, one] of distances.entries()) total[run]! += one / mean;
  }
  return total.indexOf(Math.min(...total));
}

/** Share of the futures that lie below where they began. */
function belowFirst(paths: readonly Float64Array[]): Float64Array {
  const count = new Float64Array(paths[0]!.length);
  for (const path of paths) {
    const first = path[0]!;
    for (let step = 0; step < path.length; step++) if (path[step]! < first) count[step]! += 1;
  }
  return count.map((below) => below / paths.length);
}
