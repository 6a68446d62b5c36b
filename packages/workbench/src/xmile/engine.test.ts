import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { importXmile } from "./import-xmile.js";
import { runXmile } from "./run-xmile.js";
import { interpret } from "./testing/interpret.js";

// The conformance corpus of the System Dynamics Society, SDXorg/test-models, is not part of the repository; our own
// files beside the interpreter are.
const here = dirname(fileURLToPath(import.meta.url));
const corpus = join(here, "../../../../../shared/data/xmile");
const skipped = existsSync(corpus) ? "" : " (skipped: the corpus is not beside the repository)";

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => /\.(xmile|stmx)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Largest distance between the engine and the interpreter over all variables and saved rows, as a share. */
function distance(
  file: string,
  contents: Uint8Array | string = readFileSync(file),
): { readonly worst: number; readonly compared: number } {
  const imported = importXmile(contents, file);
  const ours = runXmile(imported);
  const theirs = interpret(imported.model, imported.simulation);
  let worst = 0;
  let compared = 0;
  for (const { id, values } of ours.columns) {
    const other = theirs.series.get(id);
    if (other === undefined) continue;
    for (const [row, value] of values.entries()) {
      const at = theirs.times.findIndex((time) => Math.abs(time - ours.times[row]!) < 1e-9);
      const expected = other[at];
      if (expected === undefined) continue;
      worst = Math.max(worst, Math.abs(value - expected) / Math.max(1, Math.abs(expected)));
      compared++;
    }
  }
  return { worst, compared };
}

test.each(["arrays", "modules"])("%s.xmile: the engine and the plain interpreter agree", (name) => {
  const { worst, compared } = distance(join(here, "testing", `${name}.xmile`));
  expect(compared).toBeGreaterThan(10);
  expect(worst).toBeLessThan(1e-9);
});

test("a file with modules, arrays, tables and draws runs on the engine as often as one likes with the same bits", () => {
  const file = join(here, "testing", "everything.xmile");
  const once = runXmile(importXmile(readFileSync(file), file));
  const again = runXmile(importXmile(readFileSync(file), file));
  expect(once.columns.length).toBe(13);
  expect(again).toEqual(once);
});

test.skipIf(skipped !== "")(`on every model of the corpus the engine and the plain interpreter agree${skipped}`, () => {
  const report: string[] = [];
  let agreeing = 0;
  let lacking = 0;
  for (const file of filesBelow(corpus)) {
    const name = file.slice(corpus.length + 1);
    try {
      const { worst } = distance(file);
      if (worst < 1e-9) agreeing++;
      else report.push(`${name}: ${worst}`);
    } catch (error) {
      // A file that lost equations says so, and may not run in either.
      const { unsupported } = importXmile(readFileSync(file), file);
      if (unsupported.every(({ effect }) => effect === "none")) report.push(`${name}: ${(error as Error).message}`);
      else lacking++;
    }
  }
  console.log(`${agreeing} files agree, ${lacking} cannot run because the file lacks equations`);
  expect(report).toEqual([]);
  expect(agreeing).toBeGreaterThan(10 * lacking);
});
