import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { fromBaseUnits, rational, runExactly, toBaseUnits, withStocks } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const of = (name: string) => applyScenario(model, scenarios[name]!);
const names = [...new Set(reference.rows.map((row) => row["case"]!))];

test.each(names)("%s: what circulates and what is hoarded are the reference's, to the base unit", (name) => {
  const rows = reference.rows.filter((row) => row["case"] === name);
  const result = runExactly(of(name), { step: "1 day", steps: Number(rows.at(-1)!["day"]) });
  for (const row of rows) {
    for (const stock of ["circulating", "hoard"]) {
      const amount = result.exact(stock)[Number(row["day"])]!;
      expect(toBaseUnits(amount, 18).toString(), `${stock} on day ${row["day"]}`).toBe(row[stock]);
    }
  }
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("BNB Smart Chain burns 860 BNB a day, which is 9.375 % of the gas", () => {
  const { supply, fees } = { supply: 168_137_036, fees: 860 / 0.09375 };
  const result = run(build(of("bnb-gas"), { step: "1 day" }), { steps: 1 });
  expect(result.series("burned")[0]).toBeCloseTo(860, 9);
  expect(result.series("feesPaid")[0]).toBeCloseTo(fees, 6);
  // Two thousandths of the supply in a year.
  expect(result.series("burnRate")[0]).toBeCloseTo((100 * 860 * 365) / supply, 9);
});

test("for any fees, shares, threshold and least supply all three burns follow the rule in integers", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 26n });
  const shares = fc
    .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }))
    .map(([a, b, volume]) => [BigInt(a), BigInt(Math.min(b, 100 - a)), BigInt(volume)] as const);
  fc.assert(
    fc.property(
      amount,
      amount,
      fc.array(fc.tuple(amount, amount), { minLength: 6, maxLength: 6 }),
      shares,
      amount,
      amount,
      (circulatingFirst, hoardFirst, days, [feeShare, hoardShare, volumeShare], threshold, least) => {
        const given = withStocks(model, { circulating: circulatingFirst, hoard: hoardFirst }, "token", 18);
        const result = runExactly(given, {
          step: "1 day",
          steps: 5,
          parameters: {
            feeShare: rational(feeShare),
            hoardShare: rational(hoardShare),
            volumeShare: rational(volumeShare),
            threshold: fromBaseUnits(threshold, 18),
            leastSupply: fromBaseUnits(least, 18),
          },
          inputs: {
            fees: days.map(([fees]) => fromBaseUnits(fees, 18)),
            volume: days.map(([, volume]) => fromBaseUnits(volume, 18)),
          },
        });
        const least2 = (a: bigint, b: bigint) => (a < b ? a : b);
        let [circulating, hoard] = [circulatingFirst, hoardFirst];
        for (let day = 0; day <= 5; day++) {
          const at = (name: string) => toBaseUnits(result.exact(name)[day]!, 18);
          expect([at("circulating"), at("hoard")]).toEqual([circulating, hoard]);
          const room = circulating + hoard > least ? circulating + hoard - least : 0n;
          const fees = least2(days[day]![0], circulating);
          const feeBurn = least2((feeShare * fees) / 100n, room);
          const ofVolume = (volumeShare * days[day]![1]) / 100n;
          const volumeBurn = least2(ofVolume, least2(room - feeBurn, circulating - fees));
          const hoarded = least2((hoardShare * fees) / 100n, fees - feeBurn);
          const isFull = hoard > 0n && hoard >= threshold;
          const hoardBurn = isFull ? least2(hoard, room - feeBurn - volumeBurn) : 0n;
          expect(at("burned")).toBe(feeBurn + volumeBurn + hoardBurn);
          circulating -= feeBurn + volumeBurn + hoarded;
          hoard += hoarded - hoardBurn;
        }
        expect(result.report).toEqual({ overdrafts: [], violations: [] });
      },
    ),
    { seed: 95, numRuns: 150 },
  );
});

test("fees of which more than all is burned and hoarded are reported", () => {
  const greedy = applyScenario(model, { parameters: { feeShare: "60 %", hoardShare: "50 %" } });
  const { report } = runExactly(greedy, { step: "1 day" });
  expect(report.violations.map(({ check }) => check)).toEqual(["sharesAreShares"]);
});
