import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tokenwright } from "./testing/command.js";

const example = fileURLToPath(new URL("../../../examples/fees/", import.meta.url));

let folder = "";
const cli = (...args: readonly string[]) => tokenwright(args, { cwd: folder });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-data-"));
  cpSync(example, join(folder, "fees"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the example with data files runs, and says by which rules its inputs were read", async () => {
  const run = await cli("run", "fees/scenario.yaml", "--no-report");
  expect({ status: run.status, stderr: run.stderr }).toMatchObject({ status: 0 });
  expect(run.stdout).toContain("data fees: fees of fees.csv, each value until the next, the mean over a step");
  expect(run.stdout).toMatch(/Collected +million ADA +0 +1\.872 +1\.872 +1\.872/);
});

test("a stored run is asked with its data folder, and a data file that has changed is noticed", async () => {
  const { stdout } = await cli("run", "fees/scenario.yaml", "--json", "--no-report", "--out", "kept");
  const stored = (JSON.parse(stdout) as { folder: string }).folder;
  const without = await cli("why", stored, "pot");
  expect(without.status).toBe(3);
  expect(without.stderr).toContain("(cli/data-folder)");
  const why = await cli("why", stored, "fees@step:0", "--data", "fees", "--json");
  expect((JSON.parse(why.stdout) as { why: { value: number } }).why.value).toBeCloseTo(21465.290698, 5);
  cpSync(join(folder, "fees"), join(folder, "changed"), { recursive: true });
  const file = join(folder, "changed", "fees.csv");
  writeFileSync(file, readFileSync(file, "utf8").replace("106316486792", "106316486793"));
  const changed = await cli("why", stored, "pot", "--data", "changed");
  expect(changed.status).toBe(3);
  expect(changed.stderr).toContain('The data file "fees.csv" is not the one that the run was made with');
});

test("check, explain and a dry run read the data files too", async () => {
  const [check, explain, dry] = await Promise.all([
    cli("check", "fees/scenario.yaml"),
    cli("explain", "fees/scenario.yaml"),
    cli("run", "fees/scenario.yaml", "--dry-run"),
  ]);
  expect([check.status, explain.status, dry.status]).toEqual([0, 0, 0]);
  expect(explain.stdout).toContain("burntShare (0, 0) (0.1, 0.01)");
  expect(dry.stdout).toMatch(/data +burn\.csv, fees\.csv/);
});

test.skipIf(process.platform === "win32")(
  "a data file that is a link out of the scenario's folder is not read",
  async () => {
    mkdirSync(join(folder, "linked"));
    cpSync(join(folder, "fees", "scenario.yaml"), join(folder, "linked", "scenario.yaml"));
    cpSync(join(folder, "fees", "burn.csv"), join(folder, "linked", "burn.csv"));
    symlinkSync(join(folder, "fees", "fees.csv"), join(folder, "linked", "fees.csv"));
    const { status, stderr } = await cli("run", "linked/scenario.yaml", "--no-report");
    expect(status).toBe(3);
    expect(stderr).toMatch(/linked\/scenario\.yaml:18:11: error: The data file "fees\.csv" lies outside/);
  },
);
