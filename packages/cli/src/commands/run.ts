import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type Program, whyNoVectors } from "@tokenwright/engine";
import {
  checkWritable,
  formatCount,
  nodeWorkers,
  type RunRecord,
  renderReport,
  runFiles,
  type Scenario,
  type Simulation,
  simulate,
  workersFor,
  writeParquetTables,
  writeRun,
} from "@tokenwright/workbench";
import { estimate } from "../estimate.js";
import { exitCodes } from "../exit-codes.js";
import { Exit, UsageError } from "../failure.js";
import { interruptible } from "../interrupt.js";
import { createProgress } from "../progress.js";
import { type ReplayedData, replayData } from "../replay-data.js";
import { isSound, plainText, resultText } from "../result.js";
import { isTokenwrightError, loadScenario, sayIdentity } from "../scenario-file.js";
import { clean, print, say } from "../terminal.js";

/** How the tables of a run are written: CSV always, and Parquet beside it where that is asked for. */
export type TableFormat = "csv" | "parquet";

export interface RunCommandOptions {
  readonly set: readonly string[];
  readonly seed?: string;
  readonly runs?: number;
  readonly workers?: number;
  readonly out: string;
  readonly format: TableFormat;
  readonly replay?: boolean;
  readonly report: boolean;
  readonly json?: boolean;
  readonly plain?: boolean;
  readonly dryRun?: boolean;
}

/** `run`: futures of a scenario, to a folder, a report and standard output. */
export async function runCommand(file: string, options: RunCommandOptions): Promise<void> {
  if (options.json === true && options.plain === true)
    throw new UsageError("Both --json and --plain are given.", "one of them");
  const { scenario, program } = await loadScenario(file, overridesOf(options));
  sayIdentity(scenario);
  if (options.dryRun === true) {
    print(estimate(scenario, program, options));
    return;
  }
  checkWritable(options.out);
  const lacking = whyNoVectors();
  if (lacking !== undefined) say(`slower than elsewhere, with the same numbers: ${lacking}`);
  const simulation = await simulateWithProgress(file, scenario, program, options);
  const files = runFiles({ ...simulation, scenarioText: scenario.text });
  const more = new Map<string, string>();
  if (options.report) more.set("report.html", renderReport(simulation));
  const { record } = simulation;
  const { folder, isNew } = writeRun(options.out, files, record.id, more);
  const tables = options.format === "parquet" ? await writeParquetTables(folder, simulation) : [];
  if (options.json === true) print(jsonText(record, folder, options.report));
  else print(options.plain === true ? plainText(record) : resultText(record));
  say(
    `\n${isNew ? "wrote" : "already there, the same bytes:"} ${clean(folder)} (${[...files.keys(), ...tables, ...more.keys()].join(", ")})`,
  );
  if (options.report) say(`report: ${clean(join(folder, "report.html"))}`);
  if (!isSound(record)) throw new Exit(exitCodes.violated);
}

/** The changes of the command line; --seed and --runs are short for keys of the file. */
function overridesOf(options: RunCommandOptions): readonly string[] {
  const { seed, runs } = options;
  const chosen = seed === "random" ? String(randomBytes(8).readBigUInt64BE()) : seed;
  return [
    ...options.set,
    ...(chosen === undefined ? [] : [`ensemble.seed=${chosen}`]),
    ...(runs === undefined ? [] : [`ensemble.runs=${runs}`]),
  ];
}

async function simulateWithProgress(
  file: string,
  scenario: Scenario,
  program: Program,
  options: RunCommandOptions,
): Promise<Simulation> {
  const replay: ReplayedData | undefined =
    options.replay === true ? await replayData(file, scenario, program) : undefined;
  const { signal, release } = interruptible();
  const progress = createProgress();
  let done = 0;
  const workers = options.workers ?? workersFor(program, scenario.runs, scenario.steps);
  try {
    const simulation = await simulate(scenario, {
      program,
      signal,
      ...(workers === 0 ? {} : { workers: nodeWorkers(workers) }),
      onProgress: (finished, all) => {
        done = finished;
        progress.update(finished, all);
      },
      ...(replay === undefined ? {} : { replay: replay.record }),
    });
    progress.clear();
    return simulation;
  } catch (error) {
    progress.clear();
    if (!isTokenwrightError(error, "run/cancelled")) throw error;
    say(
      `stopped after ${formatCount(done)} of ${formatCount(scenario.runs)} futures; nothing was written\nto run it, with the same numbers: ${clean(commandLine())}`,
    );
    throw new Exit(exitCodes.interrupted);
  } finally {
    release();
  }
}

/** The command as it was typed, as far as the shell leaves it to be known. */
function commandLine(): string {
  const words = process.argv
    .slice(2)
    .map((word) => (/^[\w./=:@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`));
  return ["tokenwright", ...words].join(" ");
}

/** The result as JSON. Fields are added, never renamed, as long as `schema` is 1. */
function jsonText(record: RunRecord, folder: string, hasReport: boolean): string {
  const { schema, id, title, about, provenance, time, outputs, guardRails, checks, overdrafts, decisions, replay } =
    record;
  return JSON.stringify(
    {
      schema,
      id,
      title,
      ...(about === undefined ? {} : { about }),
      folder,
      ...(hasReport ? { report: join(folder, "report.html") } : {}),
      provenance,
      time,
      summary: outputs,
      guardRails,
      checks,
      overdrafts,
      ...(decisions === undefined ? {} : { decisions }),
      ...(replay === undefined ? {} : { replay }),
    },
    undefined,
    2,
  );
}
