import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../house.js";
import { installReason, lockfileProblems } from "../setup.mjs";
import { makeFolder } from "../testing/house.js";
import { changedBy } from "./generated.mjs";
import { runProgram } from "./program.mjs";
import { type Outcome, runSteps } from "./runner.mjs";
import { missingPackages } from "./system-packages.mjs";

async function lines(steps: Parameters<typeof runSteps>[0]): Promise<{ status: number; printed: string[] }> {
  const printed: string[] = [];
  const status = await runSteps(steps, (line) => printed.push(line));
  return { status, printed };
}

test("all steps run although one fails, and the last line counts them", async () => {
  const ran: string[] = [];
  const note = (name: string, outcome: Outcome): Outcome => {
    ran.push(name);
    return outcome;
  };
  const { status, printed } = await lines([
    { name: "one", run: () => note("one", { passed: 3, failed: 2, notes: ["two are wrong"] }) },
    { name: "two", run: () => note("two", { passed: 4, failed: 0, skipped: 1 }) },
  ]);
  expect(ran).toEqual(["one", "two"]);
  expect(status).toBe(1);
  expect(printed.slice(0, 4)).toEqual(["== one", "two are wrong", "== two", ""]);
  expect(printed.at(-1)).toBe("7 passed, 2 failed, 1 skipped");
});

test("the closing line names skipped checks only when there are some", async () => {
  const { status, printed } = await lines([{ name: "one", run: () => ({ passed: 5, failed: 0 }) }]);
  expect(status).toBe(0);
  expect(printed.at(-1)).toBe("5 passed, 0 failed");
});

test("a step that throws counts as one failure and the rest go on", async () => {
  const { printed } = await lines([
    {
      name: "one",
      run: () => {
        throw new Error("no room on the disk");
      },
    },
    { name: "two", run: () => ({ passed: 1, failed: 0 }) },
  ]);
  expect(printed).toContain("internal: no room on the disk");
  expect(printed.at(-1)).toBe("1 passed, 1 failed");
});

test("nothing runs after a vital step has failed", async () => {
  const { printed } = await lines([
    { name: "install", vital: true, run: () => ({ passed: 0, failed: 1 }) },
    { name: "two", run: () => ({ passed: 1, failed: 0 }) },
  ]);
  expect(printed).toContain("the other steps need this one and were not run");
  expect(printed.at(-1)).toBe("0 passed, 1 failed");
});

test("packages are installed when they are missing or older than the lockfile", () => {
  const root = makeFolder({ "package-lock.json": "{}" });
  expect(installReason(root)).toBe("node_modules is missing");
  mkdirSync(join(root, "node_modules"));
  const installed = join(root, "node_modules", ".package-lock.json");
  writeFileSync(installed, "{}");
  utimesSync(installed, 2000, 2000);
  utimesSync(join(root, "package-lock.json"), 1000, 1000);
  expect(installReason(root)).toBeUndefined();
  utimesSync(join(root, "package-lock.json"), 3000, 3000);
  expect(installReason(root)).toBe("package-lock.json is newer than node_modules");
});

test("a lockfile that names a registry, or that an install has changed, is a problem", () => {
  const root = makeFolder({ "package-lock.json": '{ "lockfileVersion": 3 }\n' });
  const git = (...args: string[]): void => {
    const identity = ["-c", "user.name=test", "-c", "user.email=test@example.org"];
    expect(spawnSync("git", [...identity, ...args], { cwd: root }).status).toBe(0);
  };
  git("init", "-q");
  git("add", ".");
  git("commit", "-q", "-m", "start");
  expect(lockfileProblems(root, true)).toEqual([]);
  writeFileSync(join(root, "package-lock.json"), '{ "resolved": "https://registry.example.org/a.tgz" }\n');
  expect(lockfileProblems(root, false)).toHaveLength(1);
  expect(lockfileProblems(root, true)).toEqual([
    "package-lock.json names a registry: npm install with omit-lockfile-registry-resolved=true",
    "npm install changed package-lock.json: commit it",
  ]);
});

test("a generator that changes, adds or removes a file is noticed, one that changes nothing is not", () => {
  const root = makeFolder({ "docs/a.md": "a", "docs/b.md": "b", "docs/c.md": "c" });
  const rewrite = (): void => writeFileSync(join(root, "docs/a.md"), readFileSync(join(root, "docs/a.md")));
  expect(changedBy(root, ["docs", "absent"], rewrite)).toEqual([]);
  const change = (): void => {
    writeFileSync(join(root, "docs/a.md"), "A");
    rmSync(join(root, "docs/b.md"));
    writeFileSync(join(root, "docs/d.md"), "d");
  };
  expect(changedBy(root, ["docs"], change)).toEqual(["docs/a.md", "docs/b.md", "docs/d.md"]);
});

test("a system package is missed only when a test needs it and it is not there", () => {
  const list = [
    { name: "chromium", purpose: "pages", neededBy: /\.browser\.test\.ts$/, present: () => false },
    { name: "fonts", purpose: "pixels", neededBy: /\.browser\.test\.ts$/, present: () => true },
  ];
  expect(missingPackages(["a.test.ts"], list)).toEqual([]);
  expect(missingPackages(["a.test.ts", "b.browser.test.ts"], list).map(({ name }) => name)).toEqual(["chromium"]);
});

test("a program that does not end is ended with its helpers, and the rest learns of it", async () => {
  const root = makeFolder({
    "endless.mjs": `import { spawn } from "node:child_process";
spawn(process.execPath, ["helper.mjs"], { stdio: "ignore" });
setInterval(() => {}, 1000);
`,
    "helper.mjs": `import { appendFileSync } from "node:fs";
setInterval(() => appendFileSync("beats", "."), 10);
`,
    "fine.mjs": "process.exitCode = 3;\n",
  });
  expect(await runProgram(["fine.mjs"], { folder: root, minutes: 1 })).toEqual({ status: 3, timedOut: false });
  const { timedOut } = await runProgram(["endless.mjs"], { folder: root, minutes: 1 / 30 });
  expect(timedOut).toBe(true);
  const beats = (): number => readFileSync(join(root, "beats")).length;
  const atTheEnd = beats();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(beats()).toBe(atTheEnd);
});

test("npm test refuses the name of a check that does not exist, without running anything", () => {
  const { status, stderr } = spawnSync(process.execPath, ["tools/test.mjs", "flores"], {
    cwd: repository,
    encoding: "utf8",
  });
  expect(status).toBe(2);
  expect(stderr).toContain("There is no check flores.");
});
