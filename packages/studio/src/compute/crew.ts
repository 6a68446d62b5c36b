import { type EnsembleWorkers, type Program, standingWorkers, TokenwrightError } from "@tokenwright/engine";

/**
 * Values of nodes below which threads do not pay: to take over a job costs each of them some 10 ms of a processor, in
 * which one thread computes 10 million values.
 */
const worthSharing = 100_000_000;

/**
 * Threads for ensembles that are worth them. They are started when there is time for it, and used once they have
 * computed something: a page that has just been opened has better things to do. Where they fail, nobody uses them.
 */
export class Crew {
  readonly #workers: EnsembleWorkers;
  #state: "asleep" | "starting" | "ready" | "lost" = "asleep";

  /**
   * @param workers Threads as the platform starts them.
   * @param delay Milliseconds to wait before they are started.
   */
  constructor(
    workers: EnsembleWorkers,
    readonly delay = 1_000,
  ) {
    this.#workers = standingWorkers(workers);
  }

  /** The threads, where the work is worth them and they are there. */
  for(program: Program, runs: number, steps: number): EnsembleWorkers | undefined {
    const { nodes, populations } = program.graph;
    const perRun = nodes.reduce(
      (sum, { population }) => sum + (population === undefined ? 1 : populations[population]!.size),
      0,
    );
    return this.#state === "ready" && runs * steps * perRun >= worthSharing ? this.#workers : undefined;
  }

  /** Starts the threads with a small ensemble, once. */
  async start(compute: (workers: EnsembleWorkers) => Promise<unknown>): Promise<void> {
    if (this.#state !== "asleep") return;
    this.#state = "starting";
    await new Promise((resume) => setTimeout(resume, this.delay));
    try {
      await compute(this.#workers);
      this.#state = "ready";
    } catch {
      this.#state = "lost";
    }
  }

  /** Computes with threads if there are any; where one of them is lost, again without. */
  async share<T>(
    workers: EnsembleWorkers | undefined,
    compute: (workers: EnsembleWorkers | undefined) => Promise<T>,
  ): Promise<T> {
    try {
      return await compute(workers);
    } catch (error) {
      if (workers === undefined || error instanceof TokenwrightError) throw error;
      this.#state = "lost";
      return compute(undefined);
    }
  }
}
