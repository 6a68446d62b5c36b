import { chunkedSum, compensatedSum, quantiles as exactQuantiles } from "../numeric/index.js";
import { Histogram, histogramError } from "./histogram.js";

/** Gathers the values of one variable at every step of every run, and answers with quantiles and means. */
export interface Gatherer {
  readonly method: "exact" | "sketch";
  /** Largest relative error of a quantile; 0 when exact. */
  readonly error: number;
  /** Values of consecutive runs at one step. */
  add(step: number, firstRun: number, values: Float64Array): void;
  /** One series per quantile. */
  quantiles(shares: readonly number[]): readonly Float64Array[];
  mean(): Float64Array;
}

/** Keeps every value: exact quantiles of type 7. */
export class ExactGatherer implements Gatherer {
  readonly method = "exact";
  readonly error = 0;
  readonly #values: readonly Float64Array[];

  constructor(steps: number, runs: number) {
    this.#values = Array.from({ length: steps + 1 }, () => new Float64Array(runs));
  }

  add(step: number, firstRun: number, values: Float64Array): void {
    this.#values[step]!.set(values, firstRun);
  }

  quantiles(shares: readonly number[]): readonly Float64Array[] {
    const series = shares.map(() => new Float64Array(this.#values.length));
    const sorted = new Float64Array(this.#values[0]!.length);
    for (const [step, values] of this.#values.entries()) {
      sorted.set(values);
      const found = exactQuantiles(sorted, shares);
      for (const index of shares.keys()) series[index]![step] = found[index]!;
    }
    return series;
  }

  mean(): Float64Array {
    return Float64Array.from(this.#values, (values) => chunkedSum(values) / values.length);
  }
}

/** Keeps counts only: memory does not depend on the number of runs. */
export class SketchGatherer implements Gatherer {
  readonly method = "sketch";
  readonly error = histogramError;
  readonly #histograms: readonly Histogram[];
  readonly #sums: Float64Array;
  readonly #rests: Float64Array;

  constructor(steps: number) {
    this.#histograms = Array.from({ length: steps + 1 }, () => new Histogram());
    this.#sums = new Float64Array(steps + 1);
    this.#rests = new Float64Array(steps + 1);
  }

  add(step: number, _firstRun: number, values: Float64Array): void {
    const histogram = this.#histograms[step]!;
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!;
      histogram.add(value);
      const sum = this.#sums[step]! + value;
      const part = sum - this.#sums[step]!;
      this.#rests[step] = this.#rests[step]! + (this.#sums[step]! - (sum - part) + (value - part));
      this.#sums[step] = sum;
    }
  }

  quantiles(shares: readonly number[]): readonly Float64Array[] {
    return shares.map((share) => Float64Array.from(this.#histograms, (histogram) => histogram.quantile(share)));
  }

  mean(): Float64Array {
    return Float64Array.from(this.#histograms, (histogram, step) => compensatedSum([this.#sums[step]!, this.#rests[step]!]) / histogram.count);
  }
}
