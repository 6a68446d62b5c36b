import { build, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import { kurtosis, mean, moments, variance } from "../../testing/sample.js";
import model from "./model.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

test.each(reference.rows)(
  "from $start with $calm and $turbulent days: after $days days $share of the futures are turbulent, at any step",
  async ({ calm, turbulent, start, days, share }) => {
    const applied = applyScenario(model, {
      parameters: { calmLength: `${calm} day`, turbulentLength: `${turbulent} day`, startTurbulent: start! },
    });
    for (const steps of [1, 2, 10]) {
      const program = build(applied, { step: `${Number(days) / steps} day` });
      expect(run(program, { steps }).final("turbulentChance") / Number(share)).toBeCloseTo(1, 11);
      const runs = 4000;
      const result = await ensemble(program, { steps, runs, paths: runs, seed: 1989n, record: ["turbulent"] });
      const found = mean(result.paths("turbulent").map((path) => path[steps]!));
      const error = Math.sqrt((Number(share) * (1 - Number(share))) / runs);
      expect(Math.abs(found - Number(share))).toBeLessThan(4 * error);
    }
  },
);

test("times last as long as they should: calm ones 400 days, turbulent ones 120", () => {
  const turbulent = run(build(model, { step: "1 day" }), { steps: 400_000, seed: 11n, record: ["turbulent"] }).series(
    "turbulent",
  );
  const lengths: [number[], number[]] = [[], []];
  let since = 0;
  for (let day = 1; day < turbulent.length; day++) {
    if (turbulent[day] === turbulent[day - 1]) continue;
    lengths[turbulent[day - 1] as 0 | 1].push(day - since);
    since = day;
  }
  for (const [regime, expected] of [400, 120].entries()) {
    const list = lengths[regime as 0 | 1];
    expect(list.length).toBeGreaterThan(500);
    // A time shorter than a day is not seen, which lengthens the others a little: by half a per cent here.
    expect(Math.abs(mean(list) - expected)).toBeLessThan(4 * moments(list).errorOfMean + 0.01 * expected);
  }
});

test("in the long run the changes of a day are the mixture of both regimes: variance and kurtosis", async () => {
  const [runs, steps] = [20_000, 20];
  const program = build(applyScenario(model, { parameters: { calmLength: "4 day", turbulentLength: "2 day" } }), {
    step: "1 day",
  });
  const result = await ensemble(program, { steps, runs, paths: runs, seed: 7n, record: ["logReturn"] });
  const returns = result.paths("logReturn").map((path) => path[steps]!);
  const [calm, wild] = [(0.5 * 0.5) / 365, (1.1 * 1.1) / 365];
  // A third of the time is turbulent; the means of a day are too small to matter here.
  const expected = (2 / 3) * calm + (1 / 3) * wild;
  expect(Math.abs(variance(returns) - expected)).toBeLessThan(4 * moments(returns).errorOfVariance);
  const fourth = 3 * ((2 / 3) * calm * calm + (1 / 3) * wild * wild);
  expect(kurtosis(returns) / (fourth / (expected * expected))).toBeCloseTo(1, 1);
});

test("with one regime in name only the price grows by its drift", () => {
  const same = applyScenario(model, {
    parameters: {
      calmDrift: "8 %/year",
      turbulentDrift: "8 %/year",
      calmVolatility: "0 %",
      turbulentVolatility: "0 %",
    },
  });
  expect(run(build(same, { step: "1 day" }), { steps: 365 }).final("price")).toBeCloseTo(Math.exp(0.08), 12);
});

test("a first regime that is neither is reported by the check that forbids it", () => {
  const { report } = run(build(model, { step: "1 day" }), { steps: 1, parameters: { startTurbulent: 0.3 } });
  expect(report.violations.map(({ check }) => check)).toEqual(["parametersMakeSense"]);
});
