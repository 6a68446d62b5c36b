import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";
import { adapters } from "./thirds.vectors.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const decade = runExactly(applyScenario(model, scenarios["osmosis-genesis"]!), { steps: 3650 });

test.each(reference.rows)("Osmosis at the end of year $year has what its rule creates, to the base unit", (row) => {
  const days = Number(row["year"]) * 365;
  const at = (name: string, day: number) => toBaseUnits(decade.exact(name)[day]!, 6).toString();
  expect(at("minted", days - 1)).toBe(row["day_amount"]);
  for (const name of ["supply", "stakers", "pools", "developers", "community"]) expect(at(name, days)).toBe(row[name]);
});

test("the planned limit is 1000 M, whenever one looks", () => {
  for (const day of [0, 1, 364, 365, 1000, 3650]) expect(toNumber(decade.exact("limit")[day]!)).toBeCloseTo(1e9, 1);
});

test("with a third less a year the supply is the geometric series of the amounts", () => {
  const supply = (year: number) => toNumber(decade.exact("supply")[year * 365]!);
  for (let year = 1; year <= 10; year++) expect(supply(year) / (1e8 + 9e8 * (1 - (2 / 3) ** year))).toBeCloseTo(1, 9);
});

test("after the votes of 2023 the limit stays near 1000 M", () => {
  const changed = runExactly(applyScenario(model, scenarios["osmosis-2023-06"]!), { steps: 1 });
  // 600.5 M there were, and 730 * 182 648.4 * 3 come.
  expect(toNumber(changed.exact("limit")[0]!)).toBeCloseTo(1_000_547_945.2, 0);
});

test("the four recipients share out every base unit of a day", () => {
  const share = fc.integer({ min: 0, max: 33 });
  const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
  fc.assert(
    fc.property(amount, share, share, share, (daily, staking, pools, developers) => {
      const result = runExactly(model, {
        parameters: {
          genesisProvisions: rational(daily, 10n ** 9n),
          stakingShare: rational(staking),
          poolShare: rational(pools),
          developerShare: rational(developers),
        },
      });
      const at = (name: string) => toBaseUnits(result.exact(name)[0]!, 6);
      expect(at("toStakers") + at("toPools") + at("toDevelopers") + at("toCommunity")).toBe(at("minted"));
      expect(at("minted")).toBe(daily / 1000n);
      expect(at("toCommunity") >= 0n).toBe(true);
      expect(toBaseUnits(result.exact("supply")[1]!, 6) - at("supply")).toBe(at("minted"));
    }),
    { seed: 23, numRuns: 100 },
  );
});

test("a run that starts within a period cuts when that period ends", () => {
  const result = runExactly(model, { steps: 10, parameters: { startEpoch: rational(360n) } });
  const cuts = result.exact("cuts").map(toNumber);
  expect(cuts.slice(0, 7)).toEqual([0, 0, 0, 0, 0, 1, 1]);
});

test("the fast backend agrees with the exact one within a token after ten years", () => {
  const fast = run(build(applyScenario(model, scenarios["osmosis-genesis"]!)), { steps: 3650 });
  for (const name of ["supply", "stakers", "community"])
    expect(Math.abs(fast.final(name) - decade.final(name))).toBeLessThan(1);
});

test("shares of more than the whole are reported", () => {
  const names = runExactly(model, { parameters: { poolShare: rational(60n) } }).report.violations;
  expect(names.map(({ check }) => check)).toContain("sharesSumToOne");
});

test("the adapter answers for a year and for the limit", () => {
  const shared = { genesis_daily: 821917.808219178, factor: "2/3", period_days: 365, genesis_supply: 100_000_000 };
  const [adapter] = adapters;
  expect(adapter!.compute({ year: 2 }, shared, [])["supply_at_end"]).toBeCloseTo(600e6, 0);
  expect(adapter!.compute({}, shared, [])["supply"]).toBeCloseTo(1e9, 0);
});

test("periods that a vote began anew count from then: the next cut is a period after it", () => {
  const parameters = { startEpoch: "800", countedFrom: "731", period: "730" };
  const amounts = run(build(applyScenario(model, { parameters })), { steps: 700 }).series("minted");
  // Epoch 1461 is 661 days after epoch 800.
  expect(amounts[660]! / amounts[0]!).toBe(1);
  expect(amounts[661]! / amounts[0]!).toBeCloseTo(2 / 3, 12);
});
