import { fail } from "@tokenwright/engine";
import { dayNumber } from "../../calendar.js";
import { type Calibrated, calibrated, counts, lastUncleShare } from "./history.js";

/** A day by its date, `2016-01-01`, or its number. */
export type Day = string | number;

const numberOf = (day: Day): number => (typeof day === "number" ? day : dayNumber(day));

/** What happened between two days, as inputs of the model for one step. */
export interface Span {
  /** Number of the day at whose end it ends. */
  readonly day: number;
  readonly blocks: number;
  /** Uncles, whole or, between counted days, a part. */
  readonly uncles: number;
  /** Blocks by which an uncle was late on average, where it is calibrated. */
  readonly lateness?: number;
}

interface Point {
  readonly day: number;
  readonly blocks: number;
  readonly uncles: number;
}

/** Where the counts know the uncles they are taken; after that those calibrated, or the share of the last days counted. */
function pointsOf(withCalibrated: boolean): readonly Point[] {
  const points: Point[] = [];
  const last = counts.findLast((count) => count[2] !== undefined)!;
  const end = calibrated.findLast((one): one is Calibrated & { uncles: number } => one.uncles !== undefined)!;
  const endBlocks = counts.find(([date]) => date === end.until)![1];
  const share = withCalibrated
    ? (end.uncles - last[2]!) / (endBlocks - last[1])
    : lastUncleShare.uncles / lastUncleShare.blocks;
  for (const [date, blocks, uncles] of counts)
    points.push({ day: dayNumber(date), blocks, uncles: uncles ?? last[2]! + share * (blocks - last[1]) });
  return points;
}

/** Uncles late in all, over uncles, between two days of the calibration. */
function latenessOn(day: number, points: readonly Point[]): number {
  const index = calibrated.findIndex(({ until }) => dayNumber(until) >= day);
  const { until, late } = calibrated[index]!;
  const unclesAt = (date: string): number => points.find((point) => point.day === dayNumber(date))!.uncles;
  const before = index === 0 ? 0 : unclesAt(calibrated[index - 1]!.until);
  return Number(late.replaceAll("_", "")) / (unclesAt(until) - before);
}

/**
 * The chain from the end of one day to the end of another, split at the days that were counted: between two of them blocks and uncles
 * come at an even pace. `from` undefined is the start of the chain, with block 0.
 *
 * @param isCalibrated With the lateness, and the uncles of 2020, that the recorded supply leaves; without it nothing here was
 * taken from the supply.
 * @throws TokenwrightError `history/not-counted` for days that were not counted.
 */
export function spans(from: Day | undefined, to: Day, isCalibrated: boolean): readonly Span[] {
  const points = [{ day: dayNumber(counts[0]![0]) - 1, blocks: 1, uncles: 0 }, ...pointsOf(isCalibrated)];
  const [first, last] = [from === undefined ? points[0]!.day : numberOf(from), numberOf(to)];
  if (first < points[0]!.day || last > points.at(-1)!.day || last < first) {
    fail({
      code: "history/not-counted",
      message: "The days are outside of those that were counted.",
      expected: `${counts[0]![0]} to ${counts.at(-1)![0]}`,
    });
  }
  const at = (day: number): Point => {
    const next = points.findIndex((point) => point.day >= day);
    const after = points[next]!;
    if (after.day === day) return after;
    const before = points[next - 1]!;
    const share = (day - before.day) / (after.day - before.day);
    return {
      day,
      blocks: Math.round(before.blocks + share * (after.blocks - before.blocks)),
      uncles: before.uncles + share * (after.uncles - before.uncles),
    };
  };
  const ends = [...points.filter(({ day }) => day > first && day < last), ...(last > first ? [at(last)] : [])];
  let before = at(first);
  return ends.map((end) => {
    const span = {
      day: end.day,
      blocks: end.blocks - before.blocks,
      uncles: end.uncles - before.uncles,
      ...(isCalibrated ? { lateness: latenessOn(end.day, points) } : {}),
    };
    before = end;
    return span;
  });
}

/** Height at the end of a counted day: blocks so far, block 0 among them. */
export function heightOn(date: string): number {
  const found = counts.find(([day]) => day === date);
  return found === undefined
    ? fail({
        code: "history/not-counted",
        message: `The blocks until ${date} were not counted.`,
        expected: "the end of a month",
      })
    : found[1];
}
