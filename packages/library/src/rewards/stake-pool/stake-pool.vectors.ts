import type { Model, Rational, VectorAdapter } from "@tokenwright/engine";
import {
  fraction,
  fromBaseUnits,
  rational,
  runExactly,
  toBaseUnits,
  toNumber,
  wholeNumber,
} from "../../testing/exact.js";
import model from "./model.js";

const decimals = 6;
const ada = (value: unknown): Rational => fromBaseUnits(value, decimals);
const lovelace = (amount: Rational | undefined): string => toBaseUnits(amount!, decimals).toString();
const percent = (value: Rational): Rational => rational(value.n * 100n, value.d);

function poolReward(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const result = runExactly(model, {
    parameters: {
      k: rational(wholeNumber(input["k"] ?? parameters["k"])),
      a0: fraction(input["a0"] ?? parameters["a0"]),
      cost: ada(input["cost"]),
      margin: percent(fraction(input["margin"])),
      pledge: ada(input["pledge"]),
    },
    inputs: {
      available: ada(input["R"]),
      totalStake: ada(input["total_stake"]),
      poolStake: ada(input["pool_stake"]),
      ownerStake: ada(input["owner_stake"] ?? input["pledge"]),
      delegatorStake: ada(input["member_stake"] ?? 0),
      performance: fraction(input["performance"] ?? "1"),
    },
  });
  return {
    max_pool: lovelace(result.exact("maxPool")[0]),
    pool_reward: lovelace(result.exact("poolReward")[0]),
    leader: lovelace(result.exact("operatorReward")[0]),
    member: lovelace(result.exact("delegatorReward")[0]),
  };
}

/** The same model with base units so small that rounding down leaves 24 places. */
const fine: Model = { ...model, assets: { token: { decimals: 24 } } };

function rewardShape(
  input: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const pledge = fraction(input["pledge"]);
  const result = runExactly(fine, {
    parameters: { k: fraction(input["k"] ?? parameters["k"]), a0: fraction(input["a0"] ?? parameters["a0"]), pledge },
    inputs: {
      available: fraction(parameters["R"] ?? 1),
      totalStake: rational(1n),
      poolStake: fraction(input["stake"]),
      ownerStake: pledge,
      performance: rational(1n),
    },
  });
  return { reward: toNumber(result.exact("maxPool")[0]!) };
}

export const adapters: readonly VectorAdapter[] = [
  { group: "cardano_pool_reward", compute: poolReward },
  { group: "staking_reward_shape", compute: rewardShape },
];
