import { fail, type Model, type Rational, type Run, type VectorAdapter } from "@tokenwright/engine";
import { rational, runExactly, toBaseUnits, wholeNumber } from "../../testing/exact.js";
import model from "./model.js";

const decimals = 8;

type Values = Readonly<Record<string, unknown>>;

const atoms = (amount: Rational): bigint => toBaseUnits(amount, decimals);
const coins = (value: bigint): Rational => rational(value, 10n ** BigInt(decimals));

/** Runs the model over these numbers of blocks, one step each, on the exact backend. */
export function mine(blocks: readonly bigint[], parameters: Values = {}, votes?: bigint): Run {
  const of = (name: string, usual: unknown): bigint => wholeNumber(parameters[name] ?? usual);
  const split = (parameters["split"] ?? {}) as Values;
  const part = (name: string, usual: number): Rational => rational(wholeNumber(split[name] ?? usual));
  const base = of("base", "3119582664");
  const given: Model = {
    ...model,
    states: { ...model.states, subsidy: { ...model.states!["subsidy"]!, initial: "firstSubsidy", unit: "DCR/block" } },
  };
  return runExactly(given, {
    step: "1 day",
    steps: blocks.length,
    inputs: {
      blocks: [...blocks.map((count) => rational(count)), rational(0n)],
      ...(votes === undefined ? {} : { votes: rational(votes) }),
    },
    parameters: {
      firstSubsidy: coins(base),
      multiplier: rational(of("mul", 100)),
      divisor: rational(of("div", 101)),
      interval: rational(of("interval", 6144)),
      workShare: part("pow", 6),
      stakeShare: part("pos", 3),
      treasuryShare: part("tax", 1),
      votesPerBlock: rational(of("votes_per_block", 5)),
      votingHeight: rational(of("stake_validation_height", 4096)),
      premine: rational(of("premine_dcr", 1_680_000)),
    },
  });
}

/** The last reduction after which something may be paid, of the main network, and some more. */
const mostIntervals = 4000n;

function intervalsOf(count: bigint, interval: bigint): bigint[] {
  if (count < 0n) fail({ code: "vector/number", message: `${count} is not a height.` });
  return Array.from({ length: Number(count < mostIntervals ? count : mostIntervals) }, () => interval);
}

function subsidies(input: Values, parameters: Values): Values {
  const interval = wholeNumber(parameters["interval"] ?? 6144);
  if (input["intervals"] !== undefined) {
    const result = mine(intervalsOf(wholeNumber(input["intervals"]), interval), parameters);
    const at = (name: string): string => atoms(result.exact(name).at(-1)!).toString();
    return { supply: at("supply"), pow: at("miners"), pos: at("voters"), tax: at("treasury") };
  }
  const height =
    input["height"] === undefined ? wholeNumber(input["interval"]) * interval : wholeNumber(input["height"]);
  // One step to the block, one step that is the block.
  const rest = height % interval;
  const before = [...intervalsOf(height / interval, interval), ...(rest === 0n ? [] : [rest])];
  const votes = input["votes"] === undefined ? undefined : wholeNumber(input["votes"]);
  const result = mine([...before, 1n], parameters, votes);
  const step = before.length;
  // With a step of a day and one block in it, a flow per day is what the block pays.
  const at = (name: string): bigint => atoms(result.exact(name)[step]!);
  const supply = at("supply").toString();
  const [pow, pos, tax] = [at("work"), at("stake"), at("tax")];
  // Blocks 0 and 1 pay none; an interval is asked for by number, not by its first block.
  const pays = height > 1n || input["height"] === undefined;
  const subsidy = pays ? atoms(result.exact("subsidy")[step]!) : 0n;
  return {
    subsidy: subsidy.toString(),
    pow: pow.toString(),
    pos: pos.toString(),
    tax: tax.toString(),
    total: (pow + pos + tax).toString(),
    vote: pos === 0n ? "0" : atoms(result.exact("vote")[step]!).toString(),
    supply_before: supply,
  };
}

export const adapters: readonly VectorAdapter[] = [{ group: "decred", compute: subsidies }];
