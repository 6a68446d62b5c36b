import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { add, rational, runExactly } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import { adapters, batchCost } from "./rollup.vectors.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const fee = adapters.find(({ group }) => group === "op_stack_l1_fee")!;
const circumstances = {
  l1_base_fee: 1_000_000_000,
  blob_base_fee: 10_000_000,
  overhead: 50,
  scalar: 7_000_000,
  base_fee_scalar: 2,
  blob_base_fee_scalar: 3,
  calldata_gas: 480,
};

test.each(reference.rows)("under $rules the data fee of the source's transaction is $fee wei", (row) => {
  expect(fee.compute({ rules: row["rules"] }, circumstances, [])["fee"]).toEqual(rational(BigInt(row["fee"]!)));
});

test("data fees are the integer rules of the source for any transaction and prices", () => {
  const some = (max: bigint) => fc.bigInt({ min: 0n, max });
  fc.assert(
    fc.property(
      some(10n ** 6n),
      some(10n ** 5n),
      some(10n ** 12n),
      some(10n ** 12n),
      some(10n ** 7n),
      some(10n ** 7n),
      (calldata, length, baseFee, blobFee, baseScalar, blobScalar) => {
        const input = {
          calldata_gas: String(calldata),
          fastlz_size: String(length),
          l1_base_fee: String(baseFee),
          blob_base_fee: String(blobFee),
          base_fee_scalar: String(baseScalar),
          blob_base_fee_scalar: String(blobScalar),
          overhead: "188",
          scalar: String(baseScalar),
        };
        const price = 16n * baseScalar * baseFee + blobScalar * blobFee;
        const estimate = 836_500n * length - 42_585_600n;
        const size = estimate > 71_000_000n ? estimate : 71_000_000n;
        const expected = {
          bedrock: ((calldata + 1088n + 188n) * baseFee * baseScalar) / 1_000_000n,
          regolith: ((calldata + 188n) * baseFee * baseScalar) / 1_000_000n,
          ecotone: (calldata * price) / 16_000_000n,
          fjord: (size * price) / 10n ** 12n,
        };
        for (const [rules, wei] of Object.entries(expected))
          expect(fee.compute({ ...input, rules }, {}, [])["fee"]).toEqual(rational(wei));
      },
    ),
    { seed: 10, numRuns: 25 },
  );
});

test("Base on 2023-09-19: gas 0.33 % above the recorded, fee, margin and cost per transaction as published", () => {
  const day = {
    l1_txs: 1667,
    calldata_bytes: 115_969_659,
    l1_gas_price_gwei: 13.05795391034353,
    l2_fees_eth: 49.79479320994554,
    l1_fees_total_eth: 24.62858305055,
    l2_txs: 1_115_378,
    actual_l1_gas: 1_884_225_924,
  };
  const answer = batchCost(day);
  expect(answer["modelled_l1_gas"]).toEqual(rational(1_890_521_544n));
  expect(1_890_521_544 / 1_884_225_924 - 1).toBeCloseTo(0.0033, 4);
  expect(answer["l1_inbox_fee_eth"]).toBeCloseTo(24.60413527226645, 9);
  expect(answer["margin_eth"]).toBeCloseTo(25.16621015939554, 12);
  expect(answer["cost_per_tx_eth"]).toBeCloseTo(2.21e-5, 7);
  expect(answer["actual_l1_gas"]).toEqual(rational(1_884_225_924n));
});

test("when batches look random one byte in 256 is zero, and the gas of that day is within 0.05 %", () => {
  const scenario = scenarios["base-2023-09-19"]!;
  const random = applyScenario(model, { ...scenario, parameters: { ...scenario.parameters, zeroShare: "0.390625 %" } });
  const gas = run(build(random, { step: "1 day" }), { steps: 1 }).series("batchGas")[0]!;
  expect(Math.abs(gas / 1_884_225_924 - 1)).toBeLessThan(0.0005);
});

test("nothing is created or lost: users, operator and base layer hold together what they held", () => {
  const result = runExactly(applyScenario(model, scenarios["fjord"]!), { step: "1 day", steps: 30 });
  const all = (step: number) => ["users", "operator", "baseLayer"].map((name) => result.exact(name)[step]!).reduce(add);
  expect(all(30)).toEqual(all(0));
  expect(all(0)).toEqual(rational(1_001_000n));
});

test("the margin is what the operator's stock gains", () => {
  const result = runExactly(applyScenario(model, scenarios["base-2023-09-19"]!), { step: "1 day", steps: 1 });
  expect(add(result.exact("operator")[0]!, result.exact("margin")[0]!)).toEqual(result.exact("operator")[1]);
});

test("a rule set that does not exist is refused by the adapter and reported by the model", () => {
  expect(() => fee.compute({ rules: "holocene" }, circumstances, [])).toThrow(/no rule set/);
  const report = runExactly(applyScenario(model, { parameters: { rules: "5" } }), { step: "1 day" }).report;
  expect(report.violations.map(({ check }) => check)).toEqual(["rulesAreKnown"]);
});
