#!/usr/bin/env node
// Starts the command line. Plain JavaScript for any Node, so that an old one gets a sentence instead of a stack.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const leastNode = [20, 19];
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < leastNode[0] || (major === leastNode[0] && minor < leastNode[1])) {
  console.error(`tokenwright needs Node ${leastNode.join(".")} or later, and this is ${process.versions.node}.`);
  process.exit(1);
}

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, "../dist/main.js");
if (!existsSync(built)) buildFromSources();

const { main } = await import("../dist/main.js");
await main(process.argv.slice(2));

/** In a fresh clone nothing is built yet. */
function buildFromSources() {
  const repository = join(here, "../../..");
  const builder = join(repository, "tools/build.mjs");
  if (!existsSync(builder)) {
    console.error("tokenwright is not complete: its code is missing.\n  try: installing it again");
    process.exit(1);
  }
  console.error("tokenwright is not built yet: building it (once)");
  const { status } = spawnSync(process.execPath, [builder], { cwd: repository, stdio: ["ignore", 2, 2] });
  if (status !== 0 || !existsSync(built)) {
    console.error(`The build ended with status ${status}.\n  try: npm run build`);
    process.exit(1);
  }
}
