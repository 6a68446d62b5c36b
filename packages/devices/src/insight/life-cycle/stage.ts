import { fail } from "@tokenwright/engine";
import type { Json, JsonObject } from "../contract/json.js";
import type { DataRecord } from "../contract/module.js";
import type { BreakerPolicy } from "./breaker.js";
import { faultOf } from "./faults.js";
import type { Trial } from "./gates.js";
import type { Surroundings } from "./handle.js";
import { type Configured, Rung, type StartModule } from "./rung.js";
import { type RungName, type StageResult, toResult } from "./stage-result.js";
import { checkReplaceable, Upgrade, type UpgradePlan } from "./upgrade.js";

export interface StagePlan {
  readonly name: string;
  readonly primary: Configured;
  /** Tried in this order when the primary gives no answer: an older version, then a statistical baseline. */
  readonly fallbacks: readonly { readonly name: "previous" | "baseline"; readonly configured: Configured }[];
  readonly breaker: BreakerPolicy;
  /** Batches that are kept for warming up a version loaded later. */
  readonly history: number;
}

/** The state of the running version as one of the new one's, or undefined to replay the last batches instead. */
export type MigrateState = (fromVersion: string, state: Uint8Array) => Promise<Uint8Array | undefined>;

/** A change of what a stage runs, for the record. */
export interface StageChange {
  /** The first batch that it holds for. */
  readonly sequence: number;
  readonly what: "begun" | "promoted" | "kept" | "rolled-back";
  readonly from: string;
  readonly to: string;
  readonly parametersVersion: number;
  readonly reasons: readonly string[];
}

/**
 * A place of a pipeline, filled by a module that can be replaced while records flow. Batches are taken one after
 * another; each has exactly one result, whatever happens to the modules in between.
 */
export class Stage {
  #primary: Rung;
  #fallbacks: readonly { readonly name: RungName; readonly rung: Rung }[];
  #sequence = 0;
  #tail: Promise<unknown> = Promise.resolve();
  readonly #history: (readonly DataRecord[])[] = [];
  #upgrade: Upgrade | undefined;
  readonly changes: StageChange[] = [];

  constructor(
    readonly plan: StagePlan,
    readonly start: StartModule,
    readonly surroundings: Surroundings,
  ) {
    this.#primary = this.#rung(plan.primary);
    this.#fallbacks = plan.fallbacks.map(({ name, configured }) => ({ name, rung: this.#rung(configured) }));
  }

  /** What the stage runs now. */
  get running(): Configured {
    return this.#upgrade?.speaksForAll === true ? this.#upgrade.candidate.configured : this.#primary.configured;
  }

  /** The upgrade under way, or else the last one. */
  get upgrade(): Upgrade | undefined {
    return this.#upgrade;
  }

  /** Takes a batch in; resolves with its one result. Calls may overlap: they are served in order. */
  push(batch: readonly DataRecord[]): Promise<StageResult> {
    return this.#inTurn(() => this.#take(batch));
  }

  /**
   * Begins to replace what runs, between two batches: the new version is warmed beside it and then goes through
   * shadow, canary and watch. Nothing more is asked of the caller; a broken gate brings the old version back.
   *
   * @param migrate Carries the old version's state over; without it the last batches are replayed.
   * @throws TokenwrightError `module/upgrade` when the values differ in form or unit, the new version cannot be
   *   started, or another upgrade is under way.
   */
  beginUpgrade(configured: Configured, plan: UpgradePlan, migrate?: MigrateState): Promise<Upgrade> {
    return this.#inTurn(async () => {
      if (this.#upgrade?.isUnderWay === true) {
        fail({
          code: "module/upgrade",
          message: `The stage ${this.plan.name} is being upgraded already.`,
          hint: "wait",
        });
      }
      checkReplaceable(this.#primary.configured, configured);
      const candidate = await this.#candidate(configured, migrate);
      this.#upgrade = new Upgrade(this.#primary, candidate, plan);
      this.#record("begun", []);
      if (this.#upgrade.speaksForAll) this.#record("promoted", []);
      return this.#upgrade;
    });
  }

  /** Runs the same module with other parameters, watched for `plan.watchBatches` batches, as the next version of them. */
  reconfigure(parameters: JsonObject, plan: UpgradePlan): Promise<Upgrade> {
    const { module, seed, parametersVersion } = this.running;
    const configured = { module, seed, parameters, parametersVersion: parametersVersion + 1 };
    return this.beginUpgrade(configured, { ...plan, shadowBatches: 0, canaryBatches: 0 });
  }

  /** Why a module said what it did about a record; undefined when it no longer knows. */
  async explain(id: string): Promise<Json | undefined> {
    return this.#inTurn(() =>
      (this.#upgrade?.speaksForAll === true ? this.#upgrade.candidate : this.#primary).explain(id),
    );
  }

  async close(): Promise<void> {
    await this.#inTurn(async () => {
      await this.#primary.close();
      await this.#upgrade?.candidate.close();
      for (const { rung } of this.#fallbacks) await rung.close();
    });
  }

  #rung(configured: Configured, history: readonly (readonly DataRecord[])[] = [], state?: Uint8Array): Rung {
    return new Rung(configured, this.start, this.plan.breaker, history, state);
  }

  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(action);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  async #candidate(configured: Configured, migrate: MigrateState | undefined): Promise<Rung> {
    let candidate: Rung | undefined;
    try {
      const from = this.#primary.configured.module.manifest.version;
      const state = migrate === undefined ? undefined : await migrate(from, await this.#primary.saveState());
      candidate = state === undefined ? this.#rung(configured, this.#history) : this.#rung(configured, [], state);
      await candidate.warm();
      return candidate;
    } catch (error) {
      await candidate?.close();
      const { kind, message } = faultOf(error);
      return fail({
        code: "module/upgrade",
        message: `The new version cannot be started: ${message} (${kind})`,
        hint: "the old version goes on; correct the new one",
      });
    }
  }

  async #take(batch: readonly DataRecord[]): Promise<StageResult> {
    const upgrade = this.#upgrade?.isUnderWay === true ? this.#upgrade : undefined;
    const reasons: string[] = [];
    const old = await this.#try(this.#primary, batch, reasons);
    const young = upgrade === undefined ? undefined : await this.#try(upgrade.candidate, batch, []);
    const shares =
      upgrade !== undefined && young !== undefined
        ? upgrade.choose(old, young)
        : old.answers === undefined
          ? undefined
          : [{ configured: this.#primary.configured, answers: old.answers }];
    let found: { rung: RungName; shares: NonNullable<typeof shares> } | undefined =
      shares === undefined ? undefined : { rung: "primary", shares };
    for (const { name, rung } of this.#fallbacks) {
      if (found !== undefined) {
        await rung.note(batch);
        continue;
      }
      const { answers } = await this.#try(rung, batch, reasons);
      if (answers !== undefined) found = { rung: name, shares: [{ configured: rung.configured, answers }] };
    }
    const result = toResult(
      this.plan.name,
      this.#sequence++,
      found?.rung ?? "none",
      batch,
      found?.shares ?? [],
      found?.rung === "primary" ? [] : reasons,
    );
    this.#history.push(batch);
    if (this.#history.length > this.plan.history) this.#history.shift();
    if (upgrade !== undefined && young !== undefined) await this.#advance(upgrade, batch, old, young);
    return result;
  }

  async #try(rung: Rung, batch: readonly DataRecord[], reasons: string[]): Promise<Trial> {
    const start = this.surroundings.milliseconds();
    try {
      const answers = await rung.step(batch);
      return { answers, fault: undefined, milliseconds: this.surroundings.milliseconds() - start };
    } catch (error) {
      const { kind, message } = faultOf(error);
      const { id, version } = rung.configured.module.manifest;
      reasons.push(`${id} ${version}: ${kind}: ${message}`);
      return { answers: undefined, fault: kind, milliseconds: this.surroundings.milliseconds() - start };
    }
  }

  /** Lets the upgrade judge the batch, and moves the pointers before the next. */
  async #advance(upgrade: Upgrade, batch: readonly DataRecord[], old: Trial, young: Trial): Promise<void> {
    const spoke = upgrade.speaksForAll;
    upgrade.observe(batch, old, young);
    if (upgrade.phase === "rolled-back") {
      this.#record("rolled-back", upgrade.reasons);
      await upgrade.candidate.close();
      return;
    }
    if (!spoke && upgrade.speaksForAll) this.#record("promoted", []);
    if (upgrade.phase !== "done") return;
    this.#record("kept", []);
    const previous = this.#primary;
    this.#primary = upgrade.candidate;
    await previous.close();
    for (const { name, rung } of this.#fallbacks) if (name === "previous") await rung.close();
    this.#fallbacks = [
      { name: "previous", rung: previous },
      ...this.#fallbacks.filter(({ name }) => name !== "previous"),
    ];
  }

  #record(what: StageChange["what"], reasons: readonly string[]): void {
    const { old, candidate } = this.#upgrade!;
    this.changes.push({
      sequence: this.#sequence,
      what,
      from: old.configured.module.address,
      to: candidate.configured.module.address,
      parametersVersion: candidate.configured.parametersVersion,
      reasons,
    });
  }
}
