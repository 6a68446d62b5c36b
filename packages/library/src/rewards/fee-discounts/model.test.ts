import { build, type Economy, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import geometricBrownianMotion from "../../market/geometric-brownian-motion/model.js";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

function given(row: Readonly<Record<string, string>>) {
  return applyScenario(model, {
    parameters: {
      feeRate: `${row["fee"]} %`,
      capitalCost: `${row["capital"]} %/year`,
      concentration: row["concentration"]!,
    },
    inputs: { price: `{${row["price"]} USD/token}` },
  });
}

test.each(reference.rows)(
  "at $price USD: $beyondBronze, $beyondSilver and $beyondGold of 400 are beyond the tiers' volumes",
  (row) => {
    const result = run(build(given(row), { step: "1 week" }), { steps: 0 });
    const [bronze, silver, gold] = ["bronzeTraders", "silverTraders", "goldTraders"].map((name) => result.final(name));
    expect([bronze! + silver! + gold!, silver! + gold!, gold]).toEqual(
      ["beyondBronze", "beyondSilver", "beyondGold"].map((name) => Number(row[name])),
    );
    expect(result.final("wanted")).toBe(Number(row["wanted"]));
  },
);

test.each(reference.rows)("at $price USD: a tier begins where its volume says, for every trader", (row) => {
  const result = run(build(given(row), { step: "1 week" }), { steps: 0 });
  const [volume, best] = ["volume[trader]", "best[trader]"].map((name) => result.agents(name));
  for (const [index, amount] of volume!.entries()) {
    const beyond = ["bronze", "silver", "gold"].filter((tier) => amount > Number(row[tier])).length;
    expect(best![index]).toBe(beyond);
  }
});

test("volumes are the quantiles of Pareto's law: the median is 2^(1/1.2) times the smallest", () => {
  const volume = run(build(model, { step: "1 week" }), { steps: 0 }).agents("volume[trader]");
  const median = (volume[199]! + volume[200]!) / 2;
  expect(median / 250_000).toBeCloseTo(2 ** (1 / 1.2), 4);
  expect([...volume]).toEqual([...volume].sort((a, b) => a - b));
});

test("traders come to hold what they want, and the fees they do not pay are those of their tiers", () => {
  const result = run(build(model, { step: "1 week" }), { steps: 156 });
  expect(result.final("tied")).toBeCloseTo(result.final("wanted"), 0);
  const [volume, best] = ["volume[trader]", "best[trader]"].map((name) => result.agents(name));
  const discounts = volume!.reduce((sum, amount, index) => sum + amount * 0.001 * 0.1 * best![index]!, 0);
  expect(result.final("discounts") / discounts).toBeCloseTo(1, 6);
  expect(result.final("tied") + result.final("circulating")).toBe(20_000_000);
});

test("of what is wanted a part is held: 1 - (1 - week / month)^n after n weeks", () => {
  const tied = run(build(model, { step: "1 week" }), { steps: 12 }).series("tied");
  const wanted = run(build(model, { step: "1 week" }), { steps: 0 }).final("wanted");
  const left = 1 - (7 * 12) / 365;
  for (const [week, amount] of tied.entries()) expect(amount / wanted).toBeCloseTo(1 - left ** week, 8);
});

test("when the price rises traders step down, and sell", () => {
  const at = (price: string) =>
    run(build(applyScenario(model, { inputs: { price } }), { step: "1 week" }), { steps: 0 }).final("wanted");
  const wanted = ["{0.1 USD/token}", "{1 USD/token}", "{10 USD/token}", "{1000 USD/token}"].map(at);
  expect(wanted).toEqual([...wanted].sort((a, b) => b - a));
  expect(wanted.at(-1)).toBe(0);
});

test("fees are volume times the rate less discounts, to the cent", () => {
  const result = run(build(model, { step: "1 week" }), { steps: 52 });
  const [gross, given] = ["grossFees", "discounts"].map((name) => result.series(name));
  let cents = 0;
  for (let week = 0; week < 52; week++) cents += Math.floor(((gross![week]! - given![week]!) * 700) / 365);
  expect(Math.abs(result.final("revenue") * 100 - cents)).toBeLessThanOrEqual(1);
});

test("any price can be wired to it", () => {
  const economy: Economy = {
    title: "An exchange and its token",
    epoch: "1 day",
    assets: { EXC: { decimals: 8 }, DAI: { decimals: 18 } },
    modules: {
      market: { model: geometricBrownianMotion, assets: { token: "EXC", USD: "DAI" } },
      tiers: { model, assets: { token: "EXC", USD: "DAI" }, inputs: { price: "market.price" } },
    },
  };
  expect(run(build(economy), { steps: 200, seed: 5n }).report).toEqual({ overdrafts: [], violations: [] });
});

test("a gold tier below the silver one is reported", () => {
  const applied = applyScenario(model, { parameters: { "threshold[gold]": "100 token" } });
  const { report } = run(build(applied, { step: "1 week" }), { steps: 0 });
  expect(report.violations.map(({ check }) => check)).toEqual(["tiersRise"]);
});
