import { type OutputSeries, type RunTime, writeBands } from "@tokenwright/workbench/portable";
import type { Output } from "../compute/messages.js";

/** The bands of an output as the command line writes them. */
export function bandsCsv(output: Output, time: RunTime): string {
  const { name, unit, quantiles, bands, mean, paths } = output;
  const series: OutputSeries = { name, unit, quantiles, bands, mean, paths };
  return writeBands([series], time);
}
