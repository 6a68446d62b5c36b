import type { Json, JsonObject } from "./json.js";
import type { Manifest } from "./manifest.js";

/** One fact about one device or group at one time: a reading, or what a module made of others. */
export interface DataRecord {
  /** Content address, or the id of the reading. */
  readonly id: string;
  /** Device, cell or group that it is about. */
  readonly device: string;
  /** Seconds since 1970 UTC. */
  readonly time: number;
  /** By channel or by name of the module's output; units are in the manifest. */
  readonly values: JsonObject;
  /** True when a fallback stood in anywhere on the way here. */
  readonly degraded?: boolean;
}

/** What a module says: a fact, and the records it stands on. */
export interface Answer {
  readonly device: string;
  readonly time: number;
  /** Ids of the records behind it. */
  readonly of: readonly string[];
  /** As the manifest's output schema has it. */
  readonly values: JsonObject;
}

/** What a module is asked. Every module answers `latest`: what follows from the batch it has just taken in. */
export interface Query {
  readonly ask: string;
  readonly [key: string]: Json;
}

export interface Health {
  readonly ok: boolean;
  /** One sentence, empty when all is well. */
  readonly note: string;
  readonly records: number;
}

/** All a module may have of the outside. A module has no clock, network or chance but these. */
export interface Host {
  /** Seconds since 1970 UTC, by whoever runs the module; a replay gives what was recorded. */
  now(): number;
  /** A number in [0, 1) that depends on the seed, the name and the index alone. */
  uniform(name: string, index: number): number;
}

/**
 * A method that turns records into answers. It is given its parameters once, then batches in order; what it answers
 * depends on these and its host alone, so that it says the same in this thread, in another and on another machine.
 */
export interface InsightModule {
  /** @param parameters As the manifest's parameter schema has them. */
  init(parameters: JsonObject, seed: bigint): void;
  /** Takes records in, in the order of their arrival. Each fits the manifest's input schema. */
  update(batch: readonly DataRecord[]): void;
  infer(query: Query): readonly Answer[];
  /** All that later answers depend on, at most 16 MiB. */
  saveState(): Uint8Array;
  /** @throws when the bytes are not a state of this version. */
  loadState(bytes: Uint8Array): void;
  /** Why something was said about a record; undefined when the module no longer knows. */
  explain(id: string): Json | undefined;
  health(): Health;
}

/** A module as its code exports it. */
export interface ModuleDefinition {
  readonly manifest: Manifest;
  create(host: Host): InsightModule;
  /**
   * The state of an older version as one of this: the way on from v1 where replaying the last records is not enough.
   *
   * @returns Undefined when that version's state cannot be carried over.
   */
  migrate?(fromVersion: string, state: Uint8Array): Uint8Array | undefined;
}
