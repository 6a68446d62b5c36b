import { build, ensemble, type Program, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const closedForm = (quantity: string, years = "2") =>
  Number(reference.rows.find((row) => row["quantity"] === quantity && row["years"] === years)!["value"]);
const fixedSupply = { circulating: "{1_000_000_000 token}" };

/** Final values of a variable over many runs: mean, variance and standard errors come from these. */
async function finals(program: Program, name: string, steps: number, runs: number): Promise<number[]> {
  const result = await ensemble(program, { steps, runs, paths: runs, seed: 1911n, record: [name] });
  return result.paths(name).map((path) => path[steps]!);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]) => {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0) / (values.length - 1);
};

test.each(reference.rows.filter((row) => row["quantity"] === "growth price"))(
  "without noise the price after $years years is $value: growth of volume less growth of supply",
  ({ years, value }) => {
    const program = build(applyScenario(model, scenarios["growth"]!), { step: "5 day" });
    const result = run(program, { steps: 73 * 5 });
    expect(result.series("price")[73 * Number(years)]! / Number(value)).toBeCloseTo(1, 12);
  },
);

test("money times velocity equals price times transactions in every step of a noisy run", () => {
  const program = build(applyScenario(model, scenarios["volatile"]!), { step: "1 day" });
  const result = run(program, { steps: 730, seed: 7n });
  const [m, v, p, volume] = ["circulating", "velocity", "price", "volume"].map((name) => result.series(name));
  for (let step = 0; step <= 730; step++)
    expect((m![step]! * v![step]! * p![step]!) / volume![step]!).toBeCloseTo(1, 12);
});

test("the price starts where it is told to, and stays there without noise", () => {
  const still = applyScenario(model, scenarios["still"]!);
  const result = run(build(still, { step: "5 day" }), { steps: 73, parameters: { startPrice: 0.35 } });
  for (const price of result.series("price")) expect(price).toBeCloseTo(0.35, 14);
});

test("demand is a geometric Brownian motion: mean, and mean and deviation of its logarithm, at any step length", async () => {
  const applied = applyScenario(model, { inputs: fixedSupply, parameters: { drift: "10 %/year", volatility: "60 %" } });
  for (const [step, steps] of [
    ["73 day", 10],
    ["365 day", 2],
  ] as const) {
    const runs = 4000;
    const logarithms = (await finals(build(applied, { step }), "demand", steps, runs)).map((value) => Math.log(value));
    const deviation = closedForm("demand logarithm deviation at volatility 60 %");
    const standardError = deviation / Math.sqrt(runs);
    const expected = closedForm("demand logarithm mean at 10 % a year and volatility 60 %");
    expect(Math.abs(mean(logarithms) - expected)).toBeLessThan(4 * standardError);
    expect(Math.abs(Math.sqrt(variance(logarithms)) / deviation - 1)).toBeLessThan(4 / Math.sqrt(2 * runs));
    const demand = logarithms.map((value) => Math.exp(value));
    const meanError = Math.sqrt(variance(demand) / runs);
    expect(Math.abs(mean(demand) - closedForm("demand mean at 10 % a year"))).toBeLessThan(4 * meanError);
  }
});

test("velocity reverts to its mean with the variance of the Ornstein-Uhlenbeck process", async () => {
  const parameters = { reversion: "1.5 1/year", velocitySpread: "17.320508075688773 %" };
  const program = build(applyScenario(model, { inputs: fixedSupply, parameters }), { step: "73 day" });
  const runs = 4000;
  const deviations = await finals(program, "velocityDeviation", 10, runs);
  const expected = closedForm("velocity logarithm variance");
  expect(Math.abs(mean(deviations))).toBeLessThan(4 * Math.sqrt(expected / runs));
  expect(Math.abs(variance(deviations) / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / runs));
});

test("a smoothed price closes the gap to the equation by epoch / (smoothing + epoch) a step", () => {
  const parameters = { drift: "0 %/year", volatility: "0 %", velocitySpread: "0 %", smoothing: "15 day" };
  const halved = { circulating: "if time < {10 day} then {1_000_000 token} else {500_000 token}" };
  const result = run(build(applyScenario(model, { inputs: halved, parameters }), { step: "5 day" }), { steps: 12 });
  const price = result.series("price");
  expect([price[0], price[1]]).toEqual([1, 1]);
  let expected = 1;
  for (let step = 2; step <= 12; step++) {
    expected += (2 - expected) / 4;
    expect(price[step]).toBeCloseTo(expected, 12);
  }
});
