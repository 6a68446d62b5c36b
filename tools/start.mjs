// npm start [-- OPTIONS]: installs, builds and runs the main job. Stages and their times go to stderr.
import { spawnSync } from "node:child_process";
import { ensureInstalled, repository, seconds } from "./setup.mjs";

/** The main job: a real network's scenario, replayed and carried into thousands of futures. */
const mainJob = ["packages/cli/bin/tokenwright.js", "start"];

const began = performance.now();

/**
 * @param {string} name
 * @param {() => number} run Returns an exit status.
 */
function stage(name, run) {
  const started = performance.now();
  const status = run();
  console.error(
    `${name}: ${status === 0 ? seconds(started) : `failed with status ${status} after ${seconds(started)}`}`,
  );
  if (status !== 0) process.exit(status);
}

/** @param {readonly string[]} args */
function node(args, output = 1) {
  const { status } = spawnSync(process.execPath, args, { cwd: repository, stdio: ["ignore", output, 2] });
  return status ?? 1;
}

stage("install", () => {
  const { ok, message } = ensureInstalled(repository);
  if (!ok) console.error(message);
  return ok ? 0 : 1;
});
stage("build", () => node(["tools/build.mjs"], 2));
stage("run", () => node([...mainJob, ...process.argv.slice(2)]));
console.error(`all: ${seconds(began)}`);
