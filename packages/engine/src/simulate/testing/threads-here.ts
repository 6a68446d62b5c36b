import { serveEnsembles } from "../serve.js";
import type { EnsembleWorkers } from "../threads.js";

/** What the threads of a test were told and told, by kind. */
export interface Overheard {
  readonly told: string[];
  readonly heard: string[];
  /** Batches that threads knew of and had not answered, at most. */
  mostWaiting: number;
}

/** Threads that are none: messages are copied as they would be between threads, and answered in this one. */
export function threadsHere(count: number, sharesMemory: boolean, overheard?: Overheard): EnsembleWorkers {
  let waiting = 0;
  return {
    count,
    sharesMemory,
    start: (listener) => {
      let isEnded = false;
      const serve = serveEnsembles((message, moved) => {
        const { kind } = message as { kind: string };
        overheard?.heard.push(kind);
        if (kind === "batch" || kind === "refused") waiting--;
        const copy = structuredClone(message, { transfer: [...moved] });
        setTimeout(() => {
          if (!isEnded) listener.message(copy);
        });
      });
      return {
        post: (message, moved) => {
          const { kind } = message as { kind: string };
          overheard?.told.push(kind);
          if (kind === "batch") waiting++;
          if (overheard !== undefined) overheard.mostWaiting = Math.max(overheard.mostWaiting, waiting);
          const copy = structuredClone(message, { transfer: [...moved] });
          setTimeout(() => {
            if (!isEnded) serve(copy);
          });
        },
        end: () => {
          isEnded = true;
        },
      };
    },
  };
}
