import { fail, type Model, numeric, type Rational, type VectorAdapter } from "@tokenwright/engine";
import { rational, runExactly, wholeNumber } from "../../testing/exact.js";
import model from "./model.js";
import { fakeExponential } from "./rule.js";

/** Rules by upgrade, as in the protocol. */
const forks: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  cancun: { target_blobs: 3, max_blobs: 6, update_fraction: 3_338_477 },
  prague: { target_blobs: 6, max_blobs: 9, update_fraction: 5_007_716 },
  osaka: { target_blobs: 6, max_blobs: 9, update_fraction: 5_007_716 },
};

/** The model with this much excess blob gas at its first block. */
export function startingWith(excess: bigint): Model {
  return { ...model, states: { excess: { ...model.states!["excess"]!, initial: `${excess} blobGas` } } };
}

/** The fee, in wei per blob gas, by the model's own series; by the protocol's loop where that is longer. */
export function feeAt(minFee: bigint, excess: bigint, fraction: bigint): bigint {
  const result = runExactly(startingWith(excess), {
    parameters: { minFeeWei: rational(minFee), updateFraction: rational(fraction) },
  });
  const cut = result.report.violations.some(({ check }) => check === "seriesHasEnded");
  return cut ? fakeExponential(minFee, excess, fraction) : result.exact("blobFee")[0]!.n;
}

function exponential(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return {
    value: feeAt(wholeNumber(input["factor"]), wholeNumber(input["numerator"]), wholeNumber(input["denominator"])),
  };
}

function blobBaseFee(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
  wanted: readonly string[],
): Readonly<Record<string, unknown>> {
  const fork = typeof input["fork"] === "string" ? input["fork"].toLowerCase() : "cancun";
  const rules = (parameters[fork] ?? forks[fork]) as Readonly<Record<string, unknown>> | undefined;
  if (rules === undefined) return fail({ code: "vector/fork", message: `There are no rules for the fork ${fork}.` });
  const of = (name: string, usual?: unknown): bigint =>
    wholeNumber(input[name] ?? rules[name] ?? parameters[name] ?? usual);
  const fraction = of("update_fraction");
  const perBlob = of("gas_per_blob", 131_072);
  if (wanted.includes("ratio")) {
    const growth = of("full_blocks", 1) * (of("max_blobs") - of("target_blobs")) * perBlob;
    return { ratio: numeric.exp(Number(growth) / Number(fraction)) };
  }
  const excess = of("excess", 0);
  const result: Readonly<Record<string, unknown>> = { fee: feeAt(of("min_fee", 1), excess, fraction).toString() };
  if (input["blobs_used"] === undefined) return result;
  const rational0 = (name: string, usual?: unknown): Rational => rational(of(name, usual));
  const after = runExactly(startingWith(excess), {
    parameters: {
      updateFraction: rational(fraction),
      targetBlobs: rational0("target_blobs"),
      maxBlobs: rational0("max_blobs"),
      gasPerBlob: rational(perBlob),
      blobBaseCost: rational(fork === "osaka" ? 8192n : 0n),
    },
    inputs: { blobs: rational0("blobs_used"), baseFee: rational0("base_fee", 0) },
  });
  return { ...result, next_excess: after.exact("nextExcess")[0]! };
}

export const adapters: readonly VectorAdapter[] = [
  { group: "fake_exponential", compute: exponential },
  { group: "blob_base_fee", compute: blobBaseFee },
];
