import { readShared } from "./shared-data.js";

/** One series of the M4 competition. */
export interface M4Series {
  readonly name: string;
  readonly history: Float64Array;
  readonly future: Float64Array;
}

/** The hourly series of the M4 competition, period 24 and horizon 48, or undefined when they are not beside the repository. */
export function readM4Hourly(): readonly M4Series[] | undefined {
  const train = readShared("m4/Hourly-train.csv");
  const test = readShared("m4/Hourly-test.csv");
  if (train === undefined || test === undefined) return undefined;
  const futures = new Map(rowsOf(test));
  return rowsOf(train).map(([name, history]) => ({ name, history, future: futures.get(name) ?? new Float64Array(0) }));
}

function rowsOf(text: string): (readonly [name: string, values: Float64Array])[] {
  const lines = text.trim().split(/\r?\n/).slice(1);
  return lines.map((line) => {
    const cells = line.split(",").map((cell) => cell.replaceAll('"', ""));
    return [
      cells[0]!,
      Float64Array.from(
        cells.slice(1).filter((cell) => cell !== ""),
        Number,
      ),
    ];
  });
}
