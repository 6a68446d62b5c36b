import type { Command } from "commander";
import { announce, command } from "./command-parts.js";
import { UsageError } from "./failure.js";

/** Adds `why`. */
export function addWhy(program: Command): void {
  command(program, "why", "show what a value at a time follows from, and the feedback loops it is in", [
    "tokenwright why runs/3f2a90c1d4e7 supply.reserve@2029-03",
    "tokenwright why scenario.yaml price.price@epoch:996 --run 3 --depth 4",
  ])
    .argument("<run>", "folder of a run, or a scenario file")
    .argument("<name@when>", "a variable, and a date (2029-03, 2029-03-14), epoch:996 or step:120; the end without")
    .option("--run <number>", "which future, counted from 0", wholeNumber("--run", 99_999_999), 0)
    .option("--depth <number>", "how many generations of causes", wholeNumber("--depth", 12), 2)
    .option("--data <folder>", "folder of the data files that a run was made with")
    .option("--json", "print as JSON")
    .action(async (run, subject, options) => {
      announce(run);
      await (await import("./commands/why.js")).whyCommand(run, subject, options);
    });
}

function wholeNumber(option: string, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : most + 1;
    if (value <= most) return value;
    throw new UsageError(`${option} is given ${JSON.stringify(text)}.`, `a whole number from 0 to ${most}`);
  };
}
