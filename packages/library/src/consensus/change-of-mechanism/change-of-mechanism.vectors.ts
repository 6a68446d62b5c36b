import type { Rational, VectorAdapter } from "@tokenwright/engine";
import { fraction, runExactly } from "../../testing/exact.js";
import model from "./model.js";

/** The change's effect in the first step of the model; `before` and `after` may be energy or emissions. */
function mergeEnergy(input: Readonly<Record<string, unknown>>): Readonly<Record<string, Rational>> {
  const [before, after] = [fraction(input["before"]), fraction(input["after"])];
  const result = runExactly(model, {
    step: "1 day",
    inputs: { before, after, emissionsBefore: before, emissionsAfter: after },
  });
  return { reduction_pct: result.exact("reduction")[0]!, saved: result.exact("saved")[0]! };
}

export const adapters: readonly VectorAdapter[] = [{ group: "eth_merge_energy", compute: mergeEnergy }];
