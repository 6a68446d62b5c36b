import { execFileSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import { cpus } from "node:os";

/** What a bench has measured, when and where. */
export interface HistoryRecord {
  readonly date: string;
  readonly commit: string;
  readonly node: string;
  readonly machine: string;
  readonly figures: Readonly<Record<string, number>>;
}

/** Appends the figures with the commit to bench/history.jsonl. */
export function remember(figures: readonly { readonly name: string; readonly value: number }[]): HistoryRecord {
  const record = {
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    node: process.version,
    machine: `${cpus()[0]?.model ?? "unknown"} x ${cpus().length}`,
    figures: Object.fromEntries(figures.map(({ name, value }) => [name, rounded(value)])),
  };
  appendFileSync(new URL("history.jsonl", import.meta.url), `${JSON.stringify(record)}\n`);
  return record;
}

/** Four digits that count. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function commit(): string {
  try {
    const hash = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
    const isClean =
      execFileSync("git", ["status", "--porcelain", "--", "packages"], { encoding: "utf8" }).trim() === "";
    return isClean ? hash : `${hash}+changes`;
  } catch {
    return "unknown";
  }
}
