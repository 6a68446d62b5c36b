export { type DataTable, type DataText, filesIn, type ReadDataFile, readDataTable } from "./data/index.js";
export * from "./diagram/index.js";
export * from "./report/index.js";
export * from "./scenario/index.js";
export * from "./store/index.js";
export { type ReplayOptions, replay } from "./study/replay.js";
export type * from "./study/replay-result.js";
export { inputSha256, type SimulateOptions, type Simulation, simulate, timeOf } from "./study/simulate.js";
export * from "./xmile/index.js";
