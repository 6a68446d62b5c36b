import { auxiliary, check, defineModel, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * A fixed amount every epoch that is cut to a share of itself after every period, after the mint module of
 * Osmosis ("thirdening"), and shared out among stakers, liquidity pools, developers and the community.
 *
 *   provisions(n) = genesisProvisions · factor^⌊n / period⌋       n = epochs since the start
 *
 * Each share is rounded down to base units; the community gets what is left of the whole.
 */
const model: Model = defineModel({
  title: "An amount a day that is cut by a third every year",
  about:
    "New tokens come once an epoch in an amount that falls by the same share after every period, so that supply tends to a " +
    "limit. Four recipients share them out.",
  source: "osmosis-mint",
  epoch: "1 day",
  assets: { token: { decimals: 6 } },
  parameters: {
    genesisProvisions: parameter("821_917.808219178082191780 token/epoch", "created in an epoch of the first period", {
      source: "osmosis-mint",
      confidence: "protocol",
    }),
    factor: parameter("0.666666666666666666", "what an epoch creates over what it did in the period before", {
      source: "osmosis-mint",
      confidence: "protocol",
      range: ["0", "1"],
    }),
    period: parameter("365", "epochs between two cuts", { source: "osmosis-mint", confidence: "protocol" }),
    startEpoch: parameter("0", "epochs since the first one when the run starts", { confidence: "assumption" }),
    countedFrom: parameter("0", "epoch from which the periods count, where a vote began them anew", {
      confidence: "assumption",
    }),
    stakingShare: parameter("25 %", "part of it for those who stake", {
      source: "osmosis-mint",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    poolShare: parameter("45 %", "part of it for liquidity pools", {
      source: "osmosis-mint",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    developerShare: parameter("25 %", "part of it for developers", {
      source: "osmosis-mint",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
  },
  stocks: {
    others: stock("100_000_000 token", "tokens of the genesis", {
      source: "From memory.",
      confidence: "unverified",
    }),
    stakers: stock("0 token", "created for those who stake"),
    pools: stock("0 token", "created for liquidity pools"),
    developers: stock("0 token", "created for developers"),
    community: stock("0 token", "created for the community pool"),
  },
  flows: {
    toStakers: mint("stakers", "floor(provisions * stakingShare)", "to those who stake"),
    toPools: mint("pools", "floor(provisions * poolShare)", "to liquidity pools"),
    toDevelopers: mint("developers", "floor(provisions * developerShare)", "to developers"),
    toCommunity: mint("community", "minted - toStakers - toPools - toDevelopers", "the rest, to the community pool"),
  },
  auxiliaries: {
    supply: auxiliary("token", "others + stakers + pools + developers + community", "all tokens created so far"),
    epochs: auxiliary("1", "startEpoch + time / epoch", "epochs since the first one", { symbol: "n" }),
    counted: auxiliary("1", "epochs - countedFrom", "epochs since the periods began"),
    cuts: auxiliary("1", "floor(counted / period)", "cuts since then"),
    provisions: auxiliary("token/epoch", "genesisProvisions * factor ^ cuts", "amount of the epoch, before rounding"),
    minted: auxiliary("token/epoch", "floor(provisions)", "created in the epoch"),
    inflation: auxiliary("%/year", "if supply > 0 then minted / supply else 0", "creation over the supply"),
    limit: auxiliary(
      "token",
      "supply + provisions * epoch * ((cuts + 1) * period - counted + period * factor / (1 - factor))",
      "supply that there will be in the end, rounding apart",
    ),
  },
  checks: {
    sharesSumToOne: check(
      "stakingShare >= 0 and poolShare >= 0 and developerShare >= 0 and stakingShare + poolShare + developerShare <= 1",
      "the shares are not negative and leave the community the rest",
    ),
    factorCuts: check("factor >= 0 and factor < 1", "the amount falls"),
    periodIsPositive: check("period > 0", "a period takes time"),
  },
});

export default model;
