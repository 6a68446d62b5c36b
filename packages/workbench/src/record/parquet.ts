import type { SchemaElement } from "hyparquet-writer";
import { instantOf } from "./calendar.js";
import { leading, requireSound, type SeriesTable } from "./table.js";
import { toolVersion } from "./version.js";

/** Values of a row group: what is encoded together and lies in memory meanwhile. */
const valuesTogether = 1 << 20;

const millisecondsInADay = 86_400_000;

/** Most rows of a row group; readers skip whole groups. */
const mostRows = 1 << 16;

/** Turns a table into the bytes of a Parquet file, a group of rows at a time. */
export type ParquetEncoder = (table: SeriesTable, append: (part: Uint8Array) => void) => void;

/** Loads what encodes Parquet: most commands never need it. */
export async function parquetEncoder(): Promise<ParquetEncoder> {
  const { ByteWriter, ParquetWriter } = await import("hyparquet-writer");
  return (table, append) => {
    requireSound(table);
    const bytes = new ByteWriter();
    const hand = () => {
      append(new Uint8Array(bytes.buffer, 0, bytes.index));
      bytes.index = 0;
    };
    const { about } = table;
    const parquet = new ParquetWriter({
      writer: Object.assign(bytes, { flush: hand, finish: hand }),
      schema: schemaOf(table),
      createdBy: `tokenwright version ${toolVersion}`,
      ...(about === undefined ? {} : { kvMetadata: [{ key: "tokenwright", value: JSON.stringify(about) }] }),
    });
    const rows = table.parts.length * (table.time.steps + 1);
    const group = Math.max(1, Math.min(mostRows, Math.floor(valuesTogether / (leading.length + table.columns.length))));
    for (let from = 0; from < rows; from += group) {
      const to = Math.min(rows, from + group);
      parquet.write({ columnData: columnsOf(table, from, to), rowGroupSize: to - from });
    }
    parquet.finish();
  };
}

function schemaOf({ columns }: SeriesTable): SchemaElement[] {
  return [
    { name: "schema", num_children: leading.length + columns.length },
    { name: "variable", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
    { name: "unit", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "REQUIRED" },
    { name: "step", type: "INT32", repetition_type: "REQUIRED" },
    { name: "epoch", type: "INT64", repetition_type: "OPTIONAL" },
    { name: "date", type: "INT32", converted_type: "DATE", repetition_type: "OPTIONAL" },
    ...columns.map((name) => ({ name, type: "DOUBLE", repetition_type: "REQUIRED" }) as const),
  ];
}

/** The rows from one on and before another, by column. */
function columnsOf({ time, columns, parts }: SeriesTable, from: number, to: number) {
  const length = time.steps + 1;
  const count = to - from;
  const names = new Array<string>(count);
  const units = new Array<string>(count);
  const steps = new Int32Array(count);
  const epochs = new Array<bigint | null>(count);
  const dates = new Array<number | null>(count);
  const numbers = columns.map(() => new Float64Array(count));
  for (let at = 0; at < count; ) {
    const { name, unit, values } = parts[Math.floor((from + at) / length)]!;
    const first = (from + at) % length;
    const run = Math.min(length - first, count - at);
    names.fill(name, at, at + run);
    units.fill(unit, at, at + run);
    for (let index = 0; index < run; index++) {
      const step = first + index;
      const instant = instantOf(time, step);
      steps[at + index] = step;
      epochs[at + index] = time.startEpoch === undefined ? null : BigInt(time.startEpoch + step);
      dates[at + index] = instant === undefined ? null : Math.floor(instant / millisecondsInADay);
    }
    for (const [column, all] of values.entries()) numbers[column]!.set(all.subarray(first, first + run), at);
    at += run;
  }
  return [
    { name: "variable", data: names },
    { name: "unit", data: units },
    { name: "step", data: steps },
    { name: "epoch", data: epochs },
    { name: "date", data: dates },
    // A dictionary would take the two zeros for one.
    ...columns.map((name, column) => ({ name, data: numbers[column]!, encoding: "PLAIN" as const })),
  ];
}
