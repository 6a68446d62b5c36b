import { build, type Economy, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import { mean, moments } from "../../testing/sample.js";
import constantProduct from "../constant-product/model.js";
import geometricBrownianMotion from "../geometric-brownian-motion/model.js";
import model from "./model.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

function once(x: string, y: string, fee: string, price: string, cost = "0 USD") {
  const applied = applyScenario(model, {
    parameters: { fee: `${Number(fee) * 100} %`, cost },
    inputs: { poolToken: `{${x} token}`, poolCash: `{${y} USD}`, outsidePrice: `{${price} USD/token}` },
  });
  return run(build(applied, { step: "1 day" }), { steps: 0 });
}

/** A pool, an outside price and those who trade between them. */
function economy(fee: string, volatility: string): Economy {
  return {
    title: "A pool tied to an outside price",
    assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
    modules: {
      outside: { model: geometricBrownianMotion, parameters: { volatility } },
      pool: {
        model: constantProduct,
        parameters: { fee },
        inputs: { sell: "traders.sell", buy: "traders.buy" },
        stocks: { traderToken: "1e9 token", traderCash: "1e9 USD" },
      },
      traders: {
        model,
        parameters: { fee },
        inputs: { poolToken: "pool.poolToken", poolCash: "pool.poolCash", outsidePrice: "outside.price" },
      },
    },
    states: {
      lost: {
        initial: "0",
        unit: "1",
        next: "lost + traders.gain / (2 * pool.poolCash)",
        meaning: "gains over the worth of the pool, summed",
      },
    },
  };
}

test.each(reference.rows)(
  "at $price the best trade with $x and $y at a fee of $fee is $sale or $purchase, and gains $gain",
  (row) => {
    const result = once(row["x"]!, row["y"]!, row["fee"]!, row["price"]!);
    const first = (name: string) => result.series(name)[0]!;
    expect(first("sell")).toBeCloseTo(Number(row["sale"]), 7);
    expect(first("buy")).toBeCloseTo(Number(row["purchase"]), 7);
    expect(first("gain")).toBeCloseTo(Number(row["gain"]), 7);
  },
);

test("neither a little more nor a little less would gain more", () => {
  const sale = once("1000000", "2000000", "0.003", "1.8").series("bestSale")[0]!;
  const gain = (amount: number) => (amount * 0.997 * 2e6) / (1e6 + amount * 0.997) - 1.8 * amount;
  expect(gain(sale)).toBeGreaterThan(gain(sale + 10));
  expect(gain(sale)).toBeGreaterThan(gain(sale - 10));
});

test("within the fee, and for less than its cost, nobody trades", () => {
  for (const price of ["0.9971", "1", "1.0029"]) {
    const result = once("1000", "1000", "0.003", price);
    expect([result.series("sell")[0], result.series("buy")[0]]).toEqual([0, 0]);
  }
  expect(once("1000", "1000", "0", "1.21", "11 USD").series("buy")[0]).toBe(0);
  expect(once("1000", "1000", "0", "1.21", "9 USD").series("buy")[0]).toBeCloseTo(100, 9);
});

test("a pool with traders follows the outside price within its fee", () => {
  const result = run(build(economy("0.3 %", "80 %"), { step: "1 day" }), { steps: 365, seed: 9n });
  const [outside, pool] = [result.series("outside.price"), result.series("pool.price")];
  for (let day = 0; day < 365; day++) {
    const ratio = pool![day + 1]! / outside![day]!;
    expect(ratio).toBeGreaterThan(0.997 - 1e-9);
    expect(ratio).toBeLessThan(1 / 0.997 + 1e-9);
  }
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("without a fee the traders gain an eighth of the price's variance from the pool, whatever the price does", async () => {
  const [runs, steps] = [400, 500];
  const program = build(economy("0 %", "80 %"), { step: "1 hour" });
  const result = await ensemble(program, { steps, runs, paths: runs, seed: 2022n, record: ["lost"] });
  const lost = result.paths("lost").map((path) => path[steps]!);
  const expected = ((0.8 * 0.8) / 8) * (steps / 8760);
  expect(Math.abs(mean(lost) - expected)).toBeLessThan(4 * moments(lost).errorOfMean + 0.005 * expected);
});

test("a part beyond the whole is reported by the check that forbids it", () => {
  const applied = applyScenario(model, {
    parameters: { part: "150 %" },
    inputs: { poolToken: "{1 token}", poolCash: "{1 USD}", outsidePrice: "{1 USD/token}" },
  });
  const { report } = run(build(applied, { step: "1 day" }), { steps: 1 });
  expect(report.violations.map(({ check }) => check)).toEqual(["parametersMakeSense"]);
});
