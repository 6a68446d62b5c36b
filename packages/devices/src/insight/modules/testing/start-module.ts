import type { JsonObject } from "../../contract/json.js";
import { findMismatches } from "../../contract/json-schema.js";
import type { DataRecord, ModuleDefinition } from "../../contract/module.js";
import { type ModuleHandle, runHere } from "../../life-cycle/handle.js";

/** A module as a pipeline runs it in this thread: parameters, records and answers are held to its manifest. */
export class StartedModule {
  private constructor(
    readonly definition: ModuleDefinition,
    readonly handle: ModuleHandle,
  ) {}

  static async of(definition: ModuleDefinition, parameters: JsonObject, state?: Uint8Array): Promise<StartedModule> {
    refuseMisfit(definition.manifest.parameters, parameters);
    const budget = { milliseconds: 60_000, mebibytes: 128 };
    const handle = runHere(definition, budget, { now: () => 0, milliseconds: () => 0 });
    await handle.init(parameters, 0n);
    if (state !== undefined) await handle.loadState(state);
    return new StartedModule(definition, handle);
  }

  /** What follows from each record, taken one by one. */
  async push(records: readonly DataRecord[]) {
    const all = [];
    for (const record of records) {
      refuseMisfit(this.definition.manifest.input, record.values);
      await this.handle.update([record]);
      all.push(...(await this.handle.infer({ ask: "latest" }, 1)));
    }
    return all;
  }
}

function refuseMisfit(schema: JsonObject, value: JsonObject): void {
  const [mismatch] = findMismatches(schema, value);
  if (mismatch !== undefined) throw new Error(`${mismatch.path} ${mismatch.message}`);
}
