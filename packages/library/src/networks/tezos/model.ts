import { auxiliary, check, type Economy, mint, parameter, state, stock } from "@tokenwright/engine";
import carbonLedger from "../../carbon/ledger/model.js";
import proofOfStake from "../../consensus/proof-of-stake/model.js";
import security from "../../consensus/security/model.js";
import adaptive from "../../issuance/adaptive/model.js";
import { priceOf } from "../price.js";

/**
 * Tezos' economy: issuance that falls when more is staked, holders who stake or delegate for yield, fees that are burned,
 * security and energy. Starts with the rules of 24 January 2026.
 *
 * A step is a day, which is a cycle since May 2025. Under the longer cycles before, rates are decided every day.
 */
const economy: Economy = {
  title: "Tezos",
  about:
    "Adaptive issuance, staking and delegation, burned fees, security and energy of Tezos, with a price. Rules are those of " +
    "the protocol by date; behaviour is assumed and amounts are from memory, as each parameter says.",
  source: ["octez-adaptive-issuance", "octez-adaptive-maximum", "octez-rewards", "tezos-amendments", "fisher-1911"],
  epoch: "1 day",
  assets: { tez: { decimals: 6, baseUnit: "mutez" }, USD: { decimals: 2, baseUnit: "cent" } },
  units: { transaction: "count" },
  parameters: {
    sinceActivation: parameter("584 day", "time since adaptive issuance began, when the run starts", {
      source: "From 2024-06-19 to 2026-01-24.",
      confidence: "unverified",
    }),
    startStaked: parameter("27.7 %", "staked share when the run begins", {
      source: "From memory; the adaptive maximum there is 3.5 %, which agrees with the issuance that was told.",
      confidence: "unverified",
      range: ["1 %", "90 %"],
    }),
    usualStaked: parameter("28 %", "share that is staked when staking yields as much more than delegating as usual", {
      confidence: "assumption",
      range: ["1 %", "80 %"],
    }),
    usualPremium: parameter("6 %/year", "usual difference between the yields of staking and delegating", {
      confidence: "assumption",
      range: ["0 %/year", "20 %/year"],
    }),
    response: parameter(
      "1 year",
      "rise of the wanted share for each point of that difference, in points per point a year",
      {
        confidence: "assumption",
        range: ["0 year", "5 year"],
      },
    ),
    adjustment: parameter("180 day", "time in which holders make up most of the difference", {
      confidence: "assumption",
      range: ["10 day", "1440 day"],
    }),
    delegatedShare: parameter("45 %", "delegated tokens over all tokens", {
      source: "From memory.",
      confidence: "unverified",
      range: ["0 %", "90 %"],
    }),
    edge: parameter("3", "what a staked token counts for in the rights, over a delegated one", {
      source: "Constants of octez-adaptive-issuance; when they took effect is from memory.",
      confidence: "unverified",
      range: ["1", "5"],
    }),
    liquiditySubsidy: parameter("5 tez/minute", "created for the liquidity exchange", {
      source:
        "Since August 2021, from memory; bakers may switch it off by vote, and whether they have is not known here.",
      confidence: "unverified",
    }),
    attending: parameter("98 %", "share of slots that attest", { confidence: "assumption", range: ["67 %", "100 %"] }),
    burnedFees: parameter("1_000 tez/day", "burned for storage and new accounts", { confidence: "assumption" }),
    transactions: parameter("100_000 transaction/day", "transactions", {
      confidence: "assumption",
      unit: "transaction/day",
    }),
  },
  states: {
    stakedShare: state(
      "startStaked",
      "stakedShare + (wantedShare - stakedShare) * min(epoch / adjustment, 1)",
      "frozen stake over all tokens",
      { unit: "%", confidence: "assumption" },
    ),
  },
  stocks: {
    subsidies: stock("0 tez", "created for the liquidity exchange since the start of the run"),
  },
  flows: {
    subsidy: mint("subsidies", "floor(liquiditySubsidy)", "created for the liquidity exchange"),
  },
  modules: {
    supply: {
      model: adaptive,
      assets: { token: "tez" },
      parameters: {
        blockTime: { value: "6 second/block", source: "octez-tallinn", confidence: "protocol" },
        hasAdaptiveMaximum: { value: "1", source: "octez-adaptive-maximum", confidence: "protocol" },
        dataWeight: { value: "2275", source: "octez-rio", confidence: "protocol" },
        cyclesBefore: {
          value: "floor(sinceActivation / supply.cycle)",
          meaning: "number since activation of the cycle in which the run starts",
          source: "Time since activation over the length of a cycle; the bounds stay from the 62nd on.",
          confidence: "assumption",
        },
      },
      stocks: { supply: "1_085_000_000 tez" },
      states: { dynamicBefore: "2.7 %" },
      inputs: {
        stakedShare: "stakedShare",
        participation: "attending",
        burned: "burnedFees",
      },
    },
    price: priceOf("tez", { value: "0.6 USD/tez", source: "A round figure.", confidence: "assumption" }, "totalSupply"),
    security: {
      model: security,
      assets: { token: "tez" },
      inputs: {
        price: "price.price",
        supply: "totalSupply",
        staked: "stakedShare * totalSupply",
        issuance: "supply.issuance",
        fees: "0",
      },
    },
    energy: {
      model: proofOfStake,
      assets: { token: "tez" },
      parameters: {
        consensusNodes: { value: "375 node", source: "In 2022, from memory.", confidence: "unverified" },
        consensusPower: {
          value: "{94_120 kWh/year} / {375 node}",
          source: "One of two figures that are quoted for 2022; the other is 113 249 kWh a year.",
          confidence: "unverified",
        },
      },
      inputs: { transactions: "transactions", supply: "totalSupply" },
    },
    carbon: { model: carbonLedger, inputs: { emissions: "energy.emissions" } },
  },
  auxiliaries: {
    totalSupply: auxiliary("tez", "supply.supply + subsidies", "all tokens"),
    rights: auxiliary(
      "1",
      "edge * stakedShare + delegatedShare",
      "staked and delegated tokens as they count in the rights",
    ),
    stakingYield: auxiliary(
      "%/year",
      "supply.issuance / totalSupply * edge / rights",
      "rewards of a staked token, before the baker's share",
    ),
    delegatingYield: auxiliary(
      "%/year",
      "supply.issuance / totalSupply / rights",
      "rewards that a delegated token brings its baker, who passes on a part",
    ),
    wantedShare: auxiliary(
      "%",
      "max(min(usualStaked + response * (stakingYield - delegatingYield - usualPremium), 1 - delegatedShare), 1 / 100)",
      "share that holders want to stake at the yields of the step",
    ),
    inflation: auxiliary(
      "%/year",
      "(supply.issuance + subsidy - supply.burn) / totalSupply",
      "growth of the supply, in a year of this pace",
    ),
    realYield: auxiliary("%/year", "stakingYield - inflation", "yield of staking less the growth of the supply"),
  },
  checks: {
    sharesAreShares: check(
      "stakedShare > 0 and stakedShare + delegatedShare <= 1.000001",
      "what is staked and what is delegated are parts of the supply",
    ),
  },
};

export default economy;
