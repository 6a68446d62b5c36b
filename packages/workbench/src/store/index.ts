/** Runs on disk: written whole or not at all, and read back. */
export { readRun, type StoredRun } from "./read-run.js";
export { toCsv } from "./to-csv.js";
export { toParquet } from "./to-parquet.js";
export { type RunContent, runFiles, writeRun } from "./write-run.js";
export { writeParquetTables } from "./write-tables.js";
