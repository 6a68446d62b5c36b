import type { Unsupported } from "./document.js";
import { importXmile } from "./import-xmile.js";
import { canonicalName } from "./names.js";
import { readDocument } from "./read-document.js";
import { decodeXml } from "./read-xml.js";
import { agrees, type Output, readOutput, toleranceOf } from "./reference-output.js";
import { runXmile, type XmileRun } from "./run-xmile.js";

/** What became of one model of a corpus, run on the engine and held against its reference output. */
export interface Verdict {
  /** Columns of the reference output that the file names. */
  readonly columns: number;
  readonly agreeing: number;
  /** Columns that the run does not have, by their names in the output. */
  readonly missing: readonly string[];
  /** Columns that differ, with the first row that does. */
  readonly different: readonly string[];
  /** Why it does not run. */
  readonly failure?: string;
  /** What was not taken over and may change results. */
  readonly unsupported: readonly Unsupported[];
  /** False when something disagrees or is missing that the importer did not name. */
  readonly isExplained: boolean;
}

/**
 * Runs an XMILE file and compares every column of a reference output of it.
 *
 * @param output The table: time first, comma- or tab-separated. Columns of variables that the file does not have are
 * left aside, since some outputs are of a fuller model than the file.
 * @throws TokenwrightError `xmile/...` when the file cannot be read at all.
 */
export function judge(contents: Uint8Array, file: string, output: string): Verdict {
  const imported = importXmile(contents, file);
  const unsupported = imported.unsupported.filter(({ effect }) => effect === "results");
  const written = namesIn(contents, file);
  const reference = readOutput(output);
  const columns = [...reference.columns].filter(([column]) => isOf(written, column.replace(/\[.*/, "")));
  let run: XmileRun;
  try {
    run = runXmile(imported);
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    const missing = columns.map(([column]) => column);
    const isExplained = unsupported.length > 0;
    return { columns: columns.length, agreeing: 0, missing, different: [], failure, unsupported, isExplained };
  }
  const series = new Map(run.columns.map(({ name, values }) => [canonicalColumn(name), values]));
  const missing: string[] = [];
  const different: string[] = [];
  for (const [column, printed] of columns) {
    const values = series.get(canonicalColumn(column));
    if (values === undefined) missing.push(column);
    else {
      const found = firstDifference(run.times, values, printed, reference);
      if (found !== undefined) different.push(`${column} ${found}`);
    }
  }
  return {
    columns: columns.length,
    agreeing: columns.length - missing.length - different.length,
    missing,
    different,
    unsupported,
    isExplained: different.length === 0 && (missing.length === 0 || unsupported.length > 0),
  };
}

/** Whether a column is of a variable of the file; one of a submodel is `submodel.variable`. */
function isOf(written: ReadonlySet<string>, column: string): boolean {
  return written.has(canonicalName(column)) || written.has(canonicalName(column.split(".").at(-1)!));
}

/** The names of all variables of the file, those that were not read too. */
function namesIn(contents: Uint8Array, file: string): ReadonlySet<string> {
  const { models } = readDocument(decodeXml(contents, file), file);
  return new Set(models.flatMap(({ variables }) => variables.map(({ name }) => canonicalName(name))));
}

/** `Two Dims[A, D]` as a text that equal columns have in common. */
function canonicalColumn(column: string): string {
  const [, name = column, list] = /^([^[]+)(?:\[(.*)\])?$/.exec(column) ?? [];
  return list === undefined
    ? canonicalName(name)
    : `${canonicalName(name)}[${list.split(",").map(canonicalName).join(",")}]`;
}

function firstDifference(
  times: readonly number[],
  values: readonly number[],
  printed: readonly string[],
  reference: Output,
): string | undefined {
  const tolerance = toleranceOf(reference, printed);
  const start = times[0]!;
  const step = times.length > 1 ? times[1]! - start : 1;
  for (const [row, text] of printed.entries()) {
    if (text === "") continue;
    const value = values[Math.round((reference.times[row]! - start) / step)];
    if (value === undefined || !agrees(value, text, tolerance))
      return `at ${reference.times[row]}: ${value} instead of ${text}`;
  }
  return undefined;
}
