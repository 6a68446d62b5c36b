import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { formatDiagnostic, TokenwrightError } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { filesIn } from "../disk/index.js";
import { buildScenario } from "./build-scenario.js";
import { readScenario } from "./read-scenario.js";
import { type Mutant, mutantsOf } from "./testing/mutants.js";

const folderOf = (name: string) => fileURLToPath(new URL(`../../../../examples/${name}/`, import.meta.url));
const exampleNamed = (name: string) => readFileSync(`${folderOf(name)}scenario.yaml`, "utf8");

/** The findings about a mutant; empty when it is taken for a valid scenario. */
function findingsOf(text: string, folder: string) {
  try {
    buildScenario(readScenario(text, { file: "scenario.yaml", readDataFile: filesIn(folder) }));
    return [];
  } catch (error) {
    if (error instanceof TokenwrightError) return error.diagnostics;
    throw error;
  }
}

function isAtRightPlace({ lines, key }: Mutant, findings: ReturnType<typeof findingsOf>): boolean {
  return findings.some(({ place }) => {
    if (place?.line === undefined || !lines.includes(place.line)) return false;
    return key === undefined || place.lineText?.includes(key) === true || place.path?.endsWith(key) === true;
  });
}

/** At most so many of each kind, evenly over the file: each is a whole build. ALL_MUTANTS=1 takes all of them. */
const mostOfAKind = process.env["ALL_MUTANTS"] === undefined ? 30 : Number.POSITIVE_INFINITY;

function sample(mutants: readonly Mutant[]): Mutant[] {
  const counts = new Map<string, number>();
  for (const { kind } of mutants) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const seen = new Map<string, number>();
  return mutants.filter(({ kind }) => {
    const index = seen.get(kind) ?? 0;
    seen.set(kind, index + 1);
    const stride = Math.max(1, Math.ceil(counts.get(kind)! / mostOfAKind));
    return index % stride === 0;
  });
}

test.each(["cardano", "sectors", "fees", "governance"])(
  "of single faults in the example %s at least 99 % are rejected at the right line and key, all with code and hint",
  (name) => {
    const example = exampleNamed(name);
    expect(findingsOf(example, folderOf(name))).toEqual([]);
    const mutants = sample(mutantsOf(example));
    expect(mutants.length).toBeGreaterThanOrEqual(300);
    const misplaced: string[] = [];
    const incomplete: string[] = [];
    let atOnce = 0;
    for (const mutant of mutants) {
      const findings = findingsOf(mutant.text, folderOf(name));
      if (isAtRightPlace(mutant, findings.slice(0, 1))) atOnce++;
      if (!isAtRightPlace(mutant, findings)) {
        const shown =
          findings.length === 0
            ? "  taken as valid"
            : findings.map((one) => formatDiagnostic(one).replace(/^/gm, "  ")).join("\n");
        misplaced.push(
          `${mutant.kind}: ${mutant.what}\n  wanted line ${mutant.lines.join(" or ")}${mutant.key === undefined ? "" : ` and "${mutant.key}"`}\n${shown}`,
        );
      }
      if (findings.some((one) => one.code === "" || one.hint === undefined || one.hint === "")) {
        incomplete.push(`${mutant.kind}: ${mutant.what}\n${findings.map(formatDiagnostic).join("\n")}`);
      }
    }
    const kinds = new Set(mutants.map((mutant) => mutant.kind)).size;
    const right = mutants.length - misplaced.length;
    console.log(
      `${mutants.length} single faults of ${kinds} kinds: ${right} (${((100 * right) / mutants.length).toFixed(2)} %) rejected at the right line and key, ` +
        `${atOnce} with their first finding; ${mutants.length - incomplete.length} with code and hint`,
    );
    if (process.env["SHOW_MISPLACED"] !== undefined)
      console.log([...misplaced, "--- no hint", ...incomplete].join("\n\n"));
    expect(incomplete).toEqual([]);
    expect(misplaced.length / mutants.length, misplaced.slice(0, 5).join("\n\n")).toBeLessThanOrEqual(0.01);
  },
);
