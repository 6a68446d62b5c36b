import type { Command } from "commander";
import { clean, say } from "./terminal.js";
import { version } from "./version.js";

/** Said before anything large is loaded, so that something is seen within a tenth of a second. */
export function announce(file: string): void {
  say(`tokenwright ${version()} · reading ${file === "-" ? "standard input" : clean(file)}`);
}

/** A command whose help begins with examples. */
export function command(program: Command, name: string, description: string, lines: readonly string[]): Command {
  return program
    .command(name)
    .description(description)
    .helpOption("-h, --help", "print help")
    .addHelpText("before", examples(...lines))
    .allowExcessArguments(false);
}

export function examples(...lines: readonly string[]): string {
  return `Examples\n${lines.map((line) => `  ${line}`).join("\n")}\n`;
}
