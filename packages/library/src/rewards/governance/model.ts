import { auxiliary, check, defineModel, flow, input, type Model, parameter, stock } from "@tokenwright/engine";

/**
 * Rewards for governance, as Algorand's foundation paid them: a pool for every quarter that those share who
 * committed their tokens for all of it and voted, in proportion to what they committed.
 *
 *   rate of a period = pool / committed,   yearly rate = (1 + rate)^(periods in a year) − 1
 */
const model: Model = defineModel({
  title: "A pool shared by those who commit and vote",
  about:
    "A fixed pool per period and as many who share it as commit: the more commit, the less each gets. Tokens of those who do not " +
    "keep their commitment leave the share to the others.",
  source: "algorand-governance",
  epoch: "1 quarter",
  assets: { token: { decimals: 6 } },
  parameters: {
    pool: parameter("75_000_000 token/epoch", "shared out in a period", {
      source: "Example of algorand-governance.",
      confidence: "unverified",
    }),
  },
  inputs: {
    committed: input("token", "tokens committed at the start of the period", {
      default: "{4_000_000_000 token}",
      confidence: "assumption",
    }),
    keptShare: input("%", "share of them whose owners keep the commitment and vote", { default: "1" }),
  },
  stocks: {
    fund: stock("3_000_000_000 token", "set aside for rewards", { confidence: "assumption" }),
    circulating: stock("7_000_000_000 token", "all other tokens", { confidence: "assumption" }),
  },
  flows: {
    paid: flow("fund", "circulating", "if kept > 0 then floor(min(pool, fund / epoch)) else 0", "rewards"),
  },
  auxiliaries: {
    kept: auxiliary("token", "committed * keptShare", "tokens that share the pool"),
    periodRate: auxiliary("%", "if kept > 0 then paid * epoch / kept else 0", "reward of a period for each token"),
    yearlyRate: auxiliary("%", "(1 + periodRate) ^ ({1 year} / epoch) - 1", "compounded over a year"),
    committedShare: auxiliary(
      "%",
      "if circulating > 0 then committed / circulating else 0",
      "committed over all tokens outside the fund",
    ),
    lastingTime: auxiliary(
      "year",
      "if paid > 0 then fund / paid else {1_000_000 year}",
      "how long the fund lasts at the present pace, at most a million years",
    ),
  },
  checks: {
    committedExists: check("committed >= 0 and committed <= circulating", "no more is committed than there is"),
    keptIsShare: check("keptShare >= 0 and keptShare <= 1", "the kept share lies between 0 % and 100 %"),
  },
});

export default model;
