import { readdirSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The folder of the repository. */
export const repository = dirname(dirname(fileURLToPath(import.meta.url)));

/** One breach of a house rule: where it stands, what was found, and the rule. */
export interface Finding {
  /** Path from the repository's root, with forward slashes. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
  readonly law: string;
}

const neverOurs: ReadonlySet<string> = new Set(["node_modules", "dist", "coverage", "runs"]);

/**
 * The files below a folder whose names end in one of `endings`, as paths from `root` with forward
 * slashes, in alphabetical order. Installed, built and hidden folders are passed over.
 *
 * @returns An empty list when the folder does not exist.
 */
export function listFiles(root: string, folder: string, endings: readonly string[]): string[] {
  const found: string[] = [];
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory()) {
        if (!neverOurs.has(entry.name)) visit(join(path, entry.name));
      } else if (entry.isFile() && endings.some((ending) => entry.name.endsWith(ending))) {
        found.push(relative(root, join(path, entry.name)).split(sep).join("/"));
      }
    }
  };
  try {
    visit(join(root, folder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return found.sort();
}

/** True for files that never ship: tests, vector adapters, and what stands in a `testing` folder. */
export function isDevelopmentFile(file: string): boolean {
  return /\.(test|vectors|bench)\.tsx?$/.test(file) || file.split("/").includes("testing");
}

/** The finding in two lines for a terminal. */
function formatFinding(finding: Finding): string {
  return `${finding.file}:${finding.line}: ${finding.message}\n  law: ${finding.law}`;
}

/** True when the module was started from the command line rather than imported. */
export function isMain(moduleUrl: string): boolean {
  return process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === moduleUrl;
}

/** Prints findings and a closing line, and returns the exit status: 0 when there were none. */
export function report(what: string, examined: number, findings: readonly Finding[]): number {
  for (const finding of findings) console.error(formatFinding(finding));
  console.log(`${what}: ${examined} files, ${findings.length === 0 ? "no findings" : `${findings.length} findings`}`);
  return findings.length === 0 ? 0 : 1;
}
