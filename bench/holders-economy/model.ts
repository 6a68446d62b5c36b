import { auxiliary, defineModel, flow, type Model, mint, parameter, stock } from "@tokenwright/engine";

/** Holders of one run. */
export const holders = 1000;

/**
 * The holders economy of the benches: a thousand holders, each with a leaning of its own and a normal draw, an
 * exponential and a division a day, who stake, sell into a pool or buy from it.
 */
export const holdersEconomy: Model = defineModel({
  title: "Holders economy",
  epoch: "1 day",
  assets: { token: { decimals: 6 } },
  dimensions: { holder: { agents: holders } },
  parameters: {
    "trait[holder]": parameter("0.5 * normal(0, 1)", "leaning towards staking", { unit: "1" }),
    reward: parameter("200 token/day", "paid to all stakers"),
  },
  stocks: {
    "idle[holder]": stock("1000 token", "free to move"),
    "staked[holder]": stock("500 token", "at stake"),
    pool: stock("100_000 token", "sold into the pool"),
  },
  flows: {
    "staking[holder]": flow(
      "idle[holder]",
      "staked[holder]",
      "if leaning[holder] > 0.6 then {5 %/day} * idle[holder] * leaning[holder] else 0",
      "",
    ),
    "selling[holder]": flow(
      "idle[holder]",
      "pool",
      "if leaning[holder] < 0.4 then {2 %/day} * idle[holder] * (1 - leaning[holder]) else 0",
      "",
    ),
    "buying[holder]": flow(
      "pool",
      "idle[holder]",
      "if leaning[holder] > 0.6 or leaning[holder] < 0.4 then 0 else {1 %/day} * idle[holder] * leaning[holder]",
      "",
    ),
    "rewards[holder]": mint("staked[holder]", "reward / stake * atStake[holder]", ""),
    "leaving[holder]": flow(
      "staked[holder]",
      "idle[holder]",
      "{1 %/day} * (atStake[holder] + rewards[holder] * epoch)",
      "",
    ),
  },
  auxiliaries: {
    stake: auxiliary("token", "sum(staked[*])", "at stake in all"),
    pull: auxiliary("1", "2 * ({365 day} * reward / stake - 0.15)", "of the yield, towards staking"),
    "leaning[holder]": auxiliary("1", "1 / (1 + exp(-(trait[holder] + pull + normal(0, 1))))", "towards staking"),
    "atStake[holder]": auxiliary("token", "staked[holder] + staking[holder] * epoch", "with what is staked today"),
    price: auxiliary(
      "1",
      "({100_000 token} / max(pool, {10_000 token})) ^ 2",
      "of a pool of constant product, 1 at the start",
    ),
  },
});
