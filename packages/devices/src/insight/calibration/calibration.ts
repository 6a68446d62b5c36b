import { fail } from "@tokenwright/engine";
import { type SavedState, type StateFields, stateFromBytes, stateToBytes } from "../numeric/state-bytes.js";
import { applyCalibration, type CalibrationRule, type CalibrationTerms, fitCalibration, termCount } from "./design.js";

export interface CalibrationOptions {
  /** Number of channels of the sensor, 1 to 32. */
  readonly channels: number;
  /** Which terms; by default those that did better at foretelling the next weeks' references. */
  readonly terms?: CalibrationTerms;
  /** Rows with a reference that are kept, at least 336; 8760, a year of hours, if left out. */
  readonly memory?: number;
}

/** A corrected value with what it may be off by. */
export interface CorrectedValue {
  /** In the unit of the reference; NaN when a channel was missing or nothing is fitted yet. */
  readonly value: number;
  /** True when there is no value, with the reason in `CalibrationHealth`. */
  readonly missing: boolean;
  /** Half the width of the interval at each asked level; infinite until there are enough errors to go by. */
  readonly halfWidths: readonly number[];
}

export interface CalibrationHealth {
  /** Rows with a reference that were learned from, and rows refused for a missing channel or reference. */
  readonly learned: number;
  readonly refused: number;
  /** Corrections asked for since the last reference: the longer, the more the sensor may have drifted. */
  readonly sinceReference: number;
  readonly ready: boolean;
}

/** What the present correction rests on. */
export interface CalibrationExplanation {
  readonly terms: CalibrationTerms;
  /** Root mean squared error of each kind of terms at foretelling references it had not seen. */
  readonly errors: Readonly<Record<CalibrationTerms, number>>;
  readonly rows: number;
}

const kind = "tokenwright.calibration";
const version = 1;
/** References after which the calibration is fitted anew: a week of hours. */
const refitRows = 168;
/** A year of hours. */
const mostMemory = 8760;
/** Latest errors that the intervals go by: three weeks of hours. */
const errorMemory = 504;
/** Beyond it a product of two channels, squared, is no number any more. */
const largestValue = 1e70;
const kinds = ["linear", "quadratic"] as const;

/** One kind of terms with its fit and its record. */
interface Contender {
  rule: CalibrationRule | undefined;
  /** Of references foretold: their number and sum of squared errors. */
  foretold: number;
  squares: number;
  /** Latest absolute errors at foretelling, oldest first. */
  readonly errors: number[];
}

/**
 * Turns the channels of a low-cost sensor into what a reference instrument beside it would show. Each reference is first
 * foretold, so that every error it reports is of a row not yet seen, then learned; the fit is renewed each week.
 *
 * Sensors drift. Where references keep coming, the weekly fit follows. A week after they end, the intervals go by what a
 * calibration half as old as the record was off by, if that is more; a sensor that drifts faster than it did before
 * leaves them all the same, and no record of the past can tell.
 */
export class SensorCalibration {
  readonly #channels: number;
  readonly #fixed: CalibrationTerms | undefined;
  readonly #memory: number;
  readonly #rows: Float64Array[] = [];
  readonly #references: number[] = [];
  readonly #contenders: Readonly<Record<CalibrationTerms, Contender>>;
  #learned = 0;
  #refused = 0;
  #sinceReference = 0;
  #sinceFit = 0;
  /** Kept until the next reference. */
  #aged: { readonly learned: number; readonly errors: readonly number[] } | undefined;

  /** @throws TokenwrightError `insight/channels`, `insight/memory`. */
  constructor({ channels, terms, memory = mostMemory }: CalibrationOptions) {
    if (!(Number.isInteger(channels) && channels >= 1 && channels <= 32)) {
      fail({
        code: "insight/channels",
        message: `The sensor has ${channels} channels.`,
        expected: "a whole number from 1 to 32",
      });
    }
    if (!(Number.isInteger(memory) && memory >= 2 * refitRows && memory <= mostMemory)) {
      fail({
        code: "insight/memory",
        message: `The memory is ${memory} references.`,
        expected: `a whole number from ${2 * refitRows} to ${mostMemory}`,
      });
    }
    this.#channels = channels;
    this.#memory = memory;
    this.#fixed = terms;
    this.#contenders = { linear: newContender(), quadratic: newContender() };
  }

  /**
   * Takes a row whose reference is known.
   *
   * @returns False when a channel or the reference is missing (not finite, or beyond 1e70): the row is counted and left out.
   */
  learn(channels: ArrayLike<number>, reference: number): boolean {
    const row = this.#rowOf(channels);
    if (row === undefined || !(Math.abs(reference) < largestValue)) {
      this.#refused++;
      return false;
    }
    for (const terms of kinds) foretell(this.#contenders[terms], row, reference);
    this.#rows.push(row);
    this.#references.push(reference);
    if (this.#rows.length > this.#memory) {
      this.#rows.shift();
      this.#references.shift();
    }
    this.#learned++;
    this.#sinceReference = 0;
    this.#sinceFit++;
    if (this.#sinceFit >= refitRows) this.fit();
    return true;
  }

  /** Fits to all rows kept, without waiting for the week to end. */
  fit(): void {
    const references = Float64Array.from(this.#references);
    for (const terms of kinds) this.#contenders[terms].rule = fitCalibration(this.#rows, references, terms);
    this.#sinceFit = 0;
  }

  /**
   * What a reference beside the sensor would show.
   *
   * @param levels Nominal coverages in (0, 1); the intervals are symmetric about the value.
   * @throws TokenwrightError `insight/level`.
   */
  correct(channels: ArrayLike<number>, levels: readonly number[] = [0.8, 0.95]): CorrectedValue {
    this.#sinceReference++;
    const contender = this.#contenders[this.#terms];
    const row = this.#rowOf(channels);
    const value = row === undefined || contender.rule === undefined ? NaN : applyCalibration(contender.rule, row);
    const widths = halfWidths(contender.errors, levels);
    if (this.#sinceReference <= refitRows) return { value, missing: !Number.isFinite(value), halfWidths: widths };
    const aged = halfWidths(this.#agedErrors(), levels);
    const wider = widths.map((width, index) => Math.max(width, aged[index]!));
    return { value, missing: !Number.isFinite(value), halfWidths: wider };
  }

  /**
   * Errors that a calibration grown old would have made: of one fitted to the first half of the rows kept, at the second
   * half. It stands in for the drift of the weeks since the last reference.
   */
  #agedErrors(): readonly number[] {
    if (this.#aged?.learned === this.#learned) return this.#aged.errors;
    const half = this.#rows.length >> 1;
    const references = Float64Array.from(this.#references.slice(0, half));
    const rule = fitCalibration(this.#rows.slice(0, half), references, this.#terms);
    const errors =
      rule === undefined
        ? []
        : this.#rows.slice(half).map((row, at) => Math.abs(applyCalibration(rule, row) - this.#references[half + at]!));
    this.#aged = { learned: this.#learned, errors };
    return errors;
  }

  explain(): CalibrationExplanation {
    const { linear, quadratic } = this.#contenders;
    return {
      terms: this.#terms,
      errors: { linear: errorOf(linear), quadratic: errorOf(quadratic) },
      rows: this.#rows.length,
    };
  }

  health(): CalibrationHealth {
    return {
      learned: this.#learned,
      refused: this.#refused,
      sinceReference: this.#sinceReference,
      ready: this.#contenders[this.#terms].rule !== undefined,
    };
  }

  get #terms(): CalibrationTerms {
    if (this.#fixed !== undefined) return this.#fixed;
    const { linear, quadratic } = this.#contenders;
    if (quadratic.rule === undefined || quadratic.foretold < refitRows) return "linear";
    return errorOf(quadratic) < errorOf(linear) ? "quadratic" : "linear";
  }

  #rowOf(channels: ArrayLike<number>): Float64Array | undefined {
    const row = Float64Array.from(channels);
    return row.length === this.#channels && row.every((value) => Math.abs(value) < largestValue) ? row : undefined;
  }

  saveState(): Uint8Array {
    const cells = new Float64Array(this.#rows.length * this.#channels);
    for (const [index, row] of this.#rows.entries()) cells.set(row, index * this.#channels);
    return stateToBytes(kind, version, {
      channels: this.#channels,
      learned: this.#learned,
      refused: this.#refused,
      sinceReference: this.#sinceReference,
      sinceFit: this.#sinceFit,
      cells,
      references: this.#references,
      ...Object.assign({}, ...kinds.map((terms) => contenderState(this.#contenders[terms], terms))),
    });
  }

  /**
   * A calibration that goes on where the saved one stood.
   *
   * @throws TokenwrightError `insight/state`, also for another number of channels.
   */
  static loadState(bytes: Uint8Array, options: CalibrationOptions): SensorCalibration {
    const calibration = new SensorCalibration(options);
    calibration.#restore(stateFromBytes(kind, version, bytes));
    return calibration;
  }

  #restore(state: SavedState): void {
    state.count("channels", this.#channels, this.#channels);
    const most = Number.MAX_SAFE_INTEGER;
    this.#learned = state.count("learned", 0, most);
    this.#refused = state.count("refused", 0, most);
    this.#sinceReference = state.count("sinceReference", 0, most);
    this.#sinceFit = state.count("sinceFit", 0, refitRows);
    this.#references.push(...state.list("references", this.#memory));
    const cells = state.list(
      "cells",
      this.#references.length * this.#channels,
      this.#references.length * this.#channels,
    );
    for (let index = 0; index < this.#references.length; index++) {
      this.#rows.push(cells.slice(index * this.#channels, (index + 1) * this.#channels));
    }
    for (const terms of kinds) restoreContender(this.#contenders[terms], state, terms, this.#channels);
  }
}

function newContender(): Contender {
  return { rule: undefined, foretold: 0, squares: 0, errors: [] };
}

function foretell(contender: Contender, row: Float64Array, reference: number): void {
  if (contender.rule === undefined) return;
  const error = Math.min(Math.abs(applyCalibration(contender.rule, row) - reference), 1e150);
  contender.foretold++;
  contender.squares += error * error;
  contender.errors.push(error);
  if (contender.errors.length > errorMemory) contender.errors.shift();
}

/** Infinite until something was foretold. */
function errorOf({ foretold, squares }: Contender): number {
  return foretold === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(squares / foretold);
}

/** The conformal quantiles of absolute errors: the ⌈(n + 1) level⌉-th smallest, infinite when there are too few. */
function halfWidths(errors: readonly number[], levels: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(errors).sort();
  return levels.map((level) => {
    if (!(level > 0 && level < 1)) {
      fail({ code: "insight/level", message: `The level ${level} is no coverage.`, expected: "a number in (0, 1)" });
    }
    return sorted[Math.ceil((sorted.length + 1) * level) - 1] ?? Number.POSITIVE_INFINITY;
  });
}

function contenderState({ rule, foretold, squares, errors }: Contender, terms: CalibrationTerms): StateFields {
  const fit = rule === undefined ? [] : [rule.rule.intercept, ...rule.rule.weights, ...rule.means, ...rule.deviations];
  return {
    [`${terms}Fit`]: fit,
    [`${terms}Foretold`]: foretold,
    [`${terms}Squares`]: squares,
    [`${terms}Errors`]: errors,
  };
}

function restoreContender(contender: Contender, state: SavedState, terms: CalibrationTerms, channels: number): void {
  contender.foretold = state.count(`${terms}Foretold`, 0, Number.MAX_SAFE_INTEGER);
  contender.squares = state.number(`${terms}Squares`, 0);
  contender.errors.push(...state.list(`${terms}Errors`, errorMemory));
  const count = termCount(channels, terms);
  const length = 1 + count + 2 * channels;
  if (state.list(`${terms}Fit`, length).length === 0) return;
  const fit = state.list(`${terms}Fit`, length, length);
  contender.rule = {
    terms,
    rule: { intercept: fit[0]!, weights: fit.slice(1, 1 + count) },
    means: fit.slice(1 + count, 1 + count + channels),
    deviations: fit.slice(1 + count + channels),
  };
}
