import { runXmile } from "@tokenwright/workbench";
import { UsageError } from "../failure.js";
import { print } from "../terminal.js";
import { endInPart, type LoadedModel, loadModel, sayUnsupported, withFile } from "../xmile-files.js";
import { runCsv, runTable } from "../xmile-result.js";

export interface XmileRunOptions {
  readonly csv?: boolean;
  readonly json?: boolean;
  readonly method?: "euler" | "rk4";
}

/** `xmile run`: a model as its file says to run it. */
export async function xmileRunCommand(path: string, options: XmileRunOptions): Promise<void> {
  if (options.csv === true && options.json === true)
    throw new UsageError("Both --csv and --json are given.", "choose one of them");
  const read = await loadModel(path);
  const loaded = options.method === undefined ? read : integratedBy(read, options.method);
  const { file, writtenIn, unsupported, model } = loaded;
  sayUnsupported(writtenIn, unsupported);
  const run = withFile(file, () => runXmile(loaded));
  if (options.json === true) {
    const { timeUnit, times, columns } = run;
    print(JSON.stringify({ schema: 1, title: model.title, timeUnit, times, columns, unsupported }, undefined, 2));
  } else if (options.csv === true || process.stdout.isTTY !== true) {
    for (const part of runCsv(run)) process.stdout.write(part);
  } else print(runTable(run, model.title));
  endInPart(unsupported);
}

/** The model with another method; what was said about that of the file no longer holds. */
function integratedBy(read: LoadedModel, method: "euler" | "rk4"): LoadedModel {
  return {
    ...read,
    simulation: { ...read.simulation, method },
    unsupported: read.unsupported.filter(({ name, what }) => !(name === "sim_specs" && what.includes("method"))),
  };
}
