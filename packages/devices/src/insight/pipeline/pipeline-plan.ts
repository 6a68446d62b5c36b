import type { Place } from "@tokenwright/engine";
import type { JsonObject } from "../contract/json.js";
import type { BreakerPolicy } from "../life-cycle/breaker.js";
import type { Budget } from "../life-cycle/handle.js";
import type { ModuleRequest } from "../registry/registry.js";

/** Which records a stage takes in, and under which names. */
export interface WirePlan {
  /** A source or another stage. */
  readonly from: string;
  /** Name of the module's input by name of what comes in. */
  readonly take: Readonly<Record<string, string>>;
  /** Values in another unit of the same quantity are converted; without it they are refused. */
  readonly convert: boolean;
  readonly place: Place;
}

export interface ModuleUse extends ModuleRequest {
  readonly parameters: JsonObject;
  /** Grows by 1 with each change; kept with every result. */
  readonly parametersVersion: number;
  readonly place: Place;
  /** Of the parameters, or of the module where none are written. */
  readonly parametersPlace: Place;
}

export interface PipelineStagePlan {
  readonly name: string;
  readonly use: ModuleUse;
  readonly inputs: readonly WirePlan[];
  readonly fallback: readonly ModuleUse[];
  /** In this thread or in one of its own. */
  readonly run: "here" | "thread";
  readonly budget: Budget;
  readonly breaker: BreakerPolicy;
  /** Batches kept for a version that is loaded later. */
  readonly history: number;
  readonly place: Place;
}

/** A pipeline as its file says it, before modules are looked for. */
export interface PipelinePlan {
  readonly title: string;
  /** For each source the UCUM units of its values. */
  readonly sources: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** In an order in which each stands after those it takes from. */
  readonly stages: readonly PipelineStagePlan[];
  readonly outputs: readonly string[];
  /** SHA-256 of the file's text. */
  readonly sha256: string;
}
