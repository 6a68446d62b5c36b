import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { fail } from "@tokenwright/engine";
import { type UnitReport, type Unsupported, writeModelFile, writeNew } from "@tokenwright/workbench";
import { clean, cleanLine, say } from "../terminal.js";
import { endInPart, loadXmileWithUnits, sayUnits, sayUnsupported } from "../xmile-files.js";

/** `xmile import`: an XMILE file as a model of ours. Never writes over anything. */
export async function xmileImportCommand(path: string, options: { readonly output: string }): Promise<void> {
  const loaded = await loadXmileWithUnits(path);
  const { file, unsupported, units } = loaded;
  sayUnsupported(file, unsupported);
  sayUnits(file, units);
  const source = path === "-" ? "standard input" : basename(path);
  const files: readonly (readonly [name: string, text: string])[] = [
    ["model.json", writeModelFile(loaded, source)],
    ["UNSUPPORTED.md", unsupportedText(source, unsupported, units)],
  ];
  const paths = files.map(([name, text]) => [join(options.output, name), text] as const);
  // All or nothing: a second import must not leave half of it.
  const taken = paths.find(([target]) => existsSync(target));
  if (taken !== undefined) {
    fail({
      code: "store/exists",
      message: `${JSON.stringify(taken[0])} is there already and is left as it is.`,
      expected: "a folder without it",
      hint: "name another folder with -o, or move it away",
      place: { file: taken[0] },
    });
  }
  for (const [target, text] of paths) writeNew(target, text);
  say(`wrote ${paths.map(([target]) => clean(target)).join(", ")}\nnext: tokenwright xmile run ${clean(paths[0]![0])}`);
  endInPart(unsupported);
}

function unsupportedText(source: string, unsupported: readonly Unsupported[], units: UnitReport): string {
  const section = (title: string, effect: Unsupported["effect"], none: string) => {
    const rows = unsupported
      .filter((one) => one.effect === effect)
      .map(({ name, line, what }) => `- line ${line}, ${prose(name)}: ${prose(what)}`);
    return `## ${title}\n\n${rows.length === 0 ? none : rows.join("\n")}\n`;
  };
  return [
    `# What was not taken over from ${prose(source)}\n`,
    section("Results may differ for it", "results", "Nothing."),
    section("No result depends on it", "none", "Nothing."),
    ...(units.findings.length === 0
      ? []
      : [
          `## Units, kept as text\n\n${units.findings
            .map(({ name, line, what }) => `- line ${line}, ${prose(name)}: ${prose(what)}`)
            .join("\n")}\n`,
        ]),
  ].join("\n");
}

/** Text in which Markdown means nothing. */
function prose(text: string): string {
  return cleanLine(text).replace(/[\\`*_<>[\]#|]/g, "\\$&");
}
