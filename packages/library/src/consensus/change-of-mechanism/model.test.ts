import { build, type Economy, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { fraction, rational, runExactly, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import proofOfStake from "../proof-of-stake/model.js";
import stakeScenarios from "../proof-of-stake/scenarios.js";
import proofOfWork from "../proof-of-work/model.js";
import { adapters } from "./change-of-mechanism.vectors.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const [vectors] = adapters;
const of = (name: string) => applyScenario(model, scenarios[name]!);

test.each(reference.rows)("$what: from $before to $after is a fall of $reduction %", ({ before, after, reduction }) => {
  const computed = vectors!.compute({ before, after }, {}, [])["reduction_pct"] as ReturnType<typeof rational>;
  expect(Math.abs(toNumber(computed) - Number(reduction))).toBeLessThan(0.0001);
});

test("the Merge: electricity and emissions of 2022 are 257 days of the one and 108 of the other", () => {
  const result = runExactly(of("ethereum-merge"), { step: "1 day", steps: 365 });
  const year = (before: string, after: string) => {
    const [a, b] = [fraction(before), fraction(after)];
    return rational(a.n * 257n * b.d + b.n * 108n * a.d, a.d * b.d * 365n);
  };
  expect(result.exact("used")[365]).toEqual(year("22900275", "2600.86"));
  expect(result.exact("emitted")[365]).toEqual(year("11016000", "870"));
  expect(toNumber(result.exact("reduction")[0]!)).toBeGreaterThan(99.95);
});

test("a hybrid keeps its share of the work, and machines that go on elsewhere save the world less", () => {
  const result = runExactly(model, {
    step: "1 day",
    inputs: { before: rational(100n), after: rational(10n) },
    parameters: { oldShare: rational(20n), rebound: rational(50n) },
  });
  expect(result.exact("reduction")[0]).toEqual(rational(70n));
  // 10 + 20 stay, and half of the other 80 goes on.
  expect(result.exact("worldReduction")[0]).toEqual(rational(30n));
});

test("used and saved together are what no change would have used, whenever it comes", () => {
  const amount = fc.bigInt({ min: 1n, max: 10n ** 12n });
  fc.assert(
    fc.property(amount, amount, fc.integer({ min: 0, max: 30 }), (before, after, at) => {
      const result = runExactly(applyScenario(model, { parameters: { at: `${at} day` } }), {
        step: "1 day",
        steps: 20,
        inputs: { before: rational(before), after: rational(after) },
      });
      const days = BigInt(Math.min(at, 20));
      expect(result.exact("used")[20]).toEqual(rational(before * days + after * (20n - days), 365n));
    }),
    { seed: 2022, numRuns: 60 },
  );
});

test("the models of work and stake can be wired to it", () => {
  const stake = applyScenario(proofOfStake, stakeScenarios["ethereum-2023"]!);
  const economy: Economy = {
    title: "Merge",
    epoch: "1 day",
    assets: { OLD: { decimals: 8 }, NEW: { decimals: 6 } },
    modules: {
      work: { model: proofOfWork, assets: { token: "OLD" } },
      stake: { model: stake, assets: { token: "NEW" } },
      merge: {
        model,
        inputs: {
          before: "work.power",
          after: "stake.power",
          emissionsBefore: "work.emissions",
          emissionsAfter: "stake.emissions",
        },
      },
    },
  };
  const result = run(build(economy), { steps: 1 });
  expect(result.final("merge.before")).toBeCloseTo(137_926_200, 3);
  expect(result.final("merge.after")).toBeCloseTo(7500, 9);
});

test("a share above 100 % is reported", () => {
  const { report } = runExactly(model, { step: "1 day", parameters: { rebound: rational(120n) } });
  expect(report.violations.map(({ check }) => check)).toEqual(["sharesAreShares"]);
});
