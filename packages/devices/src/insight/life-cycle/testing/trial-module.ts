/** A module for tests that counts and can be told, by a record's values, to go wrong in every way there is. */
import type { JsonObject } from "../../contract/json.js";
import type { Answer, InsightModule, ModuleDefinition } from "../../contract/module.js";

const form: JsonObject = { type: "object", properties: { value: { type: "number" }, act: { type: "string" } } };

/** @param add What the version adds to the count it answers, to tell versions apart. */
export function trialModule(version: string, add = 0, spin = 0): ModuleDefinition {
  return {
    manifest: {
      id: "test.trial",
      version,
      kind: "report",
      title: "A module that counts.",
      capabilities: ["trial"],
      input: form,
      output: {
        type: "object",
        properties: { count: { type: "number", minimum: 0 }, alarm: { type: "boolean" } },
        required: ["count", "alarm"],
        additionalProperties: false,
      },
      parameters: { type: "object", properties: { offset: { type: "number" } }, additionalProperties: false },
      units: { input: {}, output: { count: "1" } },
      deterministic: true,
      licence: "Apache-2.0",
      cost: { millisecondsPerThousand: 0, bytesPerDevice: 0 },
      benchmarks: [],
      codeSha256: "00".repeat(32),
    },
    create: () => new Trial(version, add, spin),
    migrate: (from, state) => (from.startsWith("1.") ? state : undefined),
  };
}

class Trial implements InsightModule {
  #count = 0;
  #offset = 0;
  #answers: Answer[] = [];

  constructor(
    readonly version: string,
    readonly add: number,
    readonly spin: number,
  ) {}

  init({ offset }: JsonObject): void {
    this.#offset = Number(offset ?? 0);
  }

  update(batch: Parameters<InsightModule["update"]>[0]): void {
    this.#answers = batch.map(({ id, device, time, values }) => {
      this.#count++;
      for (let turn = 0; turn < this.spin; turn++) this.#offset += Math.sqrt(turn) * 0;
      const count = this.#count + this.add + this.#offset;
      const answer = { device, time, of: [id], values: { count, alarm: Number(values["value"]) > 90 } };
      return misbehave(String(values["act"] ?? ""), this.version, answer);
    });
  }

  infer(): readonly Answer[] {
    return this.#answers;
  }

  saveState(): Uint8Array {
    return new TextEncoder().encode(String(this.#count));
  }

  loadState(bytes: Uint8Array): void {
    this.#count = Number(new TextDecoder().decode(bytes));
  }

  explain(id: string) {
    return { id, count: this.#count };
  }

  health() {
    return { ok: true, note: "", records: this.#count };
  }
}

function misbehave(act: string, version: string, answer: Answer): Answer {
  const [what, only] = act.split("@");
  if (only !== undefined && only !== version) return answer;
  switch (what) {
    case "throw":
      throw new Error("the module gave up");
    case "hang":
      for (;;) void 0;
    case "exit":
      process.exit(3);
      break;
    case "memory": {
      const hoard: number[][] = [];
      for (;;) hoard.push(Array.from({ length: 100_000 }, (_, index) => index));
    }
    case "nan":
      return { ...answer, values: { count: Number.NaN, alarm: false } };
    case "garbage":
      return { ...answer, values: "nonsense" as unknown as JsonObject };
    case "function":
      return { ...answer, values: { count: (() => 1) as unknown as number, alarm: false } };
    case "range":
      return { ...answer, values: { count: -1, alarm: false } };
    case "alarm":
      return { ...answer, values: { ...answer.values, alarm: true } };
  }
  return answer;
}
