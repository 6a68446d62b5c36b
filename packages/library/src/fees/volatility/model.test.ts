import { build, run } from "@tokenwright/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyScenario } from "../../scenario.js";
import { rational, runExactly, toNumber } from "../../testing/exact.js";
import { readReference } from "../../testing/reference.js";
import model from "./model.js";
import scenarios from "./scenarios.js";

const reference = readReference(new URL("reference.csv", import.meta.url));
const first = 8_388_628;

interface Trade {
  readonly seconds: number;
  readonly bin: number;
}

/** Steps of a second in which the trades fall; the seconds of the first count from the last trade before the run. */
function replay(trades: readonly Trade[], parameters: Readonly<Record<string, bigint>> = {}) {
  const at: number[] = [];
  let second = 0;
  for (const [index, { seconds }] of trades.entries()) {
    if (index > 0) second += seconds;
    at.push(second);
  }
  const traded = Array.from({ length: second + 1 }, () => rational(0n));
  const bins = Array.from({ length: second + 1 }, () => rational(BigInt(first)));
  for (const [index, { bin }] of trades.entries()) {
    traded[at[index]!] = rational(1n);
    bins[at[index]!] = rational(BigInt(bin));
  }
  const result = runExactly(model, {
    step: "1 second",
    steps: second,
    inputs: { bin: bins, isTraded: traded },
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, rational(value)])),
  });
  return { result, at };
}

test("a sequence of trades pays the fees of the contract, to its last unit", () => {
  const rows = reference.rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, BigInt(value)])),
  );
  const { result, at } = replay(rows.map(({ seconds, bin }) => ({ seconds: Number(seconds), bin: Number(bin) })));
  for (const [index, row] of rows.entries()) {
    const value = (name: string) => result.exact(name)[at[index]!]!;
    const units = value("baseUnits").n + value("variableUnits").n;
    const found = [value("newBinReference").n, value("newReference").n, value("volatility").n, units];
    expect(found, `trade ${index}`).toEqual([row["bin_reference"], row["reference"], row["volatility"], row["fee"]]);
  }
  expect(result.report).toEqual({ overdrafts: [], violations: [] });
});

test("the base fee of the preset is 0.2 % and the largest 1.18 %", () => {
  const result = runExactly(model, { step: "10 second" });
  expect(result.exact("baseFee")[0]).toEqual(rational(2n, 10n));
  expect(toNumber(result.exact("mostFee")[0]!)).toBeCloseTo(1.18, 12);
});

/** The contract's rule on whole numbers. */
function contract(trades: readonly Trade[], A: bigint, kept: bigint, most: bigint): bigint[] {
  let [before, reference] = [first, first];
  let [held, volatility] = [0n, 0n];
  return trades.map(({ seconds, bin }) => {
    if (seconds >= 30) {
      reference = before;
      held = seconds < 600 ? (volatility * kept) / 10_000n : 0n;
    }
    const moved = held + 10_000n * BigInt(Math.abs(bin - reference));
    volatility = moved < most ? moved : most;
    before = bin;
    return 2_000_000_000_000_000n + ((volatility * 20n) ** 2n * A + 99n) / 100n;
  });
}

test("for any trades and weights the fees are the contract's", () => {
  const trade = fc.record({
    seconds: fc.oneof(fc.constantFrom(29, 30, 31, 599, 600), fc.integer({ min: 1, max: 80 })),
    bin: fc.integer({ min: -40, max: 40 }).map((distance) => first + distance),
  });
  fc.assert(
    fc.property(
      fc.array(trade, { minLength: 2, maxLength: 5 }),
      fc.bigInt({ min: 0n, max: 2_000_000n }),
      fc.bigInt({ min: 0n, max: 10_000n }),
      fc.bigInt({ min: 0n, max: 1_048_575n }),
      (trades, variableControl, reduction, mostVolatility) => {
        // The state before the run is that of a pair nobody has traded in for a day.
        const [head, ...rest] = trades;
        const all = [{ ...head!, seconds: 86_400 }, ...rest];
        const { result, at } = replay(all, { variableControl, reduction, mostVolatility });
        const fees = at.map(
          (second) => result.exact("baseUnits")[second]!.n + result.exact("variableUnits")[second]!.n,
        );
        expect(fees).toEqual(contract(all, variableControl, reduction, mostVolatility));
      },
    ),
    { seed: 21, numRuns: 15 },
  );
});

test("a swing that is one movement costs more than the same swing a minute apart", () => {
  const mean = (name: string) => {
    const { step, steps, ...scenario } = scenarios[name]!;
    const result = run(build(applyScenario(model, scenario), { step: step! }), { steps });
    return result.final("providers") / (10_000 * steps);
  };
  expect(mean("swing-within-minutes")).toBeGreaterThan(mean("trade-every-minute"));
  expect(mean("trade-every-minute")).toBeGreaterThan(0.002);
  expect(mean("swing-within-minutes")).toBeLessThan(0.0118);
});

test("what traders pay arrives with the providers, and without a trade nothing is paid", () => {
  const { steps, ...scenario } = scenarios["rest-and-shock"]!;
  const result = runExactly(applyScenario(model, scenario), { step: "1 minute", steps });
  const paid = result.exact("providers").at(-1)!;
  const left = result.exact("traders").at(-1)!;
  expect(toNumber(paid) + toNumber(left)).toBe(1e9);
  for (const minute of [1, 5, 10]) expect(result.exact("fees")[minute]).toEqual(rational(0n));
  // A movement of 30 bins after a rest: 0.2 % and 20000 * (300000 * 20)^2 / 100 units.
  expect(toNumber(result.exact("fee")[11]!)).toBeCloseTo(0.2 + 0.72, 12);
});

test("a filter period longer than the decay period is reported", () => {
  const odd = applyScenario(model, { parameters: { filterPeriod: "700 second" } });
  expect(runExactly(odd, { step: "10 second" }).report.violations.map(({ check }) => check)).toEqual([
    "periodsMakeSense",
  ]);
});
