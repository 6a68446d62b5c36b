import { random } from "@tokenwright/engine";
import type { Json, JsonObject } from "../contract/json.js";
import type { Answer, DataRecord, Health, Host, ModuleDefinition, Query } from "../contract/module.js";
import { checkAnswers, faultOf, ModuleFault } from "./faults.js";

/** What a module may use for one call. Memory can be bounded only for a module in a thread of its own. */
export interface Budget {
  readonly milliseconds: number;
  readonly mebibytes: number;
}

export const defaultBudget: Budget = { milliseconds: 1_000, mebibytes: 128 };

/** A running module, wherever it runs. Every call may throw a ModuleFault; after one the module is to be closed. */
export interface ModuleHandle {
  init(parameters: JsonObject, seed: bigint): Promise<void>;
  update(batch: readonly DataRecord[]): Promise<void>;
  /** @param records How many records the answers may be about, as a bound on their number. */
  infer(query: Query, records: number): Promise<readonly Answer[]>;
  saveState(): Promise<Uint8Array>;
  loadState(state: Uint8Array): Promise<void>;
  explain(id: string): Promise<Json | undefined>;
  health(): Promise<Health>;
  close(): Promise<void>;
}

/** What is given in from outside so that a run can be replayed. */
export interface Surroundings {
  /** Seconds since 1970 UTC, for the modules. */
  readonly now: () => number;
  /** Milliseconds of a clock that never goes back, for budgets and latencies. */
  readonly milliseconds: () => number;
}

/** The host of a module: its chance is addressed by seed, name and index, like every draw of the engine. */
export function hostOf(now: () => number, seed: () => bigint): Host {
  return { now, uniform: (name, index) => random.uniform(random.drawKey(seed(), name), index >>> 0, 0, 0) };
}

const largestState = 16 * 1024 * 1024;

/**
 * Runs a module in this thread. It is quick, but trusted: nothing can stop it when it hangs, and an answer that was
 * too late is found out afterwards.
 */
export function runHere(
  definition: ModuleDefinition,
  budget: Budget,
  { now, milliseconds }: Surroundings,
): ModuleHandle {
  let seed = 0n;
  const module = definition.create(hostOf(now, () => seed));
  const call = async <T>(action: () => T): Promise<T> => {
    const start = milliseconds();
    let result: T;
    try {
      result = action();
    } catch (error) {
      throw faultOf(error);
    }
    const took = milliseconds() - start;
    if (took > budget.milliseconds) throw new ModuleFault("timeout", `A call took ${Math.round(took)} ms.`);
    return result;
  };
  return {
    init: (parameters, given) =>
      call(() => {
        seed = given;
        module.init(parameters, given);
      }),
    update: (batch) => call(() => module.update(batch)),
    infer: async (query, records) => checkAnswers(definition.manifest, await call(() => module.infer(query)), records),
    saveState: async () => checkState(await call(() => module.saveState())),
    loadState: (state) => call(() => module.loadState(state)),
    explain: (id) => call(() => module.explain(id)),
    health: () => call(() => module.health()),
    close: async () => {},
  };
}

export function checkState(state: unknown): Uint8Array {
  if (state instanceof Uint8Array && state.length <= largestState) return state;
  throw new ModuleFault("garbage", "The state is not bytes, or more than 16 MiB.");
}
