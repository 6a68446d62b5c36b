import { build, ensemble, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { fraction, rational, runExactly, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import { adapters } from "./proof-of-stake.vectors.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const [vectors] = adapters;
const of = (name: string) => applyScenario(model, scenarios[name]!);

test.each(reference.rows)("$scenario: $nodes nodes use the published $kwh kWh in a year", ({ scenario, ...row }) => {
  const result = runExactly(of(scenario!), { step: "1 day", steps: 365 });
  expect(result.exact("nodes")[0]).toEqual(fraction(row["nodes"]));
  expect(result.exact("used")[365]).toEqual(rational(BigInt(row["kwh"]!), 1000n));
  if (row["tonnes"] !== "") {
    const published = Number(row["tonnes"]);
    expect(Math.abs(toNumber(result.exact("emissionsOfUse")[0]!) / published - 1)).toBeLessThan(0.002);
  }
});

test.each(reference.rows)(
  "$scenario, uncertain: the published energy lies in the middle of the band",
  async ({ scenario, kwh }) => {
    const program = build(of(`${scenario}-uncertain`), { step: "1 day" });
    const options = { steps: 1, runs: 2000, seed: 2022n, record: ["energy"], quantiles: [0.05, 0.5, 0.95] };
    const result = await ensemble(program, options);
    const [low, middle, high] = result.bands("energy").values.map((series) => series[0]! / (Number(kwh) / 1000));
    // Nodes within 10 % and power within a factor of 1.5: nine tenths lie within a factor of about 1.52.
    expect(low).toBeGreaterThan(0.62);
    expect(low).toBeLessThan(0.7);
    expect(Math.abs(middle! - 1)).toBeLessThan(0.03);
    expect(high).toBeGreaterThan(1.43);
    expect(high).toBeLessThan(1.6);
    // The mean of the lognormal factor is exp(0.2465^2 / 2) = 1.03085.
    expect(Math.abs(result.mean("energy")[0]! / (Number(kwh) / 1000) - 1.03085)).toBeLessThan(0.02);
  },
);

test("Tezos lies between the two figures that are quoted for it", async () => {
  const program = build(of("tezos-2022-uncertain"), { step: "1 day" });
  const result = await ensemble(program, { steps: 1, runs: 500, record: ["energy"], quantiles: [0, 1] });
  const [least, most] = result.bands("energy").values.map((series) => series[0]!);
  expect(least).toBeGreaterThanOrEqual(94.12 * (1 - 1e-12));
  expect(most).toBeLessThanOrEqual(113.249 * (1 + 1e-12));
});

test("cases with nodes and watts, or with emissions, are answered by the same model", () => {
  expect(vectors!.compute({ nodes: 100, watts: 50, pue: "1.2" }, { emission_factor_g_per_kwh: 475 }, [])).toMatchObject(
    {
      kwh: rational(52_560n),
      t_co2e: fraction("24.966"),
    },
  );
  expect(vectors!.compute({ kwh: 7_500_000, nodes: 14_072 }, {}, [])["watts_per_node"]).toEqual(
    rational(7_500_000_000n, 8760n * 14_072n),
  );
  expect(vectors!.compute({ GWh_per_year: "7.5", nodes: 14_072 }, {}, [])["kwh"]).toEqual(rational(7_500_000n));
  const inverse = vectors!.compute({ kwh: 598_755, t_co2e: 284 }, { emission_factor_g_per_kwh: 475 }, []);
  expect(toNumber(inverse["g_per_kwh"] as ReturnType<typeof rational>)).toBeCloseTo(474.3, 1);
});

test("average and marginal energy of a transaction differ by the power that is always there", () => {
  const count = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(count, count, count, (nodes, transactions, joules) => {
      const result = runExactly(model, {
        step: "1 day",
        inputs: { transactions: rational(BigInt(transactions)), deciding: rational(BigInt(nodes)) },
        parameters: { energyOfTransaction: rational(BigInt(joules)), overhead: fraction("1.5") },
      });
      // 25 W a node, and 1 Wh is 3600 J.
      const standing = rational(BigInt(nodes) * 25n * 24n * 3n, BigInt(transactions) * 2n);
      const marginal = rational(BigInt(joules) * 3n, 7200n);
      expect(result.exact("marginalEnergyPerTransaction")[0]).toEqual(marginal);
      expect(result.exact("energyPerTransaction")[0]).toEqual(
        rational(standing.n * marginal.d + marginal.n * standing.d, standing.d * marginal.d),
      );
    }),
    { seed: 475, numRuns: 60 },
  );
});

test("relays count with their own power, and machines over their life", () => {
  const result = runExactly(model, {
    step: "1 day",
    inputs: { deciding: rational(100n), relaying: rational(300n) },
    parameters: { consensusPower: rational(200n), otherPower: rational(10n) },
  });
  expect(result.exact("power")[0]).toEqual(rational(23n));
  // 400 machines of 300 kg over four years.
  expect(result.exact("embodiedEmissions")[0]).toEqual(rational(30n));
});

test("the fast backend agrees with the exact one", () => {
  const exact = runExactly(of("ethereum-2023"), { step: "1 day", steps: 365 });
  const fast = run(build(of("ethereum-2023"), { step: "1 day" }), { steps: 365 });
  for (const name of exact.names) {
    expect(Math.abs(fast.final(name) - exact.final(name))).toBeLessThanOrEqual(1e-12 * Math.abs(exact.final(name)));
  }
});

test("an overhead below 1 and fewer nodes than none are reported", () => {
  const { report } = runExactly(model, {
    step: "1 day",
    inputs: { deciding: rational(-1n) },
    parameters: { overhead: fraction("0.5") },
  });
  expect(report.violations.map(({ check }) => check)).toEqual(["nothingIsNegative", "overheadIsAtLeastOne"]);
});
