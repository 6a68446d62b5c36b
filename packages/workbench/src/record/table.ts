import { internal } from "@tokenwright/engine";
import { labelOf, type StepTime } from "./calendar.js";
import { type Cell, csvLines } from "./csv.js";

/** How many steps there are and what they are called. */
export type TableTime = StepTime & { readonly steps: number };

/** What a reader of the file alone should know: plain JSON. */
export type TableAbout = Readonly<Record<string, unknown>>;

/**
 * Series of several variables over the same steps, as rows: first all steps of the first variable, then those of
 * the next. Columns: variable, unit, step, epoch and date (empty when not known), then columns of numbers.
 */
export interface SeriesTable {
  readonly time: TableTime;
  /** Names of the columns of numbers. */
  readonly columns: readonly string[];
  readonly parts: readonly TablePart[];
  readonly about?: TableAbout;
}

/** The rows of one variable. */
export interface TablePart {
  readonly name: string;
  readonly unit: string;
  /** For each column of numbers, steps + 1 values in `unit`. */
  readonly values: readonly Float64Array[];
}

/** The columns before those of numbers. */
export const leading = ["variable", "unit", "step", "epoch", "date"] as const;

/** The table as CSV; see `writeCsv`. */
export function csvText(table: SeriesTable): string {
  return [...linesOf(table)].join("");
}

/** Refuses a table whose parts do not have all columns at all steps. */
export function requireSound({ time, columns, parts }: SeriesTable): void {
  for (const { name, values } of parts) {
    if (values.length === columns.length && values.every((one) => one.length === time.steps + 1)) continue;
    internal(`a table of ${columns.length} columns and ${time.steps + 1} steps has other numbers of ${name}`);
  }
}

/** The lines of the table as CSV, each with its end. */
export function linesOf(table: SeriesTable): Generator<string> {
  requireSound(table);
  return csvLines([...leading, ...table.columns], rows(table));
}

function* rows({ time, parts }: SeriesTable): Generator<readonly Cell[]> {
  for (const { name, unit, values } of parts) {
    for (let step = 0; step <= time.steps; step++) {
      const { epoch = "", date = "" } = labelOf(time, step);
      yield [name, unit, step, epoch, date, ...values.map((column) => column[step]!)];
    }
  }
}
