import { type Ensemble, internal, type Program, type Run, rational } from "@tokenwright/engine";
import type { OutputSeries } from "./series.js";
import type { SeriesTable, TableAbout, TableTime } from "./table.js";

/** When a program's runs begin, where that is known. */
export type TableStart = Pick<TableTime, "startEpoch" | "startDate">;

/** What the steps of a program are called. */
export function tableTime(program: Program, steps: number, start: TableStart = {}): TableTime {
  return { ...start, steps, stepSeconds: rational.toNumber(program.scale.step) };
}

/**
 * The outputs of an ensemble for `bandsTable` and `pathsTable`, each in its variable's own unit.
 *
 * @param names Default: all that the ensemble recorded.
 */
export function seriesOfEnsemble(
  program: Program,
  ensemble: Ensemble,
  names: readonly string[] = ensemble.names,
): readonly OutputSeries[] {
  return names.map((name) => {
    const { quantiles, values } = ensemble.bands(name);
    return {
      ...{ name, unit: unitOf(program, name), quantiles, bands: values },
      ...{ mean: ensemble.mean(name), paths: ensemble.paths(name) },
    };
  });
}

/**
 * One run: the value of every variable at every step, in the column `value`.
 *
 * @param names Default: all that the run recorded.
 */
export function runTable(
  program: Program,
  run: Run,
  options: { readonly names?: readonly string[]; readonly start?: TableStart; readonly about?: TableAbout } = {},
): SeriesTable {
  const { names = run.names, start, about } = options;
  return {
    time: tableTime(program, run.steps, start),
    columns: ["value"],
    parts: names.map((name) => ({ name, unit: unitOf(program, name), values: [run.series(name)] })),
    ...(about === undefined ? {} : { about }),
  };
}

function unitOf(program: Program, name: string): string {
  return (program.variables.get(name) ?? internal(`${name} is not in the program`)).unit.text;
}
