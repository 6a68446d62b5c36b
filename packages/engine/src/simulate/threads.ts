import type { Diagnostic } from "../base/errors.js";
import type { GatheredRest } from "./gathering.js";
import type { EnsembleJob } from "./job.js";
import type { PackedCounts } from "./step-counts.js";

/** Threads that compute an ensemble. The engine runs where there are none, so whoever calls it brings them. */
export interface EnsembleWorkers {
  /** How many. Never changes a bit. */
  readonly count: number;
  /** Whether memory can be shared with them; without it values and counts are sent, which is slower. */
  readonly sharesMemory: boolean;
  /**
   * Given, the caller's thread computes too where memory is shared, and is one of `count`: one thread less has to start
   * and to hold memory. Called between two parts of the work, some ten milliseconds each, to let others have their turn.
   */
  readonly callerPauses?: (() => Promise<void>) | undefined;
  /** Starts one; what it runs hands its messages to `serveEnsembles`. */
  start(listener: ThreadListener): EnsembleThread;
}

/** Hears a thread. */
export interface ThreadListener {
  message(message: unknown): void;
  /** The thread could not be started, or is lost. */
  failed(error: Error): void;
}

export interface EnsembleThread {
  /** @param moved Buffers that change hands and are not copied. */
  post(message: unknown, moved: readonly ArrayBuffer[]): void;
  /** Ends it, whatever it is doing. */
  end(): void;
}

/** What a thread is told. */
export type ToThread =
  | { readonly kind: "job"; readonly job: EnsembleJob; readonly shared?: SharedState }
  /** Without shared memory: compute the batch of this number. */
  | { readonly kind: "batch"; readonly index: number }
  /** Without shared memory: there are no more. */
  | { readonly kind: "finish" }
  /** Hand over what was counted from this step on; what was handed over before and has been read comes back. */
  | { readonly kind: "hand over"; readonly from: number; readonly spent: readonly PackedCounts[] }
  /** Nothing more is wanted of the job; what the thread holds of it is let go. */
  | { readonly kind: "rest" };

/** What a thread tells. */
export type FromThread =
  | { readonly kind: "progress"; readonly runSteps: number }
  | { readonly kind: "batch"; readonly index: number; readonly values?: Float64Array<ArrayBuffer> }
  | { readonly kind: "done"; readonly rest: GatheredRest }
  | { readonly kind: "counts"; readonly from: number; readonly counts: readonly PackedCounts[] }
  | { readonly kind: "refused"; readonly index: number; readonly diagnostics: readonly Diagnostic[] }
  /** All that was told before is of a job that is over. */
  | { readonly kind: "rested" }
  | { readonly kind: "broken"; readonly message: string };

/** Memory that all threads see. */
export interface SharedState {
  /** Words at the places below. */
  readonly control: SharedArrayBuffer;
  /** For values that are kept. */
  readonly values?: SharedArrayBuffer;
}

/** The number of the next batch. */
export const NEXT = 0;
/** Batches from this number on are not needed: one before them has a fault. */
export const LIMIT = 1;
/** 1 when nothing is needed any more. */
export const STOP = 2;
export const CONTROL_WORDS = 3;
