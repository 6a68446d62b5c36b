import type { VectorAdapter } from "@tokenwright/engine";
import { applyScenario } from "../../scenario.js";
import { fraction, runExactly, toNumber } from "../../testing/exact.js";
import model from "./model.js";

/** The rate of a quarter and the year, in per cent. */
function rates(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const committed = fraction(input["committed"]);
  const started = applyScenario(model, {
    stocks: { fund: "1_000_000_000_000 token", circulating: "1_000_000_000_000 token" },
    inputs: { committed: `{${committed.n}/${committed.d} token}` },
  });
  const result = runExactly(started, { parameters: { pool: fraction(input["pool"]) } });
  return {
    quarter_pct: toNumber(result.exact("periodRate")[0]!),
    annual_pct: toNumber(result.exact("yearlyRate")[0]!),
  };
}

export const adapters: readonly VectorAdapter[] = [{ group: "algorand_governance", compute: rates }];
