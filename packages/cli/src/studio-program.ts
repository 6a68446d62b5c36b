import type { Command } from "commander";
import { command } from "./command-parts.js";
import { UsageError } from "./failure.js";
import { say } from "./terminal.js";
import { version } from "./version.js";

/** Adds `studio`. */
export function addStudio(program: Command): void {
  command(program, "studio", "serve the studio to this machine: sliders, charts and reasons in a browser", [
    "tokenwright studio",
    "tokenwright studio . --port 4711",
  ])
    .argument("[dir]", "folder whose scenarios can be opened and saved")
    .option("--port <number>", "port to listen on (default: a free one)", readPort)
    .action(async (folder, options) => {
      say(`tokenwright ${version()} · studio`);
      await (await import("./commands/studio.js")).studioCommand(folder, options);
    });
}

function readPort(text: string): number {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= 65_535) return value;
  throw new UsageError(`--port is given ${JSON.stringify(text)}.`, "a whole number from 1 to 65535, such as 4711");
}
