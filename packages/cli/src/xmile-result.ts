import type { XmileRun } from "@tokenwright/workbench";
import { writeCsv } from "@tokenwright/workbench";
import { formatTable, sparkline } from "./table.js";
import { cleanLine, stylist } from "./terminal.js";

/** Most variables in the table for people. */
const mostRows = 40;

/** Values in a sparkline. */
const sparklineLength = 24;

/** A run for a person at a terminal: each variable at its first and last time, and how it went. */
export function runTable(run: XmileRun, title: string): string {
  const { times, columns, timeUnit } = run;
  const style = stylist(process.stdout);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const shown = columns.slice(0, mostRows);
  const [head = "", ...rows] = formatTable(
    [
      { title: "variable" },
      { title: `at ${short(first)}`, align: "right" },
      { title: `at ${short(last)}`, align: "right" },
      { title: "over time" },
    ],
    shown.map(({ name, values }) => [
      cleanLine(name),
      short(values[0] ?? 0),
      short(values.at(-1) ?? 0),
      sparkline(thinned(values)),
    ]),
  );
  return [
    style("bold", cleanLine(title)),
    `${times.length} rows, ${cleanLine(timeUnit)} ${short(first)} to ${short(last)}, ${columns.length} variables`,
    "",
    style("dim", head),
    ...rows,
    ...(shown.length < columns.length ? [`  … and ${columns.length - shown.length} more`] : []),
    "",
    style("dim", "--csv prints every variable at every row"),
  ].join("\n");
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function thinned(values: readonly number[]): readonly number[] {
  const count = Math.min(sparklineLength, values.length);
  if (count < 2) return values;
  return Array.from({ length: count }, (_, at) => values[Math.round((at * (values.length - 1)) / (count - 1))]!);
}

/** Rows of a slab of CSV, so that no text grows longer than a string can be. */
const slab = 1000;

/** A run as CSV, time first, in parts that follow one another. */
export function* runCsv({ times, columns }: XmileRun): Generator<string> {
  const header = ["time", ...columns.map(({ name }) => name)];
  const head = writeCsv(header, []);
  yield head;
  for (let from = 0; from < times.length; from += slab) {
    const rows = times
      .slice(from, from + slab)
      .map((time, at) => [time, ...columns.map(({ values }) => values[from + at]!)]);
    yield writeCsv(header, rows).slice(head.length);
  }
}
