import { type Program, run } from "@tokenwright/engine";
import { formatCount, inputsFromData, type Scenario } from "@tokenwright/workbench";
import { duration } from "./progress.js";
import { cleanLine } from "./terminal.js";

/** Bytes that a number takes in a table, on average, with its comma. */
const bytesPerCell = 18;

/** What a run would do, without doing it: one future is computed to see how long it takes. */
export function estimate(
  scenario: Scenario,
  program: Program,
  options: {
    readonly out: string;
    readonly report: boolean;
    readonly format: "csv" | "parquet";
    readonly replay?: boolean;
  },
): string {
  const steps = Math.min(scenario.steps, 50);
  const began = performance.now();
  run(program, { steps, seed: scenario.seed, inputs: inputsFromData(scenario, program), record: [] });
  // One future alone costs more than one of a batch of 64, so this is an upper bound.
  const time = ((performance.now() - began) / Math.max(1, steps)) * scenario.steps * scenario.runs;
  const outputs = scenario.outputs.length;
  const quantiles = new Set([0.05, 0.25, 0.5, 0.75, 0.95, ...scenario.quantiles]).size;
  const memory = (scenario.steps + 1) * outputs * scenario.runs * 8;
  const rows = (scenario.steps + 1) * outputs;
  const disk =
    rows * bytesPerCell * (quantiles + 3 + (scenario.paths > 0 ? scenario.paths + 2 : 0)) * (options.report ? 2 : 1);
  const parquet = options.format === "csv" ? "" : `, bands.parquet${scenario.paths > 0 ? ", paths.parquet" : ""}`;
  const lines: readonly (readonly [string, string])[] = [
    ["scenario", `${cleanLine(scenario.title)} (${cleanLine(scenario.file)})`],
    ["changes", scenario.overrides.length === 0 ? "none" : scenario.overrides.map(cleanLine).join(", ")],
    ["futures", `${formatCount(scenario.runs)} of ${formatCount(scenario.steps)} steps of ${cleanLine(scenario.step)}`],
    ["seed", String(scenario.seed)],
    ["variables", formatCount(program.variables.size)],
    ["outputs", scenario.outputs.map(({ name }) => name).join(", ")],
    ["data", scenario.files.length === 0 ? "none" : scenario.files.map(({ file }) => cleanLine(file)).join(", ")],
    ["replay", options.replay === true ? "yes" : "no"],
    ["time", `at most about ${duration(time)}`],
    ["memory", `about ${megabytes(Math.min(memory, 256 * 1024 * 1024))} for the values`],
    ["disk", `about ${megabytes(disk)}`],
    [
      "writes",
      `${cleanLine(options.out)}/<id>/: run.json, scenario.yaml, bands.csv, assumptions.json${scenario.paths > 0 ? ", paths.csv" : ""}${parquet}${options.report ? ", report.html" : ""}`,
    ],
  ];
  return lines.map(([name, text]) => `${name.padEnd(11)}${text}`).join("\n");
}

function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
