import { existsSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { fail } from "@tokenwright/engine";
import { exitCodes } from "../exit-codes.js";
import { Exit } from "../failure.js";
import { clean, say } from "../terminal.js";
import { runCommand } from "./run.js";

export interface StartOptions {
  readonly runs?: number;
  readonly out: string;
  readonly json?: boolean;
  readonly plain?: boolean;
}

/** `start`: the example of the repository, replayed over recorded data and carried into the future. */
export async function startCommand(options: StartOptions): Promise<void> {
  const example = fileURLToPath(new URL("../../../../examples/cardano/scenario.yaml", import.meta.url));
  if (!existsSync(example)) {
    fail({
      code: "cli/no-file",
      message: "The example is part of the repository, and this is a package without it.",
      hint: "start from a template: tokenwright init scenario.yaml",
    });
  }
  const file = relative(process.cwd(), example);
  try {
    await runCommand(file, { ...options, set: [], replay: true, report: true, format: "csv" });
  } catch (error) {
    // One of the example's guard rails breaks: that is what it shows, and no failure of the example.
    if (!(error instanceof Exit) || error.code !== exitCodes.violated) throw error;
  }
  say(`
what to try next
  its equations and sources           npx tokenwright explain cardano
  the recorded epochs, one by one     npx tokenwright replay ${clean(file)}
  a third less issuance               npx tokenwright run ${clean(file)} --set supply.rho='0.2 %/epoch'
  a scenario of your own              npx tokenwright init my-token.yaml`);
}
