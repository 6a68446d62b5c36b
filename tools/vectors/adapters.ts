import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { VectorAdapter } from "@tokenwright/engine";
import { listFiles } from "../house.js";

export interface LoadedAdapters {
  readonly adapters: ReadonlyMap<string, VectorAdapter>;
  /** One sentence for each file that could not be used. */
  readonly problems: readonly string[];
}

/**
 * Loads every file of packages that ends in `.vectors.ts`. A file that does not load, exports no list
 * `adapters` or repeats a group is a problem; the others are used all the same.
 */
export async function loadAdapters(root: string): Promise<LoadedAdapters> {
  const adapters = new Map<string, VectorAdapter>();
  const problems: string[] = [];
  for (const file of listFiles(root, "packages", [".vectors.ts"])) {
    if (file.split("/")[2] !== "src") continue;
    let list: unknown;
    try {
      list = ((await import(pathToFileURL(join(root, file)).href)) as { adapters?: unknown }).adapters;
    } catch (error) {
      problems.push(`${file} cannot be loaded: ${firstLine(error)}`);
      continue;
    }
    if (!Array.isArray(list) || !list.every(isAdapter)) {
      problems.push(`${file} exports no list "adapters" of {group, compute}.`);
      continue;
    }
    for (const adapter of list) {
      if (adapters.has(adapter.group)) problems.push(`${file} repeats the group ${adapter.group}.`);
      else adapters.set(adapter.group, adapter);
    }
  }
  return { adapters, problems };
}

function isAdapter(value: unknown): value is VectorAdapter {
  if (typeof value !== "object" || value === null) return false;
  const { group, compute } = value as Partial<VectorAdapter>;
  return typeof group === "string" && typeof compute === "function";
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
