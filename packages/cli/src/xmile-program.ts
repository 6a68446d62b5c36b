import { type Command, Option } from "commander";
import { announce, command, examples } from "./command-parts.js";
import { UsageError } from "./failure.js";

/** `tokenwright xmile`: models of system dynamics tools, in and out. */
export function addXmile(program: Command): void {
  const xmile = program
    .command("xmile")
    .description("models in XMILE, the standard of system dynamics: run, import, export")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .addHelpText(
      "before",
      examples(
        "tokenwright xmile run teacup.stmx",
        "tokenwright xmile import teacup.stmx -o teacup",
        "tokenwright xmile export halving -o halving.xmile",
      ),
    );

  command(xmile, "run", "run a model as its file says; print every variable at the save step", [
    "tokenwright xmile run teacup.stmx",
    "tokenwright xmile run teacup.stmx --csv > teacup.csv",
    "tokenwright xmile run teacup/model.json --json | jq .columns[0].name",
  ])
    .argument("<file>", "XMILE file, or a model.json that xmile import wrote; - reads XMILE from standard input")
    .option("--csv", "print CSV, time first (the default where the output is no terminal)")
    .option("--json", "print the result as JSON")
    .addOption(
      new Option("--method <method>", "integrate by another method than the file says").choices(["euler", "rk4"]),
    )
    .action(async (file, options) => {
      announce(file);
      await (await import("./commands/xmile-run.js")).xmileRunCommand(file, options);
    });

  command(xmile, "import", "write an XMILE model as a model of ours, with a list of what was left out", [
    "tokenwright xmile import teacup.stmx -o teacup",
    "tokenwright xmile run teacup/model.json",
  ])
    .argument("<file>", "XMILE file; - reads standard input")
    .requiredOption("-o, --output <folder>", "folder to write into; files that are there are never overwritten")
    .action(async (file, options) => {
      announce(file);
      await (await import("./commands/xmile-import.js")).xmileImportCommand(file, options);
    });

  command(xmile, "export", "write a model of the library, or one that was imported, as XMILE", [
    "tokenwright xmile export halving",
    "tokenwright xmile export issuance/halving --scenario bitcoin -o halving.xmile",
    "tokenwright xmile export teacup/model.json -o again.xmile",
  ])
    .argument("<name>", "a model or network of the library, a model.json, or its folder")
    .option("-o, --output <file>", "file to write; never over one (default: print it)")
    .option("--scenario <name>", "values of a scenario of the library's model, and its horizon")
    .option("--steps <number>", "steps that the file says to run (default: the scenario's, or 100)", readSteps)
    .action(async (name, options) => {
      announce(name);
      await (await import("./commands/xmile-export.js")).xmileExportCommand(name, options);
    });
}

function readSteps(text: string): number {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (value >= 1) return value;
  throw new UsageError(`--steps is given ${JSON.stringify(text)}.`, "a whole number from 1 to 9999999, such as 100");
}
