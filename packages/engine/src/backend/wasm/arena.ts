import { internal, TokenwrightError } from "../../base/errors.js";
import type { NodeId } from "../../graph/index.js";
import { LANES, ROW } from "../../wasm/block.js";
import { machine } from "../../wasm/machine.js";
import { HOST, MEMORY } from "../../wasm/module.js";
import type { RunReport, RunRequest } from "../contract.js";
import { BlockMemory } from "./block-memory.js";
import type { CompiledKernel } from "./compile.js";
import { fillBlocks } from "./fill-blocks.js";
import { HostTasks } from "./host-tasks.js";
import type { Opening } from "./opening.js";

interface Exports {
  readonly evaluate: (block: number, end: number, step: number) => void;
  readonly advance: (block: number, end: number) => void;
  readonly audit: (block: number, end: number) => void;
  readonly record: (block: number, end: number, out: number, distance: number) => void;
  readonly steps: (block: number, end: number, step: number, count: number, out: number, distance: number) => void;
}

/** A kernel with its memory and its host; opened again and again for batches of runs. */
export class Arena {
  readonly #exports: Exports;
  readonly #memory: BlockMemory;
  readonly #tasks: HostTasks;
  #runs = 0;
  #isStopped = false;

  /** @param memory For tests, which look into it. */
  constructor(
    readonly kernel: CompiledKernel,
    memory = new BlockMemory(kernel.homes, kernel.image),
  ) {
    const platform = machine() ?? internal("there is no WebAssembly here");
    this.#memory = memory;
    this.#tasks = new HostTasks(kernel, this.#memory);
    const instance = new platform.Instance(kernel.module, {
      [HOST]: {
        [MEMORY]: this.#memory.memory,
        compute: (task, lanes, block) => {
          this.#tasks.compute(task!, lanes!, block!);
          return undefined;
        },
        tell: (task, block) => {
          this.#tasks.tell(task!, block!);
          return undefined;
        },
      },
    });
    this.#exports = instance.exports as unknown as Exports;
  }

  /**
   * Prepares a batch.
   *
   * @param recordedSteps Steps whose recorded values must find room.
   */
  open(request: RunRequest, opening: Opening, recordedSteps = 0): void {
    this.#runs = request.runs;
    this.#isStopped = false;
    this.#tasks.open(request);
    fillBlocks(this.kernel, this.#memory, request, opening, recordedSteps);
  }

  evaluate(step: number): void {
    this.#forTiles((block, end) => this.#exports.evaluate(block, end, step));
  }

  advance(): void {
    this.#forTiles((block, end) => {
      this.#exports.advance(block, end);
      this.#exports.audit(block, end);
    });
  }

  /** Takes so many steps from one on, recording each before it is taken. */
  steps(from: number, count: number): void {
    const { end: out, blocks } = this.#memory;
    this.#forTiles((block, end, before) =>
      this.#exports.steps(block, end, from, count, out + before * ROW, blocks * ROW),
    );
  }

  /** Records what was evaluated last. */
  record(): void {
    const { end: out, blocks } = this.#memory;
    this.#forTiles((block, end, before) => this.#exports.record(block, end, out + before * ROW, blocks * ROW));
  }

  /** What was recorded of a node at a step since the last call of `steps` or `record`; valid until the next. */
  recorded(step: number, index: number): Float64Array {
    const { end: out, blocks, numbers } = this.#memory;
    const start = out / 8 + (step * this.kernel.recorded.length + index) * blocks * LANES;
    return numbers.subarray(start, start + this.#runs);
  }

  /** @param lane Of all agents of all runs, those of a run side by side. */
  value(node: NodeId, lane: number): number {
    const agents = this.#memory.agentsIn(this.kernel.homes.spaceOf(node));
    const run = Math.floor(lane / agents);
    return this.#memory.read(node, this.#memory.blockAt(Math.floor(run / LANES)), run % LANES, lane % agents);
  }

  /** The values of a node for all runs. */
  lanes(node: NodeId, out: Float64Array): void {
    this.#memory.readAll(node, out);
  }

  /** Whether a value that must be finite was not, a book did not balance or the code was stopped. */
  get isFaulty(): boolean {
    return this.#isStopped || this.#memory.isFaulty;
  }

  get report(): RunReport {
    return this.#tasks.report;
  }

  /** What stops the code, a trap or an error of the host's, is a fault of the batch, which js will put into words. */
  #forTiles(act: (block: number, end: number, before: number) => void): void {
    try {
      this.#memory.forTiles(act);
    } catch (error) {
      const trap = machine()?.RuntimeError;
      if (!(error instanceof TokenwrightError) && (trap === undefined || !(error instanceof trap))) throw error;
      this.#isStopped = true;
    }
  }
}
