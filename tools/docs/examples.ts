import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensemble, formatDiagnostic, type Program, run, TokenwrightError } from "@tokenwright/engine";
import {
  buildScenario,
  inputsFromData,
  type ReadDataFile,
  readDataTable,
  readScenario,
  replay,
  type Scenario,
} from "@tokenwright/workbench";
import { repository } from "../house.js";

/** A block of code of a Markdown page: language, the words after it, its text. */
export interface Block {
  readonly language: string;
  readonly words: readonly string[];
  readonly text: string;
  readonly line: number;
  /** The block right after it, when nothing but one short paragraph stands between them. */
  readonly next?: Block;
}

/** The fenced blocks of a page, in order. */
export function blocksOf(markdown: string): Block[] {
  const lines = markdown.split("\n");
  const blocks: { -readonly [key in keyof Block]: Block[key] }[] = [];
  for (let index = 0; index < lines.length; index++) {
    const fence = /^```(\S+)?(.*)$/.exec(lines[index]!);
    if (fence === null) continue;
    const start = index + 1;
    do index++;
    while (index < lines.length && !lines[index]!.startsWith("```"));
    const block: Block = {
      language: fence[1] ?? "",
      words: fence[2]!.trim().split(/\s+/),
      text: lines.slice(start, index).join("\n"),
      line: start,
    };
    const last = blocks.at(-1);
    if (last !== undefined && start - (last.line + last.text.split("\n").length) <= 6) last.next = block;
    blocks.push(block);
  }
  return blocks;
}

/** What a scenario in a block says that it gives: `# gives: median held at 365 = 3.2e8 TKN`. */
export interface Claim {
  readonly text: string;
  readonly statistic: "median" | "value";
  readonly name: string;
  readonly step: number;
  readonly number: string;
}

export function claimsOf(yaml: string): Claim[] {
  const found = yaml.matchAll(/^# gives: ((median )?(\S+) at (\d+) = (-?[\d._e+-]+).*)$/gm);
  return Array.from(found, ([, text, median, name, step, number]) => ({
    text: text!,
    statistic: median === undefined ? "value" : "median",
    name: name!,
    step: Number(step),
    number: number!.replaceAll("_", ""),
  }));
}

/** What the scenario really gives, with as many digits as the claim has. */
export async function answer(scenario: Scenario, program: Program, claim: Claim): Promise<string> {
  const value =
    claim.statistic === "value"
      ? run(program, {
          steps: scenario.steps,
          seed: scenario.seed,
          inputs: inputsFromData(scenario, program),
          record: [claim.name],
        }).series(claim.name)[claim.step]!
      : (
          await ensemble(program, {
            steps: scenario.steps,
            runs: scenario.runs,
            seed: scenario.seed,
            inputs: inputsFromData(scenario, program),
            record: [claim.name],
            quantiles: [0.5],
          })
        ).bands(claim.name).values[0]![claim.step]!;
  const decimals = /\.(\d+)/.exec(claim.number)?.[1]?.length ?? 0;
  return claim.number.includes("e") ? value.toExponential(decimals).replace("e+", "e") : value.toFixed(decimals);
}

/** What a scenario in a block says about a replay of the data beside it. */
export interface ReplayClaims {
  /** `# replays: reserve exact in 4 of 5`, as `reserve exact in 4 of 5`. */
  readonly exact: readonly string[];
  /** `# misses: reserve at 104 by -5`, as `reserve at 104 by -5`. */
  readonly misses: readonly string[];
}

export function replayClaimsOf(yaml: string): ReplayClaims {
  const all = (word: string) => Array.from(yaml.matchAll(new RegExp(`^# ${word}: (.*)$`, "gm")), ([, text]) => text!);
  return { exact: all("replays"), misses: all("misses") };
}

/** What a replay of the data really finds, in the words of its claims. */
export function replayAnswer(block: Block, csv: string): ReplayClaims {
  const { scenario, program } = readBlock(block);
  const { exact, epochs, mismatches } = replay(
    scenario,
    program,
    readDataTable(csv, scenario.replay?.data ?? "data.csv"),
  );
  return {
    exact: Object.entries(exact).map(([name, count]) => `${name} exact in ${count} of ${epochs}`),
    misses: mismatches.map(({ variable, epoch, difference }) => `${variable} at ${epoch} by ${difference}`),
  };
}

/**
 * The scenario of a block, read and built as a file of the name given in its words (`file=token.yaml`).
 *
 * @param page The blocks of its page, whose data files it may name.
 */
export function readBlock(block: Block, page: readonly Block[] = []): { scenario: Scenario; program: Program } {
  const file = wordOf(block, "file") ?? "scenario.yaml";
  const scenario = readScenario(block.text, { file, readDataFile: filesOf(page) });
  return { scenario, program: buildScenario(scenario) };
}

/** The blocks of a page that are files by their words, `csv file=prices.csv`. */
function filesOf(page: readonly Block[]): ReadDataFile {
  return (name) => {
    const found = page.find((block) => block.language === "csv" && wordOf(block, "file") === name);
    if (found === undefined) throw new Error(`the page has no file ${name}`);
    return { file: name, bytes: new TextEncoder().encode(`${found.text}\n`) };
  };
}

/** What the terminal says of a scenario that is refused. */
export function refusalOf(block: Block, page: readonly Block[] = []): string {
  try {
    readBlock(block, page);
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    return error.diagnostics.map(formatDiagnostic).join("\n");
  }
  return "nothing was refused";
}

/** The part after `key=` of a block's words. */
export function wordOf(block: Block, key: string): string | undefined {
  return block.words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);
}

/** A folder outside the repository from which the packages are found. `use` is given its path. */
export function withPackages<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "tokenwright-docs-"));
  try {
    symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "junction");
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a program in a block prints. */
export function outputOf(block: Block): string {
  return withPackages((folder) => {
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "example.ts"), block.text);
    const args = ["--conditions=source", "--import", "tsx", "example.ts"];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: "utf8",
      timeout: 60_000,
    });
    return status === 0 ? stdout.trimEnd() : `${stdout}${stderr}`;
  });
}
