import { runXmile } from "@tokenwright/workbench";
import { UsageError } from "../failure.js";
import { print } from "../terminal.js";
import { endInPart, loadModel, sayUnsupported, withFile } from "../xmile-files.js";
import { runCsv, runTable } from "../xmile-result.js";

export interface XmileRunOptions {
  readonly csv?: boolean;
  readonly json?: boolean;
}

/** `xmile run`: a model as its file says to run it. */
export async function xmileRunCommand(path: string, options: XmileRunOptions): Promise<void> {
  if (options.csv === true && options.json === true)
    throw new UsageError("Both --csv and --json are given.", "choose one of them");
  const loaded = await loadModel(path);
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
