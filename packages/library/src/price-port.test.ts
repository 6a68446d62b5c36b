import { build, type Economy, type Model, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { models } from "./catalogue.js";
import optionValue from "./market/option-value/model.js";
import { applyScenario } from "./scenario.js";

// Every module that makes a price: what it needs beside its defaults, in the economy's own names.
const needs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "market/bonding-curve": { buy: "{1_000 DAI/day}" },
  "market/concentrated-liquidity": { sell: "{1_000 GOV/day}", buy: "{900 DAI/day}" },
  "market/constant-product": { sell: "{1_000 GOV/day}", buy: "{900 DAI/day}" },
  "market/equation-of-exchange": { circulating: "{1_000_000 GOV}" },
  "market/garch": {},
  "market/geometric-brownian-motion": {},
  "market/jump-diffusion": {},
  "market/order-impact": { buy: "{100_000 GOV/day}", sell: "{90_000 GOV/day}" },
  "market/ornstein-uhlenbeck": {},
  "market/regime-switching": {},
  "market/stableswap": { sell: "{1_000 GOV/day}", buy: "{900 DAI/day}" },
  "market/supply-and-demand": { wanted: "{1_000 GOV/day}", offered: "{1_100 GOV/day}" },
};

/** A treasury of tokens valued, and protected by an option, at whatever price the module makes. */
function treasury(market: Model, inputs: Readonly<Record<string, string>>): Economy {
  return {
    title: "A treasury at any price",
    epoch: "1 day",
    assets: { GOV: { decimals: 18 }, DAI: { decimals: 18 } },
    modules: {
      market: { model: market, assets: { token: "GOV", USD: "DAI" }, inputs },
      option: { model: optionValue, assets: { token: "GOV", USD: "DAI" }, inputs: { price: "market.price" } },
    },
    stocks: { treasury: { initial: "1_000_000 GOV", meaning: "tokens of the treasury" } },
    flows: { grants: { from: "treasury", equation: "{2_000 DAI/day} / market.price", meaning: "grants in dollars" } },
    auxiliaries: {
      value: { unit: "DAI", equation: "treasury * market.price", meaning: "what it is worth" },
      covered: { unit: "DAI", equation: "value + treasury * option.put", meaning: "with a put for every token" },
    },
  };
}

test("every model of a price is in this list, and no other", () => {
  const priced = [...models].filter(([path, { model }]) => {
    return path.startsWith("market/") && Object.hasOwn(model.auxiliaries ?? {}, "price");
  });
  expect(Object.keys(needs)).toEqual(priced.map(([path]) => path).sort());
  for (const [path, { model }] of priced) expect(model.auxiliaries!["price"]!.unit, path).toBe("USD/token");
});

test.each(Object.entries(needs))(
  "%s can be put in the place of any other: one economy, its units checked",
  (path, inputs) => {
    const economy = treasury(models.get(path)!.model, inputs);
    const program = build(applyScenario(economy, {}));
    const result = run(program, { steps: 60, seed: 3n });
    expect(result.report).toEqual({ overdrafts: [], violations: [] });
    const [price, value, held, covered] = ["market.price", "value", "treasury", "covered"].map((name) =>
      result.series(name),
    );
    for (let day = 0; day <= 60; day++) {
      expect(price![day]).toBeGreaterThan(0);
      expect(value![day]! / (price![day]! * held![day]!)).toBeCloseTo(1, 12);
      // Tokens with a put are worth at least the put's strike, discounted.
      expect(covered![day]! / held![day]!).toBeGreaterThan(Math.exp(-0.04) - 1e-9);
    }
  },
);
