export { type Platform, whyNoVectors } from "../wasm/machine.js";
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
export { JsStepper, js, type SavedStep } from "./js.js";
export { JsSteps } from "./js-steps.js";
export { type BackendName, backendNamed, backends } from "./registry.js";
export { type Settlement, settle } from "./settle.js";
export { ManySteps, type OnStep } from "./wasm/many-steps.js";
export { WasmKernel, wasm } from "./wasm/wasm.js";
export { whyNotWasm } from "./wasm/why-not.js";
