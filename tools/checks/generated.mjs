// Files made from the code are committed; making them again must change nothing.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * What is made by a tool of ours: the tool, and the files and folders it writes. A tool that does not
 * exist yet is passed over.
 */
export const generators = [
  { tool: "tools/generate-docs.ts", writes: ["docs", "packages/library", "README.md"] },
  { tool: "tools/generate-schema.ts", writes: ["docs/schema"] },
];

/**
 * The files that `generate` adds, changes or removes below `paths`.
 *
 * @param {string} root
 * @param {readonly string[]} paths
 * @param {() => void} generate
 * @returns {string[]} Paths from `root`, in alphabetical order; empty when all was up to date.
 */
export function changedBy(root, paths, generate) {
  const before = snapshot(root, paths);
  generate();
  const after = snapshot(root, paths);
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].filter((file) => before.get(file) !== after.get(file)).sort();
}

/**
 * @param {string} root
 * @param {readonly string[]} paths
 * @returns {Map<string, string>} Hash of each file's content.
 */
function snapshot(root, paths) {
  const hashes = new Map();
  const visit = (/** @type {string} */ path) => {
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full)) {
        if (name !== "node_modules" && name !== "dist" && !name.startsWith(".")) visit(`${path}/${name}`);
      }
    } else if (!path.endsWith(".tsbuildinfo")) {
      hashes.set(path, createHash("sha256").update(readFileSync(full)).digest("hex"));
    }
  };
  for (const path of paths) visit(path);
  return hashes;
}
