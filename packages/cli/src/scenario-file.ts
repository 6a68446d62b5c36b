import { type Program, TokenwrightError } from "@tokenwright/engine";
import { buildScenario, inputSha256, readScenario, type Scenario } from "@tokenwright/workbench";
import { readInput } from "./read-input.js";
import { say, stylist } from "./terminal.js";
import { version } from "./version.js";

export interface LoadedScenario {
  readonly scenario: Scenario;
  readonly program: Program;
}

/** Says at once what is being read, then reads and builds a scenario. */
export async function loadScenario(path: string, overrides: readonly string[]): Promise<LoadedScenario> {
  const { file, text } = await readInput(path);
  const scenario = readScenario(text, { file, overrides });
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
