import { numeric } from "@tokenwright/engine";
import { fitRidge } from "../numeric/ridge.js";

export interface LagRuleOptions {
  /** Rows before the first unknown one: 1 is the latest known row. */
  readonly lags: readonly number[];
  /** How far ahead: 1 is the next row. */
  readonly lead: number;
  /** Work with logarithms, for values above 0. */
  readonly logarithm?: boolean;
  /** Share of the rows, the last ones, that are foretold from the others for the widths of the intervals. */
  readonly heldOut?: number;
}

/** A regression of a row on rows before it, fitted once and cheap to ask. */
export interface LagRule {
  /**
   * The value `lead` rows after the end of a history; NaN when the history is shorter than the longest lag or a row it
   * needs is missing.
   */
  predict(history: Float64Array): number;
  /** Half the width of the interval at a level in (0, 1): a factor of the value for logarithms, else in its unit. */
  halfWidth(level: number): number;
}

const penalty = 0.1;

/**
 * Fits a lag rule by ridge regression, penalty 0.1, over all rows of a history that have every lag; the widths of its
 * intervals are split-conformal, from a rule fitted to the first part of these rows alone.
 *
 * @returns undefined when there are fewer rows than lags, or logarithms of values not above 0 are asked for.
 */
export function fitLagRule(history: Float64Array, options: LagRuleOptions): LagRule | undefined {
  const { lags, lead, logarithm = false, heldOut = 0.2 } = options;
  if (logarithm && history.some((value) => value <= 0)) return undefined;
  const values = logarithm ? history.map(numeric.ln) : history;
  const longest = Math.max(...lags);
  const complete = (at: number): boolean => lags.every((lag) => !Number.isNaN(values[at - lag]!));
  const ends: number[] = [];
  for (let at = longest; at + lead - 1 < values.length; at++) {
    if (!Number.isNaN(values[at + lead - 1]!) && complete(at)) ends.push(at);
  }
  const fit = (chosen: readonly number[]) =>
    chosen.length <= lags.length
      ? undefined
      : fitRidge(
          lags.map((lag) => Float64Array.from(chosen, (at) => values[at - lag]!)),
          Float64Array.from(chosen, (at) => values[at + lead - 1]!),
          penalty,
        );
  const split = Math.floor(ends.length * (1 - heldOut));
  const [rule, early] = [fit(ends), fit(ends.slice(0, split))];
  if (rule === undefined || early === undefined) return undefined;
  const apply = ({ intercept, weights }: typeof rule, from: Float64Array, at: number): number =>
    lags.reduce((sum, lag, index) => sum + weights[index]! * from[at - lag]!, intercept);
  const errors = Float64Array.from(ends.slice(split), (at) =>
    Math.abs(apply(early, values, at) - values[at + lead - 1]!),
  ).sort();
  return {
    predict(known) {
      if (known.length < longest) return Number.NaN;
      const recent = known.slice(-longest);
      const ahead = apply(rule, logarithm ? recent.map(lnOrNaN) : recent, longest);
      return logarithm ? numeric.exp(ahead) : ahead;
    },
    halfWidth(level) {
      const width = errors[Math.ceil((errors.length + 1) * level) - 1] ?? Number.POSITIVE_INFINITY;
      return logarithm ? numeric.exp(width) : width;
    },
  };
}

function lnOrNaN(value: number): number {
  return value > 0 ? numeric.ln(value) : Number.NaN;
}
