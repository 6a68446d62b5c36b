import type { RunTime } from "@tokenwright/workbench/portable";
import type { Output } from "../compute/messages.js";
import { lookOf } from "./look.js";
import type { PictureContent } from "./save-picture.js";
import { timesOf } from "./times.js";

export interface FanOptions {
  readonly isLog: boolean;
  readonly isDark: boolean;
  readonly paths: readonly Float64Array[];
  readonly before: Float64Array | undefined;
  readonly label: string;
}

/** The fan of an output as a picture. */
export function fanContent(output: Output, time: RunTime, options: FanOptions): PictureContent {
  const { bands, quantiles, unit } = output;
  const { isLog, isDark, paths, before, label } = options;
  const look = lookOf(isDark);
  const middle = quantiles.indexOf(0.5);
  return {
    label,
    xs: timesOf(time),
    isDated: time.startDate !== undefined,
    unit,
    isLog,
    areas: Array.from({ length: middle }, (_, index) => ({
      low: bands[index]!,
      high: bands[bands.length - 1 - index]!,
      fill: `rgb(${look.fan})`,
      opacity: 0.15 + 0.15 * index,
    })),
    lines: [
      ...paths.map((values) => ({ values, stroke: look.quiet, width: 0.7, opacity: 0.5 })),
      { values: bands[middle]!, stroke: look.line, width: 2 },
      ...(before === undefined ? [] : [{ values: before, stroke: look.ink, width: 1, dash: "4 4" }]),
    ],
  };
}
