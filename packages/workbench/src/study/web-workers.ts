import type { EnsembleThread, EnsembleWorkers } from "@tokenwright/engine";

/** The part of a browser's workers that is used. */
interface WebWorker {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: string; preventDefault?(): void }) => void) | null;
  onmessageerror: (() => void) | null;
  postMessage(message: unknown, moved: readonly ArrayBuffer[]): void;
  terminate(): void;
}

/** What a platform has that web workers need; a browser's own by default. */
export interface WebPlatform {
  readonly Worker?: new (entry: URL, options: { readonly type: "module" }) => WebWorker;
  readonly SharedArrayBuffer?: unknown;
  /** Whether the page is isolated from others, without which memory cannot be shared. */
  readonly crossOriginIsolated?: boolean;
}

/**
 * Web workers that compute an ensemble and count what comes of it. They are started with an ensemble and end with it.
 * In a page that is isolated (`Cross-Origin-Opener-Policy: same-origin`, `Cross-Origin-Embedder-Policy: require-corp`)
 * they share memory; elsewhere values and counts are sent, which is slower and gives the same bits.
 *
 * @param count How many; as many as `navigator.hardwareConcurrency` says are of use.
 * @param entry The module a worker runs: `ensemble-web-worker.js`, as it is or bundled with the engine.
 * @throws Error where the platform has no workers.
 */
export function webWorkers(count: number, entry: URL, platform = globalThis as WebPlatform): EnsembleWorkers {
  const { Worker, crossOriginIsolated } = platform;
  if (Worker === undefined) throw new Error("this platform has no web workers: run the ensemble without them");
  return {
    count,
    sharesMemory: platform.SharedArrayBuffer !== undefined && crossOriginIsolated !== false,
    start: (listener): EnsembleThread => {
      const worker = new Worker(entry, { type: "module" });
      worker.onmessage = ({ data }) => listener.message(data);
      worker.onmessageerror = () => listener.failed(new Error("internal: a worker's message cannot be read"));
      worker.onerror = (event) => {
        event.preventDefault?.();
        listener.failed(new Error(`internal: a worker failed: ${event.message ?? `${entry} cannot be run`}`));
      };
      return {
        post: (message, moved) => worker.postMessage(message, moved),
        end: () => worker.terminate(),
      };
    },
  };
}
