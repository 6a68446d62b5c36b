/** Stages of trial modules for tests. */
import type { DataRecord, ModuleDefinition } from "../../contract/module.js";
import { ModuleRegistry, type RegisteredModule } from "../../registry/registry.js";
import { defaultBreaker } from "../breaker.js";
import { runHere } from "../handle.js";
import { runInThread } from "../run-in-thread.js";
import type { Configured } from "../rung.js";
import { Stage } from "../stage.js";
import { defaultUpgradePlan, type UpgradePlan } from "../upgrade.js";

export const plan: UpgradePlan = {
  ...defaultUpgradePlan,
  shadowBatches: 30,
  canaryBatches: 30,
  canaryShare: 0.3,
  watchBatches: 30,
};

export function record(index: number, act = "", device = `d${index % 20}`): DataRecord {
  return { id: `r${index}`, device, time: index, values: { value: index % 97, act } };
}

/** The definitions as registered modules, each with version 1 of empty parameters. */
export function configured(definition: ModuleDefinition, worker?: string): Configured {
  const module = new ModuleRegistry().add({ manifest: definition.manifest, definition, worker });
  return { module, parameters: {}, parametersVersion: 1, seed: 0n };
}

const worker = new URL("./trial-worker.mjs", import.meta.url).href;

/** A stage whose clock is counted by hand, so that latencies are what the test says. */
export function stageOf(
  primary: ModuleDefinition,
  fallbacks: readonly ModuleDefinition[] = [],
  { inThread = false, milliseconds = () => 0 }: { inThread?: boolean; milliseconds?: () => number } = {},
): Stage {
  const budget = { milliseconds: 500, mebibytes: 32 };
  const surroundings = { now: () => 0, milliseconds };
  const start = (module: RegisteredModule) =>
    module.worker === undefined
      ? runHere(module.definition!, budget, surroundings)
      : runInThread(module.worker, module.manifest, budget, surroundings, { execArgv: ["--conditions=source"] });
  return new Stage(
    {
      name: "trial",
      primary: configured(primary, inThread ? worker : undefined),
      fallbacks: fallbacks.map((one, index) => ({
        name: index === fallbacks.length - 1 ? "baseline" : "previous",
        configured: configured(one),
      })),
      breaker: { ...defaultBreaker, restBatches: 2 },
      history: 100,
    },
    start,
    surroundings,
  );
}
