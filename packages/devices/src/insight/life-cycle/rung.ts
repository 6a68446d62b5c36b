import type { Json, JsonObject } from "../contract/json.js";
import type { Answer, DataRecord } from "../contract/module.js";
import type { RegisteredModule } from "../registry/registry.js";
import { type BreakerPolicy, CircuitBreaker } from "./breaker.js";
import { faultOf, ModuleFault } from "./faults.js";
import type { ModuleHandle } from "./handle.js";

/** A module and the parameters it runs with, each by its own version. */
export interface Configured {
  readonly module: RegisteredModule;
  readonly parameters: JsonObject;
  readonly parametersVersion: number;
  readonly seed: bigint;
}

/** Starts a module, in this thread or another. */
export type StartModule = (module: RegisteredModule) => ModuleHandle;

/** Batches between two saved states. */
const batchesBetweenStates = 64;
/** Batches that one left alone remembers. */
const mostRemembered = 4 * batchesBetweenStates;

/**
 * One module that is kept able to answer: fed every batch, closed when it fails, and started again from its last saved
 * state and the batches since, so that after a fault it knows what it knew before.
 */
export class Rung {
  readonly breaker: CircuitBreaker;
  #handle: ModuleHandle | undefined;
  #state: Uint8Array | undefined;
  /** Batches since the state, and how many of them the running module has had. */
  #since: (readonly DataRecord[])[];
  #fed = 0;
  /** Batches that a fault came with: left out when the replay fails on them too. */
  readonly #suspects = new Set<readonly DataRecord[]>();

  /** @param history Batches to begin with, the oldest first. @param state The state before them. */
  constructor(
    readonly configured: Configured,
    readonly start: StartModule,
    breaker: BreakerPolicy,
    history: readonly (readonly DataRecord[])[] = [],
    state?: Uint8Array,
  ) {
    this.breaker = new CircuitBreaker(breaker);
    this.#since = [...history];
    this.#state = state;
  }

  /** What follows from a batch. @throws ModuleFault; the rung goes on with the next batch. */
  async step(batch: readonly DataRecord[]): Promise<readonly Answer[]> {
    if (!this.breaker.admits()) {
      this.#remember(batch);
      throw new ModuleFault("crash", "The module is left alone after its faults.");
    }
    let isRemembered = false;
    try {
      const handle = await this.#caughtUp();
      this.#suspects.add(batch);
      this.#remember(batch);
      isRemembered = true;
      await handle.update(batch);
      this.#fed = this.#since.length;
      const answers = await handle.infer({ ask: "latest" }, batch.length);
      this.#suspects.delete(batch);
      await this.#saveInTime(handle);
      this.breaker.succeeded();
      return answers;
    } catch (error) {
      if (!isRemembered) this.#remember(batch);
      this.breaker.failed();
      await this.close();
      throw faultOf(error);
    }
  }

  /** Takes note of a batch that another module answers, and learns from it before too many have come together. */
  async note(batch: readonly DataRecord[]): Promise<void> {
    this.#remember(batch);
    if (this.#since.length < batchesBetweenStates || this.breaker.state === "open") return;
    try {
      await this.#saveInTime(await this.#caughtUp());
    } catch {
      this.breaker.failed();
      await this.close();
    }
  }

  /** Starts the module and lets it catch up. @throws ModuleFault. */
  async warm(): Promise<void> {
    try {
      await this.#caughtUp();
    } catch (error) {
      await this.close();
      throw faultOf(error);
    }
  }

  /** The module's state now. @throws ModuleFault. */
  async saveState(): Promise<Uint8Array> {
    return (await this.#caughtUp()).saveState();
  }

  async explain(id: string): Promise<Json | undefined> {
    return this.#handle?.explain(id);
  }

  /** Lets go of the running module; what it knew is had again from the state and the batches since. */
  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    this.#fed = 0;
    await handle?.close();
  }

  async #caughtUp(): Promise<ModuleHandle> {
    if (this.#handle === undefined) {
      const handle = this.start(this.configured.module);
      this.#handle = handle;
      await handle.init(this.configured.parameters, this.configured.seed);
      if (this.#state !== undefined) await handle.loadState(this.#state);
    }
    const handle = this.#handle;
    try {
      for (const batch of this.#since.slice(this.#fed)) await handle.update(batch);
    } catch (error) {
      if (this.#suspects.size === 0) throw error;
      // It broke on the same batch again: once more, without those that a fault came with.
      this.#since = this.#since.filter((batch) => !this.#suspects.has(batch));
      this.#suspects.clear();
      await this.close();
      return this.#caughtUp();
    }
    this.#fed = this.#since.length;
    return handle;
  }

  async #saveInTime(handle: ModuleHandle): Promise<void> {
    if (this.#since.length < batchesBetweenStates) return;
    this.#state = await handle.saveState();
    this.#since = [];
    this.#fed = 0;
    this.#suspects.clear();
  }

  #remember(batch: readonly DataRecord[]): void {
    this.#since.push(batch);
    if (this.#since.length <= mostRemembered) return;
    this.#since.shift();
    this.#fed = Math.max(0, this.#fed - 1);
  }
}
