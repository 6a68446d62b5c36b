import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A page as small as one can be. */
export function smallPage(): string {
  const folder = mkdtempSync(join(tmpdir(), "tokenwright-page-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>Studio</title>");
  writeFileSync(join(folder, "assets", "index-d36tJETz.js"), "export {};");
  writeFileSync(join(folder, ".hidden"), "no");
  return folder;
}

export const scenario = (title: string) => `tokenwright: 1\ntitle: ${title}\n`;
