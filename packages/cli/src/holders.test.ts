import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tokenwright } from "./testing/command.js";

const example = fileURLToPath(new URL("../../../examples/holders/scenario.yaml", import.meta.url));

let folder = "";
const cli = (...args: readonly string[]) => tokenwright(args, { cwd: folder });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-holders-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the example of a population runs, conserves its tokens and shows aggregates of the holders", async () => {
  const { status, stdout } = await cli("run", example, "--runs", "3", "--set", "horizon=12 week");
  expect(status).toBe(0);
  expect(stdout).toContain("the check of the model held; every amount accounted for");
  // Log-normal holdings with sigma 1.5 have the Gini coefficient erf(0.75) = 0.711; a thousand of them vary by 0.02.
  expect(stdout).toMatch(/Gini coefficient +0\.(6[6-9]|7[0-6])/);
});

test("why says that the value of a population is a mean", async () => {
  const { stdout } = await cli("why", example, "inequality@step:2", "--depth", "1");
  expect(stdout).toMatch(/wealth\[holder\], mean of 1,000 +\d/);
});

test("an output with a value for each agent is refused at its line", async () => {
  const { status, stderr } = await cli("check", example, "--set", "outputs.0.name=wealth[holder]");
  expect(status).not.toBe(0);
  expect(stderr).toContain("run/population");
  expect(stderr).toContain("add an auxiliary, such as gini(wealth[*])");
});
