import type { Rational, VectorAdapter } from "@tokenwright/engine";
import { fraction, rational, runExactly, toBaseUnits, withStocks } from "../../testing/exact.js";
import model from "./model.js";
import { thirtyBasisPoints } from "./rule.js";

const decimals = 18;

/** One swap by one step of the model on the exact backend, in base units: tokens come in, or money does. */
export function swap(
  side: "sell" | "buy",
  amount: bigint,
  reserveIn: bigint,
  reserveOut: bigint,
  fee: Rational = rational(thirtyBasisPoints.part, thirtyBasisPoints.whole),
): bigint {
  const [poolToken, poolCash] = side === "sell" ? [reserveIn, reserveOut] : [reserveOut, reserveIn];
  const tokens = withStocks(model, { poolToken, traderToken: amount }, "token", decimals);
  const result = runExactly(withStocks(tokens, { poolCash, traderCash: amount }, "USD", decimals), {
    step: "1 day",
    parameters: { fee: rational(fee.n * 100n, fee.d) },
    inputs: { [side]: rational(amount, 10n ** BigInt(decimals)) },
  });
  return toBaseUnits(result.exact(side === "sell" ? "proceeds" : "bought")[0]!, decimals);
}

export const adapters: readonly VectorAdapter[] = [
  {
    group: "uniswap_v2",
    compute(input, parameters) {
      const wei = (name: string) => toBaseUnits(fraction(input[name]), decimals);
      const fee = fraction(parameters["fee"] ?? input["fee"] ?? "3/1000");
      return { out_wei: swap("sell", wei("amount_in"), wei("reserve_in"), wei("reserve_out"), fee).toString() };
    },
  },
];
