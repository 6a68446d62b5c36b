import { build, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import { optionValue } from "./option-value.vectors.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

test.each(reference.rows)("$case: a call is worth $call and a put $put", ({ case: _, call, put, ...input }) => {
  const got = optionValue(input);
  const scale = Number(input["S"]);
  expect(Math.abs(got.call - Number(call)) / scale).toBeLessThan(1e-12);
  expect(Math.abs(got.put - Number(put)) / scale).toBeLessThan(1e-12);
});

test("a published example: 42 against 40 in half a year at 20 % is worth 4.76, the put 0.81", () => {
  const { call, put } = optionValue({ S: 42, K: 40, r: 0.1, sigma: 0.2, T: 0.5 });
  expect([call.toFixed(2), put.toFixed(2)]).toEqual(["4.76", "0.81"]);
});

test.each([
  [120, 20, 0],
  [100, 0, 0],
  [80, 0, 20],
])("at the end an option on %i pays %i or %i at once", (S, call, put) => {
  const got = optionValue({ S, K: 100, r: 0.05, sigma: 0.4, T: 0 });
  expect([got.call, got.put]).toEqual([call, put]);
});

test("without any spread the call is the price less the strike's present value", () => {
  expect(optionValue({ S: 100, K: 90, r: 0.05, sigma: 0, T: 1 }).call).toBeCloseTo(100 - 90 * Math.exp(-0.05), 12);
});

test("delta is the slope of the value, with yield and jumps", () => {
  const at = (price: number) => {
    const scenario = { ...scenarios["with-jumps"]!.parameters, yield: "3 %/year", jumpRate: "2 1/year" };
    const applied = applyScenario(model, { parameters: scenario, inputs: { price: `{${price} USD/token}` } });
    return run(build(applied, { step: "1 day" }), { steps: 0 });
  };
  const slope = (at(101).series("call")[0]! - at(99).series("call")[0]!) / 2;
  expect(at(100).series("delta")[0]).toBeCloseTo(slope, 4);
});

test("hedging by delta on a path that hardly wavers keeps the time value for which the option was sold", () => {
  const applied = applyScenario(model, {
    inputs: { price: "{1 USD/token} * exp(0.05 * sin(40 * time / {1 year}) + {4 %/year} * time)" },
    parameters: { volatility: "15 %", expiry: "1 year" },
  });
  const result = run(build(applied, { step: "1 hour" }), { steps: 8760 });
  const [price, call, delta] = ["price", "call", "delta"].map((name) => result.series(name));
  let money = call![0]! - delta![0]! * price![0]!;
  let variance = 0;
  for (let hour = 1; hour <= 8760; hour++) {
    money *= Math.exp(0.04 / 8760);
    money += (delta![hour - 1]! - delta![hour]!) * price![hour]!;
    variance += Math.log(price![hour]! / price![hour - 1]!) ** 2;
  }
  // The path hardly wavers, so the hedge earns the time value that the seller was paid for wavering.
  const left = money + delta![8760]! * price![8760]! - call![8760]!;
  expect(variance).toBeLessThan(0.01);
  expect(left).toBeGreaterThan(0);
});

test("a rate of jumps beyond what is told apart is reported by the check that forbids it", () => {
  const applied = applyScenario(model, { ...scenarios["investor-warrant"]!, parameters: { jumpRate: "60 1/year" } });
  const { report } = run(build(applied, { step: "1 week" }), { steps: 1 });
  expect(report.violations.map(({ check }) => check)).toEqual(["weightsAreAll"]);
});
