import { fail } from "@tokenwright/engine";
import { stateFromBytes, stateToBytes } from "../numeric/state-bytes.js";
import { candidateMethods } from "./candidates.js";
import { type Combination, combineBest } from "./combination.js";
import { fillGaps } from "./fill-gaps.js";
import { type Interval, predictionIntervals } from "./intervals.js";
import type { NamedMethod } from "./method.js";

export interface ForecasterOptions {
  /** Rows after which the series tends to repeat itself: 24 for hours, 12 for months, 4 for quarters, 1 for none. */
  readonly period: number;
  /** Rows of history kept; the oldest are forgotten. */
  readonly memory?: number;
  /** What is chosen from; `candidateMethods` unless told. */
  readonly methods?: readonly NamedMethod[];
}

/** The next values of a series. */
export interface ForecastAnswer {
  /** In the unit of the series. */
  readonly point: Float64Array;
  readonly intervals: readonly Interval[];
  /** The methods whose median it is, best first, with their errors over those of the seasonal naive in the trials. */
  readonly methods: readonly { readonly name: string; readonly error: number }[];
  /** Ends of history at which the methods were tried; with 0, the intervals rest on the steps of the history alone. */
  readonly trials: number;
  /** Rows of history it rests on, and how many of them were missing and filled. */
  readonly rows: number;
  readonly filled: number;
}

export interface ForecasterHealth {
  readonly rows: number;
  readonly missing: number;
  readonly missingInARow: number;
  /** True when a forecast can be asked for. */
  readonly ready: boolean;
}

const kind = "tokenwright.forecast";
const version = 1;
const mostMemory = 100_000;
const defaultMemory = 4096;
const mostHorizon = 10_000;
const fewestValues = 4;
/** Squares of larger values, and sums of them, would overflow. */
const largestValue = 1e100;

/**
 * Forecasts one evenly spaced series with intervals, whatever its period, without settings of its own: candidates are
 * tried on the last parts of the history, and the median of the best is the forecast (see combineBest).
 */
export class Forecaster {
  readonly #period: number;
  readonly #memory: number;
  readonly #methods: readonly NamedMethod[];
  /** NaN where a row is missing. */
  #values = new Float64Array(0);
  #last: ForecastAnswer | undefined;

  /** @throws TokenwrightError `insight/period`, `insight/memory`. */
  constructor({ period, memory = defaultMemory, methods = candidateMethods }: ForecasterOptions) {
    this.#period = whole("period", period, 1, 10_000);
    this.#memory = whole("memory", memory, 8, mostMemory);
    this.#methods = methods;
  }

  /**
   * Takes the next rows, oldest first. NaN, infinities and what lies beyond ±1e100 are missing rows: pass them, so that
   * time stays even.
   */
  update(values: ArrayLike<number>): void {
    const added = Float64Array.from(values, (value) => (Math.abs(value) <= largestValue ? value : Number.NaN));
    const joined = new Float64Array(this.#values.length + added.length);
    joined.set(this.#values);
    joined.set(added, this.#values.length);
    this.#values = joined.slice(-this.#memory);
  }

  /**
   * The next `horizon` rows.
   *
   * @param levels Nominal coverages of the intervals, each in (0, 1).
   * @throws TokenwrightError `insight/horizon`, `insight/level`; `insight/too-few-values` for fewer than four values or
   * a history that is missing by more than half.
   */
  forecast(horizon: number, levels: readonly number[] = [0.8, 0.95]): ForecastAnswer {
    whole("horizon", horizon, 1, mostHorizon);
    for (const level of levels) {
      if (!(level > 0 && level < 1)) {
        fail({ code: "insight/level", message: `The level ${level} is no coverage.`, expected: "a number in (0, 1)" });
      }
    }
    const history = fillGaps(this.#values, this.#period);
    const { missing } = this.health();
    const found = this.#isReady(missing) ? combineBest(this.#methods, history, horizon, this.#period) : undefined;
    if (found === undefined) {
      return fail({
        code: "insight/too-few-values",
        message: `No method forecasts from ${this.#values.length - missing} values and ${missing} missing rows.`,
        expected: `at least ${fewestValues} values, and more values than missing rows`,
        hint: "wait for more readings, or give a longer history",
      });
    }
    const filled = history.length - (this.#values.length - missing);
    this.#last = answerOf(found, predictionIntervals(found, history, this.#period, levels), history.length, filled);
    return this.#last;
  }

  /** The latest forecast with the methods it rests on; undefined before the first. */
  explain(): ForecastAnswer | undefined {
    return this.#last;
  }

  health(): ForecasterHealth {
    const rows = this.#values.length;
    const missing = this.#values.reduce((count, value) => (Number.isNaN(value) ? count + 1 : count), 0);
    const latest = this.#values.findLastIndex((value) => !Number.isNaN(value));
    return { rows, missing, missingInARow: rows - 1 - latest, ready: this.#isReady(missing) };
  }

  #isReady(missing: number): boolean {
    const values = this.#values.length - missing;
    return values >= fewestValues && values > missing;
  }

  saveState(): Uint8Array {
    const missing = Array.from(this.#values.keys()).filter((row) => Number.isNaN(this.#values[row]!));
    const values = this.#values.map((value) => (Number.isNaN(value) ? 0 : value));
    return stateToBytes(kind, version, { period: this.#period, values, missing });
  }

  /**
   * A forecaster with a saved history.
   *
   * @throws TokenwrightError `insight/state`, also for a state of another period.
   */
  static loadState(bytes: Uint8Array, options: ForecasterOptions): Forecaster {
    const forecaster = new Forecaster(options);
    const state = stateFromBytes(kind, version, bytes);
    state.count("period", options.period, options.period);
    const values = state.list("values", mostMemory);
    for (const row of state.list("missing", values.length)) values[row] = Number.NaN;
    forecaster.update(values);
    return forecaster;
  }
}

function answerOf(found: Combination, intervals: readonly Interval[], rows: number, filled: number): ForecastAnswer {
  return {
    point: found.forecast,
    intervals,
    methods: found.ranked.slice(0, found.used).map(({ name, error }) => ({ name, error })),
    trials: found.trials.length,
    rows,
    filled,
  };
}

const outOfBounds = {
  period: { code: "insight/period" },
  memory: { code: "insight/memory" },
  horizon: { code: "insight/horizon" },
} as const;

function whole(what: keyof typeof outOfBounds, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  return fail({
    ...outOfBounds[what],
    message: `The ${what} is ${value} rows.`,
    expected: `a whole number from ${least} to ${most}`,
  });
}
