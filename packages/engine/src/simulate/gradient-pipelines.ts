type Lanes = Float64Array;

/** Adjoints on their way back through fixed delays: what leaves at a step hands its own to what entered it. */
export class PipelineAdjoints {
  /** Of each pipeline the rows of the steps that are still to come, by step modulo their number. */
  readonly #rows: readonly (Lanes | undefined)[];
  readonly #openings: readonly (Lanes | undefined)[];

  /** @param lengths Of each pipeline that matters the number of steps in every lane. */
  constructor(readonly lengths: readonly (Int32Array | undefined)[]) {
    this.#rows = lengths.map((own) => (own === undefined ? undefined : new Float64Array(rowsOf(own) * own.length)));
    this.#openings = lengths.map((own) => (own === undefined ? undefined : new Float64Array(own.length)));
  }

  /** The adjoints of what enters at a step, taken away. */
  entering(pipeline: number, step: number, out: Lanes): void {
    const own = this.lengths[pipeline]!;
    const rows = this.#rows[pipeline]!;
    const start = (step % rowsOf(own)) * own.length;
    out.set(rows.subarray(start, start + own.length));
    rows.fill(0, start, start + own.length);
  }

  /** The adjoints of what leaves at a step. */
  left(pipeline: number, step: number, adjoints: Lanes): void {
    const own = this.lengths[pipeline]!;
    const rows = this.#rows[pipeline]!;
    const opening = this.#openings[pipeline]!;
    for (const [lane, length] of own.entries()) {
      const entered = step - length;
      if (entered < 0) opening[lane] = opening[lane]! + adjoints[lane]!;
      else rows[(entered % rowsOf(own)) * own.length + lane]! += adjoints[lane]!;
    }
  }

  /** The adjoints of what is in the pipeline at the start. */
  opening(pipeline: number): Lanes {
    return this.#openings[pipeline]!;
  }
}

/** A step later than the longest delay, so that no two steps under way share a row. */
function rowsOf(lengths: Int32Array): number {
  return lengths.reduce((most, length) => Math.max(most, length), 1) + 1;
}
