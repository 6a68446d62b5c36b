import type { Bundle, Size } from "./make.js";

/**
 * Most bytes that a page has to load. The engine may grow by a third, the library to twice its models, before
 * somebody has to decide whether that is worth the wait: 320 kB take a second at 2.5 Mbit/s.
 */
export const budget: Bundle["sizes"] = {
  all: { raw: 1_050_000, gzip: 320_000 },
  engine: { raw: 500_000, gzip: 172_000 },
};

/** What is over the budget, one sentence each. */
export function overBudget(sizes: Bundle["sizes"], most: Bundle["sizes"] = budget): string[] {
  const lines: string[] = [];
  for (const part of ["all", "engine"] as const) {
    for (const form of ["raw", "gzip"] as const) {
      if (sizes[part][form] <= most[part][form]) continue;
      lines.push(`${names[part]}, ${form}: ${sizes[part][form]} bytes, and ${most[part][form]} are allowed`);
    }
  }
  return lines;
}

const names = { all: "engine and library", engine: "engine" } as const;

/** `617 kB, 196 kB by gzip`. */
export function inWords({ raw, gzip }: Size): string {
  return `${Math.round(raw / 1000)} kB, ${Math.round(gzip / 1000)} kB by gzip`;
}
