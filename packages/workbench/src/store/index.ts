export { aboutRun } from "./about-run.js";
export { endInWords, instantOf, labelOf, type StepLabel, stepInWords } from "./calendar.js";
export { type Cell, readCsv, type Table, writeCsv } from "./csv.js";
export { checkWritable, listFolder, writeNew, writeWhole } from "./disk.js";
export { runTable, seriesOfEnsemble, type TableStart, tableTime } from "./engine-tables.js";
export { runId, sha256, sha256OfParts } from "./hash.js";
export { readRun, type StoredRun } from "./read-run.js";
export type * from "./record.js";
export {
  bandsTable,
  type OutputSeries,
  pathsTable,
  quantileName,
  readSeries,
  writeBands,
  writePaths,
} from "./series.js";
export type { SeriesTable, TableAbout, TablePart, TableTime } from "./table.js";
export { toCsv } from "./to-csv.js";
export { toParquet } from "./to-parquet.js";
export { toolVersion } from "./version.js";
export { type RunContent, runFiles, writeRun } from "./write-run.js";
export { writeParquetTables } from "./write-tables.js";
