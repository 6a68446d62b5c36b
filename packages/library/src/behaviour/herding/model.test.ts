import { build, type Economy, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import { mean, moments } from "../../testing/sample.js";
import holders from "../holders/model.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const cases = [...new Set(reference.rows.map((row) => `${row["hope"]},${row["doubt"]},${row["firmness"]}`))];

function twenty(text: string, optimists = 10) {
  const [hope, doubt, firmness] = text.split(",");
  return applyScenario(model, {
    parameters: { hope: hope!, doubt: doubt!, firmness: firmness! },
    stocks: { optimists: `${optimists} person`, pessimists: `${20 - optimists} person` },
  });
}

test.each(cases)("hope, doubt and firmness %s: half a million meetings have the law of the long run", (text) => {
  const steps = 500_000;
  const program = build(twenty(text), { step: "1 hour" });
  const series = run(program, { steps, seed: 1993n, record: ["optimists"] }).series("optimists");
  const counts = Array.from({ length: 21 }, () => 0);
  for (const value of series) counts[value]!++;
  // The mind of the herd is kept for some thousand meetings, so there are some hundred independent ones in the sample.
  for (const row of reference.rows.filter((one) => `${one["hope"]},${one["doubt"]},${one["firmness"]}` === text)) {
    const share = Number(row["share"]);
    const found = counts[Number(row["optimists"])]! / series.length;
    expect(Math.abs(found - share), row["optimists"]!).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / 800));
  }
});

test.each(cases)("hope, doubt and firmness %s: in the law of the long run as many meetings lead up as down", (text) => {
  const rows = reference.rows.filter((one) => `${one["hope"]},${one["doubt"]},${one["firmness"]}` === text);
  const share = (optimists: number) => Number(rows.find((row) => row["optimists"] === String(optimists))!["share"]);
  for (const low of [0, 19]) {
    const chance = (optimists: number, name: string) =>
      run(build(twenty(text, optimists), { step: "1 hour" }), { steps: 0 }).final(name);
    const up = share(low) * chance(low, "riseChance");
    const down = share(low + 1) * chance(low + 1, "fallChance");
    expect(up / down).toBeCloseTo(1, 12);
  }
});

test.each(cases)(
  "hope, doubt and firmness %s: the mean of many futures moves as if there were no meetings",
  async (text) => {
    const [hope, doubt] = text.split(",").map(Number);
    const [steps, runs] = [400, 4000];
    const program = build(twenty(text, 18), { step: "1 hour" });
    const result = await ensemble(program, { steps, runs, paths: runs, seed: 3n, record: ["optimists"] });
    const last = result.paths("optimists").map((path) => path[steps]!);
    const end = (20 * hope!) / (hope! + doubt!);
    const expected = end + (18 - end) * (1 - (hope! + doubt!) / 20) ** steps;
    expect(Math.abs(mean(last) - expected)).toBeLessThan(4 * moments(last).errorOfMean);
  },
);

test("nobody is lost, and one person at most changes its mind in a meeting", () => {
  const result = run(build(model, { step: "1 hour" }), { steps: 5000, seed: 2n });
  const [optimists, pessimists] = ["optimists", "pessimists"].map((name) => result.series(name));
  for (let step = 0; step < 5000; step++) {
    expect(optimists![step]! + pessimists![step]!).toBe(100);
    expect(Math.abs(optimists![step + 1]! - optimists![step]!)).toBeLessThanOrEqual(1);
  }
});

test("several meetings in a step have the mean and the variance of the same law", () => {
  const parameters = { meetings: "5", hope: "0.06", doubt: "0.04" };
  const program = build(applyScenario(model, { parameters }), { step: "1 hour" });
  const series = run(program, { steps: 200_000, seed: 8n, record: ["optimists"] }).series("optimists");
  const average = mean([...series]);
  const variance = mean(Array.from(series, (value) => (value - average) ** 2));
  // Beta-binomial law of 100 people; a million meetings hold a thousand times in which all is forgotten.
  const [alpha, beta] = [(0.06 * 99) / 0.3, (0.04 * 99) / 0.3];
  const sum = alpha + beta;
  const expected = (100 * alpha * beta * (sum + 100)) / (sum * sum * (sum + 1));
  expect(Math.abs(average - 60)).toBeLessThan(4 * Math.sqrt(expected / 500));
  expect(Math.abs(variance / expected - 1)).toBeLessThan(0.15);
});

test("without hope and doubt who agree stay so, and good news brings hope", () => {
  const agreed = { optimists: "0 person", pessimists: "100 person" };
  const silent = applyScenario(model, { parameters: { hope: "0", doubt: "0" }, stocks: agreed });
  expect(run(build(silent, { step: "1 hour" }), { steps: 1000 }).final("optimists")).toBe(0);
  const news = applyScenario(silent, { inputs: { news: "0.05" } });
  expect(run(build(news, { step: "1 hour" }), { steps: 20_000 }).final("optimism")).toBe(100);
});

test("the longer people herd, the smaller the shape", () => {
  const shape = (parameters: Record<string, string>) =>
    run(build(applyScenario(model, { parameters }), { step: "1 hour" }), { steps: 0 }).final("riseShape");
  expect(shape({})).toBeCloseTo((0.002 * 99) / 0.3, 12);
  expect(shape({ hope: "0.05", doubt: "0.05" })).toBeCloseTo(16.5, 12);
});

test("chances beyond one are reported", () => {
  const { report } = run(build(model, { step: "1 hour" }), { steps: 1, parameters: { hope: 1.4, doubt: 1.4 } });
  expect(report.violations.map(({ check }) => check)).toEqual(["chancesAreChances"]);
});

test("its mood can be what holders expect: they sell when it is bad", () => {
  const share = (optimists: number) => {
    const mood = applyScenario(model, {
      ...scenarios["by-the-day"]!,
      parameters: { ...scenarios["by-the-day"]!.parameters, hope: "0", doubt: "0" },
      stocks: { optimists: `${optimists} person`, pessimists: `${100 - optimists} person` },
    });
    const economy: Economy = {
      title: "A mood and those who follow it",
      epoch: "1 day",
      modules: {
        mood: { model: mood },
        holders: { model: holders, inputs: { expectedGrowth: "{20 %/year} * mood.sentiment" } },
      },
    };
    const { report, ...result } = run(build(economy), { steps: 120, seed: 1n });
    expect(report).toEqual({ overdrafts: [], violations: [] });
    return result.final("holders.outsiders");
  };
  expect(share(0)).toBeGreaterThan(90);
  expect(share(100)).toBeLessThan(10);
});
