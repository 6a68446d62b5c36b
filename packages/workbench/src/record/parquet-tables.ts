import { aboutRun } from "./about-run.js";
import { parquetEncoder } from "./parquet.js";
import type { RunRecord } from "./record.js";
import { bandsTable, type OutputSeries, pathsTable } from "./series.js";
import type { SeriesTable } from "./table.js";

interface RunContent {
  readonly record: RunRecord;
  readonly series: readonly OutputSeries[];
}

/** The tables of a run by the names of their Parquet files: bands, and the single futures where some were kept. */
export function tablesOfRun({ record, series }: RunContent): readonly { name: string; table: SeriesTable }[] {
  const about = aboutRun(record);
  const bands = { name: "bands.parquet", table: bandsTable(series, record.time, about) };
  if ((series[0]?.paths.length ?? 0) === 0) return [bands];
  return [bands, { name: "paths.parquet", table: pathsTable(series, record.time, about) }];
}

/** Those tables as Parquet, each in the parts that it is written in; for where there is no disk. */
export async function parquetTables(
  run: RunContent,
  take: (name: string, parts: readonly Uint8Array[]) => void,
): Promise<void> {
  const encode = await parquetEncoder();
  for (const { name, table } of tablesOfRun(run)) {
    const parts: Uint8Array[] = [];
    // The encoder writes over what it handed out.
    encode(table, (part) => parts.push(part.slice()));
    take(name, parts);
  }
}
