import { expect, test } from "vitest";
import { runFlood } from "./testing/flood.js";

test("a flood with forged, replayed and skewed messages: nothing bad is stored, nothing acknowledged lost, all counted", async () => {
  const report = await runFlood({ messages: 4_000, devices: 100, connections: 8, threads: 1, seed: 3n, slow: 200 });
  expect(report).toMatchObject({ bad: 0, lost: 0, twice: 0, unaccounted: 0 });
  const { counts, sent } = report;
  expect(sent.forged).toBeGreaterThan(100);
  expect(sent.replayed).toBeGreaterThan(100);
  // What was dropped for want of room is the only difference between good and stored.
  const dropped = counts.refused["ingest/dropped"] ?? 0;
  expect(report.stored).toBe(counts.stored);
  expect(counts.stored).toBeLessThanOrEqual(sent.good);
  expect(counts.stored).toBeGreaterThanOrEqual(sent.good - dropped);
  // Resident memory of a process that compiles its sources as it starts; the long form holds the bound.
  expect(report.peakMebibytes).toBeLessThan(400);
  // The subscriber that takes nothing missed readings, and held nobody up.
  expect(report.missed).toBeGreaterThan(0);
});
