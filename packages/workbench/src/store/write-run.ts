import { join } from "node:path";
import { writeFolder } from "../disk/index.js";
import { sha256 } from "../hash/hash.js";
import type { RunRecord } from "../record/index.js";
import { type OutputSeries, writeBands, writePaths } from "../record/index.js";

/** Everything a run folder is made of. */
export interface RunContent {
  readonly record: RunRecord;
  readonly series: readonly OutputSeries[];
  /** The scenario as it was read. */
  readonly scenarioText: string;
}

/**
 * The files of a run folder by name, run.json last of all made: it holds the hashes of the others.
 * - `run.json`: the record, and under `files` the SHA-256 of every other file
 * - `scenario.yaml`: the scenario as it was read, changes of the command line not applied
 * - `bands.csv`: quantiles and mean of every output at every step
 * - `paths.csv`: single futures, when some were kept
 * - `assumptions.json`: every number that was put in, with its source
 */
export function runFiles(content: RunContent): ReadonlyMap<string, string> {
  const { record, series, scenarioText } = content;
  const { assumptions, ...rest } = record;
  const files = new Map<string, string>([
    ["scenario.yaml", scenarioText],
    ["bands.csv", writeBands(series, record.time)],
  ]);
  if ((series[0]?.paths.length ?? 0) > 0) files.set("paths.csv", writePaths(series, record.time));
  files.set("assumptions.json", json({ schema: 1, assumptions }));
  const hashes = Object.fromEntries([...files].map(([name, text]) => [name, sha256(text)]));
  files.set("run.json", json({ ...rest, files: hashes }));
  return files;
}

/**
 * Writes `<out>/<id>/` whole or not at all.
 *
 * @param more Further files to put beside, such as a report: renewed when they differ.
 * @returns The folder, and whether it was written now; a folder with the same content is left as it is.
 * @throws TokenwrightError `store/conflict`, `store/not-writable`, `store/disk-full`, …
 */
export function writeRun(
  out: string,
  files: ReadonlyMap<string, string>,
  id: string,
  more: ReadonlyMap<string, string> = new Map(),
): { readonly folder: string; readonly isNew: boolean } {
  return { folder: join(out, id), isNew: writeFolder(out, id, files, more) };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
