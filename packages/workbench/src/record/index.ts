/** What a run leaves behind, as data and as text. Runs wherever the engine does. */
export { aboutRun } from "./about-run.js";
export { endInWords, instantOf, labelOf, type StepLabel, type StepTime, stepInWords } from "./calendar.js";
export { type Cell, readCsv, type Table, writeCsv } from "./csv.js";
export { runTable, seriesOfEnsemble, type TableStart, tableTime } from "./engine-tables.js";
export { type ParquetEncoder, parquetEncoder } from "./parquet.js";
export { parquetTables, tablesOfRun } from "./parquet-tables.js";
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
export {
  leading,
  linesOf,
  requireSound,
  type SeriesTable,
  type TableAbout,
  type TablePart,
  type TableTime,
} from "./table.js";
export { toolVersion } from "./version.js";
