import { rational as numbers, type Rational, type VectorAdapter } from "@tokenwright/engine";
import {
  fraction,
  fromBaseUnits,
  rational,
  runExactly,
  toNumber,
  wholeNumber,
  withStocks,
} from "../../testing/exact.js";
import model from "./model.js";

const decimals = 18;
const wei = 10n ** BigInt(decimals);

/** What one epoch creates with this stake when everybody does everything, on the exact backend. */
export function epochAt(
  stakedWei: bigint,
  parameters: Readonly<Record<string, unknown>> = {},
): Readonly<Record<"root" | "baseReward" | "maximumIssuance", Rational>> {
  const result = runExactly(withStocks(model, { staked: stakedWei, liquid: 0n }, "ETH", decimals), {
    parameters: {
      baseRewardFactor: fraction(parameters["base_reward_factor"] ?? 64),
      increment: fromBaseUnits(parameters["effective_balance_increment_gwei"] ?? 1_000_000_000, 9),
    },
  });
  const at = (name: string): Rational => result.exact(name)[0]!;
  return { root: at("root"), baseReward: at("baseReward"), maximumIssuance: at("maximumIssuance") };
}

function issuance(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const staked = fraction(input["staked_eth"]);
  const { root, baseReward, maximumIssuance } = epochAt((staked.n * wei) / staked.d, parameters);
  // The source counts 82 180 epochs a year; a year of 365 days has 82 125.
  const epochs = rational(wholeNumber(parameters["epochs_per_year"] ?? 82_180));
  const yearly = numbers.multiply(maximumIssuance, epochs);
  return {
    isqrt_total_gwei: root.n,
    base_reward_per_increment_gwei: baseReward,
    issuance_eth_per_epoch: maximumIssuance,
    issuance_eth_per_year: yearly,
    apr_pct: toNumber(numbers.divide(numbers.multiply(yearly, rational(100n)), staked)),
  };
}

export const adapters: readonly VectorAdapter[] = [{ group: "eth_issuance", compute: issuance }];
