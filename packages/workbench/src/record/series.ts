import { fail, internal } from "@tokenwright/engine";
import { readCsv } from "./csv.js";
import type { RunTime } from "./record.js";
import { csvText, leading, type SeriesTable, type TableAbout, type TableTime } from "./table.js";

/** How an output spreads over the futures, at every step, in the output's unit. */
export interface OutputSeries {
  readonly name: string;
  readonly unit: string;
  readonly quantiles: readonly number[];
  /** One series of steps + 1 values per quantile. */
  readonly bands: readonly Float64Array[];
  readonly mean: Float64Array;
  /** The first futures, one series each. */
  readonly paths: readonly Float64Array[];
}

/** bands.csv: one row per output and step, in the order of the outputs; see `bandsTable`. */
export function writeBands(outputs: readonly OutputSeries[], time: RunTime): string {
  return csvText(bandsTable(outputs, time));
}

/** paths.csv: as bands.csv, with one column per kept future; see `pathsTable`. */
export function writePaths(outputs: readonly OutputSeries[], time: RunTime): string {
  return csvText(pathsTable(outputs, time));
}

/** Quantiles and means of every output at every step. Columns of numbers: mean, then `p5` for the share 0.05, … */
export function bandsTable(outputs: readonly OutputSeries[], time: TableTime, about?: TableAbout): SeriesTable {
  const quantiles = outputs[0]?.quantiles ?? [];
  return {
    time,
    columns: ["mean", ...quantiles.map(quantileName)],
    parts: outputs.map(({ name, unit, mean, bands }) => ({ name, unit, values: [mean, ...bands] })),
    ...(about === undefined ? {} : { about }),
  };
}

/** Single futures. One column of numbers for each that was kept: `run0`, `run1`, … */
export function pathsTable(outputs: readonly OutputSeries[], time: TableTime, about?: TableAbout): SeriesTable {
  return {
    time,
    columns: (outputs[0]?.paths ?? []).map((_, run) => `run${run}`),
    parts: outputs.map(({ name, unit, paths }) => ({ name, unit, values: paths })),
    ...(about === undefined ? {} : { about }),
  };
}

/** `p5` for 0.05, `p97.5` for 0.975: the share in per cent. */
export function quantileName(share: number): string {
  // A share such as 0.07 times 100 is not 7 in doubles; twelve digits are more than anyone writes.
  return `p${Number((share * 100).toPrecision(12))}`;
}

/**
 * The series of a run from its tables, in the order of `names`.
 *
 * @throws TokenwrightError `store/csv` where a table does not fit the run.
 */
export function readSeries(
  bandsText: string,
  pathsText: string | undefined,
  expected: { readonly names: readonly string[]; readonly quantiles: readonly number[]; readonly steps: number },
  folder: string,
): readonly OutputSeries[] {
  const columns = ["mean", ...expected.quantiles.map(quantileName)];
  const bands = readValues(bandsText, `${folder}/bands.csv`, columns, expected);
  const paths = pathsText === undefined ? undefined : readValues(pathsText, `${folder}/paths.csv`, undefined, expected);
  return expected.names.map((name) => {
    const { unit, values } = bands.get(name) ?? internal(`${name} passed the check of its table and is not there`);
    const [mean, ...rest] = values;
    return {
      name,
      unit,
      quantiles: expected.quantiles,
      mean: mean!,
      bands: rest,
      paths: paths?.get(name)?.values ?? [],
    };
  });
}

function readValues(
  text: string,
  file: string,
  columns: readonly string[] | undefined,
  expected: { readonly names: readonly string[]; readonly steps: number },
): ReadonlyMap<string, { unit: string; values: Float64Array[] }> {
  const table = readCsv(text, file);
  const refuse = (message: string, line: number): never =>
    fail({
      code: "store/csv",
      message,
      expected: "the table of this run",
      hint: "run the scenario again",
      place: { file, line },
    });
  const given = table.header.slice(leading.length);
  if (columns !== undefined && given.join(",") !== columns.join(",")) {
    refuse(`The columns are ${table.header.join(", ")}.`, 1);
  }
  const length = expected.steps + 1;
  const wanted = expected.names.length * length;
  if (table.rows.length !== wanted) refuse(`The table has ${table.rows.length} rows, and the run needs ${wanted}.`, 1);
  const found = new Map<string, { unit: string; values: Float64Array[] }>();
  for (const [index, row] of table.rows.entries()) {
    const name = expected.names[Math.floor(index / length)]!;
    const step = index % length;
    if (row[0] !== name || row[2] !== String(step))
      refuse(`The row is of ${row[0]} at step ${row[2]}, where ${name} at step ${step} belongs.`, index + 2);
    let output = found.get(name);
    if (output === undefined) {
      output = { unit: row[1]!, values: given.map(() => new Float64Array(length)) };
      found.set(name, output);
    }
    for (const [column, values] of output.values.entries()) {
      const cell = row[leading.length + column]!;
      const value = cell === "" ? Number.NaN : Number(cell);
      if (!Number.isFinite(value)) refuse(`The value ${JSON.stringify(cell)} is not a number.`, index + 2);
      values[step] = value;
    }
  }
  return found;
}
