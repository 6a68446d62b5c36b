import { readFileSync } from "node:fs";
import { compose, TokenwrightError } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { readDataTable } from "../data/index.js";
import { buildScenario, readScenario } from "../scenario/index.js";
import { replay } from "./replay.js";
import { simulate } from "./simulate.js";

const scenario = (more = "", step = "1 day", rho = "0.3 %/epoch") => `tokenwright: 1
title: Daily fees on a chain of five days
start: { epoch: 0 }
step: ${step}
horizon: 100 day
assets: { ADA: { decimals: 6, baseUnit: lovelace } }
modules:
  supply:
    model: issuance/reserve-expansion
    assets: { token: ADA }
    parameters: { rho: { value: ${rho} } }
    inputs: { fees: fees }
auxiliaries:
  fees: { unit: ADA/epoch, equation: "{20_000 ADA/epoch} + {100 ADA/epoch} * (time / epoch)", meaning: fees of the day }
outputs: [supply.reserve, supply.feesIn, { name: supply.grossYield, unit: "%/year" }]
ensemble: { runs: 2 }
${more}`;

const plan = `replay:
  epoch: day
  columns: { reserves: lovelace, treasury: lovelace, spent: lovelace, fees: lovelace, unpaid: lovelace,
             forfeited: lovelace, refunds: lovelace, blocks: 1 }
  inputs:
    supply.performance: min(1, blocks / 21600)
    supply.fees: fees / {1 epoch}
    supply.unpaid: unpaid / {1 epoch}
    supply.forfeited: forfeited / {1 epoch}
    supply.refunds: refunds / {1 epoch}
  initial:
    supply.reserve: reserves
    supply.treasury: treasury
    supply.circulating: "{45e9 ADA} - reserves - treasury"
  compare:
    expansion: { variable: supply.expansion, recorded: "spent / {1 epoch}" }
    treasury: { variable: supply.treasury, recorded: treasury }
    reserves: { variable: supply.reserve, recorded: reserves }
`;

const path = new URL("../../../../examples/cardano/reference.csv", import.meta.url);
const recorded = readDataTable(readFileSync(path, "utf8"), "reference.csv");

/** Cardano's epochs 380 to 400 by days: amounts in five parts that add up, the pots as they stand after each day. */
function byDays(change: (column: string, day: number, value: bigint) => bigint = (_, __, value) => value): string {
  const cell = (row: number, column: string) => BigInt(recorded.cell(row, column));
  const first = Array.from({ length: recorded.size }, (_, row) => row).find((row) => cell(row, "epoch") === 380n)!;
  const lines = ["day,reserves,treasury,spent,fees,unpaid,forfeited,refunds,blocks"];
  const line = (day: number, pots: number, values: readonly bigint[]) =>
    lines.push([day, cell(pots, "reserves"), cell(pots, "treasury"), ...values].map(String).join(","));
  line(0, first, [0n, 0n, 0n, 0n, 0n, 0n]);
  for (let row = first + 1; cell(row, "epoch") <= 400n; row++) {
    const forfeited = cell(row, "unspendable_earned_rewards");
    const amounts = [
      cell(row, "epoch_fees"),
      cell(row, "undistributed_rewards") - forfeited,
      forfeited,
      cell(row, "unclaimed_refunds"),
    ];
    const spent = cell(row, "total_rewards_pot") - cell(row, "epoch_fees");
    for (let phase = 0; phase < 5; phase++) {
      const day = (row - first - 1) * 5 + phase + 1;
      const isLast = phase === 4;
      const part = (amount: bigint) => (isLast ? amount - (amount / 7n) * 4n : amount / 7n);
      const own = change("spent", day, isLast ? spent : 0n);
      line(day, isLast ? row : row - 1, [own, ...amounts.map(part), cell(row, "block_count")]);
    }
    if (row === recorded.size - 1) break;
  }
  return lines.join("\n");
}

test("Cardano's epochs 381 to 400, told by days, are exact to the lovelace in a daily economy", () => {
  const read = readScenario(scenario(plan), { file: "daily.yaml" });
  const result = replay(read, undefined, readDataTable(byDays(), "days.csv"));
  expect(result).toMatchObject({
    epochs: 100,
    mismatches: [],
    exact: { expansion: 100, treasury: 100, reserves: 100 },
  });
});

test("a flow that goes on from what was recorded is seen by the equations of its module", () => {
  const read = readScenario(scenario(plan), { file: "daily.yaml" });
  const data = byDays((_, day, value) => (day === 10 ? value + 1000n : value));
  const { mismatches } = replay(read, undefined, readDataTable(data, "days.csv"));
  // 20 % of the thousand that was not spent goes to the treasury, and all of it is missing in the reserve.
  expect(mismatches.map((one) => [one.epoch, one.variable, one.difference])).toEqual([
    [10, "expansion", "1000"],
    [10, "treasury", "-200"],
    [10, "reserves", "1000"],
  ]);
});

test("a scenario's step may be shorter than a module's epoch, and tables say what an epoch is", async () => {
  const read = readScenario(scenario(), { file: "daily.yaml" });
  const { record, series } = await simulate(read);
  const [reserve, feesIn, grossYield] = record.outputs;
  expect([feesIn!.unit, grossYield!.unit, reserve!.unit]).toEqual(["ADA/supply_epoch", "%/year", "ADA"]);
  // 20 000 + … + 20 400 at the end of the first epoch, nothing before.
  expect([...series[1]!.mean.slice(0, 6)]).toEqual([0, 0, 0, 0, 101_000, 0]);
  expect(record.assumptions.find(({ name }) => name === "supply.rho")).toMatchObject({
    value: "0.3 %/supply_epoch",
    source: "cardano-ledger-shelley",
    confidence: "protocol",
  });
  expect(record.overdrafts).toEqual([]);
});

test("values of a module count in its epochs: in steps of five days or of one the reserve is the same", async () => {
  const at = async (step: string) => {
    const text = scenario("", step, "0.25 %/epoch").replace(
      "inputs: { fees: fees }",
      'inputs: { fees: "{7 ADA/day}" }',
    );
    return (await simulate(readScenario(text, { file: "daily.yaml" }))).record.outputs[0]!.final.p50;
  };
  expect(await at("1 day")).toBe(await at("5 day"));
});

test("a whole network can be a module, and a step that divides no epoch is refused at the module", () => {
  const network = scenario().replace(
    "auxiliaries:",
    "  chain: { model: networks/cardano, parameters: { stakedShare: 70 % } }\nauxiliaries:",
  );
  const read = readScenario(network, { file: "daily.yaml" });
  expect(compose(read.economy).schedule!.epochs).toMatchObject({ chain: { epoch: "5 day", unit: "chain_epoch" } });
  expect(buildScenario(read).variables.get("chain.stakedShare")!.equation).toBe("70 %");
  const refused = () => readScenario(scenario("", "4 day"), { file: "daily.yaml" });
  expect(refused).toThrow(TokenwrightError);
  try {
    refused();
  } catch (error) {
    expect((error as TokenwrightError).diagnostics[0]).toMatchObject({
      code: "compose/epoch",
      place: { path: "modules.supply", line: 8 },
    });
  }
});
