import { expect, test } from "vitest";
import { runFiles } from "../store/index.js";
import { simulate } from "./simulate.js";
import { smallScenario } from "./testing/small-scenario.js";

test("now and the end agree with the closed form", async () => {
  const { record } = await simulate(smallScenario());
  const [reserve, paid] = record.outputs;
  expect(reserve!.first).toBe(1_000_000);
  // 1 000 000 · 0.9^10 = 348 678.4401, exact in base units.
  expect(reserve!.final).toEqual({ p5: 348_678.4401, p50: 348_678.4401, p95: 348_678.4401 });
  // 100 000 TKN a day is 36 500 000 TKN in a year of 365 days.
  expect(paid!.unit).toBe("TKN/year");
  expect(paid!.first).toBeCloseTo(36_500_000, 3);
  expect(reserve!.sparkline).toHaveLength(11);
  expect(reserve!.sparkline[1]).toBe(900_000);
});

test("an uncertain number spreads as its distribution says", async () => {
  const { record } = await simulate(smallScenario(["ensemble.runs=5000"]));
  const luck = record.outputs[2]!;
  // Uniform on 0 to 100 %: standard error of these quantiles at n = 5000 is 0.3 to 0.7 points; four of them.
  expect(Math.abs(luck.final.p5 - 5)).toBeLessThan(1.3);
  expect(Math.abs(luck.final.p50 - 50)).toBeLessThan(2.9);
  expect(Math.abs(luck.final.p95 - 95)).toBeLessThan(1.3);
  const assumption = record.assumptions.find(({ name }) => name === "luck")!;
  expect(assumption.spread).toEqual({ p5: luck.final.p5, p50: luck.final.p50, p95: luck.final.p95 });
  expect(record.assumptions.find(({ name }) => name === "rate")).toMatchObject({
    value: "10 %/day",
    unit: "%/day",
    meaning: "share that leaves in a day",
    source: "a test",
    confidence: "assumption",
  });
});

test("a guard rail is the share of futures in which it held, counted one by one", async () => {
  const { record, series } = await simulate(smallScenario(["ensemble.paths=200"]));
  const [lucky, half] = record.guardRails;
  const held = series[2]!.paths.filter((path) => path[0]! < 30).length;
  expect(lucky).toMatchObject({ held: held / 200, required: 0.25, passed: held >= 50 });
  // 0.9^6 = 0.531 and 0.9^7 = 0.478: it holds until day 6, and from day 7 on nothing is asked.
  expect(half).toMatchObject({ held: 1, passed: true });
  expect(half!.firstFailure).toBeUndefined();
});

test("a broken guard rail names a future and its first step", async () => {
  const scenario = smallScenario(["parameters.rate=20 %/day"]);
  const { record } = await simulate(scenario);
  // 0.8^3 = 0.512, 0.8^4 = 0.4096.
  expect(record.guardRails[1]).toMatchObject({ held: 0, passed: false, firstFailure: { run: 0, step: 4 } });
});

test("a stock that is asked for more than it holds is told in words with amounts", async () => {
  const scenario = smallScenario(["flows.paid.equation=reserve / {1 day} + {5 TKN/day}"]);
  const { record } = await simulate(scenario);
  expect(record.overdrafts).toHaveLength(1);
  expect(record.overdrafts[0]).toMatchObject({
    stock: "reserve",
    unit: "TKN",
    first: { run: 0, step: 0 },
    requested: 1_000_005,
    available: 1_000_000,
  });
  expect(record.overdrafts[0]!.text).toMatch(
    /reserve was asked for more than it held 2000 times.*future 0 at epoch 100 \(2026-01-01\): 1000005 TKN asked, 1000000 TKN there/,
  );
});

test("the same input gives the same name and the same bytes; another seed, model or change another name", async () => {
  const bytes = async (overrides: readonly string[]) => {
    const scenario = smallScenario(overrides);
    const simulation = await simulate(scenario);
    return { id: simulation.record.id, files: runFiles({ ...simulation, scenarioText: scenario.text }) };
  };
  const first = await bytes([]);
  expect(await bytes([])).toEqual(first);
  const others = await Promise.all(
    [["ensemble.seed=8"], ["ensemble.runs=201"], ["parameters.rate=11 %/day"]].map(bytes),
  );
  expect(new Set([first.id, ...others.map(({ id }) => id)]).size).toBe(4);
});

test("the folder of the file leaves no trace in the result", async () => {
  const scenario = smallScenario();
  const { record } = await simulate({ ...scenario, file: "/home/someone/secret/small.yaml" });
  expect(record.provenance.file).toBe("small.yaml");
  expect(JSON.stringify(record)).not.toContain("secret");
});

test("a signal stops it between batches", async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const running = simulate(smallScenario(["ensemble.runs=10000"]), {
    signal: controller.signal,
    onProgress: (done) => {
      seen.push(done);
      if (seen.length === 2) controller.abort();
    },
  });
  await expect(running).rejects.toThrowError(/run\/cancelled/);
  expect(seen).toHaveLength(2);
  expect(seen[1]).toBeLessThan(10_000);
});
