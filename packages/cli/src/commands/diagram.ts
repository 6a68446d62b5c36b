import { stockAndFlowDiagram, writeWhole } from "@tokenwright/workbench";
import { subjectNamed } from "../subject.js";
import { clean, print, say } from "../terminal.js";

export interface DiagramCommandOptions {
  readonly output?: string;
  readonly detail?: "full" | "structure";
  /** false with --no-parameters. */
  readonly parameters?: boolean;
}

/** `diagram`: a model's stocks and flows, and what its equations use, as an SVG file. */
export async function diagramCommand(name: string, options: DiagramCommandOptions): Promise<void> {
  const { model } = await subjectNamed(name);
  const { detail, parameters = true, output = "-" } = options;
  const text = stockAndFlowDiagram(model, { parameters, ...(detail === undefined ? {} : { detail }) });
  if (output === "-") return print(text.trimEnd());
  writeWhole(output, text);
  say(`wrote ${clean(output)} (${Math.ceil(Buffer.byteLength(text) / 1024)} kB, complete in itself)`);
}
