import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { judge, type Verdict } from "./conformance.js";

/** A model of a corpus, its path from the corpus with forward slashes, and what became of it. */
export interface CorpusVerdict extends Verdict {
  readonly path: string;
}

/**
 * Judges every `.xmile` and `.stmx` file below a folder that has an `output.csv` or `output.tab` beside it, in
 * alphabetical order.
 *
 * @throws TokenwrightError `xmile/...` for a file that cannot be read at all.
 */
export function judgeCorpus(folder: string): readonly CorpusVerdict[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const outputs = new Map(
    files.filter((file) => /[\\/]output\.(csv|tab)$/.test(file)).map((file) => [dirname(file), file]),
  );
  return files
    .filter((file) => /\.(xmile|stmx)$/.test(file))
    .sort()
    .flatMap((file) => {
      const output = outputs.get(dirname(file));
      if (output === undefined) return [];
      const path = relative(folder, file).split(sep).join("/");
      return [{ path, ...judge(readFileSync(file), path, readFileSync(output, "utf8")) }];
    });
}
