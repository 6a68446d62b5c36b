import {
  bandsTable,
  type OutputSeries,
  parquetEncoder,
  type RunTime,
  writeBands,
} from "@tokenwright/workbench/portable";
import type { Output } from "../compute/messages.js";

/** The bands of an output as the command line writes them. */
export function bandsCsv(output: Output, time: RunTime): string {
  return writeBands([seriesOf(output)], time);
}

/** The same as Apache Parquet, with every bit; what encodes it is loaded when it is wanted. */
export async function bandsParquet(output: Output, time: RunTime): Promise<Blob> {
  const encode = await parquetEncoder();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  // The encoder writes over what it handed out.
  encode(bandsTable([seriesOf(output)], time), (part) => parts.push(new Uint8Array(part)));
  return new Blob(parts);
}

function seriesOf({ name, unit, quantiles, bands, mean, paths }: Output): OutputSeries {
  return { name, unit, quantiles, bands, mean, paths };
}
