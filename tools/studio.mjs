// npm run studio [-- DIR]: installs, builds and serves the studio. Stages and their times go to stderr.
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, repository, seconds } from "./setup.mjs";

/**
 * @param {string} name
 * @param {() => number} run Returns an exit status.
 */
function stage(name, run) {
  const started = performance.now();
  const status = run();
  console.error(`${name}: ${status === 0 ? seconds(started) : `failed with status ${status}`}`);
  if (status !== 0) process.exit(status);
}

/** @param {readonly string[]} args */
function node(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: repository, stdio: ["ignore", 2, 2] });
  return status ?? 1;
}

stage("install", () => {
  const { ok, message } = ensureInstalled(repository);
  if (!ok) console.error(message);
  return ok ? 0 : 1;
});
stage("build", () => node(["tools/build.mjs"]));
stage("page", () => node(["node_modules/vite/bin/vite.js", "build", "packages/studio", "--logLevel", "error"]));

// npm starts scripts in the repository; a folder is named from where the user stands.
const child = spawn(
  process.execPath,
  [join(repository, "packages/cli/bin/tokenwright.js"), "studio", ...process.argv.slice(2)],
  { cwd: process.env["INIT_CWD"] ?? process.cwd(), stdio: "inherit" },
);
// The terminal sends Ctrl-C to both; this one waits for the server to end.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("exit", (status) => {
  process.exitCode = status ?? 1;
});
