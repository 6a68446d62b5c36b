import { build, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

function trade(supply: string, reserve: string, ratio: string, inputs: Readonly<Record<string, string>>) {
  const applied = applyScenario(model, {
    stocks: { supply: `${supply} token`, reserve: `${reserve} USD` },
    parameters: { ratio },
    inputs,
  });
  return run(build(applied, { step: "1 day" }), { steps: 1 });
}

test.each(reference.rows)("$side of $amount at $supply, $reserve and $ratio pays $paid", (row) => {
  const unit = row["side"] === "buy" ? "USD" : "token";
  const result = trade(row["supply"]!, row["reserve"]!, row["ratio"]!, {
    [row["side"]!]: `{${row["amount"]!} ${unit}/day}`,
  });
  const paid = result.series(row["side"] === "buy" ? "created" : "returned")[0]!;
  expect(paid / Number(row["paid"])).toBeCloseTo(1, 11);
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("doubling a reserve of 10 000 at a ratio of 0.1 % creates 693 of a million tokens, as a test of the contract says", () => {
  expect(Math.floor(trade("1000000", "10000", "0.1 %", { buy: "{10_000 USD/day}" }).series("created")[0]!)).toBe(693);
});

test("at a ratio of 100 % the curve is a fixed price in exact fractions, whatever is traded", () => {
  const board = applyScenario(model, {
    parameters: { ratio: "100 %" },
    stocks: { reserve: "2_000_000 USD" },
    inputs: { buy: "{1_000.000000000000000001 USD/day}", sell: "{333.3 token/day}" },
  });
  const result = runExactly(board, { step: "1 day", steps: 20 });
  const [first, last] = [result.exact("supply")[1]!, result.exact("supply")[20]!];
  // 333.3 tokens go, and 1000.000000000000000001 / 2 come, of which half a base unit is rounded away.
  expect(first).toEqual(rational(1_000_166_7n, 10n));
  // What was rounded away stays in the reserve, so that in time a token buys a little less than it did.
  expect(last.n * first.d > first.n * last.d).toBe(true);
  const price = result.exact("price")[20]!;
  expect(price.n >= 2n * price.d && price.n * 10n ** 15n < (2n * 10n ** 15n + 1n) * price.d).toBe(true);
});

test("with a ratio of a half price and supply grow alike, and the reserve with their product", () => {
  const { step, steps, ...scenario } = scenarios["linear-price"]!;
  const result = run(build(applyScenario(model, scenario), { step: step! }), { steps });
  const grown = (name: string) => result.final(name) / result.series(name)[0]!;
  expect(grown("price") / grown("supply")).toBeCloseTo(1, 10);
  expect(grown("reserve")).toBeCloseTo((500_000 + 365 * 5_000) / 500_000, 12);
  expect(grown("reserve") / (grown("price") * grown("supply"))).toBeCloseTo(1, 12);
  expect(result.final("backing")).toBeCloseTo(50, 10);
});

test("many small purchases give as many tokens as a large one, so the path does not matter", () => {
  const many = run(build(applyScenario(model, { inputs: { buy: "{1_000 USD/day}" } }), { step: "1 day" }), {
    steps: 500,
  });
  expect(many.final("supply") / 1_414_213.562373095).toBeCloseTo(1, 10);
});

test("buying and selling all of it back returns what was paid, without tribute", () => {
  const applied = applyScenario(model, {
    parameters: { ratio: "30 %" },
    inputs: {
      buy: "if time < {1 day} then {250_000 USD/day} else 0",
      sell: "if time < {1 day} then 0 else (supply - {1_000_000 token}) / epoch",
    },
  });
  const result = run(build(applied, { step: "1 day" }), { steps: 2 });
  expect(result.final("supply")).toBeCloseTo(1_000_000, 6);
  expect(result.final("reserve") / 500_000).toBeCloseTo(1, 12);
});

test("the treasury gets its share both ways, and the last token takes the whole reserve", () => {
  const taxed = applyScenario(model, {
    parameters: { tribute: "5 %" },
    inputs: { buy: "{1_000 USD/day}", sell: "supply / epoch" },
  });
  const result = run(build(taxed, { step: "1 day" }), { steps: 1 });
  expect(result.final("treasury")).toBeCloseTo(0.05 * 500_000, 6);
  // The curve is empty when the purchase comes, and takes no money for nothing.
  expect(result.series("returned")[0]).toBe(500_000);
  expect([result.series("spent")[0], result.series("created")[0], result.final("price")]).toEqual([0, 0, 0]);
});

test("a ratio above 100 % is reported by the check that forbids it", () => {
  const { report } = run(build(model, { step: "1 day" }), { steps: 1, parameters: { ratio: 150 } });
  expect(report.violations.map(({ check }) => check)).toEqual(["ratioIsShare"]);
});
