import { formatDiagnostic, TokenwrightError } from "@tokenwright/engine";
import { formatCount, formatShare, simulate, stepInWords } from "@tokenwright/workbench";
import { exitCodes } from "../exit-codes.js";
import { Exit, sayFindings } from "../failure.js";
import { interruptible } from "../interrupt.js";
import { isSound } from "../result.js";
import { loadScenario, sayIdentity } from "../scenario-file.js";
import { cleanLine, print, stylist } from "../terminal.js";

export interface CheckOptions {
  readonly set: readonly string[];
  readonly runs?: number;
  readonly json?: boolean;
}

/** Futures that are tried when the user does not say how many. */
const triedRuns = 64;

/** `check`: everything that can be said about a scenario without its full run. */
export async function checkCommand(file: string, options: CheckOptions): Promise<void> {
  let loaded: Awaited<ReturnType<typeof loadScenario>>;
  try {
    loaded = await loadScenario(file, options.set);
  } catch (error) {
    if (options.json !== true || !(error instanceof TokenwrightError)) throw error;
    sayFindings(error.diagnostics, formatDiagnostic, file);
    print(JSON.stringify({ schema: 1, file, valid: false, diagnostics: error.diagnostics }, undefined, 2));
    throw new Exit(exitCodes.input);
  }
  const { program } = loaded;
  const scenario = { ...loaded.scenario, runs: options.runs ?? Math.min(triedRuns, loaded.scenario.runs), paths: 0 };
  sayIdentity(scenario);
  const { signal, release } = interruptible();
  const { record } = await simulate(scenario, { program, signal }).finally(release);
  if (options.json === true) {
    const { guardRails, checks, overdrafts, decisions } = record;
    print(
      JSON.stringify(
        {
          schema: 1,
          file,
          valid: true,
          diagnostics: [],
          runs: scenario.runs,
          guardRails,
          checks,
          overdrafts,
          ...(decisions === undefined ? {} : { decisions }),
        },
        undefined,
        2,
      ),
    );
  } else {
    const style = stylist(process.stdout);
    const seen = (first: { run: number; step: number } | undefined) =>
      first === undefined ? "" : `; first in future ${first.run} at ${stepInWords(record.time, first.step)}`;
    const mark = (isGood: boolean) => (isGood ? style("green", "✓") : style("red", "✗"));
    print(
      [
        `${mark(true)} units, names and causal order of ${formatCount(program.variables.size)} variables`,
        ...record.checks.map(
          (check) =>
            `${mark(check.failedRuns === 0)} check ${cleanLine(check.name)}: ${cleanLine(check.meaning)}${check.failedRuns === 0 ? "" : `: failed in ${formatCount(check.failedRuns)} of ${formatCount(scenario.runs)} futures${seen(check.firstFailure)}`}`,
        ),
        ...record.guardRails.map(
          (rail) =>
            `${mark(rail.passed)} guard rail ${cleanLine(rail.name)}: held in ${formatShare(rail.held)} of ${formatCount(scenario.runs)} futures, ${formatShare(rail.required)} needed${seen(rail.firstFailure)}`,
        ),
        ...(record.decisions ?? []).map(({ text }) => `• ${cleanLine(text)}`),
        ...record.overdrafts.map(({ text }) => `${style("yellow", "⚠")} ${cleanLine(text)}`),
      ].join("\n"),
    );
  }
  if (!isSound(record)) throw new Exit(exitCodes.violated);
}
