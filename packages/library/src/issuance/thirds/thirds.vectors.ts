import type { VectorAdapter } from "@tokenwright/engine";
import { applyScenario } from "../../scenario.js";
import { fraction, rational, runExactly, toNumber, wholeNumber } from "../../testing/exact.js";
import model from "./model.js";

/** A year of the schedule, or its limit when no year is named. */
function schedule(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const given = (name: string, usual: unknown): unknown => input[name] ?? parameters[name] ?? usual;
  const period = wholeNumber(given("period_days", 365));
  const year = input["year"] === undefined ? 0n : wholeNumber(input["year"]);
  const others = fraction(given("genesis_supply", 100_000_000));
  const started = applyScenario(model, { stocks: { others: `${others.n}/${others.d} token` } });
  const result = runExactly(started, {
    steps: Math.max(Number(year * 365n), 1),
    parameters: {
      genesisProvisions: fraction(given("genesis_daily", "821917.808219178082191780")),
      factor: fraction(given("factor", "0.666666666666666666")),
      period: rational(period),
    },
  });
  if (year === 0n) return { supply: toNumber(result.exact("limit")[0]!) };
  return {
    daily: toNumber(result.exact("provisions")[Number((year - 1n) * 365n)]!),
    supply_at_end: toNumber(result.exact("supply").at(-1)!),
  };
}

export const adapters: readonly VectorAdapter[] = [{ group: "osmosis_mint", compute: schedule }];
