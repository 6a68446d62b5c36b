import { CommanderError } from "commander";
import { exitCodes } from "./exit-codes.js";
import { reportFailure } from "./failure.js";
import { createProgram } from "./program.js";
import { endOnClosedPipe, print, say } from "./terminal.js";
import { version } from "./version.js";

/**
 * Runs the command line and sets the exit status; standard output is flushed by leaving the process to end
 * by itself. Heavy parts are loaded by the commands that need them, so that something is seen at once.
 */
export async function main(args: readonly string[]): Promise<void> {
  endOnClosedPipe();
  if (args.length === 0) {
    print(introduction);
    return;
  }
  const program = createProgram();
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    process.exitCode =
      error instanceof CommanderError
        ? usageStatus(error, program.args)
        : await reportFailure(error, args.includes("--json"), subjectOf(args));
  }
}

const introduction = `tokenwright ${version()}: design, simulate and check token economies on your own machine.

  tokenwright init scenario.yaml       write a scenario to start from
  tokenwright run scenario.yaml        run its futures, write the results and a report

tokenwright --help lists everything.`;

/** Commander has said what is wrong; help and version are no mistakes. */
function usageStatus(error: CommanderError, _rest: readonly string[]): number {
  if (error.exitCode === 0) return exitCodes.ok;
  if (error.code === "commander.help") return exitCodes.usage;
  say("  help: tokenwright --help\n  (cli/usage)");
  return exitCodes.usage;
}

/** The file a finding is about, for the count at the end. */
function subjectOf(args: readonly string[]): string | undefined {
  return args.slice(args[0] === "xmile" || args[0] === "device" ? 2 : 1).find((argument) => !argument.startsWith("-"));
}
