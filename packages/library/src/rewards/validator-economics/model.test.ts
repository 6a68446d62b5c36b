import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { fraction, rational, runExactly, subtract, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";
import { adapters } from "./validator-economics.vectors.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const answer = adapters[0]!.compute({ staked_eth: 524_288, prices_usd: [1500, 25] }, {}, []);
const environments = (model.dimensions!["environment"] as { readonly elements: readonly string[] }).elements;

const given = { rewards: rational(11_070n, 1000n), staked: rational(30_000_000n), price: rational(3000n) };

test.each(reference.rows.map((row, index) => ({ ...row, index }) as Record<string, string | number>))(
  "at $price_usd USD the profit yield is the published one within 0.1 points, and CADLabs' run within 0.001",
  (row) => {
    const at = (name: string) => (answer[name] as number[])[row["index"] as number]!;
    expect(Math.abs(at("profit_yield_pct_published") - Number(row["published"]))).toBeLessThan(0.1);
    expect(Math.abs(at("profit_yield_pct_rerun") - Number(row["rerun"]))).toBeLessThan(0.001);
  },
);

test("revenue yield and supply inflation are those of CADLabs' run", () => {
  expect(answer["revenue_yield_pct_rerun"]).toBeCloseTo(21.7314, 3);
  expect(answer["supply_inflation_pct_rerun"]).toBeCloseTo(0.1017, 4);
});

test("one price in place of a list gives one answer", () => {
  const one = adapters[0]!.compute({ staked_eth: 524_288, price_usd: 25 }, {}, []);
  expect(one["profit_yield_pct_rerun"]).toBe((answer["profit_yield_pct_rerun"] as number[])[1]);
});

test("what is left of a dollar of revenue in each environment is worked out by hand", () => {
  const result = run(build(applyScenario(model, scenarios["beacon-chain-25"]!)), { steps: 1 });
  const profit = (environment: string) => result.series(`profitYield[${environment}]`)[0]!;
  const revenue = result.series("revenueYield")[0]!;
  // 0.0014 USD an epoch, 82 125 epochs, over 32 ETH of 25 USD: 14.371875 %; and fees of 15 % and 12 %.
  expect(revenue - profit("diyHardware")).toBeCloseTo(14.371875, 9);
  expect(revenue - profit("diyCloud")).toBeCloseTo(2.77171875, 9);
  expect(profit("staasFull") / revenue).toBeCloseTo(0.85, 12);
  expect(profit("poolStaas") / revenue).toBeCloseTo(0.88, 12);
});

test("profit is revenue less cost to the last digit, and all environments together are everybody", () => {
  const amount = fc.bigInt({ min: 1n, max: 10n ** 9n });
  fc.assert(
    fc.property(amount, amount, amount, (rewards, staked, price) => {
      const result = runExactly(model, {
        inputs: { rewards: rational(rewards, 10n ** 6n), staked: rational(staked), price: rational(price, 1000n) },
      });
      const at = (name: string) => result.exact(name)[0]!;
      expect(subtract(at("totalRevenue"), at("totalCost"))).toEqual(at("totalProfit"));
      expect(at("totalRevenue")).toEqual(rational(rewards * price, 10n ** 9n));
      const validators = environments.map((name) => toNumber(at(`validators[${name}]`)));
      expect(validators.reduce((sum, count) => sum + count, 0)).toBeCloseTo(Number(staked) / 32, 3);
    }),
    { seed: 2048, numRuns: 60 },
  );
});

test("at the break-even price all validators together earn nothing", () => {
  const price = runExactly(model, { inputs: given }).exact("breakEvenPrice")[0]!;
  expect(price.n > 0n).toBe(true);
  expect(runExactly(model, { inputs: { ...given, price } }).exact("totalProfit")[0]).toEqual(rational(0n));
});

test("when only those online pay costs, dollars fall by their share and fees do not", () => {
  const at = (costsPaid: string) => {
    const result = runExactly(applyScenario(model, { parameters: { costsPaid } }), { inputs: given });
    return (name: string) => result.exact(name)[0]!;
  };
  const [all, half] = [at("100 %"), at("50 %")];
  expect(half("hardwareCost[diyHardware]")).toEqual(
    rational(all("hardwareCost[diyHardware]").n, 2n * all("hardwareCost[diyHardware]").d),
  );
  expect(half("serviceFee[poolStaas]")).toEqual(all("serviceFee[poolStaas]"));
});

test("shares that do not sum to one, and a price of nothing, are reported", () => {
  const wrong = applyScenario(model, {});
  const shares = { ...wrong.parameters!["share[environment]"]!, elements: { diyHardware: "40 %" } };
  const violations = (text: "shares" | "sound") =>
    runExactly(
      text === "shares" ? { ...wrong, parameters: { ...wrong.parameters, "share[environment]": shares } } : wrong,
      { inputs: given },
    ).report.violations.map(({ check }) => check);
  expect(violations("sound")).toEqual([]);
  expect(violations("shares")).toContain("sharesAreAll");
});

test("the fast backend gives the exact yields", () => {
  const scenario = applyScenario(model, scenarios["thirty-million"]!);
  const [fast, exact] = [run(build(scenario), { steps: 1 }), runExactly(scenario)];
  for (const name of ["revenueYield", "totalProfitYield", "breakEvenPrice"])
    expect(Math.abs(fast.series(name)[0]! / toNumber(exact.exact(name)[0]!) - 1)).toBeLessThan(1e-12);
  expect(exact.exact("revenueYield")[0]).toEqual(fraction("3.0304125"));
});
