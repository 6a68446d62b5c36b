import { build, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

test.each(reference.rows)(
  "paid $paid, price $price USD: value now $valueNow, value of holding on $valueHeld",
  (row) => {
    const applied = applyScenario(model, {
      parameters: {
        "paid[holder]": `{${row["paid"]} USD/token}`,
        upChance: `${Number(row["upChance"]) * 100} %`,
        move: `${Number(row["move"]) * 100} %`,
      },
      inputs: { price: `{${row["price"]} USD/token}` },
    });
    const result = run(build(applied, { step: "1 week" }), { steps: 0 });
    for (const name of ["weightUp", "weightDown"]) expect(result.final(name) / Number(row[name])).toBeCloseTo(1, 12);
    for (const name of ["valueNow", "valueHeld"]) {
      expect(result.agents(`${name}[holder]`)[17]! / Number(row[name]), name).toBeCloseTo(1, 10);
    }
    expect(result.agents("chance[holder]")[17]! / 100 / Number(row["chance"])).toBeCloseTo(1, 10);
  },
);

test("a loss weighs 2.25 times as much as a gain of its size", () => {
  const valueAt = (price: string) => {
    const applied = applyScenario(model, {
      parameters: { "paid[holder]": "{1 USD/token}" },
      inputs: { price: `{${price} USD/token}` },
    });
    return run(build(applied, { step: "1 week" }), { steps: 0 }).agents("valueNow[holder]")[0]!;
  };
  expect(-valueAt("0.75") / valueAt("1.25")).toBeCloseTo(2.25, 12);
  // Twice the gain is worth 2^0.88 as much.
  expect(valueAt("1.5") / valueAt("1.25")).toBeCloseTo(1.840375, 6);
});

test("gains are sold more readily than losses, and not without aversion and weighting", () => {
  const start = (name: string) =>
    run(build(applyScenario(model, { ...scenarios[name]!, inputs: {} }), { step: "1 week" }), { steps: 0 });
  const averse = start("rising-market");
  expect(averse.final("disposition")).toBeGreaterThan(1.5);
  expect(averse.final("winners") + averse.final("losers")).toBe(200);
  const plain = start("without-aversion");
  expect(plain.final("gainsRealised")).toBeCloseTo(50, 10);
  expect(plain.final("lossesRealised")).toBeCloseTo(50, 10);
});

test("more is sold in a rising market than in a falling one", () => {
  const held = (name: string) =>
    run(build(applyScenario(model, scenarios[name]!), { step: "1 week" }), { steps: 52, seed: 7n }).final("held");
  expect(held("rising-market")).toBeLessThan(held("falling-market"));
});

test("with even odds and plain values the number who have sold is that of a coin", () => {
  const applied = applyScenario(model, { ...scenarios["without-aversion"]!, inputs: {} });
  const held = run(build(applied, { step: "1 month" }), { steps: 3, seed: 20n }).final("held") / 10_000;
  // Three months with the chance (1 - 1/e) / 2 to sell in each.
  const share = (1 - (1 - Math.exp(-1)) / 2) ** 3;
  expect(Math.abs(held / 200 - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / 200));
});

test("every token is held or sold, and every sale is paid at its price, to the cent", () => {
  const result = run(build(applyScenario(model, scenarios["rising-market"]!), { step: "1 week" }), { steps: 52 });
  const [held, sold, price, offered] = ["held", "sold", "price", "offered"].map((name) => result.series(name));
  let cents = 0;
  for (let week = 0; week < 52; week++) {
    expect(held![week]! + sold![week]!).toBe(2_000_000);
    cents += Math.floor(offered![week]! * price![week]! * 100);
  }
  expect(Math.abs(result.final("proceeds") * 100 - cents)).toBeLessThanOrEqual(2);
});

test("a chance of one is reported", () => {
  const { report } = run(build(model, { step: "1 week" }), { steps: 1, parameters: { move: 100 } });
  expect(report.violations.map(({ check }) => check)).toEqual(["parametersMakeSense"]);
});
