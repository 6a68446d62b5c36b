import { auxiliary, burn, check, type Economy, input, parameter } from "@tokenwright/engine";
import carbonLedger from "../../carbon/ledger/model.js";
import proofOfStake from "../../consensus/proof-of-stake/model.js";
import security from "../../consensus/security/model.js";
import thirds from "../../issuance/thirds/model.js";
import { priceOf } from "../price.js";

/**
 * Osmosis' economy: an emission every day that is cut by a third after every period, shared out among stakers, pools,
 * developers and the community; revenue from trading that stakers get beside it and part of which is burned.
 *
 * All tokens at the start follow from the date: the plan, its delay of a day, and what votes made of it. Starts on
 * 1 September 2025.
 */
const economy: Economy = {
  title: "Osmosis",
  about:
    "Emission by thirds, its recipients, revenue of stakers, burning, security and energy of Osmosis, with a price. Emission is " +
    "the protocol's to the base unit; revenue, burning and bonding are assumed or told once, as each parameter says.",
  source: [
    "osmosis-mint",
    "osmosis-prop-484",
    "osmosis-prop-485",
    "osmosis-max-supply",
    "osmosis-prop-957",
    "fisher-1911",
  ],
  epoch: "1 day",
  assets: { OSMO: { decimals: 6, baseUnit: "uosmo" }, USD: { decimals: 2, baseUnit: "cent" } },
  units: { transaction: "count" },
  parameters: {
    age: parameter("1534 day", "time since the first emission when the run starts", {
      source: "From 2021-06-20 to 2025-09-01.",
      confidence: "protocol",
    }),
    createdBefore: parameter("500_547_945.205114 OSMO", "created by the schedule before its periods began anew", {
      source: "365 days of 821 917.808219 and 366 of 547 945.205479 OSMO by osmosis-mint and osmosis-max-supply.",
      confidence: "protocol",
    }),
    bondedShare: parameter("40 %", "bonded tokens over all tokens", {
      source: "A round figure from memory.",
      confidence: "unverified",
      range: ["5 %", "90 %"],
    }),
    revenue: parameter("20_294 OSMO/day", "fees of trading that stakers get, in OSMO", {
      source: "A third of what stakers were emitted in mid-2025, osmosis-prop-957.",
      confidence: "measured",
      range: ["0 OSMO/day", "1000000 OSMO/day"],
    }),
    burned: parameter("5_000 OSMO/day", "OSMO that is bought with fees and burned", {
      confidence: "assumption",
      range: ["0 OSMO/day", "1000000 OSMO/day"],
    }),
    transactions: parameter("150_000 transaction/day", "transactions", {
      confidence: "assumption",
      unit: "transaction/day",
    }),
  },
  inputs: {
    tradingFees: input("OSMO/day", "fees of trading that stakers get", { default: "revenue" }),
    burnedFees: input("OSMO/day", "OSMO that is bought with fees and burned", { default: "burned" }),
  },
  flows: {
    burning: burn("supply.others", "floor(burnedFees)", "bought with fees and burned"),
  },
  modules: {
    supply: {
      model: thirds,
      assets: { token: "OSMO" },
      parameters: {
        genesisProvisions: {
          value: "182_648.401826484018264840 OSMO/epoch",
          source: "osmosis-prop-484: half of 821 917.8 after two cuts.",
          confidence: "protocol",
        },
        period: { value: "730", source: "osmosis-prop-484", confidence: "protocol" },
        startEpoch: {
          value: "age / {1 day}",
          meaning: "epochs since the first one when the run starts",
          source: "The economy's own age.",
          confidence: "protocol",
        },
        countedFrom: {
          value: "731",
          meaning: "epoch from which the periods count: 21 June 2023",
          source: "osmosis-max-supply",
          confidence: "protocol",
        },
        stakingShare: { value: "25 %", source: "osmosis-prop-957", confidence: "protocol" },
        poolShare: { value: "20 %", source: "osmosis-prop-485", confidence: "protocol" },
        developerShare: { value: "25 %", source: "osmosis-prop-485", confidence: "protocol" },
      },
      stocks: {
        others:
          "floor({100_000_000 OSMO} + createdBefore + supply.genesisProvisions * {1 day} * " +
          "(supply.period * (1 - supply.factor ^ floor((age / {1 day} - supply.countedFrom) / supply.period)) / (1 - supply.factor) + " +
          "supply.factor ^ floor((age / {1 day} - supply.countedFrom) / supply.period) * " +
          "mod(age / {1 day} - supply.countedFrom, supply.period)))",
      },
    },
    price: priceOf(
      "OSMO",
      { value: "0.16 USD/OSMO", source: "A round figure.", confidence: "assumption" },
      "outsideCommunity",
    ),
    security: {
      model: security,
      assets: { token: "OSMO" },
      parameters: {
        slashed: { value: "5 %", source: "Double signing, from memory.", confidence: "unverified" },
      },
      inputs: {
        price: "price.price",
        supply: "supply.supply",
        staked: "bondedTokens",
        issuance: "supply.toStakers",
        fees: "tradingFees",
      },
    },
    energy: {
      model: proofOfStake,
      assets: { token: "OSMO" },
      parameters: {
        consensusNodes: {
          value: "300 node",
          meaning: "machines of the validators with a sentry each",
          source: "150 validators from memory; sentries assumed.",
          confidence: "unverified",
        },
        consensusPower: { value: "150 W/node", source: "A server.", confidence: "assumption" },
        overhead: { value: "1.5", source: "A usual data centre.", confidence: "assumption" },
      },
      inputs: { transactions: "transactions", supply: "supply.supply" },
    },
    carbon: { model: carbonLedger, inputs: { emissions: "energy.emissions" } },
  },
  auxiliaries: {
    bondedTokens: auxiliary("OSMO", "bondedShare * supply.supply", "bonded tokens"),
    outsideCommunity: auxiliary(
      "OSMO",
      "supply.supply - supply.community",
      "all tokens but those that the community pool got since the start of the run",
    ),
    netIssuance: auxiliary("OSMO/day", "supply.minted - burning", "created less burned"),
    inflation: auxiliary("%/year", "netIssuance / supply.supply", "the same over all tokens, in a year of this pace"),
    stakingYield: auxiliary(
      "%/year",
      "(supply.toStakers + tradingFees) / bondedTokens",
      "emission and fees over bonded tokens",
    ),
    subsidy: auxiliary(
      "1",
      "if tradingFees > 0 then supply.toStakers / tradingFees else 0",
      "what stakers are emitted over what they earn by trading",
    ),
  },
  checks: {
    bondedIsAShare: check("bondedShare > 0 and bondedShare < 1", "the bonded share lies between 0 % and 100 %"),
    belowTheLimit: check(
      "supply.supply <= {1_000_547_946 OSMO}",
      "there are never more tokens than the schedule, its surplus of a day included",
    ),
  },
};

export default economy;
