import { join } from "node:path";
import type { RunRecord } from "../record/index.js";
import { aboutRun, bandsTable, type OutputSeries, pathsTable } from "../record/index.js";
import { toParquet } from "./to-parquet.js";

/**
 * Writes the tables of a run as Parquet: `bands.parquet`, and `paths.parquet` when single futures were kept. They have
 * the columns of the tables in CSV, and hold what `aboutRun` says.
 *
 * @returns The names of the files.
 * @throws TokenwrightError as `toParquet`.
 */
export async function writeParquetTables(
  folder: string,
  { record, series }: { readonly record: RunRecord; readonly series: readonly OutputSeries[] },
): Promise<readonly string[]> {
  const about = aboutRun(record);
  await toParquet(join(folder, "bands.parquet"), bandsTable(series, record.time, about));
  if ((series[0]?.paths.length ?? 0) === 0) return ["bands.parquet"];
  await toParquet(join(folder, "paths.parquet"), pathsTable(series, record.time, about));
  return ["bands.parquet", "paths.parquet"];
}
