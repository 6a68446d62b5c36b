// What must be there before any tool runs. Uses Node alone, for a fresh clone has nothing else.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = dirname(dirname(fileURLToPath(import.meta.url)));

/** Node's arguments for a tool written in TypeScript; packages are then read from their sources. */
export const typescriptArguments = ["--conditions=source", "--import", "tsx"];

/**
 * Why the packages must be installed, or undefined when they are there.
 *
 * @param {string} root
 * @returns {string | undefined}
 */
export function installReason(root) {
  const installed = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return "node_modules is missing";
  const time = (/** @type {string} */ path) => statSync(path).mtimeMs;
  if (time(installed) < time(join(root, "package-lock.json"))) return "package-lock.json is newer than node_modules";
  return undefined;
}

/**
 * Installs the packages of package-lock.json when they are missing or out of date. npm speaks on stderr.
 *
 * @param {string} root
 * @returns {{ ok: boolean, message: string }}
 */
export function ensureInstalled(root) {
  const reason = installReason(root);
  if (reason === undefined) return { ok: true, message: "packages are installed" };
  console.error(`${reason}: running npm install`);
  const started = performance.now();
  // `npm install`, not `npm ci`: ci refuses a lockfile whose optional packages are for other platforms.
  const { status, error } = spawnNpm(["install", "--loglevel=notice"], root);
  if (error !== undefined) return { ok: false, message: `npm cannot be started: ${error.message}` };
  if (status !== 0) return { ok: false, message: `npm install ended with status ${status}` };
  // npm leaves the file's time alone when nothing changed; the next start should not install again.
  const now = new Date();
  utimesSync(join(root, "node_modules", ".package-lock.json"), now, now);
  return { ok: true, message: `installed in ${seconds(started)}` };
}

/**
 * @param {readonly string[]} args
 * @param {string} root
 */
function spawnNpm(args, root) {
  const npm = process.env["npm_execpath"];
  /** @type {import("node:child_process").SpawnSyncOptions} */
  const options = { cwd: root, stdio: ["ignore", 2, 2] };
  if (npm?.endsWith(".js")) return spawnSync(process.execPath, [npm, ...args], options);
  return spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}

/**
 * What is wrong with package-lock.json, one sentence each: registry addresses always, changes only when
 * `unchanged` is asked for, as in CI, where an install must not alter it.
 *
 * @param {string} root
 * @param {boolean} unchanged
 * @returns {string[]}
 */
export function lockfileProblems(root, unchanged) {
  const problems = [];
  const text = readFileSync(join(root, "package-lock.json"), "utf8");
  if (/"resolved": *"https?:/.test(text)) {
    problems.push("package-lock.json names a registry: npm install with omit-lockfile-registry-resolved=true");
  }
  if (unchanged) {
    const { status } = spawnSync("git", ["diff", "--exit-code", "--stat", "package-lock.json"], { cwd: root });
    if (status === 1) problems.push("npm install changed package-lock.json: commit it");
  }
  return problems;
}

/**
 * The time since `started` (from `performance.now()`), as `1.2 s`.
 *
 * @param {number} started
 */
export function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
