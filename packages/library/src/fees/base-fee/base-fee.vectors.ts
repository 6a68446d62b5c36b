import type { Model, VectorAdapter } from "@tokenwright/engine";
import { rational, runExactly, toBaseUnits, wholeNumber } from "../../testing/exact.js";
import model from "./model.js";

/** The model with this base fee, in wei per gas, at its first block. */
export function startingAt(baseFee: bigint): Model {
  const digits = baseFee.toString().padStart(10, "0");
  const initial = `${digits.slice(0, -9)}.${digits.slice(-9)} gwei/gas`;
  return { ...model, states: { baseFee: { ...model.states!["baseFee"]!, initial } } };
}

function nextBaseFee(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const of = (name: string, usual?: number): bigint => wholeNumber(input[name] ?? parameters[name] ?? usual);
  const gasUsed = rational(of("gas_used"));
  const result = runExactly(startingAt(of("base_fee")), {
    parameters: {
      gasLimit: rational(of("gas_limit")),
      elasticity: rational(of("elasticity", 2)),
      maxChangeDenominator: rational(of("max_change_denominator", 8)),
    },
    inputs: { gasUsed },
  });
  const burned = toBaseUnits(result.exact("burned")[0]!, 18);
  return { next_base_fee: result.exact("nextBaseFee")[0]!, burned_wei: burned };
}

export const adapters: readonly VectorAdapter[] = [{ group: "eip1559", compute: nextBaseFee }];
