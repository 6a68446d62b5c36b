import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { BibliographyError, checkBibliography, type Entry, readBibliography } from "./bibliography.js";
import { type Finding, isMain, report, repository } from "./house.js";

const bibliography = "refs/library.bib";
const library = "packages/library/src/index.ts";

export const laws = {
  entries: "refs/library.bib is in order: one entry per key, with author, title and year",
  cited: "a source is a key of refs/library.bib, or a sentence",
} as const;

/** A source named by a model, and where: `issuance/halving.model.parameters.interval`. */
export interface Citation {
  readonly source: string;
  readonly where: string;
}

const deepest = 12;

/**
 * Every `source` in a value, however deep: in models, their parameters, their scenarios. A text with blanks
 * is a sentence for the reader, any other is a key.
 */
export function findCitations(value: unknown, where = "", depth = 0): Citation[] {
  if (typeof value !== "object" || value === null || depth > deepest) return [];
  const children: [string, unknown][] = value instanceof Map ? [...value] : Object.entries(value);
  return children.flatMap(([name, child]) => {
    if (name !== "source") return findCitations(child, where === "" ? name : `${where}.${name}`, depth + 1);
    const sources: unknown[] = Array.isArray(child) ? child : [child];
    return sources.filter((source) => typeof source === "string").map((source) => ({ source, where }));
  });
}

/** The citations that name no entry. */
function findUnknown(citations: readonly Citation[], entries: readonly Entry[]): Citation[] {
  const keys = new Set(entries.map(({ key }) => key));
  return citations.filter(({ source }) => !/\s/.test(source.trim()) && !keys.has(source));
}

/** Checks the bibliography, and the models of the library against it once the library exports them. */
export async function checkReferences(
  root: string,
): Promise<{ findings: Finding[]; notes: string[]; examined: number }> {
  const findings: Finding[] = [];
  let entries: Entry[] = [];
  try {
    entries = readBibliography(readFileSync(join(root, bibliography), "utf8"));
  } catch (error) {
    if (!(error instanceof BibliographyError)) throw error;
    findings.push({ file: bibliography, line: 1, message: error.message, law: laws.entries });
  }
  for (const { line, message } of checkBibliography(entries)) {
    findings.push({ file: bibliography, line, message, law: laws.entries });
  }
  const path = join(root, library);
  let exported: Record<string, unknown> = {};
  try {
    if (existsSync(path)) exported = await import(pathToFileURL(path).href);
  } catch (error) {
    const message = `it cannot be loaded: ${error instanceof Error ? error.message : String(error)}`;
    findings.push({ file: library, line: 1, message, law: laws.cited });
  }
  if (exported["models"] === undefined) {
    return { findings, notes: [`models are not checked: ${library} exports no "models"`], examined: 1 };
  }
  const citations = [...findCitations(exported["models"]), ...findCitations(exported["networks"])];
  for (const { source, where } of findUnknown(citations, entries)) {
    const message = `${where} cites "${source}", which is no key of ${bibliography}`;
    findings.push({ file: library, line: 1, message, law: laws.cited });
  }
  return { findings, notes: [`${citations.length} citations, ${entries.length} sources`], examined: 2 };
}

if (isMain(import.meta.url)) {
  const { findings, notes, examined } = await checkReferences(repository);
  for (const note of notes) console.log(note);
  process.exitCode = report("references", examined, findings);
}
