import { formatDiagnostic, run, TokenwrightError } from "@tokenwright/engine";
import { expect, test } from "vitest";
import { buildScenario, readScenario } from "./index.js";

/** A scenario of a network with further lines. */
const text = (network: string, start: string, more = "") =>
  `tokenwright: 1\ntitle: T\nnetwork: ${network}\nstart: ${start}\nhorizon: 10 day\n${more}`;
const read = (...parts: Parameters<typeof text>) => readScenario(text(...parts), { file: "s.yaml" });

/** A variable in every step of the scenario. */
function series(name: string, ...parts: Parameters<typeof text>): readonly number[] {
  const scenario = read(...parts);
  return Array.from(run(buildScenario(scenario), { steps: scenario.steps }).series(name));
}

function refused(...parts: Parameters<typeof text>): string {
  try {
    read(...parts);
  } catch (error) {
    if (error instanceof TokenwrightError) return error.diagnostics.map(formatDiagnostic).join("\n");
    throw error;
  }
  return "accepted";
}

const amounts = "amounts: 2023-11-26";

test("a network has the rules in force on the first day, and later ones come as decisions on theirs", () => {
  const maximum = (date: string) => series("supply.maximum", "cosmos-hub", `{ date: ${date}, ${amounts} }`);
  expect(maximum("2022-01-01")).toEqual(Array(11).fill(20));
  expect(maximum("2024-01-01")).toEqual(Array(11).fill(10));
  expect(maximum("2023-11-20")).toEqual([20, 20, 20, 20, 20, 20, 10, 10, 10, 10, 10]);
  expect(Object.keys(read("cosmos-hub", `{ date: 2023-11-20, ${amounts} }`).economy.decisions!)).toEqual([
    "proposal 848: inflation of 10 % at most",
  ]);
});

test("without a date a network is as the library has it", () => {
  expect(series("supply.maximum", "cosmos-hub", "{ epoch: 7 }")[0]).toBe(10);
  expect(read("cosmos-hub", "{ epoch: 7 }").economy.decisions).toBeUndefined();
});

test("a parameter that the file sets stays as it is set when the network's own rule changes", () => {
  const more = "modules: { supply: { parameters: { maximum: 15 % } } }\n";
  expect(series("supply.maximum", "cosmos-hub", `{ date: 2023-11-20, ${amounts} }`, more)).toEqual(Array(11).fill(15));
  const { decisions } = read("cosmos-hub", `{ date: 2023-11-20, ${amounts} }`, more).economy;
  expect(decisions!["proposal 848: inflation of 10 % at most"]!.set).toEqual({ "supply.blockTime": "6 second/block" });
  // A module with another model knows nothing of those parameters.
  const other =
    "modules: { supply: { model: issuance/fixed-rate, assets: { token: ATOM } } }\n" +
    "auxiliaries: { toCommunity: { unit: ATOM/day, equation: 0 } }\n";
  expect(read("cosmos-hub", `{ date: 2023-11-20, ${amounts} }`, other).economy.decisions).toEqual({});
});

test("rules of one day with amounts of another must be said to be that", () => {
  expect(refused("cosmos-hub", "{ date: 2022-01-01 }")).toMatchInlineSnapshot(`
    "s.yaml:4:16: error: The run starts on 2022-01-01, and these amounts of Cosmos Hub are those of 2023-11-26: supply.supply, supply.inflation.
      4 | start: { date: 2022-01-01 }
        |                ^^^^^^^^^^
      at: start.date
      expected: amounts of the first day, or the words that they are of another
      try: give the amounts of 2022-01-01, or write start: { date: 2022-01-01, amounts: 2023-11-26 }
      (scenario/mixed-dates)"
  `);
  expect(refused("cosmos-hub", "{ date: 2022-01-01, amounts: 2022-01-01 }")).toContain("scenario/mixed-dates");
  expect(refused("cosmos-hub", "{ date: 2023-11-26 }")).toBe("accepted");
  const given = "modules: { supply: { stocks: { supply: 300000000 ATOM }, states: { inflation: 12 % } } }\n";
  expect(refused("cosmos-hub", "{ date: 2022-01-01 }", given)).toBe("accepted");
});

test("amounts that follow from the date need not be given", () => {
  expect(series("supply.supply", "osmosis", "{ date: 2022-06-20 }")[0]).toBe(400_000_000);
});

test("a day before the network's rules are known is refused where the date stands", () => {
  expect(refused("osmosis", "{ date: 2020-01-01 }")).toMatchInlineSnapshot(`
    "s.yaml:4:16: error: The rules of Osmosis are known from 2021-06-20 on, and the run starts on 2020-01-01.
      4 | start: { date: 2020-01-01 }
        |                ^^^^^^^^^^
      at: start.date
      expected: a date from 2021-06-20 on
      try: start the run later, or name the modules and their rules yourself
      (scenario/no-rules)"
  `);
});
