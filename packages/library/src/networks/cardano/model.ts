import { auxiliary, check, type Economy, parameter } from "@tokenwright/engine";
import reserveExpansion from "../../issuance/reserve-expansion/model.js";
import equationOfExchange from "../../market/equation-of-exchange/model.js";
import stakePool from "../../rewards/stake-pool/model.js";

/**
 * Cardano's economy: issuance from the reserve, what stake pools earn of it, and a price. All pools are
 * represented by equal ones of the mean stake, so the share of the rewards that is paid follows from how
 * much is staked; what is not paid returns to the reserve.
 *
 * Starts after epoch 400 (March 2023) with the recorded pots.
 */
const economy: Economy = {
  title: "Cardano",
  about:
    "Supply, staking rewards and treasury of Cardano, with a price from the equation of exchange. Protocol rules are " +
    "exact; behaviour (staking, fees, treasury spending, demand) is measured or assumed, as each parameter says.",
  source: ["cardano-ledger-shelley", "cf-java-rewards-calculation", "brunjes-2020", "fisher-1911"],
  epoch: "5 day",
  assets: { ADA: { decimals: 6, baseUnit: "lovelace" }, USD: { decimals: 2, baseUnit: "cent" } },
  parameters: {
    expectedBlocks: parameter(
      "21_600",
      "blocks a full network makes in an epoch: 432 000 slots, of which 5 % have a leader",
      {
        source: "cardano-ledger-shelley",
        confidence: "protocol",
      },
    ),
    blocksMean: parameter("20_989", "blocks made in an epoch, on average", {
      source: "Mean of epochs 381 to 400, cf-java-rewards-calculation.",
      confidence: "measured",
      range: ["15000", "21600"],
    }),
    blocksSpread: parameter("195", "standard deviation of the blocks made in an epoch", {
      source: "Epochs 381 to 400, cf-java-rewards-calculation; the lottery alone would give 141.",
      confidence: "measured",
      range: ["0", "1000"],
    }),
    feesMedian: parameter("113_837 ADA/epoch", "fees of an epoch, in the median", {
      source: "Geometric mean of epochs 381 to 400, cf-java-rewards-calculation.",
      confidence: "measured",
      range: ["0 ADA/epoch", "1000000 ADA/epoch"],
    }),
    feesSpread: parameter("14 %", "standard deviation of the logarithm of an epoch's fees", {
      source: "Epochs 381 to 400, cf-java-rewards-calculation.",
      confidence: "measured",
      range: ["0 %", "100 %"],
    }),
    stakedShare: parameter("73.245 %", "active stake over circulating supply", {
      source: "Epoch 400, cf-java-rewards-calculation; taken as constant.",
      confidence: "measured",
      range: ["20 %", "95 %"],
    }),
    forfeitedShare: parameter(
      "0.07 %",
      "part of the undistributed rewards that goes to the treasury, its accounts being gone",
      {
        source: "Median of epochs 381 to 400, cf-java-rewards-calculation.",
        confidence: "measured",
      },
    ),
    unclaimedRefunds: parameter("50 ADA/epoch", "deposits nobody could be given back", {
      source: "Mean of epochs 381 to 400, cf-java-rewards-calculation.",
      confidence: "measured",
    }),
    treasurySpending: parameter("5 %/year", "share of the treasury that governance pays out in a year", {
      source: "None was paid in epochs 381 to 400.",
      confidence: "assumption",
      range: ["0 %/year", "50 %/year"],
    }),
  },
  modules: {
    supply: {
      model: reserveExpansion,
      assets: { token: "ADA" },
      stocks: {
        reserve: "9_408_537_858.242252 ADA",
        circulating: "34_393_403_708.812828 ADA",
        treasury: "1_198_058_432.944920 ADA",
      },
      inputs: {
        performance: "blocks / expectedBlocks",
        fees: "fees",
        unpaid: "pools.unpaid - forfeited",
        forfeited: "forfeited",
        refunds: "unclaimedRefunds",
        withdrawals: "treasurySpending * supply.treasury",
        activeStake: "activeStake",
      },
    },
    pools: {
      model: stakePool,
      assets: { token: "ADA" },
      parameters: {
        pools: {
          value: "1145",
          meaning: "equal pools that stand for all: as many as made blocks",
          source: "Epoch 400, cf-java-rewards-calculation.",
          confidence: "measured",
        },
        pledge: {
          value: "1_000_000 ADA",
          meaning: "effective mean pledge of a pool",
          source:
            "Chosen so that epoch 400 pays the recorded 54.69 % of the available rewards; without pledges it would be 54.47 %.",
          confidence: "assumption",
        },
      },
      inputs: {
        available: "supply.available",
        totalStake: "totalStake",
        activeStake: "activeStake",
        poolStake: "activeStake / pools.pools",
      },
    },
    price: {
      model: equationOfExchange,
      assets: { token: "ADA" },
      parameters: {
        startPrice: {
          value: "0.35 USD/ADA",
          source: "Price of March 2023 from memory.",
          confidence: "unverified",
        },
        drift: {
          value: "8 %/year",
          source: "Half the square of the volatility, so that volume is as likely to fall as to rise.",
          confidence: "assumption",
        },
        volatility: {
          value: "40 %",
          source:
            "With the velocity's spread it gives 82 % a year over short times, that of daily Bitcoin returns 2013 to 2021.",
          confidence: "assumption",
        },
        velocitySpread: {
          value: "36 %",
          source: "82 %^2 = 40 %^2 + 2 * 2 * 36 %^2, the reversion being 2 a year.",
          confidence: "assumption",
        },
      },
      inputs: { circulating: "supply.circulating" },
    },
  },
  auxiliaries: {
    blocks: auxiliary("1", "round(max(normal(blocksMean, blocksSpread), 0))", "blocks made in the epoch"),
    fees: auxiliary("ADA/epoch", "feesMedian * exp(feesSpread * normal(0, 1))", "fees that join the pot"),
    forfeited: auxiliary("ADA/epoch", "forfeitedShare * pools.unpaid", "undistributed rewards that go to the treasury"),
    activeStake: auxiliary("ADA", "stakedShare * supply.circulating", "stake of all pools"),
    totalStake: auxiliary("ADA", "supply.circulating + supply.treasury", "everything outside the reserve", {
      symbol: "T",
    }),
    circulatingSupply: auxiliary("ADA", "supply.circulating", "what circulates: issued and outside the treasury"),
    inflation: auxiliary(
      "%/year",
      "(supply.toStakers + supply.spent + supply.reservePayment - supply.feesIn - supply.unclaimed - supply.donated " +
        "- supply.reserveReturn) / supply.circulating",
      "growth of the circulating supply at the pace of the epoch",
    ),
    issuanceRate: auxiliary(
      "%/year",
      "supply.issuance / totalStake",
      "what leaves the reserve for good, over all that has left it",
    ),
    grossYield: auxiliary(
      "%/year",
      "supply.distributed / activeStake",
      "rewards paid over active stake, not compounded",
    ),
    realYield: auxiliary("%/year", "grossYield - inflation", "gross yield less the growth of the circulating supply"),
    paidShare: auxiliary("%", "supply.distributed / supply.available", "share of the available rewards that is paid"),
    stakedShareOfAll: auxiliary("%", "activeStake / totalStake", "active stake over everything outside the reserve"),
    treasuryValue: auxiliary("USD", "price.price * supply.treasury", "the treasury at the price of the step"),
    rewardsValue: auxiliary(
      "USD/year",
      "price.price * supply.distributed",
      "what stakers are paid in a year, at the price of the step",
    ),
  },
  checks: {
    poolsNotSaturated: check(
      "pools.relativeStake <= pools.saturation",
      "the pools that stand for all lie below saturation; use more pools or a smaller k otherwise",
    ),
    stakeIsThere: check("stakedShare >= 0 and stakedShare <= 1", "at most all that circulates is staked"),
  },
};

export default economy;
