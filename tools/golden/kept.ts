import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../house.js";
import type { Fingerprint } from "./fingerprint.js";

/** SHA-256 of what is kept, by case: a change of numbers shows in a commit. */
export type Kept = Readonly<Record<string, string>>;

/** The one file of golden hashes; written by `npm run golden -- --update`. */
const file = join(repository, "tools/golden/golden.json");

export function readKept(): Kept {
  return JSON.parse(readFileSync(file, "utf8")) as Kept;
}

/** Of a fingerprint, what golden.json keeps. */
export function keptOf({ cases }: Pick<Fingerprint, "cases">): Kept {
  return Object.fromEntries(cases.filter(({ isKept }) => isKept).map(({ name, js }) => [name, js]));
}

/** Names of cases that have other bits than before, are new, or are gone. */
export function changedCases(before: Kept, after: Kept): string[] {
  const all = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return all.filter((name) => before[name] !== after[name]);
}

export function writeKept(kept: Kept): void {
  writeFileSync(file, `${JSON.stringify(kept, undefined, 2)}\n`);
}
