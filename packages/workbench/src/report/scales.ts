import { type ScaleContinuousNumeric, type ScaleTime, scaleLinear, scaleLog, scaleUtc } from "d3-scale";
import { instantOf, type OutputSeries, type RunTime } from "../record/index.js";
import { formatCount, formatNumber, type NumberScale } from "./numbers.js";

/** A tick of an axis: where it stands, in pixels, and what it says. */
interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface HorizontalAxis {
  /** Pixels of a step. */
  at(step: number): number;
  readonly ticks: readonly Tick[];
  readonly title: string;
}

/** Time along the lower edge: dates when the start has one, epochs or steps otherwise. */
export function horizontalAxis(time: RunTime, width: number, wantedTicks: number): HorizontalAxis {
  const first = instantOf(time, 0);
  const last = instantOf(time, time.steps);
  if (first !== undefined && last !== undefined && last > first) {
    const scale: ScaleTime<number, number> = scaleUtc([first, last], [0, width]);
    const inYears = last - first > 3 * 365 * 86_400_000;
    const format = (date: Date) => date.toISOString().slice(0, inYears ? 4 : 10);
    const dates = scale.ticks(inYears ? wantedTicks : Math.min(wantedTicks, Math.max(2, Math.floor(width / 90))));
    return {
      at: (step) => scale(instantOf(time, step)!),
      ticks: dates.map((date) => ({ at: scale(date), text: format(date) })),
      title: inYears ? "year" : "date",
    };
  }
  const begin = time.startEpoch ?? 0;
  const scale = scaleLinear([begin, begin + Math.max(1, time.steps)], [0, width]);
  return {
    at: (step) => scale(begin + step),
    ticks: scale
      .ticks(wantedTicks)
      .filter(Number.isInteger)
      .map((value) => ({ at: scale(value), text: String(value) })),
    title: time.startEpoch === undefined ? `steps of ${time.step}` : "epoch",
  };
}

export interface VerticalAxis {
  /** Pixels of a value, 0 at the top. */
  at(value: number): number;
  readonly ticks: readonly Tick[];
  readonly isLogarithmic: boolean;
  /** Where a linear axis ends short of zero, so that heights cannot be compared: `axis from 34`. */
  readonly cut?: string;
}

/** Values more than this many times apart are drawn on a logarithmic axis, where none is zero or below. */
const wideRange = 100;

/** Values along the left edge, wide enough for the outer bands. From zero when zero is near. */
export function verticalAxis(
  outer: readonly Float64Array[],
  height: number,
  scale: NumberScale,
  wantedTicks: number,
): VerticalAxis {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const band of outer) {
    for (const value of band) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  const isLogarithmic = least > 0 && most / least > wideRange;
  let axis: ScaleContinuousNumeric<number, number>;
  if (isLogarithmic) axis = scaleLog([least, most], [height, 0]);
  else {
    if (least === most) {
      const margin = least === 0 ? 1 : Math.abs(least) * 0.1;
      least -= margin;
      most += margin;
    }
    if (least > 0 && least < most / 2) least = 0;
    if (most < 0 && most > least / 2) most = 0;
    axis = scaleLinear([least, most], [height, 0]).nice(wantedTicks);
  }
  const candidates = axis.ticks(wantedTicks);
  const values = isLogarithmic ? logarithmicTicks(candidates, wantedTicks) : candidates;
  const text = tickText(
    values.map((value) => value / scale.divisor),
    isLogarithmic,
  );
  return {
    at: (value) => axis(value),
    ticks: values
      .map((value, index) => ({ at: axis(value), text: text[index]! }))
      .filter((tick) => tick.at >= -0.5 && tick.at <= height + 0.5),
    isLogarithmic,
    ...(isLogarithmic ? {} : cutOf(axis.domain(), text)),
  };
}

function cutOf([low = 0, high = 0]: readonly number[], text: readonly string[]): { readonly cut?: string } {
  if (low > 0) return { cut: `axis from ${text[0]}` };
  return high < 0 ? { cut: `axis up to ${text.at(-1)}` } : {};
}

/** Powers of ten when there are enough of them, or the ticks with a leading 1, 2 or 5. */
function logarithmicTicks(values: readonly number[], wanted: number): readonly number[] {
  const leads = (value: number, allowed: string) => allowed.includes(value.toExponential(0)[0]!);
  const tens = values.filter((value) => leads(value, "1"));
  if (tens.length > wanted) {
    const stride = Math.ceil(tens.length / wanted);
    return tens.filter((_, index) => index % stride === 0);
  }
  return tens.length >= 3 ? tens : values.filter((value) => leads(value, "125"));
}

/** Labels of ticks: as many decimals as the finest needs, the same for all on a linear axis. */
function tickText(values: readonly number[], isLogarithmic: boolean): readonly string[] {
  const exact = values.map((value) => Number(value.toPrecision(10)));
  const most = Math.max(...exact.map(Math.abs));
  if (isLogarithmic || most >= 1e6 || most < 1e-3)
    return exact.map((value) => formatNumber(value, undefined, isLogarithmic ? 1 : 3));
  const decimals = Math.max(...exact.map((value) => (String(value).split(".")[1] ?? "").length));
  return exact.map((value) => (most >= 10_000 && decimals === 0 ? formatCount(value) : value.toFixed(decimals)));
}

/** The band of a share; undefined when it was not gathered. */
export function bandOf(series: OutputSeries, share: number): Float64Array | undefined {
  return series.bands[series.quantiles.indexOf(share)];
}
