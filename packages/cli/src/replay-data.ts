import { realpathSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { fail, type Program } from "@tokenwright/engine";
import {
  type DataTable,
  type ReplayRecord,
  type ReplayResult,
  readDataTable,
  replay,
  type Scenario,
  sha256,
} from "@tokenwright/workbench";
import { readInput } from "./read-input.js";

export interface ReplayedData {
  readonly result: ReplayResult;
  readonly record: ReplayRecord;
}

export interface ReplayChoice {
  /** Data file of the command line. */
  readonly data?: string;
  readonly from?: number;
  readonly to?: number;
}

const mostDataBytes = 64 * 1024 * 1024;

/**
 * Replays a scenario over a data file: the one of the command line, or the one the scenario names, which
 * must lie in the scenario's own folder.
 *
 * @param file The scenario's file as the user gave it.
 * @throws TokenwrightError `cli/no-data`, `cli/outside`, and what reading the file and `replay` find.
 */
export async function replayData(
  file: string,
  scenario: Scenario,
  program: Program,
  choice: ReplayChoice = {},
): Promise<ReplayedData> {
  const path = choice.data ?? dataBeside(file, scenario);
  const { text } = await readInput(path, mostDataBytes);
  const table: DataTable = readDataTable(text, path);
  const { from, to } = choice;
  const result = replay(scenario, program, table, {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
  return { result, record: recordOf(result, scenario, program, basename(path), sha256(text)) };
}

function dataBeside(file: string, scenario: Scenario): string {
  const { replay: plan } = scenario;
  const named = plan?.data;
  if (plan !== undefined && named === undefined) {
    return fail({
      code: "cli/no-data",
      message: "The scenario names no data file.",
      expected: "recorded epochs as CSV",
      hint: "tokenwright replay scenario.yaml --data epochs.csv",
      place: { file: scenario.file, path: "replay.data" },
    });
  }
  // Without a plan there is nothing to read; `replay` says so.
  const folder = file === "-" ? "." : dirname(file);
  const path = join(folder, named ?? "");
  if (named === undefined) return path;
  let real: string;
  try {
    real = realpathSync(path);
  } catch {
    return path;
  }
  if (real.startsWith(realpathSync(folder) + sep)) return path;
  return fail({
    code: "cli/outside",
    message: `The scenario's data file ${JSON.stringify(named)} lies outside its folder.`,
    expected: "a file beside the scenario",
    hint: `give it yourself: --data ${path}`,
    place: { file: scenario.file, path: "replay.data" },
  });
}

function recordOf(
  result: ReplayResult,
  scenario: Scenario,
  program: Program,
  data: string,
  dataSha256: string,
): ReplayRecord {
  const { epochs, from, to, exact, mismatches } = result;
  return {
    data,
    dataSha256,
    from,
    to,
    comparisons: (scenario.replay?.compare ?? []).map(({ name, variable }) => ({
      name,
      variable,
      unit: program.variables.get(variable)?.unit.text ?? "",
      epochs,
      equal: exact[name] ?? 0,
      misses: mismatches
        .filter((miss) => miss.variable === name)
        .map(({ epoch, got, expected, difference, explanation }) => ({
          epoch,
          computed: got,
          recorded: expected,
          difference,
          explanation,
        })),
    })),
  };
}
