import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { EnsembleThread, EnsembleWorkers, Program } from "@tokenwright/engine";

/** Most threads that are started. */
const mostWorkers = 64;

/**
 * Values of nodes that a thread must have to compute before starting it pays: to start, to load the engine and to compile
 * takes a thread 0.18 s of the processor, in which the reference economy computes some 400 million values.
 */
const worthAThread = 400_000_000;

/** As many threads as the work of an ensemble is worth, at most one for each processor; 0 where none pays. */
export function workersFor(program: Pick<Program, "graph">, runs: number, steps: number): number {
  const most = Math.floor((runs * steps * program.graph.nodes.length) / worthAThread);
  const count = Math.min(most, mostWorkers, availableParallelism());
  return count < 2 ? 0 : count;
}

/** A thread's short-lived objects are small and few: room for more would only be memory. */
const resourceLimits = { maxYoungGenerationSizeMb: 6 };

/**
 * Threads of Node that compute an ensemble and count what comes of it. They are started with an ensemble and end with it.
 * The calling thread is one of them where memory is shared: others have their turn every few ten milliseconds.
 *
 * @param entry The compiled file that a thread runs.
 * @param sharesMemory Whether memory is shared with them, or else values and counts are sent: slower, the same bits.
 */
export function nodeWorkers(
  count: number,
  entry = new URL("./ensemble-worker.js", import.meta.url),
  sharesMemory = true,
): EnsembleWorkers {
  return {
    count,
    sharesMemory,
    callerPauses: () => new Promise((resolve) => setImmediate(resolve)),
    start: (listener): EnsembleThread => {
      const worker = new Worker(entry, { execArgv: [], resourceLimits });
      let isEnded = false;
      worker.on("message", (message) => listener.message(message));
      worker.on("error", (error) => listener.failed(error));
      worker.on("exit", (code) => {
        if (!isEnded) listener.failed(new Error(`internal: a thread ended with ${code}`));
      });
      return {
        post: (message, moved) => worker.postMessage(message, moved),
        end: () => {
          isEnded = true;
          void worker.terminate();
        },
      };
    },
  };
}
