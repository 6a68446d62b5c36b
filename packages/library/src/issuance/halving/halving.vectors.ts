import type { Rational, Run, VectorAdapter } from "@tokenwright/engine";
import { rational, runExactly, toBaseUnits, wholeNumber } from "../../testing/exact.js";
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

export const adapters: readonly VectorAdapter[] = [{ group: "bitcoin", compute: subsidyAndSupply }];
