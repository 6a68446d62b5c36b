export {
  type Backend,
  emptyReport,
  type Kernel,
  mergeReports,
  type Overdraft,
  type RunReport,
  type RunRequest,
  type Stepper,
  type Violation,
} from "./contract.js";
export { mostBatches, runsForConveyors } from "./conveyor-times.js";
export { evaluateNode } from "./evaluate-node.js";
export { ExactStepper, exact, widestNumber } from "./exact.js";
export { JsStepper, js } from "./js.js";
export { type BackendName, backendNamed, backends } from "./registry.js";
export { type Settlement, settle } from "./settle.js";
