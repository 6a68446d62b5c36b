export { type Cause, type CausesOptions, causesOf, loopsThrough } from "./causes.js";
export type { DecisionTaken } from "./decisions.js";
export { type Bands, defaultQuantiles, type Ensemble, type EnsembleOptions, ensemble } from "./ensemble.js";
export { histogramError } from "./histogram.js";
export {
  type ComputedBatch,
  computeBatch,
  type EnsembleJob,
  type EnsembleSession,
  type EnsembleWorkers,
  JobRunner,
} from "./job.js";
export {
  defaultSeed,
  type Given,
  internalInputs,
  mostRuns,
  mostSteps,
  type RunInputs,
  variableNamed,
} from "./request.js";
export { type Run, type RunOptions, run } from "./run.js";
