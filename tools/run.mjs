// node tools/run.mjs TOOL.ts [ARGUMENTS]: runs a tool written in TypeScript, installing what it needs first.
import { spawnSync } from "node:child_process";
import { join, relative } from "node:path";
import { ensureInstalled, repository, typescriptArguments } from "./setup.mjs";

const [tool, ...rest] = process.argv.slice(2);
if (tool === undefined) {
  console.error("usage: node tools/run.mjs TOOL.ts [ARGUMENTS]");
  process.exit(2);
}
const installed = ensureInstalled(repository);
if (!installed.ok) {
  console.error(installed.message);
  process.exit(1);
}
// npm starts scripts in the repository; called by hand from elsewhere, tsx must still be found.
const env = { INIT_CWD: process.cwd(), ...process.env };
const path = join(repository, relative(repository, tool));
const { status } = spawnSync(process.execPath, [...typescriptArguments, path, ...rest], {
  cwd: repository,
  env,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
