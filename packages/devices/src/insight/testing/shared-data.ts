import { existsSync, readdirSync, readFileSync } from "node:fs";

const root = new URL("../../../../../../shared/data/", import.meta.url);

/** The text of a file of the benchmark data that stands beside the repository, or undefined when it is not there. */
export function readShared(path: string): string | undefined {
  const file = new URL(path, root);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** The names in a folder of the benchmark data, in alphabetical order; none when it is not there. */
export function listShared(path: string): readonly string[] {
  const folder = new URL(path, root);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
