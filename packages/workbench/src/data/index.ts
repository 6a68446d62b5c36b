/** Recorded data as tables, and what it is at the steps of a run. Knows nothing of scenarios. */
export { type DataFile, type DataText, type ReadDataFile, readDataFile, refuseSize } from "./data-file.js";
export { dateOfInstant, instantIn } from "./instant.js";
export { type DataTable, numberIn, readDataTable, requireColumn } from "./read-csv.js";
export { type Between, type Over, type Points, reachOf, valuesAtSteps } from "./resample.js";
