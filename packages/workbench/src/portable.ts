/** What of the workbench runs in browsers too: everything but files and threads. */
export { type DataTable, type DataText, type ReadDataFile, readDataTable } from "./data/index.js";
export * from "./diagram/index.js";
export { sha256, sha256OfParts, sha256OfValues } from "./hash/hash.js";
export * from "./record/index.js";
export * from "./report/index.js";
export * from "./scenario/index.js";
export { assumptionsOf } from "./study/assumptions.js";
export { nextTurn } from "./study/next-turn.js";
export { replay } from "./study/replay.js";
export type { ReplayResult } from "./study/replay-result.js";
export { inputSha256, type SimulateOptions, type Simulation, simulate, timeOf } from "./study/simulate.js";
export { webWorkers } from "./study/web-workers.js";
