import { dirname } from "node:path";
import { type Program, TokenwrightError } from "@tokenwright/engine";
import { buildScenario, filesIn, inputSha256, readScenario, type Scenario } from "@tokenwright/workbench";
import { readInput } from "./read-input.js";
import { say, stylist } from "./terminal.js";
import { version } from "./version.js";

export interface LoadedScenario {
  readonly scenario: Scenario;
  readonly program: Program;
}

/**
 * Reads a scenario and the data files that it names, which must lie in its own folder.
 *
 * @param dataFolder Another folder for them.
 */
export async function readScenarioFile(
  path: string,
  overrides: readonly string[] = [],
  dataFolder = path === "-" ? "." : dirname(path),
): Promise<Scenario> {
  const { file, text } = await readInput(path);
  return readScenario(text, { file, overrides, readDataFile: filesIn(dataFolder) });
}

/** Reads and builds a scenario. */
export async function loadScenario(
  path: string,
  overrides: readonly string[],
  dataFolder?: string,
): Promise<LoadedScenario> {
  const scenario = await readScenarioFile(path, overrides, dataFolder);
  return { scenario, program: buildScenario(scenario) };
}

/** The line that makes a run repeatable, on standard error. */
export function sayIdentity(scenario: Scenario): void {
  const { seed } = scenario;
  say(
    stylist(process.stderr)(
      "dim",
      `seed ${seed} · tokenwright ${version()} · input sha256 ${inputSha256(scenario).slice(0, 12)}…`,
    ),
  );
}

export function isTokenwrightError(error: unknown, code: string): error is TokenwrightError {
  return error instanceof TokenwrightError && error.code === code;
}
