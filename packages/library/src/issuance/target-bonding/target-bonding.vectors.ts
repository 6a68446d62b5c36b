import type { Rational, VectorAdapter } from "@tokenwright/engine";
import { applyScenario } from "../../scenario.js";
import { fraction, rational, runExactly, subtract, toNumber, wholeNumber } from "../../testing/exact.js";
import model from "./model.js";

const percent = (value: unknown): Rational => {
  const { n, d } = fraction(value);
  return rational(n * 100n, d);
};

/** One block, by one step of the model on the exact backend. */
function nextBlock(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const given = (name: string, usual: unknown): unknown => input[name] ?? parameters[name] ?? usual;
  const before = percent(input["inflation"] ?? "0.13");
  const started = applyScenario(model, { states: { inflation: `${before.n}/${before.d} %` } });
  const result = runExactly(started, {
    step: "1 day",
    parameters: {
      goal: percent(given("goal", "0.67")),
      rateChange: percent(given("rate_change", "0.13")),
      maximum: percent(given("max", "0.2")),
      minimum: percent(given("min", "0.07")),
      blocksPerYear: rational(wholeNumber(given("blocks_per_year", 6_311_520))),
    },
    inputs: { blocks: rational(1n), bondedShare: percent(input["bonded"]) },
  });
  const after = result.exact("inflation")[1]!;
  const share = (value: Rational) => toNumber(rational(value.n, value.d * 100n));
  return { delta: share(subtract(after, before)), inflation: share(after) };
}

export const adapters: readonly VectorAdapter[] = [{ group: "cosmos_mint", compute: nextBlock }];
