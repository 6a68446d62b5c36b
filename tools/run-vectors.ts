import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { isMain, repository } from "./house.js";
import { loadAdapters } from "./vectors/adapters.js";
import { show } from "./vectors/compare.js";
import { readVectorFile, VectorFileError, type VectorGroup } from "./vectors/read.js";
import { runVectors, type VectorResults } from "./vectors/run.js";

const usage = `usage: npm run vectors -- FILE.json [--json] [--group NAME]

Checks the code against a file of known values. Each group of the file is answered by the adapter of
that name in packages/*/src/**/*.vectors.ts; groups without one are listed as not implemented.

  --json        one line of JSON on standard output
  --group NAME  only this group; may be repeated

exit status: 0 nothing failed, 1 something failed, 2 usage, 3 the file cannot be read`;

export interface Surroundings {
  /** The repository whose adapters answer. */
  readonly root: string;
  /** Folders in which a relative FILE is looked for, first match. */
  readonly folders: readonly string[];
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

interface Command {
  readonly file: string;
  readonly json: boolean;
  readonly only: readonly string[];
}

/** @returns The exit status. */
export async function main(args: readonly string[], { root, folders, print, complain }: Surroundings): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    print(usage);
    return 0;
  }
  const command = readCommand(args);
  if (typeof command === "string") {
    complain(`${command}\n${usage}`);
    return 2;
  }
  let groups: VectorGroup[];
  try {
    const found = folders.map((folder) => resolve(folder, command.file)).find((path) => existsSync(path));
    groups = readVectorFile(found ?? command.file);
  } catch (error) {
    if (!(error instanceof VectorFileError)) throw error;
    complain(error.message);
    return 3;
  }
  const unknown = command.only.filter((name) => !groups.some((group) => group.name === name));
  if (unknown.length > 0) {
    complain(`${command.file} has no group ${unknown.join(", ")}.`);
    return 2;
  }
  const chosen = command.only.length === 0 ? groups : groups.filter(({ name }) => command.only.includes(name));
  const { adapters, problems } = await loadAdapters(root);
  const results = runVectors(chosen, adapters);
  print(command.json ? toJsonLine(results, problems) : toText(results));
  for (const problem of problems) complain(problem);
  const failed = [...results.groups.values()].some((group) => group.failed > 0);
  return failed || problems.length > 0 ? 1 : 0;
}

/** A sentence when the arguments are no command. */
function readCommand(args: readonly string[]): Command | string {
  const files: string[] = [];
  const only: string[] = [];
  let json = false;
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? "";
    if (argument === "--json") json = true;
    else if (argument === "--group") {
      index++;
      const name = args[index];
      if (name === undefined) return "--group names no group.";
      only.push(name);
    } else if (argument.startsWith("-") && argument !== "-") return `There is no option ${argument}.`;
    else files.push(argument);
  }
  const [file] = files;
  if (file === undefined) return "No file is named.";
  if (files.length > 1) return `One file at a time; got ${files.join(", ")}.`;
  return { file, json, only };
}

function toJsonLine({ groups, notImplemented }: VectorResults, problems: readonly string[]): string {
  return JSON.stringify({
    groups: Object.fromEntries(groups),
    notImplemented,
    ...(problems.length === 0 ? {} : { problems }),
  });
}

function toText({ groups, notImplemented }: VectorResults): string {
  const lines: string[] = [];
  const width = Math.max(5, ...[...groups.keys()].map((name) => name.length));
  const row = (name: string, passed: unknown, failed: unknown): string =>
    `${name.padEnd(width)}  ${String(passed).padStart(6)}  ${String(failed).padStart(6)}`;
  if (groups.size > 0) lines.push(row("group", "passed", "failed"));
  for (const [name, { passed, failed }] of groups) lines.push(row(name, passed, failed));
  for (const [name, { cases }] of groups) {
    for (const result of cases.filter(({ passed }) => !passed)) {
      lines.push("", `failed: ${name}, ${result.name}`, `  ${result.message}`);
      lines.push(`  expected ${show(result.expected)}`, `  got      ${show(result.got)}`);
    }
  }
  if (notImplemented.length > 0) lines.push("", "not implemented:", ...notImplemented.map((name) => `  ${name}`));
  const all = [...groups.values()];
  const sum = (of: "passed" | "failed"): number => all.reduce((total, group) => total + group[of], 0);
  lines.push("", `${sum("passed")} passed, ${sum("failed")} failed, ${notImplemented.length} groups not implemented`);
  return lines.join("\n");
}

if (isMain(import.meta.url)) {
  try {
    process.exitCode = await main(process.argv.slice(2), {
      root: repository,
      // npm runs scripts in the repository; INIT_CWD is where the user stood.
      folders: [process.cwd(), ...(process.env["INIT_CWD"] === undefined ? [] : [process.env["INIT_CWD"]])],
      print: (text) => console.log(text),
      complain: (text) => console.error(text),
    });
  } catch (error) {
    console.error(`internal: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
