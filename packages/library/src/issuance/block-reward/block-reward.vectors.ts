import type { VectorAdapter } from "@tokenwright/engine";
import { fraction, runExactly, subtract, toNumber } from "../../testing/exact.js";
import model from "./model.js";

/** What the blocks of a year of 365 days create. */
function yearly(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const given = (name: string, usual: unknown) => fraction(input[name] ?? parameters[name] ?? usual);
  const result = runExactly(model, {
    step: "1 year",
    parameters: { reward: given("mon_per_block", 25), blockTime: given("block_seconds", "0.4") },
  });
  const supply = result.exact("supply");
  return { mon_per_year: toNumber(subtract(supply[1]!, supply[0]!)) };
}

export const adapters: readonly VectorAdapter[] = [{ group: "monad_inflation", compute: yearly }];
