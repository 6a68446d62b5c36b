// The checks of `npm test`, in order.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ensureInstalled, lockfileProblems, repository, typescriptArguments } from "../setup.mjs";
import { changedBy, generators } from "./generated.mjs";
import { runProgram } from "./program.mjs";
import { installPackages, missingPackages } from "./system-packages.mjs";

/** @typedef {import("./runner.mjs").Outcome} Outcome */
/** @typedef {import("./runner.mjs").Step} Step */

const typescript = "node_modules/typescript/bin/tsc";

/** @type {readonly Step[]} */
export const steps = [
  { name: "install", run: install, vital: true },
  { name: "system", run: systemPackages },
  { name: "build", run: () => node(["tools/build.mjs"]) },
  { name: "types", run: () => node([typescript, "-p", "tsconfig.test.json"]) },
  { name: "studio types", run: () => node([typescript, "-p", "packages/studio/tsconfig.test.json"]) },
  { name: "studio", run: () => tool("tools/studio/build.ts") },
  { name: "style", run: () => node(["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."]) },
  { name: "floors", run: () => tool("tools/check-floors.ts") },
  { name: "purity", run: () => tool("tools/check-purity.ts") },
  { name: "references", run: () => tool("tools/check-references.ts") },
  { name: "generated", run: generated },
  { name: "tests", run: tests },
  { name: "vectors", run: vectors },
];

/** @returns {Outcome} */
function install() {
  const { ok, message } = ensureInstalled(repository);
  if (!ok) return { passed: 0, failed: 1, notes: [message] };
  const problems = lockfileProblems(repository, (process.env["CI"] ?? "") !== "");
  return { passed: problems.length === 0 ? 1 : 0, failed: problems.length, notes: [message, ...problems] };
}

/** @returns {Outcome} */
function systemPackages() {
  const missing = missingPackages(testFiles());
  if (missing.length === 0) return { passed: 1, failed: 0, notes: ["no test needs anything that is missing"] };
  const { ok, notes } = installPackages(missing);
  return { passed: ok ? 1 : 0, failed: 0, skipped: ok ? 0 : missing.length, notes };
}

function testFiles() {
  const packages = join(repository, "packages");
  const sources = readdirSync(packages).map((name) => join(packages, name, "src"));
  return [...sources, join(repository, "tools")]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map(String));
}

/** @returns {Outcome} */
function generated() {
  const present = generators.filter(({ tool: path }) => existsSync(join(repository, path)));
  if (present.length === 0) return { passed: 0, failed: 0, notes: ["nothing is generated yet"] };
  /** @type {string[]} */
  const notes = [];
  let failed = 0;
  for (const { tool: path, writes } of present) {
    const changed = changedBy(repository, writes, () => {
      const outcome = tool(path);
      failed += outcome.failed;
      notes.push(...(outcome.notes ?? []));
    });
    if (changed.length === 0) continue;
    failed++;
    notes.push(`${path} changed these files; commit them:`, ...changed.map((file) => `  ${file}`));
  }
  return { passed: failed === 0 ? 1 : 0, failed, notes };
}

/** @returns {Promise<Outcome>} */
async function tests() {
  const folder = mkdtempSync(join(tmpdir(), "tokenwright-test-"));
  const file = join(folder, "counts.json");
  try {
    const reporters = ["--reporter=default", "--reporter=./tools/checks/vitest-reporter.mjs"];
    const { status, timedOut } = await runProgram(["node_modules/vitest/vitest.mjs", "run", ...reporters], {
      folder: repository,
      minutes: 45,
      env: { TEST_COUNTS: file },
    });
    const counts = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
    if (timedOut) {
      return { passed: 0, failed: 1, notes: [`the tests did not end; still running: ${counts.running?.join(", ")}`] };
    }
    if (counts.passed === undefined) return { passed: 0, failed: 1, notes: [`vitest ended with status ${status}`] };
    const { passed, failed, skipped } = counts;
    // vitest may fail as a whole although no test did.
    const lost = status !== 0 && failed === 0 ? 1 : 0;
    const notes = skipped.map((/** @type {string} */ text) => `skipped: ${text}`);
    return { passed, failed: failed + lost, skipped: skipped.length, notes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Known values that are not part of the repository: `*vectors.json` in the folder TOKENWRIGHT_VECTORS, by
 * default ../shared/facts.
 *
 * @returns {Outcome}
 */
function vectors() {
  const folder = resolve(repository, process.env["TOKENWRIGHT_VECTORS"] ?? "../shared/facts");
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith("vectors.json")) : [];
  if (files.length === 0) {
    const reason =
      "skipped: there are no *vectors.json beside the repository; name their folder in TOKENWRIGHT_VECTORS";
    return { passed: 0, failed: 0, skipped: 1, notes: [reason] };
  }
  const total = { passed: 0, failed: 0 };
  /** @type {string[]} */
  const notes = [];
  for (const name of files.sort()) {
    const { status, stdout, stderr } = runTool(["tools/run-vectors.ts", join(folder, name), "--json"]);
    if (status !== 0 && status !== 1) {
      total.failed++;
      notes.push(`${name}: ${stderr.trim()}`);
      continue;
    }
    const { groups, notImplemented, problems = [] } = JSON.parse(stdout);
    total.failed += problems.length;
    notes.push(...problems);
    for (const [group, result] of Object.entries(groups)) {
      total.passed += result.passed;
      total.failed += result.failed;
      for (const one of result.cases) if (!one.passed) notes.push(`failed: ${group}, ${one.name}: ${one.message}`);
    }
    notes.push(`${name}: ${Object.keys(groups).length} groups answered, ${notImplemented.length} not implemented`);
  }
  return { ...total, notes };
}

/**
 * A program that passes with status 0. What it says on stderr is shown only when it does not.
 *
 * @param {readonly string[]} args
 * @returns {Outcome}
 */
function node(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: repository,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    timeout: 600_000,
  });
  const output = `${stdout}${stderr}`.trimEnd();
  if (status !== 0) return { passed: 0, failed: 1, notes: [output === "" ? `it ended with status ${status}` : output] };
  return { passed: 1, failed: 0, notes: stdout === "" ? [] : [stdout.trimEnd()] };
}

/** @param {string} path */
function tool(path) {
  return node([...typescriptArguments, path]);
}

/** @param {readonly string[]} args */
function runTool(args) {
  return spawnSync(process.execPath, [...typescriptArguments, ...args], {
    cwd: repository,
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
}
