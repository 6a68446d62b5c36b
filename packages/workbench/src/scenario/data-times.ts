import { fail, type Place, type Rational, rational, type Units, unit } from "@tokenwright/engine";
import { type DataTable, dateOfInstant, instantIn, numberIn } from "../data/index.js";
import type { Start } from "./scenario.js";
import { child, placeOfNode, textOf, type YamlNode } from "./yaml-node.js";

/** The scenario's own time, on which data is placed. */
export interface TimeAxis {
  readonly start: Start;
  readonly steps: number;
  /** Seconds of a step. */
  readonly stepSeconds: Rational;
}

/** When the rows of a table are. */
export interface RowTimes {
  /** In steps since the start, rising. */
  readonly times: readonly Rational[];
  /** What the time of a row is called, `2023-03-14` or `epoch 400`. */
  nameOfRow(row: number): string;
  /** What a whole number of steps since the start is called. */
  nameOfStep(step: number): string;
}

/** How a column says the time. */
interface Clock {
  readonly column: string;
  /** In steps since the start. */
  read(row: number): Rational;
  name(text: string): string;
  nameOfStep(step: number): string;
}

/** The column of a `time:`, whichever its form. */
export function timeColumn(node: YamlNode): { readonly node: YamlNode; readonly column: string; readonly key: string } {
  if (node.kind === "scalar") return { node, column: node.text, key: "date" };
  for (const key of ["date", "epoch", "elapsed"]) {
    const column = textOf(node, key);
    if (column !== undefined) return { node: child(node, key)!, column, key };
  }
  return { node, column: "", key: "date" };
}

/**
 * The times of all rows, on the scenario's axis.
 *
 * @param node The `time:` of the data file, whose column the table has.
 * @throws TokenwrightError `data/no-start`, `data/time`, `data/order`, `csv/no-rows`, and `csv/…` for a cell.
 */
export function rowTimes(node: YamlNode, path: string, table: DataTable, axis: TimeAxis, units: Units): RowTimes {
  const clock = clockOf(node, path, table, axis, units);
  const { column } = clock;
  if (table.size === 0) {
    fail({
      code: "csv/no-rows",
      message: "The file has a header and no rows.",
      expected: "one row at least",
      hint: "add the rows, or name another file",
      place: table.place(-1, column),
    });
  }
  const times: Rational[] = [];
  for (let row = 0; row < table.size; row++) {
    const time = clock.read(row);
    const before = times.at(-1);
    if (before !== undefined && rational.compare(before, time) >= 0) {
      const isSame = rational.equal(before, time);
      const previous = table.cell(row - 1, column).trim();
      fail({
        code: "data/order",
        message: isSame
          ? `Two rows are of ${clock.name(previous)}; the first is on line ${table.place(row - 1, column).line}.`
          : `This row is of ${clock.name(table.cell(row, column).trim())} and the one before it of ${clock.name(previous)}.`,
        expected: "rows in the order of time, each time once",
        hint: isSame ? "remove one of the two" : "sort the rows, the earliest first",
        place: table.place(row, column),
      });
    }
    times.push(time);
  }
  return {
    times,
    nameOfRow: (row) => clock.name(table.cell(row, column).trim()),
    nameOfStep: clock.nameOfStep,
  };
}

function clockOf(node: YamlNode, path: string, table: DataTable, axis: TimeAxis, units: Units): Clock {
  const { key, column, node: named } = timeColumn(node);
  const place = placeOfNode(named, node.kind === "scalar" ? path : `${path}.${key}`);
  if (key === "epoch") return epochClock(column, table, axis, place);
  if (key === "elapsed") return elapsedClock(node, path, column, table, axis, units);
  return dateClock(column, table, axis, place);
}

function dateClock(column: string, table: DataTable, { start, stepSeconds }: TimeAxis, place: Place): Clock {
  const { date } = start;
  if (date === undefined) {
    fail({
      code: "data/no-start",
      message: `The rows of "${column}" are dates, and the scenario does not say at which date it starts.`,
      expected: "start: { date: … }",
      hint: `add start: { date: ${table.size > 0 ? table.cell(0, column).trim().slice(0, 10) : "2024-01-01"} }`,
      place,
    });
  }
  const origin = instantIn(date)!;
  return {
    column,
    name: (text) => text.slice(0, 40),
    nameOfStep: (step) =>
      dateOfInstant(rational.add(origin, rational.multiply(rational.rational(step), stepSeconds))) ?? `step ${step}`,
    read(row) {
      const text = table.cell(row, column);
      const instant = instantIn(text);
      if (instant === undefined) {
        fail({
          code: "data/time",
          message: `The cell of "${column}" is ${JSON.stringify(text.slice(0, 60))}, which is no date.`,
          expected: "a date such as 2023-03-14, or a time in UTC such as 2023-03-14T21:44:51Z",
          hint: /^\s*\d+\s*$/.test(text)
            ? `say what the numbers are: time: { epoch: ${column} }, or time: { elapsed: ${column}, unit: day }`
            : "write year-month-day",
          place: table.place(row, column),
        });
      }
      return rational.divide(rational.subtract(instant, origin), stepSeconds);
    },
  };
}

function epochClock(column: string, table: DataTable, { start }: TimeAxis, place: Place): Clock {
  const { epoch } = start;
  if (epoch === undefined) {
    fail({
      code: "data/no-start",
      message: `The rows of "${column}" are epochs, and the scenario does not say at which epoch it starts.`,
      expected: "start: { epoch: … }",
      hint: `add start: { epoch: ${table.size > 0 ? table.cell(0, column).trim().slice(0, 10) : "0"} }`,
      place,
    });
  }
  return {
    column,
    name: (text) => `epoch ${text.slice(0, 40)}`,
    nameOfStep: (step) => `epoch ${epoch + step}`,
    read(row) {
      const value = numberIn(table, row, column, "every row needs its epoch");
      if (value.d !== 1n) {
        fail({
          code: "data/time",
          message: `The epoch is ${JSON.stringify(table.cell(row, column).slice(0, 60))}.`,
          expected: "a whole number",
          hint: "name the column that counts the epochs",
          place: table.place(row, column),
        });
      }
      return rational.subtract(value, rational.rational(epoch));
    },
  };
}

function elapsedClock(
  node: YamlNode,
  path: string,
  column: string,
  table: DataTable,
  { stepSeconds }: TimeAxis,
  units: Units,
): Clock {
  const given = child(node, "unit");
  if (given === undefined) {
    return fail({
      code: "scenario/missing-key",
      message: `The elapsed time of "${column}" has no unit.`,
      expected: "unit: a unit of time",
      hint: "add unit: day",
      place: placeOfNode(node, path),
    });
  }
  const place = placeOfNode(given, `${path}.unit`);
  const own = units.parse(textOf(node, "unit") ?? "", place);
  if (!unit.sameDimension(own.dimension, units.parse("second").dimension)) {
    fail({
      code: "data/time",
      message: `The elapsed time of "${column}" is in ${own.text}.`,
      expected: "a unit of time",
      hint: "for example day",
      place,
    });
  }
  const scale = rational.divide(own.scale, stepSeconds);
  return {
    column,
    name: (text) => `${text.slice(0, 40)} ${own.text}`,
    nameOfStep: (step) => `${rational.toDecimal(rational.divide(rational.rational(step), scale), 6)} ${own.text}`,
    read: (row) => rational.multiply(numberIn(table, row, column, "every row needs its time"), scale),
  };
}
