import { join } from "node:path";
import { type OutputSeries, type RunRecord, tablesOfRun } from "../record/index.js";
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
  run: { readonly record: RunRecord; readonly series: readonly OutputSeries[] },
): Promise<readonly string[]> {
  const tables = tablesOfRun(run);
  for (const { name, table } of tables) await toParquet(join(folder, name), table);
  return tables.map(({ name }) => name);
}
