import { fail, type Rational, type Run, type VectorAdapter } from "@tokenwright/engine";
import { dayNumber } from "../../testing/dates.js";
import { rational, runExactly, toBaseUnits, wholeNumber } from "../../testing/exact.js";
import { daysOfBlocks } from "./history.js";
import model from "./model.js";

const decimals = 8;

/** Runs the model over these numbers of blocks, one step each, on the exact backend. */
export function mine(blocks: readonly bigint[], parameters: Readonly<Record<string, unknown>> = {}): Run {
  return runExactly(model, {
    step: "1 day",
    steps: blocks.length,
    inputs: { blocks: [...blocks.map((count) => rational(count)), rational(0n)] },
    parameters: {
      interval: rational(wholeNumber(parameters["interval"] ?? 210_000)),
      firstSubsidy: rational(wholeNumber(parameters["initial_sat"] ?? 5_000_000_000), 10n ** BigInt(decimals)),
    },
  });
}

const satoshi = (amount: Rational): bigint => toBaseUnits(amount, decimals);

function subsidyAndSupply(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
  wanted: readonly string[],
): Readonly<Record<string, unknown>> {
  const height = wholeNumber(input["height"]);
  const interval = wholeNumber(parameters["interval"] ?? 210_000);
  // Far beyond the last era that pays, further steps change nothing.
  const eras = Math.min(Number(height / interval), 300);
  const steps = Array.from({ length: eras }, () => interval);
  const result = mine(height % interval === 0n && height > 0n ? steps : [...steps, height % interval], parameters);
  return {
    subsidy_sat: satoshi(result.exact("subsidy").at(-1)!).toString(),
    supply_before_sat: satoshi(result.exact("supply").at(-1)!).toString(),
    ...(wanted.includes("eras") ? { eras: paidEras(parameters) } : {}),
  };
}

/** Eras in which a block creates something: the first subsidy's number of binary digits. */
function paidEras(parameters: Readonly<Record<string, unknown>>): number {
  const interval = wholeNumber(parameters["interval"] ?? 210_000);
  const result = mine(
    Array.from({ length: 80 }, () => interval),
    parameters,
  );
  return result.exact("subsidy").filter((subsidy) => subsidy.n > 0n).length;
}

/** Coins that can be spent at the end of a day: those of the blocks recorded by then, and between recorded days of an even pace. */
function supplyByDate(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const day = dayNumber(input["date"]);
  const known = daysOfBlocks.map((entry) => ({ ...entry, day: dayNumber(entry.date) }));
  const next = known.findIndex((entry) => entry.day >= day);
  const to = known[next];
  if (to === undefined || day < known[0]!.day) {
    return fail({
      code: "vector/date",
      message: `${input["date"]} is outside the recorded days.`,
      expected: `${known[0]!.date} to ${known.at(-1)!.date}`,
    });
  }
  const from = known[Math.max(next - 1, 0)]!;
  const evenly = from.made + ((to.made - from.made) * (day - from.day)) / Math.max(to.day - from.day, 1);
  const made = BigInt(Math.round(to.day === day ? to.made : evenly));
  const onTheDay = BigInt((to.day === day ? to.onTheDay : undefined) ?? 144);
  // Block 0 is at the bottom of every height, and its coins cannot be spent.
  const issued = (blocks: bigint): bigint =>
    wholeNumber(subsidyAndSupply({ height: String(blocks + 1n) }, {}, [])["supply_before_sat"]) - 5_000_000_000n;
  return {
    blocks: onTheDay,
    btc_issued: Number(issued(made) - issued(made - onTheDay)) / 1e8,
    supply_btc: Number(issued(made)) / 1e8,
  };
}

export const adapters: readonly VectorAdapter[] = [
  { group: "bitcoin", compute: subsidyAndSupply },
  { group: "bitcoin_history", compute: supplyByDate },
];
