import { listShared, readShared } from "./shared-data.js";

/** One file of the Numenta Anomaly Benchmark. */
export interface NabFile {
  /** `realTraffic/speed_6005.csv` */
  readonly name: string;
  readonly folder: string;
  /** Seconds since 1970, the local time read as UTC. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** First and last row of each labelled window. */
  readonly windows: readonly (readonly [first: number, last: number])[];
}

/** The files of the benchmark that stand beside the repository, or undefined when there are none. */
export function readNabCorpus(): readonly NabFile[] | undefined {
  const labels = readShared("nab/labels/combined_windows.json");
  if (labels === undefined) return undefined;
  const windows = JSON.parse(labels) as Readonly<Record<string, readonly (readonly [string, string])[]>>;
  const names = listShared("nab/data/").flatMap((folder) =>
    listShared(`nab/data/${folder}/`)
      .filter((file) => file.endsWith(".csv"))
      .map((file) => `${folder}/${file}`),
  );
  return names.map((name) => readFile(name, windows[name] ?? []));
}

function readFile(name: string, labels: readonly (readonly [string, string])[]): NabFile {
  const rows = (readShared(`nab/data/${name}`) ?? "").trim().split(/\r?\n/).slice(1);
  const stamps = rows.map((row) => withoutFraction(row.split(",")[0]!));
  const windows = labels.map(([first, last]): readonly [number, number] => {
    const [from, to] = [withoutFraction(first), withoutFraction(last)];
    return [stamps.findIndex((stamp) => stamp >= from), stamps.findLastIndex((stamp) => stamp <= to)];
  });
  return {
    name,
    folder: name.split("/")[0]!,
    times: Float64Array.from(stamps, (stamp) => Date.parse(`${stamp.replace(" ", "T")}Z`) / 1000),
    values: Float64Array.from(rows, (row) => Number(row.split(",")[1])),
    windows,
  };
}

function withoutFraction(stamp: string): string {
  return stamp.split(".")[0]!;
}
