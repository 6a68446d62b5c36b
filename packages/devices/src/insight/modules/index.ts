/** Modules, pipelines of them, and their life cycle. */

export { hashCode } from "../contract/hash-code.js";
export { canonicalText, findJsonFault, type Json, type JsonObject } from "../contract/json.js";
export { checkSchema, findMismatches, type JsonSchema } from "../contract/json-schema.js";
export {
  type Manifest,
  type ModuleKind,
  moduleAddress,
  moduleKinds,
  readManifest,
  signManifest,
  verifyManifest,
} from "../contract/manifest.js";
export type { Answer, DataRecord, Health, Host, InsightModule, ModuleDefinition, Query } from "../contract/module.js";
export { readUcum, type UcumUnit, ucumRatio } from "../contract/ucum.js";
export { compareVersions, parseRange, parseVersion, type Version } from "../contract/version.js";
export { type BreakerPolicy, CircuitBreaker, defaultBreaker } from "../life-cycle/breaker.js";
export { type FaultKind, faultKinds, ModuleFault } from "../life-cycle/faults.js";
export { defaultGates, type GateReport, type Gates } from "../life-cycle/gates.js";
export { type Budget, defaultBudget, type ModuleHandle, runHere, type Surroundings } from "../life-cycle/handle.js";
export { runInThread, type ThreadHandle, type ThreadOptions } from "../life-cycle/run-in-thread.js";
export type { Configured } from "../life-cycle/rung.js";
export { serveModule } from "../life-cycle/serve-module.js";
export { type MigrateState, Stage, type StageChange, type StagePlan } from "../life-cycle/stage.js";
export type { AnsweredRecord, Provenance, RungName, StageResult } from "../life-cycle/stage-result.js";
export { defaultUpgradePlan, type Upgrade, type UpgradePhase, type UpgradePlan } from "../life-cycle/upgrade.js";
export { type LockedModule, lockText, type PipelineLock, readLock } from "../pipeline/lock.js";
export { type PassedOver, Pipeline, type PipelineOptions, type PipelineResult } from "../pipeline/pipeline.js";
export type { ModuleUse, PipelinePlan, PipelineStagePlan, WirePlan } from "../pipeline/pipeline-plan.js";
export { readPipeline } from "../pipeline/read-pipeline.js";
export { type ResolvedPipeline, type ResolvedStage, resolvePipeline } from "../pipeline/resolve-pipeline.js";
export { ModuleRegistry, type ModuleRequest, type ModuleSource, type RegisteredModule } from "../registry/registry.js";
export { builtInRegistry } from "./built-in.js";
export { builtInModules } from "./list.js";
