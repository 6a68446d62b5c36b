import { fileURLToPath } from "node:url";
import { serveStudio } from "@tokenwright/workbench/server";
import { clean, print, say } from "../terminal.js";

export interface StudioOptions {
  readonly port?: number;
}

/** `studio`: serves the studio to this machine until Ctrl-C. Opens nothing by itself. */
export async function studioCommand(folder: string | undefined, { port }: StudioOptions): Promise<void> {
  const studio = await serveStudio({
    page: fileURLToPath(new URL("../../../studio/dist/", import.meta.url)),
    ...(folder === undefined ? {} : { folder }),
    ...(port === undefined ? {} : { port }),
    onProblem: (problem) => say(clean(`error: ${problem instanceof Error ? problem.message : String(problem)}`)),
  });
  print(studio.invite());
  const { isTTY } = process.stdin;
  say(
    [
      folder === undefined
        ? "Open this address; name a folder to open and save files in it: tokenwright studio DIR"
        : `Open this address; the scenarios in ${clean(folder)} can be opened and saved.`,
      `It works once, within a minute, on this machine alone.${isTTY ? " Enter gives a new one, Ctrl-C ends." : ""}`,
    ].join("\n"),
  );
  const renew = () => print(studio.invite());
  if (isTTY) process.stdin.on("data", renew);
  await ended();
  if (isTTY) process.stdin.off("data", renew).pause();
  await studio.close();
  say("stopped");
}

/** Resolves with the first signal to end; the second one ends the process as usual. */
function ended(): Promise<void> {
  return new Promise((resolve) => {
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    const end = () => {
      for (const signal of signals) process.off(signal, end);
      resolve();
    };
    for (const signal of signals) process.on(signal, end);
  });
}
