import { readFileSync } from "node:fs";

let known: string | undefined;

/** Version of the tool, from the package's own description. */
export function toolVersion(): string {
  if (known === undefined) {
    const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
    known = (JSON.parse(text) as { version: string }).version;
  }
  return known;
}
