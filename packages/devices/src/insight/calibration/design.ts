import { fitRidge, type LinearRule } from "../numeric/ridge.js";

/** Which terms a calibration has: the channels alone, or also their squares and pairwise products. */
export type CalibrationTerms = "linear" | "quadratic";

/** A fitted calibration, as plain numbers. */
export interface CalibrationRule {
  readonly terms: CalibrationTerms;
  /** Mean and deviation of each channel where it was fitted. */
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  readonly rule: LinearRule;
}

const penalty = 1;

/**
 * Ridge regression of the reference on the standardised channels, penalty 1, the intercept without one.
 *
 * @param rows Channels of each row, all finite, all of the same length.
 * @returns undefined for fewer rows than terms.
 */
export function fitCalibration(
  rows: readonly Float64Array[],
  references: Float64Array,
  terms: CalibrationTerms,
): CalibrationRule | undefined {
  const channels = rows[0]?.length ?? 0;
  if (rows.length <= termCount(channels, terms)) return undefined;
  const { means, deviations } = scalesOf(rows, channels);
  const columns = Array.from({ length: termCount(channels, terms) }, () => new Float64Array(rows.length));
  for (const [index, row] of rows.entries()) {
    const expanded = expand(row, means, deviations, terms);
    for (let term = 0; term < expanded.length; term++) columns[term]![index] = expanded[term]!;
  }
  const rule = fitRidge(columns, references, penalty);
  return rule === undefined ? undefined : { terms, means, deviations, rule };
}

/** What the reference would show, by a fitted calibration. */
export function applyCalibration({ terms, means, deviations, rule }: CalibrationRule, row: ArrayLike<number>): number {
  const expanded = expand(row, means, deviations, terms);
  let value = rule.intercept;
  for (let term = 0; term < expanded.length; term++) value += rule.weights[term]! * expanded[term]!;
  return value;
}

export function termCount(channels: number, terms: CalibrationTerms): number {
  return terms === "linear" ? channels : channels + (channels * (channels + 1)) / 2;
}

/** Standardised channels, and for a quadratic their products i <= j. */
export function expand(
  row: ArrayLike<number>,
  means: Float64Array,
  deviations: Float64Array,
  terms: CalibrationTerms,
): Float64Array {
  const channels = means.length;
  const expanded = new Float64Array(termCount(channels, terms));
  for (let i = 0; i < channels; i++) expanded[i] = (row[i]! - means[i]!) / deviations[i]!;
  let next = channels;
  for (let i = 0; i < channels && terms === "quadratic"; i++) {
    for (let j = i; j < channels; j++) expanded[next++] = expanded[i]! * expanded[j]!;
  }
  return expanded;
}

/** Means and population deviations; a constant channel counts as having deviation 1. */
export function scalesOf(rows: readonly ArrayLike<number>[], channels: number) {
  const means = new Float64Array(channels);
  const deviations = new Float64Array(channels);
  for (const row of rows) for (let i = 0; i < channels; i++) means[i]! += row[i]! / rows.length;
  for (const row of rows) {
    for (let i = 0; i < channels; i++) {
      const difference = row[i]! - means[i]!;
      deviations[i]! += (difference * difference) / rows.length;
    }
  }
  return { means, deviations: deviations.map((square) => Math.sqrt(square) || 1) };
}
