import { statSync } from "node:fs";
import { basename, join } from "node:path";
import { type Cause, causesOf, fail, loopsThrough, type Program } from "@tokenwright/engine";
import {
  formatNumber,
  inputsFromData,
  labelOf,
  type RunRecord,
  type RunTime,
  readRun,
  type Scenario,
  scaleFor,
  stepInWords,
  timeOf,
  unitWords,
} from "@tokenwright/workbench";
import { UsageError } from "../failure.js";
import { loadScenario, sayIdentity } from "../scenario-file.js";
import { formatTable } from "../table.js";
import { cleanLine, print, say, stylist } from "../terminal.js";
import { version } from "../version.js";
import { stepAt } from "../when.js";

export interface WhyOptions {
  readonly run: number;
  readonly depth: number;
  readonly json?: boolean;
  /** Folder of the data files of a run. */
  readonly data?: string;
}

/** Most loops that are shown, and most causes of one value. */
const mostLoops = 5;
const mostCauses = 12;

/** How many causes of a value are marked as its largest. */
const marked = 3;

/** `why`: what a value follows from, and the loops it is part of. */
export async function whyCommand(path: string, subject: string, options: WhyOptions): Promise<void> {
  const { scenario, program } = await loadRun(path, options.data);
  if (options.run >= scenario.runs) {
    throw new UsageError(
      `--run is given ${options.run}, and there are ${scenario.runs} futures.`,
      `a whole number from 0 to ${scenario.runs - 1}`,
    );
  }
  const [name, when] = partsOf(subject);
  const time = timeOf(scenario, program);
  const step = when === undefined ? scenario.steps : stepAt(time, when);
  const { run, depth } = options;
  const cause = causesOf(program, name, {
    step,
    seed: scenario.seed,
    run,
    depth,
    inputs: inputsFromData(scenario, program),
  });
  const loops = loopsThrough(program, name, mostLoops).map((loop) => [...loop, name]);
  sayIdentity(scenario);
  if (options.json === true) {
    const at = labelOf(time, step);
    const { title, seed } = scenario;
    print(
      JSON.stringify(
        { schema: 1, title, at, run, seed: String(seed), why: jsonOf(cause, program), loops },
        undefined,
        2,
      ),
    );
    return;
  }
  print(
    [...heading(scenario, time, step, run), "", ...treeLines(cause, program, step), "", ...loopLines(name, loops)].join(
      "\n",
    ),
  );
}

/** The scenario of a run's folder, with the changes and data it was run with; or that of a file. */
async function loadRun(
  path: string,
  data: string | undefined,
): Promise<{ readonly scenario: Scenario; readonly program: Program }> {
  const isRun = basename(path) === "run.json" || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  if (!isRun) return loadScenario(path, [], data);
  const { folder, record } = readRun(path);
  const { overrides, version: before } = record.provenance;
  if (before !== version()) {
    say(
      `${stylist(process.stderr)("yellow", "warning")}: the run was made by tokenwright ${before}; its numbers may differ.`,
    );
  }
  const used = record.provenance.data ?? [];
  if (used.length > 0 && data === undefined) refuseWithoutData(used);
  const loaded = await loadScenario(join(folder, "scenario.yaml"), overrides, data);
  checkUnchanged(used, loaded.scenario);
  return loaded;
}

type UsedFiles = NonNullable<RunRecord["provenance"]["data"]>;

/** A run's folder has the names and hashes of its data files, and not the files. */
function refuseWithoutData(used: UsedFiles): never {
  return fail({
    code: "cli/data-folder",
    message: `The run was made with ${used.map(({ file }) => JSON.stringify(file)).join(", ")}, and its folder does not hold data files.`,
    expected: "the folder in which its scenario was",
    hint: "name it: --data FOLDER",
  });
}

function checkUnchanged(used: UsedFiles, { files }: Scenario): void {
  const now = new Map(files.map(({ file, sha256 }) => [file, sha256]));
  for (const { file, sha256 } of used) {
    if (now.get(file) === sha256) continue;
    fail({
      code: "cli/data-changed",
      message: `The data file ${JSON.stringify(file)} is not the one that the run was made with.`,
      expected: `content with the SHA-256 ${sha256}`,
      hint: "give the folder that has it with --data, or run the scenario again",
      place: { file },
    });
  }
}

function partsOf(subject: string): readonly [name: string, when: string | undefined] {
  const at = subject.lastIndexOf("@");
  return at < 0 ? [subject, undefined] : [subject.slice(0, at).trim(), subject.slice(at + 1).trim()];
}

function heading(scenario: Scenario, time: RunTime, step: number, run: number): string[] {
  const style = stylist(process.stdout);
  const words = stepInWords(time, step);
  const more = words.startsWith("step") ? "" : `, step ${step}`;
  return [style("bold", cleanLine(scenario.title)), `future ${run} at ${words}${more}`];
}

interface Line {
  readonly cells: readonly string[];
  readonly isMarked: boolean;
}

function treeLines(root: Cause, program: Program, step: number): string[] {
  const style = stylist(process.stdout);
  const lines: Line[] = [];
  const add = (cause: Cause, prefix: string, inner: string, above: Cause | undefined, isMarked: boolean): void => {
    lines.push({
      cells: [
        `${prefix}${cleanLine(cause.name)}${meanOf(cause)}`,
        ...numbers(cause, above, program),
        isMarked ? "◀" : "",
      ],
      isMarked,
    });
    const causes = sorted(cause.causes);
    const shown = causes.slice(0, mostCauses);
    const left = causes.length - shown.length;
    for (const [index, own] of shown.entries()) {
      const isLast = index === shown.length - 1 && left === 0;
      const isLarge = index < marked && (own.contribution ?? 0) !== 0;
      add(own, `${inner}${isLast ? "└─ " : "├─ "}`, `${inner}${isLast ? "   " : "│  "}`, cause, isLarge);
    }
    if (left > 0) lines.push({ cells: [`${inner}└─ … and ${left} more with smaller parts`], isMarked: false });
  };
  add(root, "", "", undefined, false);
  const [head = "", ...rows] = formatTable(
    [
      { title: "" },
      { title: "value", align: "right" },
      { title: step === 0 ? "" : "change", align: "right" },
      { title: step === 0 ? "" : "part in the change above", align: "right" },
      { title: "" },
    ],
    lines.map(({ cells }) => cells),
  );
  return [style("dim", head), ...rows.map((row, index) => (lines[index]!.isMarked ? style("bold", row) : row))];
}

/** What the value of a population is. */
function meanOf({ agents }: Cause): string {
  return agents === undefined ? "" : `, mean of ${formatNumber(agents, scaleFor([agents]))}`;
}

/** The largest parts of a change first; what has none stays in the order of the equation. */
function sorted(causes: readonly Cause[]): readonly Cause[] {
  return [...causes].sort((a, b) => Math.abs(b.contribution ?? 0) - Math.abs(a.contribution ?? 0));
}

function numbers({ name, value, before, contribution }: Cause, above: Cause | undefined, program: Program): string[] {
  const change = before === undefined ? "" : amount(value - before, unitOf(program, name), true);
  const part =
    contribution === undefined || above === undefined ? "" : amount(contribution, unitOf(program, above.name), true);
  return [amount(value, unitOf(program, name), false), change, part];
}

function amount(value: number, unit: string, isChange: boolean): string {
  if (isChange && value === 0) return "0";
  const scale = scaleFor([value]);
  const words = unitWords(unit, scale);
  return `${isChange && value > 0 ? "+" : ""}${formatNumber(value, scale)}${words === "" ? "" : ` ${words}`}`;
}

function unitOf(program: Program, name: string): string {
  return program.variables.get(name)?.unit.text ?? "1";
}

function loopLines(name: string, loops: readonly (readonly string[])[]): string[] {
  if (loops.length === 0) return [`${cleanLine(name)} is in no feedback loop.`];
  return [
    `feedback loops through ${cleanLine(name)}${loops.length === mostLoops ? `, the ${mostLoops} shortest` : ""}:`,
    ...loops.map((loop) => `  ${loop.map(cleanLine).join(" -> ")}`),
  ];
}

interface CauseJson {
  readonly name: string;
  readonly kind: string;
  readonly unit: string;
  readonly meaning: string;
  /** Number of agents of which the value is the mean. */
  readonly agents?: number;
  readonly value: number;
  readonly before?: number;
  readonly change?: number;
  /** In the unit of what it is a cause of. */
  readonly contribution?: number;
  readonly causes: readonly CauseJson[];
}

function jsonOf({ name, agents, value, before, contribution, causes }: Cause, program: Program): CauseJson {
  const { kind, meaning, unit } = program.variables.get(name)!;
  return {
    name,
    kind,
    unit: unit.text,
    meaning,
    ...(agents === undefined ? {} : { agents }),
    value,
    ...(before === undefined ? {} : { before, change: value - before }),
    ...(contribution === undefined ? {} : { contribution }),
    causes: sorted(causes).map((cause) => jsonOf(cause, program)),
  };
}
