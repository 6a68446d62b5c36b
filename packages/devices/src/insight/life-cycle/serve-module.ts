import { parentPort } from "node:worker_threads";
import { internal } from "@tokenwright/engine";
import type { JsonObject } from "../contract/json.js";
import type { DataRecord, InsightModule, ModuleDefinition, Query } from "../contract/module.js";
import { hostOf } from "./handle.js";

/** What the thread is asked; `now` is the clock of the asker at the time of asking. */
export interface ModuleCall {
  readonly call: number;
  readonly now: number;
  readonly method: "init" | "update" | "infer" | "saveState" | "loadState" | "explain" | "health" | "migrate";
  readonly given: readonly unknown[];
}

export type ModuleReply =
  | { readonly call: number; readonly result: unknown }
  | { readonly call: number; readonly error: string };

/**
 * Makes the thread that this runs in serve a module. The file of a module that is to run in a thread of its own ends
 * with this call; nothing else is needed there.
 */
export function serveModule(definition: ModuleDefinition): void {
  const port = parentPort ?? internal("serveModule was called outside of a worker thread");
  let seed = 0n;
  let now = 0;
  const module: InsightModule = definition.create(
    hostOf(
      () => now,
      () => seed,
    ),
  );
  port.on("message", ({ call, now: time, method, given: [first, second] }: ModuleCall) => {
    now = time;
    const answer = (): unknown => {
      switch (method) {
        case "init":
          seed = second as bigint;
          return module.init(first as JsonObject, seed);
        case "update":
          return module.update(first as readonly DataRecord[]);
        case "infer":
          return module.infer(first as Query);
        case "saveState":
          return module.saveState();
        case "loadState":
          return module.loadState(first as Uint8Array);
        case "explain":
          return module.explain(first as string);
        case "health":
          return module.health();
        case "migrate":
          return definition.migrate?.(first as string, second as Uint8Array);
      }
    };
    let reply: ModuleReply;
    try {
      reply = { call, result: answer() };
    } catch (error) {
      reply = { call, error: (error instanceof Error ? error.message : String(error)).slice(0, 300) };
    }
    try {
      port.postMessage(reply);
    } catch {
      port.postMessage({ call, error: "The answer cannot be sent between threads." } satisfies ModuleReply);
    }
  });
}
