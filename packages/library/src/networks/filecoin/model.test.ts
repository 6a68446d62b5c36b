import { build, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { economyOn } from "../../history.js";
import { baselineAt, simpleReward } from "../../issuance/baseline-minting/rule.js";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import history from "./history.js";
import filecoin from "./model.js";
import scenarios from "./scenarios.js";

const recorded = new Map(
  readReference(new URL("reference.csv", import.meta.url)).rows.map((row) => [row["quantity"]!, row["value"]!]),
);
const rewards = readReference(new URL("rewards.csv", import.meta.url)).rows;
const figure = (name: string) => Number(recorded.get(name));
const relative = (got: number, wanted: number) => Math.abs(got / wanted - 1);
const epochs = 2880;

const quiet = { "price.volatility": "0 %", "price.velocitySpread": "0 %" };

test("the chain's simple rewards are the published ones of every hundred-thousandth epoch, to the attoFIL", () => {
  const million = 10n ** 24n;
  for (const row of rewards) expect(simpleReward(BigInt(row["epoch"]!), 300n * million).toString()).toBe(row["reward"]);
  // The closed form of an epoch, for the protocol's 330 million.
  for (const row of rewards) {
    const startAge = `${30 * Number(row["epoch"])} second`;
    const flat = applyScenario(filecoin, { parameters: { ...quiet, "supply.startAge": startAge } });
    const perEpoch = run(build(flat), { steps: 0 }).final("supply.simpleReward") / epochs;
    // It is the mean over the epochs of a day, of which the first is paid most.
    const decay = Math.LN2 / (6 * 365 * epochs);
    const first = (perEpoch * epochs * -Math.expm1(-decay)) / -Math.expm1(-decay * epochs);
    expect(relative(first, (1.1 * Number(row["reward"])) / 1e18)).toBeLessThan(1e-9);
  }
});

test("baseline power and its sum after the recorded epochs are those of the chain", () => {
  const { power, sum } = baselineAt(figure("effective_network_time"));
  expect(relative(Number(power), figure("effective_baseline_power"))).toBeLessThan(1e-14);
  expect(relative(Number(sum), figure("cumsum_baseline"))).toBeLessThan(1e-9);
  // The actor's own baseline of an epoch is that of the epoch before.
  const closed = 2_888_888_880_000_000_000 * 2 ** ((figure("epoch") - 1) / (365 * epochs));
  expect(relative(figure("baseline_power"), closed)).toBeLessThan(1e-12);
});

test("network time and both mintings at the recorded epoch are the chain's within 1e-7, and the reward of the epoch", () => {
  const start = run(build(applyScenario(filecoin, { parameters: quiet })), { steps: 0 });
  expect(relative(start.final("supply.networkTime") * epochs, figure("network_time"))).toBeLessThan(1e-9);
  expect(relative(start.final("supply.simpleMinted"), figure("simple_minted"))).toBeLessThan(1e-9);
  const baseline = 770e6 - figure("baseline_total") + start.final("supply.baselineMinted");
  expect(relative(baseline, figure("baseline_minted"))).toBeLessThan(1e-9);
  const share = figure("total_storage_power_reward") / (figure("simple_minted") + figure("baseline_minted"));
  expect(start.final("made") / 100).toBeCloseTo(share, 5);
  expect(relative(start.final("rawPower") * 2 ** 60, figure("raw_power"))).toBeLessThan(1e-12);
  // A day's rewards per epoch: half a day later, that of the record less its decay.
  const perEpoch = start.final("supply.reward") / epochs;
  expect(relative(perEpoch, figure("this_epoch_reward"))).toBeLessThan(2e-4);
});

test("without the chain's epochs of 30 seconds network time would be half an epoch ahead", () => {
  const continuous = applyScenario(filecoin, { parameters: { ...quiet, "supply.blockEpoch": "0 second" } });
  const ahead = run(build(continuous), { steps: 0 }).final("supply.networkTime") * epochs - figure("network_time");
  expect(ahead).toBeCloseTo(0.454, 2);
});

test("what circulates, vests, is pledged and has not vested grows by rewards less what is burned", () => {
  const steps = 400;
  const result = run(build(applyScenario(filecoin, { parameters: quiet })), { steps });
  const all = (step: number) =>
    ["circulating", "lockedRewards", "pledge", "unvested"].reduce(
      (sum, name) => sum + result.series(`supply.${name}`)[step]!,
      0,
    );
  const flows = (name: string) =>
    result
      .series(name)
      .slice(0, steps)
      .reduce((sum, value) => sum + value, 0);
  expect(relative(all(steps), all(0) + flows("supply.paid") - flows("supply.burnt"))).toBeLessThan(1e-12);
  // The last allocations of the launch have vested six years of 365 days after 2020-10-15.
  expect(result.series("supply.unvested")[7]!).toBeGreaterThan(0);
  expect(result.series("supply.unvested")[10]).toBe(0);
});

test("power tends to what is sealed in the life of a sector", () => {
  const result = run(build(applyScenario(filecoin, { parameters: { ...quiet, onboarding: "20 PiB/day" } })), {
    steps: 5400,
  });
  expect(relative(result.final("rawPower"), (20 * 540) / 1024)).toBeLessThan(1e-3);
  expect(result.report.violations).toEqual([]);
});

test("a date gives the rules of that day: the pledge's ramp and the daily fee come with their upgrades", () => {
  const before = economyOn(filecoin, history, "2024-01-01");
  const result = run(build(before), { steps: 700, seed: 1n });
  expect(result.series("feesOfSectors")[0]).toBe(0);
  // 2025-04-14 is day 469, 2024-11-20 day 324 and the end of the ramp a year later.
  expect(result.series("feesOfSectors")[468]).toBe(0);
  expect(result.series("feesOfSectors")[469]).toBeGreaterThan(0);
  const weight = result.series("supply.baselineWeight");
  expect(weight[324]).toBe(1);
  expect(weight[325]! + weight[689]!).toBeCloseTo(1.7, 2);
  expect(weight[690]).toBeCloseTo(0.7, 12);
  // Since the launch day on 2020-10-15: 51 days and two hours after epoch 0.
  const launch = run(build(economyOn(filecoin, history, "2020-10-15")), { steps: 0 });
  expect(launch.final("supply.age")).toBeCloseTo(51 + 2 / 24, 12);
  expect(launch.final("supply.unvested")).toBe(589_190_557);
  expect(() => economyOn(filecoin, history, "2020-10-14")).toThrow(/known from 2020-10-15 on/);
});

test("each scenario moves what its title says", () => {
  const final = (name: string, variable: string) => {
    const { parameters = {} } = scenarios[name]!;
    return run(build(applyScenario(filecoin, { parameters: { ...quiet, ...parameters } })), { steps: 730 }).final(
      variable,
    );
  };
  expect(final("renewed-growth", "supply.baselineReward")).toBeGreaterThan(
    2 * final("as-of-2026", "supply.baselineReward"),
  );
  expect(final("before-daily-fees", "supply.circulating")).toBeGreaterThan(final("as-of-2026", "supply.circulating"));
});

test("fifty futures keep every check and overdraw nothing", async () => {
  const { report } = await ensemble(build(filecoin), { steps: 200, runs: 50, record: ["price.price"] });
  expect(report).toEqual({ overdrafts: [], violations: [] });
});
