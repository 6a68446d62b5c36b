import type { Rational, VectorAdapter } from "@tokenwright/engine";
import {
  fraction,
  fromBaseUnits,
  rational,
  runExactly,
  toBaseUnits,
  wholeNumber,
  withStocks,
} from "../../testing/exact.js";
import model from "./model.js";

const decimals = 6;
const ada = (value: unknown): Rational => fromBaseUnits(value, decimals);
const percent = (value: Rational): Rational => rational(value.n * 100n, value.d);

/** One epoch of the ledger's pots, by one step of the model on the exact backend. */
export function replayEpoch(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const reserve = wholeNumber(input["reserves_prev"]);
  const treasury = wholeNumber(input["treasury_prev"]);
  const circulating = wholeNumber(parameters["max_supply"] ?? "45000000000000000") - reserve - treasury;
  const forfeited = wholeNumber(input["unspendable"] ?? 0);
  const performance =
    input["eta_rule"] === "one"
      ? rational(1n)
      : rational(wholeNumber(input["blocks"]), wholeNumber(parameters["expected_blocks"] ?? 21600));
  const result = runExactly(withStocks(model, { reserve, treasury, circulating }, "token", decimals), {
    parameters: {
      rho: percent(fraction(parameters["rho"] ?? "3/1000")),
      tau: percent(fraction(parameters["tau"] ?? "1/5")),
    },
    inputs: {
      performance,
      fees: ada(input["fees"]),
      // What was not distributed includes what could not be delivered, which goes to the treasury instead.
      unpaid: ada(wholeNumber(input["undistributed"] ?? 0) - forfeited),
      forfeited: ada(forfeited),
      refunds: ada(input["unclaimed_refunds"] ?? 0),
      withdrawals: ada(input["treasury_withdrawals"] ?? 0),
      donations: ada(input["donations"] ?? 0),
      reserveTransfers: ada(input["reserve_transfers"] ?? 0),
      reserveReturns: ada(input["reserve_returns"] ?? 0),
    },
  });
  const at = (name: string, step: number): string => toBaseUnits(result.exact(name)[step]!, decimals).toString();
  return {
    reward_pot: at("rewardPot", 0),
    treasury_cut: at("toTreasury", 0),
    R: at("available", 0),
    distributed: at("distributed", 0),
    reserves: at("reserve", 1),
    treasury: at("treasury", 1),
    circulating: at("circulating", 1),
  };
}

/** Yield from what was distributed: an epoch in which only fees are shared out, all of them to stakers. */
function grossApr(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const distributed = wholeNumber(input["distributed"]);
  const result = runExactly(
    withStocks(model, { circulating: distributed, reserve: 0n, treasury: 0n }, "token", decimals),
    {
      parameters: { rho: rational(0n), tau: rational(0n) },
      inputs: { fees: [ada(distributed), rational(0n)], activeStake: ada(input["active_stake"]) },
    },
  );
  const yieldPerYear = result.exact("grossYield")[0]!;
  return { apr_pct: Number((yieldPerYear.n * 10n ** 15n) / yieldPerYear.d) / 1e15 };
}

export const adapters: readonly VectorAdapter[] = [
  { group: "cardano_epoch_pots", compute: replayEpoch },
  { group: "cardano_gross_apr", compute: grossApr },
];
