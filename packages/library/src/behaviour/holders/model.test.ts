import { build, type Economy, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import reserveExpansion from "../../issuance/reserve-expansion/model.js";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));

/** Holders of one taste who all think again in every step. */
function alike(row: Readonly<Record<string, string>>) {
  const inputs = { expectedGrowth: "growth", stakingYield: "staking", poolYield: "pool", outsideYield: "outside" };
  return applyScenario(model, {
    parameters: {
      "taste[holder]": "1",
      attention: "1000 1/day",
      noise: `${row["noise"]} %/year`,
      lockCost: `${row["lock"]} %/year`,
      poolCost: `${row["poolCost"]} %/year`,
    },
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, column]) => [name, `{${row[column]} %/year}`])),
  });
}

test.each(reference.rows)("spread $noise %, yields $staking and $pool %: the chances are those of the logit", (row) => {
  const result = run(build(alike(row), { step: "1 day" }), { steps: 0 });
  for (const [name, column] of [
    ["expectedStakers", "stake"],
    ["expectedPools", "provide"],
    ["expectedSellers", "sell"],
  ] as const) {
    expect(result.final(name) / 100 / Number(row[column])).toBeCloseTo(1, 12);
  }
});

test.each(reference.rows)("spread $noise %: 12,000 choices fall as the logit says", (row) => {
  const steps = 61;
  const names = ["stakers", "providers", "outsiders"];
  const result = run(build(alike(row), { step: "1 day" }), { steps, seed: 1974n, record: names });
  const choices = 200 * (steps - 1);
  for (const [index, column] of ["stake", "provide", "sell"].entries()) {
    // What was chosen in a step is seen at the start of the next one.
    const seen = result.series(names[index]!).slice(2);
    const found = seen.reduce((sum, value) => sum + value / 100, 0) / seen.length;
    const expected = Number(row[column]);
    expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / choices));
  }
});

test("who does not think again does not move, and who has thought once has moved: the shares approach their ends", () => {
  const still = applyScenario(model, { parameters: { attention: "0 1/month" } });
  expect(run(build(still, { step: "1 week" }), { steps: 50 }).final("totalStaked")).toBe(0);
  const result = run(build(model, { step: "1 day" }), { steps: 365, seed: 8n });
  // After one mean time between two thoughts 1 - 1/e have thought, each with its own chance to stake.
  const month = Math.round(365 / 12);
  const expected = (result.final("expectedStakers") / 100) * (1 - Math.exp((-month * 12) / 365));
  expect(Math.abs(result.series("stakers")[month]! / 100 - expected)).toBeLessThan(4 * Math.sqrt(0.25 / 200));
});

test("a better yield draws stakers, a smaller spread makes the best option win", () => {
  const chance = (parameters: Record<string, string>, stakingYield: string) =>
    run(build(applyScenario(model, { parameters, inputs: { stakingYield } }), { step: "1 week" }), { steps: 0 }).final(
      "expectedStakers",
    );
  const chances = ["{2 %/year}", "{6 %/year}", "{12 %/year}", "{30 %/year}"].map((yields) => chance({}, yields));
  expect(chances).toEqual([...chances].sort((a, b) => a - b));
  expect(chances.at(-1)).toBeGreaterThan(95);
  expect(chance({ noise: "0.01 %/year", "taste[holder]": "1" }, "{30 %/year}")).toBe(100);
});

test("whatever yields and prices are, no token is lost and none is anyone's twice", () => {
  const percent = fc.integer({ min: -30, max: 60 });
  fc.assert(
    fc.property(
      percent,
      percent,
      percent,
      fc.integer({ min: 1, max: 1000 }),
      fc.bigInt({ min: 0n, max: 1000n }),
      (a, b, c, price, seed) => {
        const applied = applyScenario(model, {
          parameters: { attention: "0.3 1/day" },
          inputs: {
            stakingYield: `{${a} %/year}`,
            poolYield: `{${b} %/year}`,
            outsideYield: `{${c} %/year} * sin(time / {5 day})`,
            price: `{${price / 100} USD/token} * exp(sin(time / {9 day}))`,
          },
        });
        const { report, ...result } = run(build(applied, { step: "1 day" }), { steps: 40, seed });
        expect(report).toEqual({ overdrafts: [], violations: [] });
        const tokens = ["liquid", "staked", "pooled"].flatMap((name) => [...result.agents(`${name}[holder]`)]);
        expect(tokens.every((amount) => amount >= 0)).toBe(true);
      },
    ),
    { seed: 1974, numRuns: 40 },
  );
});

test("money is paid for what is bought and got for what is sold, to the cent", () => {
  const inputs = { price: "if time < {30 day} then {2 USD/token} else {4 USD/token}", outsideYield: "{8 %/year}" };
  const result = run(build(applyScenario(model, { inputs }), { step: "1 day" }), { steps: 60, seed: 4n });
  const [sold, bought, price] = ["sold", "bought", "price"].map((name) => result.series(name));
  const owed = sold!.slice(0, 60).reduce((sum, amount, day) => sum + (amount - bought![day]!) * price![day]!, 0);
  const money = result.agents("money[holder]").reduce((sum, amount) => sum + amount, 0);
  // A cent at most is lost with each sale and each purchase.
  expect(Math.abs(money - owed)).toBeLessThan(0.01 * 200 * 4);
});

test("the yield of a chain can be wired to it, and its stakers to the chain", () => {
  const economy: Economy = {
    title: "A chain and its holders",
    epoch: "5 day",
    assets: { ADA: { decimals: 6 } },
    modules: {
      chain: {
        model: reserveExpansion,
        assets: { token: "ADA" },
        inputs: { activeStake: "max(holders.totalStaked, {1_000_000 ADA}) * 5000" },
      },
      holders: { model, assets: { token: "ADA" }, inputs: { stakingYield: "previous(chain.grossYield, {3 %/year})" } },
    },
  };
  const { report, ...result } = run(build(economy), { steps: 200, seed: 2n });
  expect(report).toEqual({ overdrafts: [], violations: [] });
  expect(result.final("holders.totalStaked")).toBeGreaterThan(0);
});

test("a spread of zero is reported, and names of other options are refused", () => {
  const { report } = run(build(model, { step: "1 week" }), { steps: 1, parameters: { attention: -1 } });
  expect(report.violations.map(({ check }) => check)).toEqual(["parametersMakeSense"]);
  expect(() => applyScenario(model, { inputs: { stakingYeild: "0" } })).toThrowError(/"stakingYeild"/);
  expect(Object.keys(scenarios)).toContain("alike");
});
