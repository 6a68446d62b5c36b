export { histogramError } from "./buckets.js";
export { type Cause, type CausesOptions, causesOf, loopsThrough } from "./causes.js";
export type { DecisionTaken } from "./decisions.js";
export {
  type Bands,
  defaultQuantiles,
  type Ensemble,
  type EnsembleOptions,
  ensemble,
  type StopSignal,
} from "./ensemble.js";
export {
  type Gradient,
  type GradientOptions,
  gradient,
  type RoundingRule,
  type TangentOptions,
  tangentProgram,
} from "./gradient.js";
export type { GradientReport, RoughEquation } from "./gradient-report.js";
export { derivativeName } from "./gradient-tangent.js";
export type { ObjectiveTime } from "./gradient-weights.js";
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
export { serveEnsembles } from "./serve.js";
export { standingWorkers } from "./standing.js";
export type { EnsembleThread, EnsembleWorkers, ThreadListener } from "./threads.js";
