import {
  auxiliary,
  burn,
  check,
  defineModel,
  flow,
  input,
  type Model,
  mint,
  parameter,
  stock,
} from "@tokenwright/engine";

/**
 * Holders who from time to time ask what is best for their tokens: hold, stake, provide liquidity, or sell. Each
 * compares four values, known to the model up to reasons of its own, which are drawn. With Gumbel's law for these
 * reasons the chance of an option is the multinomial logit
 *
 *   P(i) = exp(v(i) / μ) / Σ exp(v(j) / μ)
 *
 * The draw is a race of exponential clocks with these rates, which has the same law and no rounding at its edges: the
 * option whose clock rings first is taken.
 */
const considers = "considers[holder] > 0";

const model: Model = defineModel({
  title: "Holders who hold, stake, provide liquidity or sell",
  about:
    "A population of holders who compare what each use of their tokens pays, with tastes of their own and with reasons " +
    "that nobody sees. Wire yields and the price to it; it gives what is staked, pooled and sold.",
  source: ["mcfadden-1974"],
  assets: { token: { decimals: 6 }, USD: { decimals: 2, baseUnit: "cent" } },
  dimensions: { holder: { agents: 200, label: "holder" } },
  parameters: {
    noise: parameter("4 %/year", "spread of the reasons nobody sees; the smaller, the more the yields decide", {
      symbol: "\\mu",
      confidence: "assumption",
      range: ["0.5 %/year", "50 %/year"],
    }),
    attention: parameter("1 1/month", "how often a holder thinks again", {
      confidence: "assumption",
      range: ["0.1 1/month", "30 1/month"],
    }),
    lockCost: parameter(
      "2 %/year",
      "yield that makes up for not being able to sell at once, to a holder of common taste",
      {
        confidence: "assumption",
      },
    ),
    poolCost: parameter("5 %/year", "loss against holding that such a holder expects from a pool", {
      confidence: "assumption",
    }),
    "taste[holder]": {
      value: "lognormal(0, 0.6)",
      unit: "1",
      meaning: "weight of these costs to each holder; half of all are below 1",
      confidence: "assumption",
    },
  },
  inputs: {
    stakingYield: input("%/year", "what staked tokens earn", { default: "{6 %/year}" }),
    poolYield: input("%/year", "what tokens in a pool earn", { default: "{9 %/year}" }),
    expectedGrowth: input("%/year", "growth of the price that holders expect", { default: "0" }),
    outsideYield: input("%/year", "what money earns elsewhere", { default: "{4 %/year}" }),
    price: input("USD/token", "price of a token", { default: "{1 USD/token}" }),
  },
  stocks: {
    "liquid[holder]": stock("floor({10_000 token} * lognormal(0, 1))", "free, of each holder", {
      unit: "token",
      confidence: "assumption",
    }),
    "staked[holder]": stock("0 token", "staked by each holder"),
    "pooled[holder]": stock("0 token", "in a pool, of each holder"),
    "money[holder]": stock("0 USD", "what each got for tokens it sold"),
    others: stock("0 token", "sold by these holders to everybody else; below zero when they bought more", {
      mayBeNegative: true,
    }),
  },
  flows: {
    "unstake[holder]": flow(
      "staked[holder]",
      "liquid[holder]",
      `if ${considers} and choice[holder] <> 2 then staked[holder] / epoch else 0`,
      "taken out of staking by those who want something else",
    ),
    "withdraw[holder]": flow(
      "pooled[holder]",
      "liquid[holder]",
      `if ${considers} and choice[holder] <> 3 then pooled[holder] / epoch else 0`,
      "taken out of the pool by those who want something else",
    ),
    "buy[holder]": flow(
      "others",
      "liquid[holder]",
      `if ${considers} and choice[holder] <> 4 then floor(money[holder] / price / epoch) else 0`,
      "bought back with all money by those who do not want to stay out",
    ),
    "payment[holder]": burn("money[holder]", "floor(buy[holder] * price)", "paid for what is bought"),
    "stake[holder]": flow(
      "liquid[holder]",
      "staked[holder]",
      `if ${considers} and choice[holder] = 2 then available[holder] else 0`,
      "all that a holder has, staked",
    ),
    "provide[holder]": flow(
      "liquid[holder]",
      "pooled[holder]",
      `if ${considers} and choice[holder] = 3 then available[holder] else 0`,
      "all that a holder has, put into a pool",
    ),
    "sell[holder]": flow(
      "liquid[holder]",
      "others",
      `if ${considers} and choice[holder] = 4 then available[holder] else 0`,
      "all that a holder has, sold",
    ),
    "proceeds[holder]": mint("money[holder]", "floor(sell[holder] * price)", "got for what is sold"),
  },
  auxiliaries: {
    "stakeValue[holder]": auxiliary(
      "%/year",
      "expectedGrowth + stakingYield - taste[holder] * lockCost",
      "value of staking to each holder",
    ),
    "poolValue[holder]": auxiliary(
      "%/year",
      "expectedGrowth + poolYield - taste[holder] * poolCost",
      "value of providing liquidity to each holder",
    ),
    "best[holder]": auxiliary(
      "%/year",
      "max(expectedGrowth, stakeValue[holder], poolValue[holder], outsideYield)",
      "the best of the four values; holding is worth the expected growth, selling the yield elsewhere",
    ),
    // How far each option is behind the best one, in spreads: beyond 500 its chance is below the smallest number.
    "holdGap[holder]": auxiliary("1", "min((best[holder] - expectedGrowth) / noise, 500)", "how far holding is behind"),
    "stakeGap[holder]": auxiliary(
      "1",
      "min((best[holder] - stakeValue[holder]) / noise, 500)",
      "how far staking is behind",
    ),
    "poolGap[holder]": auxiliary(
      "1",
      "min((best[holder] - poolValue[holder]) / noise, 500)",
      "how far a pool is behind",
    ),
    "sellGap[holder]": auxiliary("1", "min((best[holder] - outsideYield) / noise, 500)", "how far selling is behind"),
    "holdClock[holder]": auxiliary("1", "exponential(1) * exp(holdGap[holder])", "when the clock for holding rings"),
    "stakeClock[holder]": auxiliary("1", "exponential(1) * exp(stakeGap[holder])", "when the clock for staking rings"),
    "poolClock[holder]": auxiliary("1", "exponential(1) * exp(poolGap[holder])", "when the clock for a pool rings"),
    "sellClock[holder]": auxiliary("1", "exponential(1) * exp(sellGap[holder])", "when the clock for selling rings"),
    "firstClock[holder]": auxiliary(
      "1",
      "min(holdClock[holder], stakeClock[holder], poolClock[holder], sellClock[holder])",
      "the clock that rings first",
    ),
    "choice[holder]": auxiliary(
      "1",
      "if stakeClock[holder] = firstClock[holder] then 2 else if poolClock[holder] = firstClock[holder] then 3 " +
        "else if sellClock[holder] = firstClock[holder] then 4 else 1",
      "what each would choose in this step: 1 hold, 2 stake, 3 provide liquidity, 4 sell",
    ),
    "considers[holder]": auxiliary("1", "bernoulli(1 - exp(-attention * epoch))", "1 when a holder thinks again"),
    "available[holder]": auxiliary(
      "token/epoch",
      "liquid[holder] / epoch + unstake[holder] + withdraw[holder] + buy[holder]",
      "all that a holder can move in this step",
    ),
    "weights[holder]": auxiliary(
      "1",
      "exp(-holdGap[holder]) + exp(-stakeGap[holder]) + exp(-poolGap[holder]) + exp(-sellGap[holder])",
      "sum of the weights of the four options",
    ),
    "stakeChance[holder]": auxiliary(
      "%",
      "exp(-stakeGap[holder]) / weights[holder]",
      "chance that each chooses to stake",
    ),
    "poolChance[holder]": auxiliary("%", "exp(-poolGap[holder]) / weights[holder]", "chance that each chooses a pool"),
    "sellChance[holder]": auxiliary("%", "exp(-sellGap[holder]) / weights[holder]", "chance that each chooses to sell"),
    "wealth[holder]": auxiliary("token", "liquid[holder] + staked[holder] + pooled[holder]", "tokens of each holder"),
    expectedStakers: auxiliary("%", "mean(stakeChance[*])", "share of holders who would stake, on average"),
    expectedPools: auxiliary("%", "mean(poolChance[*])", "share of holders who would provide liquidity, on average"),
    expectedSellers: auxiliary("%", "mean(sellChance[*])", "share of holders who would sell, on average"),
    stakers: auxiliary("%", "share(staked[*] > 0)", "share of holders who stake"),
    providers: auxiliary("%", "share(pooled[*] > 0)", "share of holders who provide liquidity"),
    outsiders: auxiliary("%", "share(wealth[*] <= 0)", "share of holders who have sold all"),
    held: auxiliary("token", "sum(wealth[*])", "tokens of all holders"),
    totalStaked: auxiliary("token", "sum(staked[*])", "staked by all"),
    totalPooled: auxiliary("token", "sum(pooled[*])", "in pools, of all"),
    stakedShare: auxiliary("%", "if held > 0 then totalStaked / held else 0", "staked over all tokens of holders"),
    sold: auxiliary("token/epoch", "sum(sell[*])", "sold in the step"),
    bought: auxiliary("token/epoch", "sum(buy[*])", "bought in the step"),
    netDemand: auxiliary("token/epoch", "bought - sold", "bought less sold"),
  },
  checks: {
    tokensAreKept: check(
      "abs(held + others - initial(held)) < {0.001 token}",
      "what holders no longer have is in other hands",
    ),
    parametersMakeSense: check(
      "noise > 0 and attention >= 0 and price > 0",
      "the spread and the price are above zero, attention is not below",
    ),
  },
});

export default model;
