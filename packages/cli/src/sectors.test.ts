import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tokenwright } from "./testing/command.js";

const example = fileURLToPath(new URL("../../../examples/sectors/scenario.yaml", import.meta.url));

let folder = "";
const cli = (...args: readonly string[]) => tokenwright(args, { cwd: folder });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-sectors-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the example with sectors passes its checks and guard rails and shows every sector by its name", async () => {
  const [check, run] = await Promise.all([cli("check", example), cli("run", example, "--runs", "100")]);
  expect({ check: check.status, run: run.status }).toEqual({ check: 0, run: 0 });
  expect(check.stdout).toContain("✓ check conserved");
  for (const [sector, amount] of [
    ["team", "20.00"],
    ["investors", "30.00"],
    ["community", "50.00"],
  ] as const) {
    expect(run.stdout).toMatch(new RegExp(`Released: ${sector} +million TKN +0 +${amount} +${amount} +${amount}`));
  }
});

test("assumptions name every element with the value it has", async () => {
  const { stdout } = await cli("run", example, "--runs", "10", "--no-report", "--json", "--out", "kept");
  const path = join(folder, JSON.parse(stdout).folder as string, "assumptions.json");
  const { assumptions } = JSON.parse(readFileSync(path, "utf8")) as { assumptions: Record<string, string>[] };
  const cliffs = assumptions.filter(({ name }) => name!.startsWith("cliff["));
  expect(cliffs.map(({ name, value, unit }) => `${name} ${value} ${unit}`)).toEqual([
    "cliff[team] 12 month month",
    "cliff[investors] 6 month month",
    "cliff[community] 0 month month",
  ]);
});

test("explain shows dimensions, points and what single elements have", async () => {
  const { stdout } = await cli("explain", example);
  expect(stdout).toContain("sector team, investors, community");
  expect(stdout).toContain("premium (0, 20 %) (0.5, 60 %) (1, 100 %) (2, 160 %) (4, 220 %) clamp");
  expect(stdout).toContain("cliff[sector] team: 12 month, investors: 6 month, others: 0 month");
  expect(stdout).toContain("vesting[sector] team: 36 month, investors: 24 month, community: 48 month");
});
