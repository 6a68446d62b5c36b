export { endInWords, instantOf, labelOf, type StepLabel, stepInWords } from "./calendar.js";
export { type Cell, readCsv, type Table, writeCsv } from "./csv.js";
export { checkWritable, listFolder, writeNew, writeWhole } from "./disk.js";
export { runId, sha256, sha256OfParts } from "./hash.js";
export { readRun, type StoredRun } from "./read-run.js";
export type * from "./record.js";
export { type OutputSeries, quantileName, readSeries, writeBands, writePaths } from "./series.js";
export { toolVersion } from "./version.js";
export { type RunContent, runFiles, writeRun } from "./write-run.js";
