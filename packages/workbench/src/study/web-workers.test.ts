import { Worker as NodeWorker } from "node:worker_threads";
import { build, ensemble, state } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { type WebPlatform, webWorkers } from "./web-workers.js";

const program = build({
  title: "GBM",
  epoch: "1 day",
  states: { price: state("1", "price * exp(0.04 * normal(0, 1))", "price") },
});

const entry = new URL("./ensemble-web-worker.js", import.meta.url.replace("/src/study/", "/dist/"));

/** The scope that a browser's worker has, made of a thread of Node, and then the worker's own module. */
const scope = (module: URL) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from "node:worker_threads";
      globalThis.postMessage = (message, moved) => parentPort.postMessage(message, moved);
      await import(${JSON.stringify(module.href)});
      parentPort.on("message", (data) => globalThis.onmessage({ data }));`)}`,
  );

class BrowserWorker {
  onmessage: ((event: { readonly data: unknown }) => void) | null = null;
  onerror: ((event: { readonly message?: string }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  readonly #thread: NodeWorker;

  constructor(module: URL) {
    this.#thread = new NodeWorker(scope(module), { execArgv: [] });
    this.#thread.on("message", (data) => this.onmessage?.({ data }));
    this.#thread.on("error", ({ message }) => this.onerror?.({ message }));
  }

  postMessage(message: unknown, moved: readonly ArrayBuffer[]): void {
    this.#thread.postMessage(message, moved);
  }

  terminate(): void {
    void this.#thread.terminate();
  }
}

const isolated: WebPlatform = { Worker: BrowserWorker, SharedArrayBuffer, crossOriginIsolated: true };

test("web workers give the bits of no workers, in a page that is isolated and in one that is not", async () => {
  for (const memoryBudget of [0, 1e9]) {
    const options = { runs: 300, steps: 20, memoryBudget };
    const alone = await ensemble(program, options);
    for (const platform of [isolated, { Worker: BrowserWorker }]) {
      const result = await ensemble(program, { ...options, workers: webWorkers(2, entry, platform) });
      expect(result.bands("price").values).toEqual(alone.bands("price").values);
      expect(result.mean("price")).toEqual(alone.mean("price"));
    }
  }
});

test("memory is shared where the page is isolated and the platform can", () => {
  const shares = (platform: WebPlatform) => webWorkers(1, entry, platform).sharesMemory;
  expect(shares(isolated)).toBe(true);
  expect(shares({ ...isolated, crossOriginIsolated: false })).toBe(false);
  expect(shares({ Worker: BrowserWorker })).toBe(false);
});

test("a platform without workers is told so, and a module that cannot be run is an error", async () => {
  expect(() => webWorkers(2, entry, {})).toThrow("no web workers");
  const workers = webWorkers(1, new URL("file:///nowhere/no-such-worker.js"), isolated);
  await expect(ensemble(program, { runs: 3, steps: 2, workers })).rejects.toThrow(/a worker failed/u);
});
