import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readScenario } from "../scenario/index.js";
import { simulate } from "./simulate.js";
import { smallScenario } from "./testing/small-scenario.js";

const decided = `decisions:
  slow down: { set: { rate: rate / 2 }, at: 2026-01-06, meaning: a plan, source: the paper, confidence: protocol }
  by luck: { set: { rate: 20 %/day }, when: "luck < {30 %} and time >= {7 day}", for: 1 day }
  on and off: { set: { luck: luck }, while: "mod(time / epoch, 4) = 1" }
  never: { set: { rate: 0 %/day }, at: 1 year }
`;

test("decisions are told with the share of the futures in which they took effect, and when", async () => {
  const { record, series } = await simulate(smallScenario(["ensemble.paths=200"], decided));
  const lucky = series[2]!.paths.filter((path) => path[0]! < 30).length;
  expect(lucky).toBeGreaterThan(20);
  const [plan, luck, often, never] = record.decisions!;
  expect(plan).toEqual({
    name: "slow down",
    meaning: "a plan",
    source: "the paper",
    confidence: "protocol",
    changes: [{ parameter: "rate", value: "rate / 2" }],
    rule: "5 day after the start",
    runs: 200,
    times: 200,
    first: { earliest: 5, median: 5 },
    text: "slow down: rate = rate / 2, in all 200 futures, at epoch 105 (2026-01-06).",
  });
  expect(luck).toMatchObject({ runs: lucky, times: lucky, first: { earliest: 8, median: 8 } });
  expect(luck!.text).toBe(`by luck: rate = 20 %/day, in ${lucky} of 200 futures, at epoch 108 (2026-01-09).`);
  // After the steps 1, 5 and 9.
  expect(often).toMatchObject({ runs: 200, times: 600, first: { earliest: 2, median: 2 } });
  expect(often!.text).toContain("600 times in all");
  expect(never).toMatchObject({ runs: 0, times: 0, text: "never: rate = 0 %/day, in none of 200 futures." });
  expect(never!.first).toBeUndefined();
  // Five days of 10 %, then 5 %, but for a day of 20 % in the lucky futures.
  const paid = (days: number) => 1_000_000 * 0.9 ** 5 * 0.95 ** days;
  for (const [index, path] of series[0]!.paths.entries()) {
    const isLucky = series[2]!.paths[index]![0]! < 30;
    expect(path[10]).toBeCloseTo(isLucky ? paid(4) * 0.8 : paid(5), 4);
  }
});

test("in the example of governance rewards are halved twice, and votes and brakes come in the futures that need them", async () => {
  const file = new URL("../../../../examples/governance/scenario.yaml", import.meta.url);
  const scenario = readScenario(readFileSync(file, "utf8"), {
    file: "scenario.yaml",
    overrides: ["ensemble.runs=100", "ensemble.paths=100"],
  });
  const { record, series } = await simulate(scenario);
  const paths = (name: string) => series.find((one) => one.name === name)!.paths;
  expect(paths("reward").every((path) => path[364] === 20_000 && path[365] === 10_000 && path[731] === 5000)).toBe(
    true,
  );
  const raised = paths("feeRate").filter((path) => path.at(-1)! > 0.5).length;
  expect(raised).toBeGreaterThan(10);
  expect(raised).toBeLessThan(90);
  const [, , vote, brake] = record.decisions!;
  expect(vote!.runs).toBe(raised);
  expect(brake!.times).toBeGreaterThan(brake!.runs);
  expect(record.overdrafts).toEqual([]);
});
