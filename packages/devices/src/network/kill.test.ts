import { expect, test } from "vitest";
import { runKills } from "./testing/kill.js";

test("a node that is killed under load loses nothing it acknowledged, stores nothing twice, and pays the same", async () => {
  const report = await runKills({ kills: 3, seed: 11n, longest: 600 });
  expect(report.messages).toBeGreaterThan(500);
  expect(report).toMatchObject({ lost: 0, acknowledged: report.messages, stored: report.messages });
  expect(report.evidenceHash).toBe(report.uninterruptedHash);
  expect(report.root).toMatch(/^0x[0-9a-f]{64}$/);
  expect(report.root).toBe(report.uninterruptedRoot);
});
