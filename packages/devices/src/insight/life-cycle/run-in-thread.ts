import { Worker } from "node:worker_threads";
import type { Json } from "../contract/json.js";
import type { Manifest } from "../contract/manifest.js";
import type { Answer, Health } from "../contract/module.js";
import { checkAnswers, ModuleFault } from "./faults.js";
import { type Budget, checkState, type ModuleHandle, type Surroundings } from "./handle.js";
import type { ModuleCall, ModuleReply } from "./serve-module.js";

/** Starting a thread and loading code is not the module's own time. */
const startMilliseconds = 10_000;

/** How threads are started; tests and bundles give their own. */
export interface ThreadOptions {
  readonly execArgv?: readonly string[];
}

/** A module in a thread, and the way to carry over an older version's state. */
export interface ThreadHandle extends ModuleHandle {
  migrate(fromVersion: string, state: Uint8Array): Promise<Uint8Array | undefined>;
}

/**
 * Runs a module in a thread of its own, which is ended when a call takes longer than its budget, when its heap grows
 * over it, or when it fails: whatever it does, the caller gets a ModuleFault in time. The heap's limit does not count
 * array buffers (a property of Node's `resourceLimits`). A thread keeps faults in, not malice: it can still
 * reach files and the network, so code is taken from publishers one trusts.
 *
 * @param entry URL of the file that calls `serveModule`.
 */
export function runInThread(
  entry: string,
  manifest: Manifest,
  budget: Budget,
  { now }: Pick<Surroundings, "now">,
  { execArgv = [] }: ThreadOptions = {},
): ThreadHandle {
  const worker = new Worker(new URL(entry), {
    execArgv: [...execArgv],
    env: {},
    workerData: { module: manifest.id },
    resourceLimits: { maxOldGenerationSizeMb: budget.mebibytes, maxYoungGenerationSizeMb: 8, stackSizeMb: 4 },
  });
  let ended: ModuleFault | undefined;
  let calls = 0;
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (fault: ModuleFault) => void }>();
  const end = (fault: ModuleFault): void => {
    if (ended !== undefined) return;
    ended = fault;
    void worker.terminate();
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
  };
  worker.on("message", (reply: ModuleReply) => {
    const one = waiting.get(reply.call);
    waiting.delete(reply.call);
    if (one === undefined) return;
    if ("error" in reply) one.reject(new ModuleFault("error", String(reply.error).slice(0, 300)));
    else one.resolve(reply.result);
  });
  worker.on("messageerror", () => end(new ModuleFault("garbage", "A message of the module cannot be read.")));
  worker.on("error", (error: NodeJS.ErrnoException) => {
    const isMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
    end(
      new ModuleFault(
        isMemory ? "memory" : "crash",
        isMemory ? "The module's memory is used up." : String(error.message).slice(0, 300),
      ),
    );
  });
  worker.on("exit", (code) => end(new ModuleFault("crash", `The module's thread ended with ${code}.`)));
  // A module that waits keeps no process alive.
  worker.unref();

  const call = (method: ModuleCall["method"], ...given: readonly unknown[]): Promise<unknown> => {
    if (ended !== undefined) return Promise.reject(ended);
    const id = calls++;
    return new Promise<unknown>((resolve, reject) => {
      const limit = id === 0 ? startMilliseconds + budget.milliseconds : budget.milliseconds;
      const timer = setTimeout(
        () => end(new ModuleFault("timeout", `The module gave no answer to ${method} within ${limit} ms.`)),
        limit,
      );
      waiting.set(id, {
        resolve: (value) => {
          clearTimeout(timer);
          resolve(value);
        },
        reject: (fault) => {
          clearTimeout(timer);
          reject(fault);
        },
      });
      worker.postMessage({ call: id, now: now(), method, given } satisfies ModuleCall);
    });
  };
  return {
    init: async (parameters, seed) => void (await call("init", parameters, seed)),
    update: async (batch) => void (await call("update", batch)),
    infer: async (query, records): Promise<readonly Answer[]> =>
      checkAnswers(manifest, await call("infer", query), records),
    saveState: async () => checkState(await call("saveState")),
    loadState: async (state) => void (await call("loadState", state)),
    migrate: async (version, state) => {
      const moved = await call("migrate", version, state);
      return moved === undefined ? undefined : checkState(moved);
    },
    explain: async (id) => (await call("explain", id)) as Json | undefined,
    health: async () => (await call("health")) as Health,
    close: async () => {
      ended ??= new ModuleFault("crash", "The module was closed.");
      for (const { reject } of waiting.values()) reject(ended);
      waiting.clear();
      await worker.terminate();
    },
  };
}
