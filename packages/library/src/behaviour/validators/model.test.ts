import { build, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

function given(row: Readonly<Record<string, string>>) {
  return applyScenario(model, {
    parameters: {
      bond: `${row["bond"]} token`,
      lowestCost: `${row["lowest"]} USD/year`,
      highestCost: `${row["highest"]} USD/year`,
      requiredYield: `${row["yield"]} %/year`,
    },
    inputs: { rewards: `{${row["rewards"]} token/year}`, price: `{${row["price"]} USD/token}` },
  });
}

test.each(reference.rows)("rewards $rewards at $price USD: $validators validate when nobody wants to move", (row) => {
  for (const step of ["1 day", "1 week"]) {
    const result = run(build(given(row), { step }), { steps: 600, seed: 5n });
    expect(result.final("validators"), step).toBe(Number(row["validators"]));
    expect(result.final("equilibrium") / Number(row["root"])).toBeCloseTo(1, 12);
    expect(result.final("totalBonded")).toBe(Number(row["validators"]) * Number(row["bond"]));
    expect(result.report).toEqual({ overdrafts: [], violations: [] });
  }
});

test("the number is the same from above: rewards that are halved drive out those who cannot pay", () => {
  const result = run(build(applyScenario(model, scenarios["rewards-halve"]!), { step: "1 day" }), { steps: 1400 });
  expect(result.series("validators")[365]).toBe(130);
  expect(result.final("validators")).toBe(89);
  // Those who stay are the cheapest ones.
  const [bonded, cost] = ["bonded[operator]", "cost[operator]"].map((name) => result.agents(name));
  const costs = (inside: boolean) => [...cost!].filter((_, index) => bonded![index]! > 0 === inside);
  expect(Math.max(...costs(true))).toBeLessThan(Math.min(...costs(false)) + 300);
});

test("at rest the last validator keeps something, and one more would lose", () => {
  const result = run(build(model, { step: "1 week" }), { steps: 300 });
  const [profit, entry, bonded] = ["profit[operator]", "entryProfit[operator]", "bonded[operator]"].map((name) =>
    result.agents(name),
  );
  for (const [index, amount] of bonded!.entries()) {
    if (amount > 0) expect(profit![index]).toBeGreaterThanOrEqual(0);
    else expect(entry![index]).toBeLessThan(0);
  }
});

test("rewards are paid to the base unit, each validator the same", () => {
  const result = run(build(model, { step: "1 day" }), { steps: 200, seed: 9n });
  const [reward, running] = ["reward", "validators"].map((name) => result.series(name));
  let paid = 0n;
  for (let day = 0; day < 200; day++) {
    paid += BigInt(Math.floor((reward![day]! / 365) * 1e6)) * BigInt(running![day]!);
  }
  const all = ["free[operator]", "bonded[operator]"].flatMap((name) => [...result.agents(name)]);
  const base = all.reduce((sum, amount) => sum + BigInt(Math.round(amount * 1e6)), 0n);
  // A quotient that falls on a whole base unit may be read one lower here.
  const difference = base - 300n * 50_000_000_000n - paid;
  expect(difference >= -60_000n && difference <= 60_000n).toBe(true);
});

test("the highest cost below the lowest is reported", () => {
  const { report } = run(build(model, { step: "1 day" }), { steps: 1, parameters: { highestCost: 1000 } });
  expect(report.violations.map(({ check }) => check)).toEqual(["costsAreInOrder"]);
});
