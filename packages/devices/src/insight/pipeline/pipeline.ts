import { fail, internal } from "@tokenwright/engine";
import type { Json } from "../contract/json.js";
import { findMismatches } from "../contract/json-schema.js";
import type { DataRecord } from "../contract/module.js";
import type { ModuleHandle, Surroundings } from "../life-cycle/handle.js";
import { runHere } from "../life-cycle/handle.js";
import { runInThread, type ThreadOptions } from "../life-cycle/run-in-thread.js";
import { Stage } from "../life-cycle/stage.js";
import type { StageResult } from "../life-cycle/stage-result.js";
import type { RegisteredModule } from "../registry/registry.js";
import type { ResolvedPipeline, ResolvedStage, Taken } from "./resolve-pipeline.js";

export interface PipelineOptions extends Surroundings {
  readonly threads?: ThreadOptions;
}

/** What a pipeline made of one set of records: for each stage that had any, its one result. */
export type PipelineResult = Readonly<Record<string, StageResult>>;

/** Records that a stage could not use, by reason. */
export interface PassedOver {
  /** Without a value that the wire takes. */
  readonly withoutValue: number;
  /** With values that the module's input schema refuses. */
  readonly misfit: number;
}

/** Stages wired together. Every stage can be upgraded alone while records flow. */
export class Pipeline {
  readonly stages: ReadonlyMap<string, Stage>;
  readonly #passedOver = new Map<string, { withoutValue: number; misfit: number }>();
  #tail: Promise<unknown> = Promise.resolve();

  constructor(
    readonly resolved: ResolvedPipeline,
    readonly options: PipelineOptions,
  ) {
    this.stages = new Map(resolved.stages.map((stage) => [stage.plan.name, this.#stage(stage)]));
  }

  /** The stage of a name. @throws TokenwrightError `pipeline/unknown`. */
  stage(name: string): Stage {
    return (
      this.stages.get(name) ??
      fail({
        code: "pipeline/unknown",
        message: `There is no stage ${name.slice(0, 60)}.`,
        expected: [...this.stages.keys()].join(", "),
      })
    );
  }

  passedOver(name: string): PassedOver {
    return this.#passedOver.get(name) ?? { withoutValue: 0, misfit: 0 };
  }

  /**
   * Sends records through the stages. Calls may overlap and are served in order, so that each record goes through
   * every stage once and in the order of its arrival.
   *
   * @param records By name of the source.
   */
  push(records: Readonly<Record<string, readonly DataRecord[]>>): Promise<PipelineResult> {
    const result = this.#tail.then(() => this.#take(records));
    this.#tail = result.catch(() => undefined);
    return result;
  }

  async close(): Promise<void> {
    await this.#tail;
    for (const stage of this.stages.values()) await stage.close();
  }

  async #take(records: Readonly<Record<string, readonly DataRecord[]>>): Promise<PipelineResult> {
    const results: Record<string, StageResult> = {};
    for (const resolved of this.resolved.stages) {
      const { name } = resolved.plan;
      const batch = resolved.inputs.flatMap(({ from, taken }) =>
        (results[from]?.records ?? records[from] ?? []).flatMap((record) => this.#enter(resolved, record, taken)),
      );
      if (batch.length > 0) results[name] = await this.stage(name).push(batch);
    }
    return results;
  }

  /** The record as the stage's module takes it in; none where it cannot. */
  #enter({ plan, primary }: ResolvedStage, record: DataRecord, taken: readonly Taken[]): readonly DataRecord[] {
    const values: Record<string, Json> = {};
    for (const { input, value, factor } of taken) {
      const found = record.values[value];
      if (found !== undefined && found !== null) values[input] = typeof found === "number" ? found * factor : found;
    }
    const counted = this.#passedOver.get(plan.name) ?? { withoutValue: 0, misfit: 0 };
    this.#passedOver.set(plan.name, counted);
    if (Object.keys(values).length === 0) {
      counted.withoutValue++;
      return [];
    }
    const areFinite = Object.values(values).every((value) => typeof value !== "number" || Number.isFinite(value));
    if (!areFinite || findMismatches(primary.module.manifest.input, values).length > 0) {
      counted.misfit++;
      return [];
    }
    const { id, device, time, degraded } = record;
    return [{ id, device, time, values, ...(degraded === true ? { degraded } : {}) }];
  }

  #stage({ plan, primary, fallbacks }: ResolvedStage): Stage {
    const start = (module: RegisteredModule): ModuleHandle => {
      const { definition, worker, manifest } = module;
      if (plan.run === "thread" && worker === undefined) {
        fail({
          code: "pipeline/run",
          message: `The module ${manifest.id} has no file to run in a thread of its own.`,
          hint: "write run: here, or give the registry its worker",
        });
      }
      if (worker !== undefined && (plan.run === "thread" || definition === undefined))
        return runInThread(worker, manifest, plan.budget, this.options, this.options.threads);
      return definition === undefined
        ? internal(`the module ${manifest.id} has no code`)
        : runHere(definition, plan.budget, this.options);
    };
    const named = fallbacks.map((configured) => ({
      name:
        configured.module.manifest.id === primary.module.manifest.id ? ("previous" as const) : ("baseline" as const),
      configured,
    }));
    const { name, breaker, history } = plan;
    return new Stage({ name, primary, fallbacks: named, breaker, history }, start, this.options);
  }
}
