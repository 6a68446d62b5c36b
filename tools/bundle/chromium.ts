import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** Debian's name first; the others are those of other systems. */
const commands = ["chromium", "chromium-browser", "google-chrome"];

/** Where Chromium is, or undefined. */
export function findChromium(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return commands.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

/** Starts Chromium without a window. */
export function startChromium(executablePath: string, args: readonly string[] = []): Promise<Browser> {
  // Chromium refuses to build its sandbox for root, who in a container is the only user there is.
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, chromiumSandbox: !isRoot, args: [...args] });
}
