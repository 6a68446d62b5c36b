import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import {
  type ComputedBatch,
  type EnsembleJob,
  type EnsembleSession,
  type EnsembleWorkers,
  type Program,
  TokenwrightError,
} from "@tokenwright/engine";
import type { BatchAnswer, BatchQuestion } from "./ensemble-worker.js";

/** Most threads that are started. */
const mostWorkers = 64;

/**
 * Values of nodes that a thread must have to compute before starting it pays, about a second of work: measured on
 * Cardano's economy with seven outputs, where gathering takes longer than computing and threads gain nothing.
 */
const worthAThread = 1_000_000_000;

/** As many threads as the work of an ensemble is worth, at most one for each processor; 0 where none pays. */
export function workersFor(program: Pick<Program, "graph">, runs: number, steps: number): number {
  const most = Math.floor((runs * steps * program.graph.nodes.length) / worthAThread);
  const count = Math.min(most, mostWorkers, availableParallelism());
  return count < 2 ? 0 : count;
}

/**
 * Threads of Node that compute batches of an ensemble. They are started with a job and end with it.
 *
 * @param entry The compiled file that a thread runs.
 */
export function nodeWorkers(count: number, entry = new URL("./ensemble-worker.js", import.meta.url)): EnsembleWorkers {
  return { count, open: (job) => new Session(job, count, entry) };
}

interface Task extends BatchQuestion {
  readonly resolve: (batch: ComputedBatch) => void;
  readonly reject: (error: Error) => void;
}

class Session implements EnsembleSession {
  readonly #waiting: Task[] = [];
  readonly #idle: Worker[] = [];
  readonly #tasks = new Map<Worker, Task>();
  readonly #workers: Worker[] = [];
  readonly #job: EnsembleJob;
  readonly #most: number;
  readonly #entry: URL;
  #broken: Error | undefined;

  constructor(job: EnsembleJob, most: number, entry: URL) {
    this.#job = job;
    this.#most = most;
    this.#entry = entry;
  }

  compute(firstRun: number, runs: number): Promise<ComputedBatch> {
    return new Promise((resolve, reject) => {
      if (this.#broken !== undefined) {
        reject(this.#broken);
        return;
      }
      this.#waiting.push({ firstRun, runs, resolve, reject });
      if (this.#idle.length === 0 && this.#workers.length < this.#most) this.#start();
      this.#handOut();
    });
  }

  close(): void {
    this.#broken = new Error("internal: the threads of this ensemble have been ended");
    for (const worker of this.#workers) void worker.terminate();
  }

  #start(): void {
    const worker = new Worker(this.#entry, { workerData: this.#job, execArgv: [] });
    this.#workers.push(worker);
    this.#idle.push(worker);
    worker.on("message", (answer: BatchAnswer) => this.#take(worker, answer));
    worker.on("error", (error) => this.#breakOff(error));
    worker.on("exit", (code) => {
      if (code !== 0) this.#breakOff(new Error(`internal: a thread ended with ${code}`));
    });
  }

  #handOut(): void {
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      const worker = this.#idle.shift()!;
      const task = this.#waiting.shift()!;
      this.#tasks.set(worker, task);
      worker.postMessage({ firstRun: task.firstRun, runs: task.runs } satisfies BatchQuestion);
    }
  }

  #take(worker: Worker, answer: BatchAnswer): void {
    const task = this.#tasks.get(worker)!;
    this.#tasks.delete(worker);
    this.#idle.push(worker);
    this.#handOut();
    if (answer.kind === "batch") task.resolve(answer.batch);
    else if (answer.kind === "refused") task.reject(new TokenwrightError(answer.diagnostics));
    else task.reject(new Error(`internal: a thread failed: ${answer.message}`));
  }

  /** A thread that is lost takes the whole ensemble with it: what it was computing would be missing. */
  #breakOff(error: Error): void {
    if (this.#broken !== undefined) return;
    this.#broken = error;
    for (const task of [...this.#tasks.values(), ...this.#waiting]) task.reject(error);
    this.#waiting.length = 0;
  }
}
