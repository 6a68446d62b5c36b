/** What the test page does when it is asked: the fingerprint, and an ensemble with or without threads. */
import type { EnsembleWorkers } from "@tokenwright/engine";
import { ensembleDigest } from "../golden/ensemble-digest.js";
import { type Fingerprint, type FingerprintOptions, fingerprint } from "../golden/fingerprint.js";

/** What the test calls through the page's `tokenwrightPage`. */
export interface Page {
  readonly hasSharedMemory: boolean;
  fingerprint(options: FingerprintOptions): Promise<Fingerprint>;
  /** SHA-256 of bands, means and paths of an ensemble; 0 threads are none. */
  ensemble(threads: number): Promise<string>;
}

/** What the bundle has for threads, where it has it. */
interface WebWorkers {
  webWorkers(count: number, entry: URL): EnsembleWorkers;
}

const page: Page = {
  hasSharedMemory: "SharedArrayBuffer" in globalThis,
  fingerprint,
  async ensemble(threads) {
    if (threads === 0) return ensembleDigest();
    // They stand beside this file once it is bundled.
    const [starter, entry] = ["./web-workers.js", "./ensemble-web-worker.js"];
    const { webWorkers } = (await import(starter)) as WebWorkers;
    return ensembleDigest(webWorkers(threads, new URL(entry, import.meta.url)));
  },
};

Object.assign(globalThis, { tokenwrightPage: page });
