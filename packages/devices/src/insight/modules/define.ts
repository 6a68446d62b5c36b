import { hashCode } from "../contract/hash-code.js";
import type { Json, JsonObject } from "../contract/json.js";
import type { Manifest } from "../contract/manifest.js";
import type { Answer, DataRecord, Health, Host, InsightModule, ModuleDefinition, Query } from "../contract/module.js";

/** What a module of this package adds to the contract; the rest is the same for all. */
export interface Method {
  init(parameters: JsonObject): void;
  /** What follows from one record, with why; undefined for nothing. */
  take(
    record: DataRecord,
  ): { readonly answer: Omit<Answer, "of">; readonly why?: Json; readonly of?: readonly string[] } | undefined;
  /** Answers to anything but `latest`. */
  ask?(query: Query): readonly Answer[];
  /** What is not well, as one sentence; empty, or left out, when all is. */
  note?(): string;
  save(): Json;
  load(state: Json): void;
}

/** A manifest without what is made from the code. */
export type OwnManifest = Omit<Manifest, "codeSha256" | "signature" | "licence" | "benchmarks"> &
  Partial<Pick<Manifest, "benchmarks">>;

/** @param code The `import.meta.url` of the file that has the method. */
export function defineModule(code: string, manifest: OwnManifest, method: (host: Host) => Method): ModuleDefinition {
  const full = { benchmarks: [], ...manifest, licence: "Apache-2.0", codeSha256: hashCode(code) };
  return { manifest: full, create: (host) => new OneByOne(full, method(host)) };
}

const mostReasons = 1_000;

/** A module that takes records one by one and keeps why it said what. */
class OneByOne implements InsightModule {
  #latest: Answer[] = [];
  #records = 0;
  readonly #why = new Map<string, Json>();

  constructor(
    readonly manifest: Manifest,
    readonly method: Method,
  ) {}

  init(parameters: JsonObject): void {
    this.method.init(parameters);
  }

  update(batch: readonly DataRecord[]): void {
    this.#latest = [];
    for (const record of batch) {
      this.#records++;
      const said = this.method.take(record);
      if (said === undefined) continue;
      this.#latest.push({ ...said.answer, of: said.of ?? [record.id] });
      if (said.why === undefined) continue;
      this.#why.set(record.id, said.why);
      if (this.#why.size > mostReasons) this.#why.delete(this.#why.keys().next().value!);
    }
  }

  infer(query: Query): readonly Answer[] {
    return query.ask === "latest" ? this.#latest : (this.method.ask?.(query) ?? []);
  }

  saveState(): Uint8Array {
    const { id, version } = this.manifest;
    const state = { module: id, version, records: this.#records, method: this.method.save() };
    return new TextEncoder().encode(JSON.stringify(state));
  }

  loadState(bytes: Uint8Array): void {
    const state = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Readonly<Record<string, Json>>;
    const { id, version } = this.manifest;
    if (state["module"] !== id || state["version"] !== version)
      throw new Error(`The state is not one of ${id} ${version}.`);
    this.#records = Number(state["records"]);
    this.method.load(state["method"]!);
  }

  explain(id: string): Json | undefined {
    return this.#why.get(id);
  }

  health(): Health {
    const note = this.method.note?.() ?? "";
    return { ok: note === "", note, records: this.#records };
  }
}

/** The number under a name; undefined where there is none. */
export function numberOf(values: JsonObject, name: string): number | undefined {
  const value = values[name];
  return typeof value === "number" ? value : undefined;
}

/** What is kept for each device, of a bounded number of them: the one that came first goes. */
export class PerDevice<State extends Json> {
  readonly #states = new Map<string, State>();

  constructor(readonly mostDevices = 100_000) {}

  get(device: string): State | undefined {
    return this.#states.get(device);
  }

  set(device: string, state: State): void {
    this.#states.set(device, state);
    if (this.#states.size > this.mostDevices) this.#states.delete(this.#states.keys().next().value!);
  }

  save(): Json {
    return [...this.#states];
  }

  load(saved: Json): void {
    this.#states.clear();
    for (const [device, state] of saved as readonly (readonly [string, State])[]) this.#states.set(device, state);
  }
}

const number = { type: "number" } as const;

/** Schema of an object of numbers, all required. */
export function numbers(...names: readonly string[]): JsonObject {
  return {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name, number])),
    required: names,
  };
}

export const noParameters: JsonObject = { type: "object", properties: {}, additionalProperties: false };
