import { fail } from "../base/errors.js";

/** Longest pipeline in steps. */
const longest = 1_000_000;

/**
 * Steps that a pipeline takes: its time in steps, rounded, at least 1.
 *
 * @throws TokenwrightError `run/delay` for a time that is not finite, negative or too long.
 */
export function pipelineLength(steps: number): number {
  if (steps >= 0 && steps <= longest) return Math.max(1, Math.floor(steps + 0.5));
  return fail({
    code: "run/delay",
    message: `A fixed delay lasts ${steps} steps.`,
    expected: `from 0 to ${longest} steps`,
    hint: "check the time of the delay, which is read at the first step",
  });
}

/** Values of many runs on their way through a fixed delay, each run with its own length. */
export class Pipeline {
  readonly #lengths: Int32Array;
  readonly #opening: Float64Array;
  /** What is under way, which is all that changes from step to step. */
  readonly entered: Float64Array;
  readonly #rows: number;

  constructor(steps: Float64Array, opening: Float64Array) {
    this.#lengths = Int32Array.from(steps, pipelineLength);
    this.#opening = Float64Array.from(opening);
    // One row more than the longest takes: the stages of Runge and Kutta's method look again at what leaves in a step
    // after something has entered in it.
    this.#rows = this.#lengths.reduce((most, length) => Math.max(most, length), 1) + 1;
    this.entered = new Float64Array(this.#rows * opening.length);
  }

  /** What enters at a step. */
  enter(step: number, values: Float64Array): void {
    this.entered.set(values, (step % this.#rows) * values.length);
  }

  /** What leaves at a step, before anything enters at it. */
  leave(step: number, out: Float64Array): void {
    for (let lane = 0; lane < out.length; lane++) {
      const length = this.#lengths[lane]!;
      out[lane] =
        step < length ? this.#opening[lane]! : this.entered[((step - length) % this.#rows) * out.length + lane]!;
    }
  }
}
