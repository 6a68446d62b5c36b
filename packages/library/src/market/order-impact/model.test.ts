import { build, type Economy, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import almgrenChriss from "../../buybacks/almgren-chriss/model.js";
import timeWeighted from "../../buybacks/time-weighted/model.js";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

/** Orders of one day in so many equal steps, and days after it. */
function order(tokens: number, steps: number, days: number, parameters: Readonly<Record<string, string>> = {}) {
  const applied = applyScenario(model, {
    parameters,
    inputs: { buy: `{${tokens} token/day} - step({${tokens} token/day}, {1 day})` },
  });
  return run(build(applied, { step: `${1 / steps} day` }), { steps: days * steps });
}

test.each(reference.rows)(
  "an order of $order with exponent $exponent has a peak of $peak and a mean of $mean",
  (row) => {
    // A step for the whole order: nothing is forgotten while it is executed.
    const result = order(Number(row["order"]), 1, 1, { exponent: row["exponent"]! });
    expect(result.series("temporaryAfter")[0]).toBeCloseTo(Number(row["peak"]), 12);
    expect(result.series("meanTemporary")[0]).toBeCloseTo(Number(row["mean"]), 12);
    expect(result.series("permanentAfter")[0]).toBeCloseTo(Number(row["permanent"]), 12);
  },
);

test("four times the order has twice the temporary and four times the permanent impact", () => {
  const [one, four] = [1, 4].map((times) => order(times * 250_000, 1, 1));
  expect(four!.series("temporaryAfter")[0]! / one!.series("temporaryAfter")[0]!).toBeCloseTo(2, 12);
  expect(four!.series("permanentAfter")[0]! / one!.series("permanentAfter")[0]!).toBeCloseTo(4, 12);
});

test("where nothing is forgotten it does not matter in how many steps an order is executed", () => {
  const never = { relaxation: "1e12 day" };
  const mean = (steps: number) => {
    const result = order(1_000_000, steps, 1, never);
    return (
      result
        .series("meanTemporary")
        .slice(0, steps)
        .reduce((sum, one) => sum + one, 0) / steps
    );
  };
  expect(mean(24)).toBeCloseTo(mean(1), 10);
  expect(mean(1000)).toBeCloseTo((4 * Math.sqrt(0.1) * 2) / 3, 8);
});

test("after the order the temporary impact fades as the root of the memory, and the permanent one stays", () => {
  const result = order(1_000_000, 1, 11);
  for (const day of [1, 2, 5, 10]) {
    expect(result.series("temporary")[day]).toBeCloseTo(4 * Math.sqrt(0.1 * Math.exp(-day)), 12);
    expect(result.series("permanent")[day]).toBeCloseTo(0.04, 12);
  }
  expect(result.final("price")).toBeCloseTo(Math.exp(0.0004 + 0.04 * Math.sqrt(0.1 * Math.exp(-11))), 12);
});

test("selling mirrors buying, and an order crosses zero with the mean of both sides", () => {
  const both = (inputs: Readonly<Record<string, string>>) =>
    run(build(applyScenario(model, { inputs }), { step: "1 day" }), { steps: 2 });
  const sold = both({ sell: "{1_000_000 token/day}" });
  const bought = both({ buy: "{1_000_000 token/day}" });
  for (const name of ["temporaryAfter", "permanentAfter", "meanImpact"])
    expect(sold.series(name)[0]).toBeCloseTo(-bought.series(name)[0]!, 14);
  const never = { relaxation: "1e12 day" };
  const turn = applyScenario(model, {
    parameters: never,
    inputs: {
      buy: "{1_000_000 token/day} - step({1_000_000 token/day}, {1 day})",
      sell: "step({2_000_000 token/day}, {1 day})",
    },
  });
  // From +1 to -1 million the temporary impacts of both halves cancel.
  expect(run(build(turn, { step: "1 day" }), { steps: 1 }).final("meanTemporary")).toBeCloseTo(0, 10);
});

test("IBM in a tenth, a fifth and half of a day: 22, 15 and 8 basis points for speed, 20 permanent, 32, 25 and 18 in all", () => {
  // Table of almgren-2005 in whole basis points: 10 % of a day's volume at 1.57 % of volatility, permanent 0.126 of it.
  for (const [time, speed, all] of [
    [0.1, 22, 32],
    [0.2, 15, 25],
    [0.5, 8, 18],
  ] as const) {
    const { steps, step: _, ...scenario } = scenarios["ibm-in-a-fifth-of-a-day"]!;
    const applied = applyScenario(model, { ...scenario, inputs: { buy: `{656_100 token} / {${time} day}` } });
    const result = run(build(applied, { step: `${time} day` }), { steps });
    expect(Math.round(result.series("forSpeed")[0]! * 100)).toBe(speed);
    expect(Math.round(result.series("permanentAfter")[0]! * 100)).toBe(20);
    expect(Math.round(result.series("meanImpact")[0]! * 100)).toBe(all);
  }
});

test("a plan that buys evenly in this market pays what the mean impacts say", () => {
  const economy: Economy = {
    title: "A plan in an order book",
    epoch: "1 day",
    assets: { token: { decimals: 18 }, USD: { decimals: 18 } },
    modules: {
      plan: {
        model: timeWeighted,
        parameters: { total: "10_000_000 USD", purchases: "10" },
        inputs: { price: "book.price", paidPrice: "book.paidPrice" },
      },
      book: { model, inputs: { buy: "plan.offered / book.price" } },
    },
  };
  const result = run(build(economy), { steps: 12 });
  const [offered, paid] = [result.series("plan.offered"), result.series("book.paidPrice")];
  let tokens = 0;
  for (let day = 0; day < 12; day++) tokens += offered[day]! / paid[day]!;
  expect(result.final("plan.treasury")).toBeCloseTo(tokens, 6);
  expect(result.final("plan.meanPaid")).toBeGreaterThan(1);
});

test("with linear impact for speed and for good alone it is the market of Almgren and Chriss, to first order", () => {
  // η of a dollar price of 50 at V = 5e6 tokens a day and σ = 1.9 %: η σ P / V = 2.5e-6 and γ σ P / V = 2.5e-7.
  const own = applyScenario(model, {
    parameters: {
      volatility: "1.9 %",
      dailyVolume: "5_000_000 token",
      prefactor: "0",
      permanentFactor: `${(2.5e-7 * 5e6) / (0.019 * 50)}`,
      speedFactor: `${(2.5e-6 * 5e6) / (0.019 * 50)}`,
      speedExponent: "1",
    },
    inputs: { buy: "{20_000 token/day}", fundamental: "{50 USD/token}" },
  });
  const book = run(build(own, { step: "1 day" }), { steps: 5 });
  const theirs = applyScenario(almgrenChriss, {
    parameters: {
      target: "100_000 token",
      volatility: "0 USD/token",
      halfSpread: "0 USD/token",
      riskAversion: "0 1/USD",
    },
  });
  const plan = run(build(theirs, { step: "1 day" }), { steps: 5 });
  for (let day = 0; day < 5; day++) {
    // There the price of a step is the one before it; here half of the step's own permanent impact is paid.
    const half = (2.5e-7 * 20_000) / 2;
    expect(book.series("paidPrice")[day]! - half).toBeCloseTo(plan.series("paidPrice")[day]!, 3);
  }
});

test("negative orders are reported", () => {
  const odd = applyScenario(model, { inputs: { buy: "{-1 token/day}" } });
  const { report } = run(build(odd, { step: "1 day" }), { steps: 1 });
  expect(report.violations.map(({ check }) => check)).toEqual(["ordersAreNotNegative"]);
});
