import { Worker } from "node:worker_threads";
import { internal } from "@tokenwright/engine";
import type { Registry } from "../device/registry.js";
import type { OpenCall, OpenReply, RegistryChange } from "./open-call.js";
import type { Opener, Sealed } from "./opener.js";
import { registryData } from "./registry-data.js";

/** What a thread makes for a batch is gone with it: room for more would only be memory. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 };

/**
 * Checks signatures in threads: one does some 7 000 a second, and the thread that reads sockets stays free. The batches
 * go round the threads; a thread that ends on its own fails all that follows, as a check that was not made is no check.
 *
 * @param count At least 1.
 * @param entry The file that a thread runs.
 */
export function openInThreads(
  registry: Registry,
  count: number,
  entry: URL = new URL("./open-worker.js", import.meta.url),
): Opener {
  const waiting = new Map<
    number,
    { resolve: (results: OpenReply["results"]) => void; reject: (error: Error) => void }
  >();
  let ended: Error | undefined;
  let calls = 0;
  const workers = Array.from({ length: count }, () => {
    const worker = new Worker(entry, { execArgv: [], workerData: registryData(registry), resourceLimits });
    const fail = (error: Error): void => {
      ended ??= error;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    worker.on("message", ({ call, results }: OpenReply) => {
      waiting.get(call)?.resolve(results);
      waiting.delete(call);
    });
    worker.on("error", fail);
    worker.on("exit", (code) => fail(new Error(`internal: a thread that opens messages ended with ${code}`)));
    return worker;
  });
  return {
    // Two for each, so that one is under way while the next waits.
    width: 2 * count,
    open: (batch) => {
      if (ended !== undefined) return Promise.reject(ended);
      const call = calls++;
      const message = packed(call, batch);
      const worker = workers[call % count] ?? internal("there is no thread to open messages");
      return new Promise((resolve, reject) => {
        waiting.set(call, { resolve, reject });
        worker.postMessage(message, [message.bytes.buffer]);
      });
    },
    use: (next) => {
      const change: RegistryChange = { registry: registryData(next) };
      for (const worker of workers) worker.postMessage(change);
    },
    close: async () => {
      ended ??= new Error("internal: the threads that open messages were closed");
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** In one piece of memory: a view would take the whole of what it is a part of along. */
function packed(call: number, batch: readonly Sealed[]): OpenCall & { readonly bytes: Uint8Array<ArrayBuffer> } {
  const bytes = new Uint8Array(batch.reduce((sum, one) => sum + one.bytes.length, 0));
  const ends = new Uint32Array(batch.length);
  const received = new Float64Array(batch.length);
  let at = 0;
  for (const [index, one] of batch.entries()) {
    bytes.set(one.bytes, at);
    at += one.bytes.length;
    ends[index] = at;
    received[index] = one.received;
  }
  return { call, bytes, ends, received };
}
