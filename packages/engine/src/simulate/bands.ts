import { chunkedSum, compensatedSum, quantiles as exactQuantiles } from "../numeric/index.js";
import { Histogram } from "./histogram.js";

/** Gathers the values of one variable at every step of every run, and answers with quantiles and means. */
export interface Gatherer {
  /** Values of consecutive runs at one step, to be divided by `scale`. */
  add(step: number, firstRun: number, values: Float64Array, scale: number): void;
  /** One series per quantile. */
  quantiles(shares: readonly number[]): readonly Float64Array[];
  mean(): Float64Array;
}

/** Keeps every value: exact quantiles of type 7. */
export class ExactGatherer implements Gatherer {
  /** The values of one batch of runs each: all runs of step 0, then all of step 1, … so that writing goes straight on. */
  readonly #batches = new Map<number, { readonly runs: number; readonly values: Float64Array }>();

  constructor(
    readonly steps: number,
    readonly runs: number,
  ) {}

  add(step: number, firstRun: number, values: Float64Array, scale: number): void {
    let batch = this.#batches.get(firstRun);
    if (batch === undefined) {
      batch = { runs: values.length, values: new Float64Array((this.steps + 1) * values.length) };
      this.#batches.set(firstRun, batch);
    }
    const start = step * batch.runs;
    if (scale === 1) batch.values.set(values, start);
    else divideInto(batch.values, start, values, scale);
  }

  quantiles(shares: readonly number[]): readonly Float64Array[] {
    const series = shares.map(() => new Float64Array(this.steps + 1));
    const sample = new Float64Array(this.runs);
    for (let step = 0; step <= this.steps; step++) {
      this.#copy(step, sample);
      const found = exactQuantiles(sample, shares);
      for (const index of shares.keys()) series[index]![step] = found[index]!;
    }
    return series;
  }

  mean(): Float64Array {
    const sample = new Float64Array(this.runs);
    return Float64Array.from({ length: this.steps + 1 }, (_, step) => {
      this.#copy(step, sample);
      return chunkedSum(sample) / this.runs;
    });
  }

  /** The values of all runs at one step, by run. */
  #copy(step: number, into: Float64Array): void {
    for (const [firstRun, { runs, values }] of this.#batches) {
      into.set(values.subarray(step * runs, (step + 1) * runs), firstRun);
    }
  }
}

function divideInto(out: Float64Array, start: number, values: Float64Array, divisor: number): void {
  const count = values.length;
  let index = 0;
  for (; index + 3 < count; index += 4) {
    out[start + index] = values[index]! / divisor;
    out[start + index + 1] = values[index + 1]! / divisor;
    out[start + index + 2] = values[index + 2]! / divisor;
    out[start + index + 3] = values[index + 3]! / divisor;
  }
  for (; index < count; index++) out[start + index] = values[index]! / divisor;
}

/** Keeps counts only: memory does not depend on the number of runs. */
export class SketchGatherer implements Gatherer {
  readonly #histograms: readonly Histogram[];
  readonly #sums: Float64Array;
  readonly #rests: Float64Array;
  /** Values that wait to be counted, those of a step side by side. */
  readonly #waiting: Float64Array;
  readonly #room: number;
  readonly #last: number;
  #filled = 0;

  /**
   * @param room Runs whose values wait until they are counted together: every count of a step lies elsewhere in
   * memory, and fetching them for a few values at a time takes most of the time. Never changes a result.
   */
  constructor(steps: number, room = 0) {
    this.#room = room;
    this.#last = steps;
    this.#waiting = new Float64Array((steps + 1) * room);
    this.#histograms = Array.from({ length: steps + 1 }, () => new Histogram());
    this.#sums = new Float64Array(steps + 1);
    this.#rests = new Float64Array(steps + 1);
  }

  add(step: number, _firstRun: number, values: Float64Array, scale: number): void {
    if (values.length > this.#room) {
      if (step === 0) this.#countWaiting();
      this.#count(step, values, scale);
      return;
    }
    if (step === 0 && this.#filled + values.length > this.#room) this.#countWaiting();
    divideInto(this.#waiting, step * this.#room + this.#filled, values, scale);
    if (step === this.#last) this.#filled += values.length;
  }

  #countWaiting(): void {
    if (this.#filled === 0) return;
    for (let step = 0; step <= this.#last; step++) {
      const start = step * this.#room;
      this.#count(step, this.#waiting.subarray(start, start + this.#filled), 1);
    }
    this.#filled = 0;
  }

  #count(step: number, values: Float64Array, scale: number): void {
    const histogram = this.#histograms[step]!;
    for (let index = 0; index < values.length; index++) {
      const value = values[index]! / scale;
      histogram.add(value);
      const sum = this.#sums[step]! + value;
      const part = sum - this.#sums[step]!;
      this.#rests[step] = this.#rests[step]! + (this.#sums[step]! - (sum - part) + (value - part));
      this.#sums[step] = sum;
    }
  }

  quantiles(shares: readonly number[]): readonly Float64Array[] {
    this.#countWaiting();
    return shares.map((share) => Float64Array.from(this.#histograms, (histogram) => histogram.quantile(share)));
  }

  mean(): Float64Array {
    this.#countWaiting();
    return Float64Array.from(
      this.#histograms,
      (histogram, step) => compensatedSum([this.#sums[step]!, this.#rests[step]!]) / histogram.count,
    );
  }
}
