import { build, ensemble, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { fraction, rational, runExactly, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import { adapters } from "./proof-of-work.vectors.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const [vectors] = adapters;
const of = (name: string) => applyScenario(model, scenarios[name]!);

test.each(reference.rows)("$hashRate EH/s at $efficiency J/TH and overhead $overhead are $energy TWh a year", (row) => {
  const result = runExactly(model, {
    step: "1 day",
    steps: 365,
    inputs: { hashRate: fraction(row["hashRate"]) },
    parameters: { efficiency: fraction(row["efficiency"]), overhead: fraction(row["overhead"]) },
  });
  expect(result.exact("energy")[0]).toEqual(fraction(row["energy"]));
  // A year of 365 days uses what the yearly figure says.
  expect(result.exact("used")[365]).toEqual(fraction(row["energy"]));
});

test("the survey of 2024 gives the published 138 TWh and 39.8 Mt within their last digit", () => {
  const result = runExactly(of("bitcoin-2024"), { step: "1 day" });
  expect(Math.abs(toNumber(result.exact("energy")[0]!) - 138)).toBeLessThan(0.2);
  expect(Math.abs(toNumber(result.exact("emissionsOfUse")[0]!) - 39.8)).toBeLessThan(0.05);
  expect(result.exact("energy")[0]).toEqual(rational(268n * 100n * 282n * 876n, 48n * 10n * 10n ** 5n));
});

test("a case with energy or emissions in place of the hash rate gives what follows from them", () => {
  expect(vectors!.compute({ TWh_per_year: 138, MtCO2e: 39.8 }, {}, [])["g_per_kwh"]).toEqual(rational(39_800n, 138n));
  expect(vectors!.compute({ TWh_per_year: 100, g_per_kwh: 475 }, {}, [])).toMatchObject({
    TWh_per_year: rational(100n),
    MtCO2e: fraction("47.5"),
  });
});

test("what the survey leaves open is a band that holds the published figure, around the mean of its parts", async () => {
  const program = build(of("bitcoin-2024-uncertain"), { step: "1 day" });
  const result = await ensemble(program, {
    steps: 1,
    runs: 4000,
    seed: 2024n,
    record: ["energy", "emissionsOfUse"],
    quantiles: [0.05, 0.95],
  });
  const [low, high] = result.bands("energy").values.map((series) => series[0]!);
  expect(low).toBeGreaterThan(115);
  expect(low).toBeLessThan(138);
  expect(high).toBeGreaterThan(138);
  expect(high).toBeLessThan(185);
  // 268 EH/s times the mean of 1/share (triangular, in closed form), of efficiency and of overhead: 147.73 TWh.
  expect(Math.abs(result.mean("energy")[0]! - 147.7327)).toBeLessThan(1);
  const [least, most] = result.bands("emissionsOfUse").values.map((series) => series[0]!);
  expect(least).toBeLessThan(39.8);
  expect(most).toBeGreaterThan(39.8);
});

test("the average of a transaction shares out everything, the marginal one is what its fee pays for", () => {
  const result = runExactly(of("bitcoin-2024"), { step: "1 day" });
  // 137.9262 TWh over 182.5 M transactions; 60 % of 2 USD at 0.05 USD/kWh.
  expect(result.exact("energyPerTransaction")[0]).toEqual(fraction("755.76"));
  expect(result.exact("marginalEnergyPerTransaction")[0]).toEqual(rational(24n));
  // 137.9262 TWh over 19.7 M tokens.
  expect(toNumber(result.exact("energyPerToken")[0]!)).toBeCloseTo(7001.3299, 3);
});

test("making the machines is counted over their life", () => {
  const result = runExactly(of("150-exahash"), { step: "1 day" });
  // 1.5 M machines of 100 TH/s, 200 kg each, over four years.
  expect(result.exact("embodiedEmissions")[0]).toEqual(fraction("0.075"));
  expect(toNumber(result.exact("emissions")[0]!)).toBeCloseTo(15.158304 + 0.075, 12);
});

test("energy is proportional to hash rate and to energy per hash, and emissions to intensity", () => {
  const amount = fc.integer({ min: 0, max: 1_000_000 });
  fc.assert(
    fc.property(amount, amount, amount, (hashRate, efficiency, intensity) => {
      const result = runExactly(model, {
        step: "1 day",
        inputs: { hashRate: rational(BigInt(hashRate), 1000n), intensity: rational(BigInt(intensity), 1000n) },
        parameters: { efficiency: rational(BigInt(efficiency), 1000n) },
      });
      const energy = rational(BigInt(hashRate) * BigInt(efficiency) * 876n, 10n ** 11n);
      expect(result.exact("energy")[0]).toEqual(energy);
      expect(result.exact("emissionsOfUse")[0]).toEqual(rational(energy.n * BigInt(intensity), energy.d * 10n ** 6n));
    }),
    { seed: 268, numRuns: 100 },
  );
});

test("the fast backend agrees with the exact one", () => {
  const exact = runExactly(of("bitcoin-2024"), { step: "1 day", steps: 365 });
  const fast = run(build(of("bitcoin-2024"), { step: "1 day" }), { steps: 365 });
  for (const name of exact.names) {
    expect(Math.abs(fast.final(name) - exact.final(name))).toBeLessThanOrEqual(1e-12 * Math.abs(exact.final(name)));
  }
});

test("an overhead below 1 and a negative hash rate are reported", () => {
  const { report } = runExactly(model, {
    step: "1 day",
    inputs: { hashRate: rational(-1n) },
    parameters: { overhead: fraction("0.9") },
  });
  expect(report.violations.map(({ check }) => check)).toEqual(["hashRateIsNotNegative", "overheadIsAtLeastOne"]);
});
