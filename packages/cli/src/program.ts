import { Command, Option } from "commander";
import { announce, command, examples } from "./command-parts.js";
import { addDevice } from "./device-program.js";
import { addEpoch } from "./epoch-program.js";
import { UsageError } from "./failure.js";
import { addNetwork } from "./network-program.js";
import { addStudio } from "./studio-program.js";
import { setColour, write } from "./terminal.js";
import { version } from "./version.js";
import { addWhy } from "./why-program.js";
import { addXmile } from "./xmile-program.js";

/** The commands, their options and their help. What they do is in commands/, loaded when asked for. */
export function createProgram(): Command {
  const program = new Command("tokenwright")
    .description("Design, simulate and check token economies on your own machine.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .helpCommand("help [command]", "print help for a command")
    .option("--no-color", "never style the output (also NO_COLOR=1, TERM=dumb; FORCE_COLOR=1 always styles it)")
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({
      writeErr: (text) => write(2, text),
      writeOut: (text) => void process.stdout.write(text),
    })
    .hook("preAction", (_, action) => {
      // Commander gives `true` for a --no- flag that was not named.
      if (action.optsWithGlobals()["color"] === false) setColour(false);
    });
  program.addHelpText(
    "before",
    examples(
      "tokenwright start",
      "tokenwright init scenario.yaml",
      "tokenwright run scenario.yaml --set ensemble.runs=5000",
    ),
  );
  program.addHelpText(
    "after",
    "\nExit status: 0 ok, 1 failure, 2 usage, 3 input invalid, 4 check or guard rail violated, 5 done in part, 130 interrupted.",
  );

  command(program, "run", "run a scenario's futures; write the results and a report", [
    "tokenwright run scenario.yaml",
    "tokenwright run scenario.yaml --set supply.rho='0.2 %/epoch' --runs 5000",
    "tokenwright run scenario.yaml --json | jq .summary",
  ])
    .argument("<file>", "scenario file; - reads standard input")
    .addOption(setOption())
    .option("--seed <number>", "seed, decimal or hexadecimal; random draws one", readSeed)
    .option("--runs <number>", "number of futures", readRuns)
    .option(
      "--workers <number>",
      "threads that compute futures, 0 for none; never changes a number (default: as many as the work is worth)",
      readWorkers,
    )
    .option("--out <folder>", "folder to write the run's own folder into", "runs")
    .option("--format <format>", "tables as csv, or as parquet too", readFormat, "csv")
    .option("--replay", "replay the scenario's recorded data first")
    .addOption(new Option("--report", "write report.html beside the results (the default)").default(true).hideHelp())
    .option("--no-report", "do not write report.html")
    .option("--json", "print the result as JSON")
    .option("--plain", "print one record per line, fields separated by tabs")
    .option("-n, --dry-run", "say what would be done, and do nothing")
    .action(async (file, options) => {
      announce(file);
      await (await import("./commands/run.js")).runCommand(file, options);
    });

  command(program, "check", "check units, equations, checks and guard rails of a scenario", [
    "tokenwright check scenario.yaml",
    "tokenwright check scenario.yaml --json",
  ])
    .argument("<file>", "scenario file; - reads standard input")
    .addOption(setOption())
    .option("--runs <number>", "number of futures to try (default: at most 64)", readRuns)
    .option("--json", "print the findings as JSON")
    .action(async (file, options) => {
      announce(file);
      await (await import("./commands/check.js")).checkCommand(file, options);
    });

  command(program, "replay", "drive the model with recorded data and compare to the last base unit", [
    "tokenwright replay scenario.yaml",
    "tokenwright replay scenario.yaml --data epochs.csv --from 381 --to 400",
  ])
    .argument("<file>", "scenario file; - reads standard input")
    .option("--data <file>", "CSV file of recorded epochs (default: the one the scenario names)")
    .option("--from <epoch>", "first epoch", readEpoch)
    .option("--to <epoch>", "last epoch", readEpoch)
    .addOption(setOption())
    .option("--strict", "exit with status 4 when any value differs")
    .option("--json", "print the result as JSON")
    .action(async (file, options) => {
      announce(file);
      await (await import("./commands/replay.js")).replayCommand(file, options);
    });

  command(program, "list", "list the models, networks and templates that come along", [
    "tokenwright list",
    "tokenwright list models --json",
  ])
    .argument("[kind]", "models, networks or templates")
    .option("--json", "print as JSON")
    .action(async (kind, options) => {
      announce("the library");
      await (await import("./commands/list.js")).listCommand(kind, options);
    });

  command(program, "explain", "show a model's equations, units, parameters and sources", [
    "tokenwright explain issuance/halving",
    "tokenwright explain cardano",
    "tokenwright explain scenario.yaml --latex",
  ])
    .argument("<name>", "a model or network of the library, or a scenario file")
    .option("--json", "print as JSON")
    .option("--latex", "write equations as LaTeX")
    .action(async (name, options) => {
      announce(name);
      await (await import("./commands/explain.js")).explainCommand(name, options);
    });

  command(program, "diagram", "draw a model's stocks, flows and what its equations use, as SVG", [
    "tokenwright diagram issuance/halving -o halving.svg",
    "tokenwright diagram cardano --detail full -o cardano.svg",
    "tokenwright diagram scenario.yaml > scenario.svg",
  ])
    .argument("<name>", "a model or network of the library, or a scenario file; - reads standard input")
    .option("-o, --output <file>", "file to write (default: print it)")
    .option("--detail <how much>", "full, or structure: stocks, flows and states (default: by size)", readDetail)
    .option("--no-parameters", "leave parameters out")
    .action(async (name, options) => {
      announce(name);
      await (await import("./commands/diagram.js")).diagramCommand(name, options);
    });

  command(program, "init", "write a scenario to start from; never overwrites", [
    "tokenwright init",
    "tokenwright init --template vesting token.yaml",
    "tokenwright init --list",
  ])
    .argument("[file]", "file to write", "scenario.yaml")
    .option("--template <name>", "what to start from", "cardano")
    .option("--list", "list the templates")
    .action(async (file, options) => {
      announce(options.list === true ? "templates" : `template ${options.template}`);
      await (await import("./commands/init.js")).initCommand(file, options);
    });

  command(program, "report", "write the report of a run as one HTML page", [
    "tokenwright report runs/3f2a90c1d4e7 -o report.html",
  ])
    .argument("<run>", "folder of a run")
    .option("-o, --output <file>", "file to write; - prints it (default: report.html in the run's folder)")
    .action(async (run, options) => {
      announce(run);
      await (await import("./commands/report.js")).reportCommand(run, options);
    });

  command(program, "start", "the example: replay Cardano's recorded epochs, then ten years of futures", [
    "tokenwright start",
  ])
    .option("--runs <number>", "number of futures", readRuns)
    .option("--out <folder>", "folder to write the run's own folder into", "runs")
    .option("--json", "print the result as JSON")
    .option("--plain", "print one record per line, fields separated by tabs")
    .action(async (options) => {
      announce("examples/cardano/scenario.yaml");
      await (await import("./commands/start.js")).startCommand(options);
    });

  addDevice(program);
  addEpoch(program);
  addNetwork(program);
  addStudio(program);
  addWhy(program);
  addXmile(program);

  return program;
}

function setOption(): Option {
  return new Option("--set <key=value>", "change a value of the scenario, such as ensemble.runs=100; repeatable")
    .default([])
    .argParser((text: string, all: readonly string[]) => {
      if (!/^[^=]+=/.test(text))
        throw new UsageError(
          `--set is given ${JSON.stringify(text)}.`,
          "--set ensemble.runs=100: a key, an equals sign, a value",
        );
      return [...all, text];
    });
}

const mostSeed = 2n ** 64n - 1n;

function readSeed(text: string): string {
  if (text === "random") return text;
  if (/^(\d{1,20}|0x[0-9a-fA-F]{1,16})$/.test(text) && BigInt(text) <= mostSeed) return String(BigInt(text));
  throw new UsageError(
    `--seed is given ${JSON.stringify(text)}.`,
    `a whole number from 0 to ${mostSeed}, such as 42 or 0x2a, or random`,
  );
}

function readRuns(text: string): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= 100_000_000) return value;
  throw new UsageError(`--runs is given ${JSON.stringify(text)}.`, "a whole number from 1 to 100000000, such as 2000");
}

/** More threads than this help on no machine. */
const mostWorkers = 64;

function readWorkers(text: string): number {
  if (/^\d{1,2}$/.test(text) && Number(text) <= mostWorkers) return Number(text);
  throw new UsageError(`--workers is given ${JSON.stringify(text)}.`, `a whole number from 0 to ${mostWorkers}`);
}

function readFormat(text: string): "csv" | "parquet" {
  if (text === "csv" || text === "parquet") return text;
  throw new UsageError(`--format is given ${JSON.stringify(text)}.`, "csv or parquet");
}

function readDetail(text: string): "full" | "structure" {
  if (text === "full" || text === "structure") return text;
  throw new UsageError(`--detail is given ${JSON.stringify(text)}.`, "full or structure");
}

function readEpoch(text: string): number {
  if (/^-?\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`An epoch is given as ${JSON.stringify(text)}.`, "a whole number, such as 400");
}
