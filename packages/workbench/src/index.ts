export {};
export * from "./store/index.js";
export { type Simulation, type SimulateOptions, inputSha256, simulate } from "./study/simulate.js";
export * from "./report/index.js";
