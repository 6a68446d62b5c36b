import { build, ensemble, type Model, run } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { economyOn } from "../../history.js";
import workAndStake from "../../issuance/work-and-stake/model.js";
import { adapters } from "../../issuance/work-and-stake/work-and-stake.vectors.js";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toBaseUnits } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import history from "./history.js";
import decred from "./model.js";
import { inCoins, potsAt, splits, subsidyAt } from "./rule.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const all = ({ initial, miners, voters, treasury }: ReturnType<typeof potsAt>) => initial + miners + voters + treasury;

test.each(reference.rows)(
  "split $split: block $height with $votes votes pays what the proposals' test vectors say",
  (row) => {
    const [pow, pos, tax] = row["split"]!.split("/").map(Number);
    const answer = adapters[0]!.compute(
      { height: row["height"], votes: row["votes"] },
      { split: { pow, pos, tax } },
      [],
    );
    expect(answer["subsidy"]).toBe(row["subsidy"]);
    expect(answer["pow"]).toBe(row["work"]);
    expect(answer["vote"]).toBe(row["vote"]);
  },
);

test("over the whole schedule dcrd's two totals are met to the atom", () => {
  expect(all(potsAt(11_100_000n, splits.slice(0, 1)))).toBe(2_099_999_999_800_912n);
  // dcrd's test of DCP-0010 reckons with the new split from height 638 976 on.
  const estimated = [splits[0]!, { ...splits[1]!, from: 638_976n }];
  expect(all(potsAt(11_100_000n, estimated))).toBe(2_100_000_000_015_952n);
});

test("the model makes the coins of the rule across all three splits, to the atom", () => {
  const ends = [657_280n, 794_368n, 1_000_000n];
  let given: Model = workAndStake;
  let height = 0n;
  for (const [index, end] of ends.entries()) {
    const split = splits[index]!;
    const steps: bigint[] = [];
    for (let at = height; at < end; ) {
      const next = (at / 6144n + 1n) * 6144n < end ? (at / 6144n + 1n) * 6144n : end;
      steps.push(next - at);
      at = next;
    }
    const result = runExactly(given, {
      step: "1 day",
      steps: steps.length,
      inputs: { blocks: [...steps.map((count) => rational(count)), rational(0n)] },
      parameters: {
        workShare: rational(split.work),
        stakeShare: rational(split.stake),
        treasuryShare: rational(split.treasury),
      },
    });
    const pots = ["initial", "miners", "voters", "treasury"].map((name) => toBaseUnits(result.exact(name).at(-1)!, 8));
    const wanted = potsAt(end);
    expect(pots).toEqual([wanted.initial, wanted.miners, wanted.voters, wanted.treasury]);
    given = applyScenario(workAndStake, {
      states: { height: `${end} block`, subsidy: inCoins(subsidyAt(end), "DCR/block") },
      stocks: Object.fromEntries(
        ["initial", "miners", "voters", "treasury"].map((name, pot) => [name, inCoins(pots[pot]!)]),
      ),
    });
    height = end;
  }
});

test("each split takes effect on its day and gives work 60, 10 and 1 % of what is paid", () => {
  const dated = applyScenario(economyOn(decred, history, "2022-05-01"), {
    parameters: { "price.volatility": "0 %", "price.drift": "0 %/year", votes: "5" },
  });
  const share = run(build(dated), { steps: 500 }).series("workShareOfAll");
  const days = (date: string) => (Date.parse(date) - Date.parse("2022-05-01")) / 86_400_000;
  for (const [date, before, after] of [
    ["2022-05-08", 60, 10],
    ["2023-08-29", 10, 1],
  ] as const) {
    expect(share[days(date) - 1]).toBeCloseTo(before, 5);
    expect(share[days(date)]).toBeCloseTo(after, 5);
  }
});

test("heights of the splits are reached within two days of their days at five minutes a block", () => {
  for (const [index, { from }] of history.eras.slice(1).entries()) {
    const minutes = Number(splits[index + 1]!.from) * 5;
    const reached = Date.parse("2016-02-08T18:00:00Z") + minutes * 60_000;
    expect(Math.abs(reached - Date.parse(from)) / 86_400_000).toBeLessThan(2);
  }
});

test("the split changes electricity sixtyfold and the yield by a third, but not the supply", () => {
  const [now, before] = [
    { "price.volatility": "0 %", "price.drift": "0 %/year" },
    scenarios["split-stays"]!.parameters!,
  ].map((parameters) => run(build(applyScenario(decred, { parameters })), { steps: 365 }));
  const ratio = (name: string) => before!.series(name)[1]! / now!.series(name)[1]!;
  expect(ratio("work.power")).toBeCloseTo(60, 3);
  expect(ratio("stakingYield")).toBeCloseTo(30 / 89, 4);
  expect(Math.abs(before!.final("supply.supply") / now!.final("supply.supply") - 1)).toBeLessThan(1e-5);
});

test("electricity of work is its usual share of what miners earn, whatever their machines", () => {
  const result = run(
    build(applyScenario(decred, { parameters: { "price.volatility": "0 %", "price.drift": "0 %/year" } })),
    { steps: 1 },
  );
  const earned = result.series("workIncome")[0]!;
  expect((result.series("work.power")[0]! * 24 * 1e6 * 0.05) / earned).toBeCloseTo(0.6, 8);
});

test("fifty futures of five years keep every check", async () => {
  const { report } = await ensemble(build(decred), { steps: 1825, runs: 50, record: ["supply.supply"] });
  expect(report).toEqual({ overdrafts: [], violations: [] });
});
