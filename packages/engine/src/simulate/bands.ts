import { chunkedSum, quantiles as exactQuantiles } from "../numeric/index.js";
import { bandsOfCounts } from "./count-quantiles.js";
import type { ValueStore } from "./gathering.js";
import type { PackedCounts } from "./step-counts.js";

/** The bands and means of several variables. */
export interface BandSource {
  /** One series per quantile, in the variable's own unit. */
  quantiles(index: number): readonly Float64Array[];
  mean(index: number): Float64Array;
}

/** From values that were all kept: exact quantiles of type 7, computed when asked for. */
export class KeptBands implements BandSource {
  constructor(
    readonly store: ValueStore,
    readonly steps: number,
    readonly shares: readonly number[],
    readonly scales: readonly number[],
  ) {}

  quantiles(index: number): readonly Float64Array[] {
    const series = this.shares.map(() => new Float64Array(this.steps + 1));
    const sample = new Float64Array(this.store.runs);
    for (let step = 0; step <= this.steps; step++) {
      this.#copy(index, step, sample);
      const found = exactQuantiles(sample, this.shares);
      for (const share of this.shares.keys()) series[share]![step] = found[share]!;
    }
    return series;
  }

  mean(index: number): Float64Array {
    const sample = new Float64Array(this.store.runs);
    return Float64Array.from({ length: this.steps + 1 }, (_, step) => {
      this.#copy(index, step, sample);
      return chunkedSum(sample) / sample.length;
    });
  }

  /** The values of all runs at a step, by run, in the variable's own unit. */
  #copy(index: number, step: number, sample: Float64Array): void {
    const { values, runs } = this.store;
    const scale = this.scales[index]!;
    const start = (index * (this.steps + 1) + step) * runs;
    if (scale === 1) sample.set(values.subarray(start, start + runs));
    else for (let run = 0; run < runs; run++) sample[run] = values[start + run]! / scale;
  }
}

/** From counts, which are not held any longer than it takes to read bands and means from them. */
export class CountedBands implements BandSource {
  readonly #quantiles: readonly (readonly Float64Array[])[];
  readonly #means: readonly Float64Array[];

  constructor(
    steps: number,
    readonly shares: readonly number[],
    readonly scales: readonly number[],
  ) {
    this.#quantiles = scales.map(() => shares.map(() => new Float64Array(steps + 1)));
    this.#means = scales.map(() => new Float64Array(steps + 1));
  }

  /** What all threads have counted from a step on: for each of them the counts of each variable. */
  take(from: number, counts: readonly (readonly PackedCounts[])[]): void {
    for (const [index, scale] of this.scales.entries()) {
      const parts = counts.map((own) => own[index]!);
      const { quantiles, mean } = bandsOfCounts(parts, this.shares, scale);
      for (const [share, series] of quantiles.entries()) this.#quantiles[index]![share]!.set(series, from);
      this.#means[index]!.set(mean, from);
    }
  }

  quantiles(index: number): readonly Float64Array[] {
    return this.#quantiles[index]!;
  }

  mean(index: number): Float64Array {
    return Float64Array.from(this.#means[index]!);
  }
}
