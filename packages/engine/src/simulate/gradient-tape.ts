import type { JsStepper, SavedStep } from "../backend/index.js";
import { fail } from "../base/errors.js";
import type { NodeId } from "../graph/index.js";
import type { ScaledStep } from "./gradient-overdraft.js";
import type { ScalingWatch } from "./gradient-scaling.js";

const mebibyte = 1_048_576;

/**
 * What the way back needs of a run, step by step. While that fits the memory budget, all of it is kept. Beyond it the
 * run is cut into segments of equal length; the state at the start of each is kept, and each is run once more when
 * the way back comes to it. Memory then grows with the square root of the number of steps and the run is computed twice:
 * the two-level case of Griewank, Achieving logarithmic growth of temporal and spatial complexity in reverse automatic
 * differentiation, Optimization Methods and Software 1 (1992) 35.
 */
export class Tape {
  /** Bytes that are held. */
  readonly memory: number;
  readonly #sources: readonly Float64Array[];
  readonly #offsets: ReadonlyMap<NodeId, number>;
  readonly #width: number;
  readonly #length: number;
  readonly #values: Float64Array;
  readonly #scaled: (readonly ScaledStep[] | undefined)[];
  readonly #saved: SavedStep[] = [];
  /** The step at which the segment on the tape begins. */
  #start = 0;

  constructor(
    readonly stepper: JsStepper,
    nodes: Iterable<NodeId>,
    readonly steps: number,
    budget: number,
    /** Looks for scaled outflows where there are any. */
    readonly watch: ScalingWatch | undefined,
    /** What conveyors hold is not saved: all steps must fit. */
    hasConveyors: boolean,
  ) {
    const offsets = new Map<NodeId, number>();
    let width = 0;
    for (const node of nodes) {
      if (offsets.has(node)) continue;
      offsets.set(node, width);
      width += stepper.lanes(node).length;
    }
    this.#offsets = offsets;
    this.#sources = Array.from(offsets.keys(), (node) => stepper.lanes(node));
    this.#width = width;
    const all = steps + 1;
    const saved = stepper.save().values.reduce((sum, { length }) => sum + length, 0);
    const isWhole = all * width * 8 <= budget;
    this.#length = isWhole ? all : Math.min(all, Math.ceil(Math.sqrt((all * Math.max(saved, 1)) / Math.max(width, 1))));
    const segments = Math.ceil(all / this.#length);
    this.memory = 8 * (this.#length * width + (isWhole ? 0 : segments * saved));
    if (this.memory > budget || (!isWhole && hasConveyors)) {
      fail({
        code: "gradient/memory",
        message: `The way back through ${steps} steps takes ${Math.ceil(this.memory / mebibyte)} MiB.`,
        expected: `at most the memory budget, ${Math.floor(budget / mebibyte)} MiB`,
        hint: 'raise memoryBudget, or ask for few derivatives forwards: mode: "forward"',
      });
    }
    this.#values = new Float64Array(this.#length * width);
    this.#scaled = new Array<undefined>(this.#length).fill(undefined);
  }

  /** Where the values of a node stand among those of a step. */
  offset(node: NodeId): number {
    return this.#offsets.get(node)!;
  }

  /** Runs from the start to the end. */
  run(evaluated: (step: number) => void): void {
    const isWhole = this.#length > this.steps;
    for (let step = 0; step <= this.steps; step++) {
      if (!isWhole && step % this.#length === 0) this.#saved.push(this.stepper.save());
      this.stepper.evaluate();
      evaluated(step);
      this.#start = step - (step % this.#length);
      this.#record(step);
    }
  }

  /** The values of a step, valid until the next call. Steps are asked for from the last to the first. */
  valuesAt(step: number): Float64Array {
    if (step < this.#start) {
      this.#start -= this.#length;
      this.stepper.restore(this.#saved[this.#start / this.#length]!);
      for (let again = this.#start; again < this.#start + this.#length; again++) {
        this.stepper.evaluate();
        this.#record(again);
      }
    }
    const place = step - this.#start;
    return this.#values.subarray(place * this.#width, (place + 1) * this.#width);
  }

  /** How the outflows of a step were scaled, run by run. */
  scaledAt(step: number): readonly ScaledStep[] | undefined {
    return this.#scaled[step - this.#start];
  }

  #record(step: number): void {
    const place = step - this.#start;
    const values = this.#values;
    let offset = place * this.#width;
    for (const source of this.#sources) {
      if (source.length === 1) values[offset++] = source[0]!;
      else {
        values.set(source, offset);
        offset += source.length;
      }
    }
    if (step >= this.steps) return;
    if (this.watch === undefined) this.stepper.advance();
    else this.#scaled[place] = this.watch.advance();
  }
}
