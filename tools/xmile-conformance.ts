import { existsSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { TokenwrightError } from "@tokenwright/engine";
import { type CorpusVerdict, judgeCorpus } from "@tokenwright/workbench";
import { xmilePage, xmileText } from "./docs/xmile-page.js";
import { isMain, repository } from "./house.js";

const usage = `usage: npm run xmile-conformance -- FOLDER [--write]

Runs every .xmile and .stmx file below FOLDER that has an output.csv or output.tab beside it on the
engine, and compares every column. A corpus: https://github.com/SDXorg/test-models

  --write       write docs/reference/xmile.md

exit status: 0 all agree, or what was not taken over is named; 1 something disagrees; 2 usage; 3 nothing to run`;

const pageFile = "docs/reference/xmile.md";

export interface Surroundings {
  /** The repository that the page is written into. */
  readonly root: string;
  /** Folders in which a relative FOLDER is looked for, first match. */
  readonly folders: readonly string[];
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** @returns The exit status. */
export function main(args: readonly string[], { root, folders, print, complain }: Surroundings): number {
  if (args.includes("--help") || args.includes("-h")) {
    print(usage);
    return 0;
  }
  const names = args.filter((argument) => !argument.startsWith("-"));
  const unknown = args.find((argument) => argument.startsWith("-") && argument !== "--write");
  const [name] = names;
  if (unknown !== undefined || name === undefined || names.length > 1) {
    complain(`${unknown === undefined ? "Name one folder." : `There is no option ${unknown}.`}\n${usage}`);
    return 2;
  }
  const folder = folders.map((one) => resolve(one, name)).find((one) => existsSync(one) && statSync(one).isDirectory());
  if (folder === undefined) {
    complain(`There is no folder ${name}.`);
    return 3;
  }
  let verdicts: readonly CorpusVerdict[];
  try {
    verdicts = judgeCorpus(folder);
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    complain(error.message);
    return 3;
  }
  if (verdicts.length === 0) {
    complain(`${name} has no XMILE file with an output.csv or output.tab beside it.`);
    return 3;
  }
  print(xmileText(verdicts));
  if (args.includes("--write")) {
    writeFileSync(join(root, pageFile), xmilePage(verdicts));
    print(`wrote ${pageFile}`);
  }
  return verdicts.every(({ isExplained }) => isExplained) ? 0 : 1;
}

if (isMain(import.meta.url)) {
  process.exitCode = main(process.argv.slice(2), {
    root: repository,
    // npm runs scripts in the repository; INIT_CWD is where the user stood.
    folders: [process.cwd(), ...(process.env["INIT_CWD"] === undefined ? [] : [process.env["INIT_CWD"]])],
    print: (text) => console.log(text),
    complain: (text) => console.error(text),
  });
}
