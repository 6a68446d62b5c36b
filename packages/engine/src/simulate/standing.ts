import type { EnsembleThread, EnsembleWorkers, FromThread, ThreadListener, ToThread } from "./threads.js";

/**
 * Threads that stay when an ensemble is over and compute the next one: where one ensemble follows the other, as while a
 * slider moves, to start a thread and to load the engine there takes longer than its share of the work.
 *
 * @returns Workers for any number of ensembles, one after the other or several at once; each gets threads of its own.
 */
export function standingWorkers(workers: EnsembleWorkers): EnsembleWorkers {
  const idle: StandingThread[] = [];
  const { count, sharesMemory, callerPauses } = workers;
  return {
    ...{ count, sharesMemory, callerPauses },
    start: (listener) => {
      const thread = idle.pop() ?? new StandingThread(workers);
      thread.listener = listener;
      return {
        post: (message, moved) => thread.post(message, moved),
        end: () => {
          thread.listener = undefined;
          if (thread.rest()) idle.push(thread);
        },
      };
    },
  };
}

class StandingThread {
  /** Hears what is said of the present job. */
  listener: ThreadListener | undefined;
  readonly #thread: EnsembleThread;
  /** Jobs that are over and of which there may still be messages under way. */
  #over = 0;
  #isLost = false;

  constructor(workers: EnsembleWorkers) {
    this.#thread = workers.start({
      message: (message) => this.#hear(message),
      failed: (error) => {
        this.#isLost = true;
        this.listener?.failed(error);
      },
    });
  }

  post(message: unknown, moved: readonly ArrayBuffer[]): void {
    this.#thread.post(message, moved);
  }

  /** Ends the job; false when the thread is of no more use. */
  rest(): boolean {
    if (this.#isLost) {
      this.#thread.end();
      return false;
    }
    this.#over++;
    const message: ToThread = { kind: "rest" };
    this.#thread.post(message, []);
    return true;
  }

  /** Messages come in their order: what comes before a thread has rested is of an older job. */
  #hear(message: unknown): void {
    const { kind } = message as FromThread;
    if (kind === "broken") this.#isLost = true;
    if (kind === "rested") this.#over--;
    else if (this.#over === 0) this.listener?.message(message);
  }
}
