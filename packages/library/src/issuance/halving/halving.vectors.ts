import { fail, type Rational, type Run, type VectorAdapter } from "@tokenwright/engine";
import { dayNumber } from "../../calendar.js";
import { rational, runExactly, toBaseUnits, wholeNumber } from "../../testing/exact.js";
import { countedBlocks, halvingBlocks } from "./history.js";
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

/** Measured points of the chain: a time in days, and the blocks made until then without block 0. */
const measured: readonly (readonly [time: number, made: number])[] = [
  ...countedBlocks.map(({ date, made }) => [dayNumber(date) + 1, made] as const),
  ...halvingBlocks.map(({ height, date, second }) => [dayNumber(date) + second / 86_400, height] as const),
];

/** Blocks made until a time: at an even pace between two measured points, every ten minutes after the last one. */
function blocksUntil(time: number): number {
  const next = measured.findIndex(([point]) => point >= time);
  const [from, before] = measured.at(next < 0 ? -1 : next - 1)!;
  if (next < 0) return Math.floor(before + (time - from) * 144);
  const [to, after] = measured[next]!;
  if (to === time || next === 0) return after;
  return Math.floor(before + ((after - before) * (time - from)) / (to - from));
}

/**
 * Coins that can be spent at the end of a day. How many blocks there were by then is measured, or reckoned at an even pace
 * between measured points; the coins follow from it by the rule.
 */
function supplyByDate(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const day = dayNumber(input["date"]);
  const first = measured[0]![0] - 1;
  if (day < first) {
    return fail({
      code: "vector/date",
      message: `${input["date"]} is before the first block.`,
      expected: `${countedBlocks[0]!.date} or later`,
    });
  }
  const [before, made] = [BigInt(blocksUntil(Math.max(day, first + 1))), BigInt(blocksUntil(day + 1))];
  // Block 0 is at the bottom of every height, and its coins cannot be spent.
  const issued = (blocks: bigint): bigint =>
    wholeNumber(subsidyAndSupply({ height: String(blocks + 1n) }, {}, [])["supply_before_sat"]) - 5_000_000_000n;
  return {
    blocks: made - before,
    btc_issued: Number(issued(made) - issued(before)) / 1e8,
    supply_btc: Number(issued(made)) / 1e8,
  };
}

export const adapters: readonly VectorAdapter[] = [
  { group: "bitcoin", compute: subsidyAndSupply },
  { group: "bitcoin_history", compute: supplyByDate },
];
