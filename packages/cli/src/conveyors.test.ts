import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tokenwright } from "./testing/command.js";

const guide = readFileSync(fileURLToPath(new URL("../../../docs/guides/conveyors.md", import.meta.url)), "utf8");
const [, scenario = ""] = /```yaml run file=unbonding.yaml\n([\s\S]*?)```/.exec(guide) ?? [];

let folder = "";
const cli = (...args: readonly string[]) => tokenwright(args, { cwd: folder });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tokenwright-conveyors-"));
  writeFileSync(join(folder, "unbonding.yaml"), scenario);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the guide's unbonding queue passes its checks, and explain shows how long it lasts", async () => {
  const [check, explained] = await Promise.all([cli("check", "unbonding.yaml"), cli("explain", "unbonding.yaml")]);
  expect({ check: check.status, explain: explained.status }).toEqual({ check: 0, explain: 0 });
  expect(explained.stdout).toContain("unbonding 0 ATOM, conveyor: unbondingTime");
  expect(explained.stdout).toContain("complete = leaving(unbonding)");
});

test("why a release is what it is leads to the queue", async () => {
  const { status, stdout } = await cli("why", "unbonding.yaml", "complete@step:21");
  expect(status).toBe(0);
  expect(stdout).toMatch(/complete\b[^\n]*\b95\b/);
  expect(stdout).toContain("unbonding");
});
