import { join } from "node:path";
import { readRun, renderReport, writeWhole } from "@tokenwright/workbench";
import { clean, print, say } from "../terminal.js";

/** `report`: the page of a run that was written before. */
export async function reportCommand(run: string, options: { readonly output?: string }): Promise<void> {
  const stored = readRun(run);
  const page = renderReport(stored);
  if (options.output === "-") return print(page);
  const file = options.output ?? join(stored.folder, "report.html");
  writeWhole(file, page);
  say(`wrote ${clean(file)} (${Math.ceil(Buffer.byteLength(page) / 1024)} kB, complete in itself)`);
}
