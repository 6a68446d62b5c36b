import { existsSync, readdirSync, readFileSync } from "node:fs";

const root = new URL("../../../shared/data/", import.meta.url);

/** True when the benchmark data stand beside the repository. */
export const hasData = existsSync(root);

function read(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}

function lines(text: string): string[] {
  return text.trim().split(/\r?\n/);
}

export interface NabFile {
  readonly folder: string;
  readonly values: Float64Array;
  readonly windows: readonly (readonly [first: number, last: number])[];
}

/** The files of the Numenta Anomaly Benchmark. */
export function readNab(): readonly NabFile[] {
  const labels = JSON.parse(read("nab/labels/combined_windows.json")) as Record<string, readonly [string, string][]>;
  const folders = readdirSync(new URL("nab/data/", root)).sort();
  return folders.flatMap((folder) =>
    readdirSync(new URL(`nab/data/${folder}/`, root))
      .sort()
      .map((file) => {
        const rows = lines(read(`nab/data/${folder}/${file}`)).slice(1);
        const stamps = rows.map((row) => row.split(",")[0]!.split(".")[0]!);
        const windows = (labels[`${folder}/${file}`] ?? []).map(([from, to]) => {
          const [first, last] = [from.split(".")[0]!, to.split(".")[0]!];
          return [stamps.findIndex((stamp) => stamp >= first), stamps.findLastIndex((stamp) => stamp <= last)] as const;
        });
        return { folder, values: Float64Array.from(rows, (row) => Number(row.split(",")[1])), windows };
      }),
  );
}

/** The hourly series of the M4 competition: history and the 48 hours after it. */
export function readM4(): readonly { readonly history: Float64Array; readonly future: Float64Array }[] {
  const table = (path: string): Float64Array[] =>
    lines(read(path))
      .slice(1)
      .map((line) => {
        const cells = line.replaceAll('"', "").split(",").slice(1);
        return Float64Array.from(
          cells.filter((cell) => cell !== ""),
          Number,
        );
      });
  const futures = table("m4/Hourly-test.csv");
  return table("m4/Hourly-train.csv").map((history, index) => ({ history, future: futures[index]! }));
}

/** Columns of the UCI air quality data by name, NaN where -200 stands for missing. */
export function readAir(): ReadonlyMap<string, Float64Array> {
  const [header, ...rows] = lines(read("air_energy/AirQuality.csv")).map((line) => line.split(","));
  const cellValue = (cell: string | undefined): number => (Number(cell) === -200 ? Number.NaN : Number(cell));
  return new Map(header!.map((name, index) => [name, Float64Array.from(rows, (row) => cellValue(row[index]))]));
}
