import { formatCount } from "@tokenwright/workbench";
import { exitCodes } from "../exit-codes.js";
import { Exit } from "../failure.js";
import { type ReplayChoice, replayData } from "../replay-data.js";
import { loadScenario, sayIdentity } from "../scenario-file.js";
import { formatTable } from "../table.js";
import { clean, cleanLine, print, say, stylist, terminalWidth, wrap } from "../terminal.js";

export interface ReplayCommandOptions extends ReplayChoice {
  readonly set: readonly string[];
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** Misses that are printed one by one; JSON has all of them. */
const shownMisses = 10;

/** `replay`: the model driven by recorded data, compared to the last base unit. */
export async function replayCommand(file: string, options: ReplayCommandOptions): Promise<void> {
  const { scenario, program } = await loadScenario(file, options.set);
  sayIdentity(scenario);
  const { result, record } = await replayData(file, scenario, program, options);
  say(`data ${clean(record.data)} · sha256 ${record.dataSha256.slice(0, 12)}…`);
  if (options.json === true) print(JSON.stringify(result, undefined, 2));
  else {
    const style = stylist(process.stdout);
    const isExact = result.mismatches.length === 0;
    const rows = record.comparisons.map(({ name, variable, epochs, equal }) => [
      cleanLine(name),
      variable,
      formatCount(equal),
      formatCount(epochs),
    ]);
    const [head = "", ...body] = formatTable(
      [
        { title: "compared" },
        { title: "variable" },
        { title: "exact", align: "right" },
        { title: "epochs", align: "right" },
      ],
      rows,
    );
    const lines = [
      style(
        "bold",
        `${cleanLine(scenario.title)}: epochs ${result.from} to ${result.to}, from the amounts after epoch ${result.start}`,
      ),
      style("dim", head),
      ...body,
      "",
      isExact
        ? `${style("green", "✓")} every value equal to the last base unit`
        : `${style("yellow", "⚠")} ${formatCount(result.mismatches.length)} ${result.mismatches.length === 1 ? "value differs" : "values differ"}; amounts in base units`,
    ];
    for (const miss of result.mismatches.slice(0, shownMisses)) {
      lines.push(
        `  epoch ${miss.epoch}, ${cleanLine(miss.variable)}: recorded ${miss.expected}, computed ${miss.got}, difference ${miss.difference}`,
      );
      lines.push(
        ...wrap(cleanLine(miss.explanation), terminalWidth() - 6).map((line) => style("dim", `      ${line}`)),
      );
    }
    const rest = result.mismatches.length - shownMisses;
    if (rest > 0) lines.push(style("dim", `  and ${formatCount(rest)} more: --json prints them all`));
    print(lines.join("\n"));
  }
  if (options.strict === true && result.mismatches.length > 0) throw new Exit(exitCodes.violated);
}
