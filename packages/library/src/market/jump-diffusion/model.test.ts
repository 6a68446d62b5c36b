import { build, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import { kurtosis, mean, moments, variance } from "../../testing/sample.js";
import { optionValue } from "../option-value/option-value.vectors.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

test.each(reference.rows)(
  "λ = $lambda, m = $m, δ = $delta: mean, variance and kurtosis of the logarithm",
  async (row) => {
    const number = (name: string) => Number(row[name]);
    const applied = applyScenario(model, {
      parameters: {
        drift: `${number("mu") * 100} %/year`,
        volatility: `${number("sigma") * 100} %`,
        jumpRate: `${number("lambda")} 1/year`,
        jumpMean: `${number("m")}`,
        jumpSpread: `${number("delta")}`,
      },
    });
    const [runs, steps] = [20_000, 10];
    const program = build(applied, { step: `${number("t") * 36.5} day` });
    const result = await ensemble(program, {
      steps,
      runs,
      paths: runs,
      seed: 1976n,
      record: ["logPrice", "jumpsSoFar"],
    });
    const logarithms = result.paths("logPrice").map((path) => path[steps]!);
    const { errorOfMean, errorOfVariance } = moments(logarithms);
    expect(Math.abs(mean(logarithms) - number("mean"))).toBeLessThan(4 * errorOfMean);
    expect(Math.abs(variance(logarithms) - number("variance"))).toBeLessThan(4 * errorOfVariance);
    expect(Math.abs(kurtosis(logarithms) / (3 + number("excess")) - 1)).toBeLessThan(0.25);
    const jumps = result.paths("jumpsSoFar").map((path) => path[steps]!);
    const expected = number("lambda") * number("t");
    expect(Math.abs(mean(jumps) - expected)).toBeLessThan(4 * Math.sqrt(expected / runs));
  },
);

test("the mean grows by the drift, and calls on the futures are worth what Merton's series says", async () => {
  const { step: _, steps: __, ...scenario } = scenarios["one-catastrophe"]!;
  const runs = 40_000;
  const program = build(applyScenario(model, scenario), { step: "0.25 year" });
  const result = await ensemble(program, { steps: 1, runs, paths: runs, seed: 2004n, record: ["price"] });
  const prices = result.paths("price").map((path) => path[1]!);
  expect(Math.abs(mean(prices) - 100 * Math.exp(0.05 / 4))).toBeLessThan(4 * moments(prices).errorOfMean);
  for (const K of [80, 100, 120]) {
    const input = { S: 100, K, r: 0.05, sigma: 0.15, T: 0.25, lambda: 0.1, jump_mean: -0.9, jump_sd: 0.45 };
    const paid = prices.map((price) => Math.exp(-0.05 / 4) * Math.max(price - K, 0));
    expect(Math.abs(mean(paid) - optionValue(input).call)).toBeLessThan(4 * moments(paid).errorOfMean);
  }
});

test("without jumps and noise the price grows by the drift", () => {
  const still = applyScenario(model, { parameters: { jumpRate: "0 1/year", volatility: "0 %", drift: "7 %/year" } });
  const result = run(build(still, { step: "1 day" }), { steps: 365 });
  expect(result.final("price")).toBeCloseTo(Math.exp(0.07), 12);
  expect(result.final("jumpsSoFar")).toBe(0);
});

test("a negative rate is refused where jumps are drawn", () => {
  expect(() => run(build(model, { step: "1 day" }), { steps: 1, parameters: { jumpRate: -1 } })).toThrowError(/jumps/);
});
