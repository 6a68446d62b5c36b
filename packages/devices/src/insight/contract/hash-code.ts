import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { fail } from "@tokenwright/engine";
import { sha256OfParts } from "@tokenwright/workbench";

const mostFiles = 500;
const largestFile = 4 * 1024 * 1024;
const importForm = /\b(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"\n]{1,200})"/g;

/**
 * SHA-256 of a module's code: of the file and of all that it imports by a relative path, in the order in which they
 * are met, each with its name. Packages imported by name are not part of it: a lock file of packages pins those.
 * Built code and its sources have different hashes, as they are different texts.
 *
 * @param entry URL of the file, as a module's `import.meta.url`.
 * @throws TokenwrightError `module/code` when a file is missing, or there are too many or too large ones.
 */
export function hashCode(entry: string): string {
  const seen = new Set<string>();
  const parts: string[] = [];
  const waiting = [new URL(entry).href];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const file = resolveFile(next);
    if (seen.has(file)) continue;
    seen.add(file);
    const text = readFileSync(file, "utf8");
    if (seen.size > mostFiles || text.length > largestFile) {
      fail({
        code: "module/code",
        message: `The code of ${basename(entry)} is too large.`,
        expected: `${mostFiles} files of 4 MB`,
      });
    }
    // Names only, not folders: the same code has the same hash wherever it is installed.
    parts.push(basename(file), text);
    for (const [, target] of text.matchAll(importForm)) waiting.push(new URL(target!, next).href);
  }
  return sha256OfParts(parts);
}

/** The file itself, or the TypeScript source that a `.js` import stands for. */
function resolveFile(url: string): string {
  const file = fileURLToPath(url);
  const candidates = [file, file.replace(/\.js$/, ".ts")];
  const found = candidates.find((candidate) => existsSync(candidate));
  return (
    found ??
    fail({
      code: "module/code",
      message: `The code file ${basename(file)} does not exist.`,
      hint: "install the module again",
    })
  );
}
