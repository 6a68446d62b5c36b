import { auxiliary, check, type Economy, parameter, state } from "@tokenwright/engine";
import carbonLedger from "../../carbon/ledger/model.js";
import proofOfStake from "../../consensus/proof-of-stake/model.js";
import security from "../../consensus/security/model.js";
import targetBonding from "../../issuance/target-bonding/model.js";
import { priceOf } from "../price.js";

/**
 * The Cosmos Hub's economy: inflation that looks for two thirds of bonded tokens, holders who bond for yield, what
 * that security costs, and its energy. The rule and the behaviour close a loop: inflation follows the bonded share,
 * and the bonded share follows the yield.
 *
 * Starts with the rules of 26 November 2023.
 */
const economy: Economy = {
  title: "Cosmos Hub",
  about:
    "Inflation, bonding, community pool, security and energy of the Cosmos Hub, with a price. The mint module's rule is " +
    "the protocol's; how holders answer to yield is assumed, and amounts are from memory, as each parameter says.",
  source: ["cosmos-sdk-mint", "cosmos-governance-mint", "cosmos-blocks-per-year", "fisher-1911"],
  epoch: "1 day",
  assets: { ATOM: { decimals: 6, baseUnit: "uatom" }, USD: { decimals: 2, baseUnit: "cent" } },
  units: { transaction: "count" },
  parameters: {
    startBonded: parameter("63.8 %", "bonded share when the run begins", {
      source: "Discussion of 2026 in the hub's forum, cosmos-dynamic-inflation.",
      confidence: "unverified",
      range: ["20 %", "95 %"],
    }),
    usualBonded: parameter("64 %", "share that is bonded when staking yields as much as elsewhere", {
      confidence: "assumption",
      range: ["20 %", "90 %"],
    }),
    otherYield: parameter("14 %/year", "yield that holders compare with", {
      confidence: "assumption",
      range: ["0 %/year", "50 %/year"],
    }),
    response: parameter(
      "0.5 year",
      "rise of the wanted share for each point of yield above it, in points per point a year",
      {
        confidence: "assumption",
        range: ["0 year", "5 year"],
      },
    ),
    adjustment: parameter(
      "90 day",
      "time in which holders make up most of the difference; unbonding alone takes 21 days",
      {
        confidence: "assumption",
        range: ["21 day", "720 day"],
      },
    ),
    communityTax: parameter("10 %", "share of new tokens and fees that goes to the community pool", {
      source: "From memory; 2 % at launch.",
      confidence: "unverified",
      range: ["0 %", "50 %"],
    }),
    fees: parameter("500 ATOM/day", "transaction fees", { confidence: "assumption" }),
    transactions: parameter("60_000 transaction/day", "transactions", {
      confidence: "assumption",
      unit: "transaction/day",
    }),
  },
  states: {
    bondedShare: state(
      "startBonded",
      "bondedShare + (wantedShare - bondedShare) * min(epoch / adjustment, 1)",
      "bonded tokens over all tokens",
      { unit: "%", confidence: "assumption" },
    ),
  },
  modules: {
    supply: {
      model: targetBonding,
      assets: { token: "ATOM" },
      parameters: {
        rateChange: {
          value: "100 %",
          source: "cosmos-governance-mint: proposal 48.",
          confidence: "unverified",
        },
        maximum: { value: "10 %", source: "Proposal 848, press reports of November 2023.", confidence: "unverified" },
        blocksPerYear: { value: "4_360_000 block", source: "Proposal 30, from memory.", confidence: "unverified" },
        blockTime: { value: "6 second/block", source: "From memory.", confidence: "unverified" },
      },
      states: { inflation: "10 %" },
      stocks: { supply: "370_000_000 ATOM" },
      inputs: { bondedShare: "bondedShare" },
    },
    price: priceOf(
      "ATOM",
      { value: "9 USD/ATOM", source: "A round figure from memory.", confidence: "unverified" },
      "supply.supply",
    ),
    security: {
      model: security,
      assets: { token: "ATOM" },
      parameters: {
        slashed: { value: "5 %", source: "Double signing, from memory.", confidence: "unverified" },
      },
      inputs: {
        price: "price.price",
        supply: "supply.supply",
        staked: "bondedTokens",
        issuance: "supply.minted",
        fees: "fees",
      },
    },
    energy: {
      model: proofOfStake,
      assets: { token: "ATOM" },
      parameters: {
        consensusNodes: {
          value: "540 node",
          meaning: "machines of 180 validators with two sentries each",
          source: "180 validators from memory; sentries assumed.",
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
    wantedShare: auxiliary(
      "%",
      "max(min(usualBonded + response * (supply.stakingYield * (1 - communityTax) - otherYield), 95 / 100), 5 / 100)",
      "share that holders want to bond at the yield of the step",
    ),
    bondedTokens: auxiliary("ATOM", "bondedShare * supply.supply", "bonded tokens"),
    toCommunity: auxiliary("ATOM/day", "communityTax * (supply.minted + fees)", "what the community pool gets"),
    toStakers: auxiliary("ATOM/day", "supply.minted + fees - toCommunity", "what validators and delegators get"),
    stakingYield: auxiliary("%/year", "toStakers / bondedTokens", "rewards over bonded tokens, not compounded"),
    inflation: auxiliary("%/year", "supply.realInflation", "new tokens over all, in a real year"),
    realYield: auxiliary("%/year", "stakingYield - inflation", "yield less the growth of the supply"),
    rewardsValue: auxiliary("USD/year", "price.price * toStakers", "rewards at the price of the step"),
  },
  checks: {
    bondedIsAShare: check("bondedShare > 0 and bondedShare < 1", "the bonded share lies between 0 % and 100 %"),
  },
};

export default economy;
