import { build, ensemble, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { readReference } from "../../testing/reference.js";
import { mean } from "../../testing/sample.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const people = 400;

test.each(reference.rows)(
  "worth $worth, cost $cost USD: the share $willing wants it, and after $days days $aware know it",
  async (row) => {
    const days = Number(row["days"]);
    const applied = applyScenario(model, {
      parameters: {
        meanWorth: `${row["worth"]} USD/use`,
        discovery: `${row["discovery"]} 1/year`,
        imitation: "0 1/year",
      },
      inputs: { fee: `{${row["cost"]} token/use}` },
    });
    const runs = 50;
    const steps = 4;
    const program = build(applied, { step: days === 0 ? "1 day" : `${days / steps} day` });
    const result = await ensemble(program, {
      steps,
      runs,
      paths: runs,
      seed: 1969n,
      record: ["willingShare", "expectedWilling", "aware", "users"],
    });
    const last = (name: string) => mean(result.paths(name).map((path) => path[steps]!));
    const near = (found: number, share: number) =>
      expect(Math.abs(found - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / (people * runs)) + 1e-12);
    const [willing, aware] = [Number(row["willing"]), Number(row["aware"])];
    expect(last("expectedWilling") / 100 / willing).toBeCloseTo(1, 12);
    near(last("willingShare") / 100, willing);
    if (days === 0) return;
    near(last("aware") / people, aware);
    near(last("users") / people, aware * willing);
  },
);

test.each(reference.rows)("cost $cost USD: users gain what lies between their demand and the cost", (row) => {
  const applied = applyScenario(model, {
    parameters: { meanWorth: `${row["worth"]} USD/use`, discovery: "5000 1/year", frequency: "1 use/day" },
    inputs: { fee: `{${row["cost"]} token/use}` },
  });
  const gains = Array.from({ length: 40 }, (_, index) => {
    const result = run(build(applied, { step: "1 year" }), { steps: 1, run: index });
    return result.final("surplus") / people;
  });
  // Of one person the gain has the variance 2 w² s − w² s², with the share s of those who want it.
  const [worth, share] = [Number(row["worth"]), Number(row["willing"])];
  const error = (worth * Math.sqrt(2 * share - share * share)) / Math.sqrt(people * gains.length);
  expect(Math.abs(mean(gains) - Number(row["gain"]))).toBeLessThan(4 * error);
});

test("the fee that brings most is the mean worth", () => {
  const revenue = ["0.2", "0.4", "0.5", "0.6", "1"].map((fee) => {
    const result = run(build(applyScenario(model, { inputs: { fee: `{${fee} token/use}` } }), { step: "1 week" }), {
      steps: 0,
    });
    return Number(fee) * result.final("expectedWilling");
  });
  expect(Math.max(...revenue)).toBe(revenue[2]);
});

test("a fee in tokens drives users away when the token rises", () => {
  const { steps, step } = scenarios["token-rises"]!;
  const result = run(build(applyScenario(model, scenarios["token-rises"]!), { step: step! }), { steps, seed: 3n });
  const users = result.series("users");
  expect(Math.max(...users)).toBeGreaterThan(3 * users.at(-1)!);
  expect(result.final("elasticity")).toBeCloseTo(-2, 1);
});

test("fees are uses times the fee, to the base unit, and nobody forgets", () => {
  const result = run(build(model, { step: "1 week" }), { steps: 100, seed: 6n });
  const users = result.series("users").slice(0, 100);
  // Two uses a day at a tenth of a token, seven days a week.
  const expected = users.reduce((sum, count) => sum + BigInt(count) * 1_400_000n, 0n);
  expect(BigInt(Math.round(result.final("collected") * 1e6))).toBe(expected);
  const aware = result.series("aware");
  expect([...aware]).toEqual([...aware].sort((a, b) => a - b));
  expect(result.agents("knows[person]").every((value) => value === 0 || value === 1)).toBe(true);
});

test("a negative effort is reported", () => {
  const applied = applyScenario(model, { inputs: { effort: "{-1 USD/use}" } });
  const { report } = run(build(applied, { step: "1 day" }), { steps: 1 });
  expect(report.violations.map(({ check }) => check)).toEqual(["parametersMakeSense"]);
});
