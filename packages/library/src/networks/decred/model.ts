import { auxiliary, check, type Economy, parameter } from "@tokenwright/engine";
import carbonLedger from "../../carbon/ledger/model.js";
import proofOfStake from "../../consensus/proof-of-stake/model.js";
import proofOfWork from "../../consensus/proof-of-work/model.js";
import security from "../../consensus/security/model.js";
import workAndStake from "../../issuance/work-and-stake/model.js";
import geometricBrownianMotion from "../../market/geometric-brownian-motion/model.js";
import { inCoins, potsAt, subsidyAt } from "./rule.js";

const start = 794_368n;
const pots = potsAt(start);

/**
 * Decred's economy: a subsidy split among miners, ticket holders and a treasury. Miners run the machines that their part pays for, so what
 * a vote on the split changes is electricity and the cost of an attack by work, not the supply.
 *
 * Starts where the split of DCP-0012 came into force, at height 794 368 (August 2023).
 */
const economy: Economy = {
  title: "Decred",
  about:
    "Supply to the atom, split among work, stake and treasury by the rules of each era; electricity that follows the miners' part; the " +
    "yield of tickets. The price comes from outside; how much is staked is assumed.",
  source: ["dcrd", "decred-dcps"],
  epoch: "1 day",
  assets: { DCR: { decimals: 8, baseUnit: "atom" }, USD: { decimals: 2, baseUnit: "cent" } },
  units: { block: "count", ticket: "count" },
  parameters: {
    votes: parameter("4.98", "votes in a block on average, of five", {
      confidence: "assumption",
      range: ["3", "5"],
    }),
    stakedShare: parameter("62 %", "coins locked in tickets over all coins", {
      confidence: "assumption",
      range: ["10 %", "90 %"],
    }),
    ticketPool: parameter("40_960 ticket", "tickets that the price of a ticket aims at", {
      source: "Target of Decred's main network, from memory.",
      confidence: "unverified",
    }),
    startWork: parameter("{0 EH/s}", "hash rate that is there whatever miners earn", {
      confidence: "assumption",
      unit: "EH/s",
    }),
  },
  modules: {
    supply: {
      model: workAndStake,
      parameters: {
        workShare: { value: "1", source: "decred-dcps", confidence: "protocol" },
        stakeShare: { value: "89", source: "decred-dcps", confidence: "protocol" },
        treasuryShare: { value: "10", source: "decred-dcps", confidence: "protocol" },
      },
      states: { height: `${start} block`, subsidy: inCoins(subsidyAt(start), "DCR/block") },
      // All coins that the rule allows until then; blocks with fewer than five votes made somewhat less.
      stocks: {
        initial: inCoins(pots.initial),
        miners: inCoins(pots.miners),
        voters: inCoins(pots.voters),
        treasury: inCoins(pots.treasury),
      },
      inputs: { votes: "votes" },
    },
    price: {
      model: geometricBrownianMotion,
      assets: { token: "DCR" },
      parameters: {
        startPrice: { value: "14 USD/DCR", source: "Price of August 2023, from memory.", confidence: "unverified" },
        drift: {
          value: "40.5 %/year",
          source: "Half the square of the volatility, so that the price is as likely to fall as to rise.",
          confidence: "assumption",
        },
        volatility: { value: "90 %", source: "Round; above Bitcoin's 82 % of 2013 to 2021.", confidence: "assumption" },
      },
    },
    work: {
      model: proofOfWork,
      assets: { token: "DCR" },
      parameters: {
        efficiency: {
          value: "100_000 J/TH",
          source: "Round figure for graphics cards that hash BLAKE3; the electricity does not depend on it.",
          confidence: "assumption",
        },
      },
      inputs: { hashRate: "hashRate", supply: "supply.supply" },
    },
    nodes: {
      model: proofOfStake,
      assets: { token: "DCR" },
      parameters: {
        consensusNodes: { value: "300 node", source: "Round; wallets that vote and nodes.", confidence: "assumption" },
      },
      inputs: { supply: "supply.supply" },
    },
    carbon: {
      model: carbonLedger,
      parameters: {
        target: {
          value: "0 %",
          source: "Nobody retires credits for the network as a whole.",
          confidence: "assumption",
        },
      },
      inputs: { emissions: "emissions" },
    },
    security: {
      model: security,
      assets: { token: "DCR" },
      parameters: {
        machinePrice: {
          value: "100_000 USD*s/TH",
          source: "Round: 300 USD for a graphics card of 3 GH/s.",
          confidence: "assumption",
        },
        efficiency: { value: "100_000 J/TH", source: "As in the module work.", confidence: "assumption" },
        slashed: { value: "0 %", source: "Tickets are not destroyed by the protocol.", confidence: "protocol" },
      },
      inputs: {
        price: "price.price",
        supply: "supply.supply",
        hashRate: "hashRate",
        staked: "staked",
        issuance: "supply.work + supply.stake",
      },
    },
  },
  auxiliaries: {
    staked: auxiliary("DCR", "stakedShare * supply.supply", "coins locked in tickets"),
    ticketPrice: auxiliary("DCR/ticket", "staked / ticketPool", "price of a ticket when the pool is at its target"),
    workIncome: auxiliary("USD/day", "supply.work * price.price", "what miners earn"),
    hashRate: auxiliary(
      "EH/s",
      "startWork + workIncome * work.powerShare / (work.powerPrice * work.efficiency * work.overhead)",
      "hash rate whose electricity takes its usual share of that",
    ),
    workShareOfAll: auxiliary(
      "%",
      "if supply.issuance > 0 then supply.work / supply.issuance else 0",
      "part of new coins for work",
    ),
    stakeShareOfAll: auxiliary(
      "%",
      "if supply.issuance > 0 then supply.stake / supply.issuance else 0",
      "part for votes",
    ),
    treasuryShareOfAll: auxiliary(
      "%",
      "if supply.issuance > 0 then supply.tax / supply.issuance else 0",
      "part for the treasury",
    ),
    inflation: auxiliary("%/year", "supply.inflation", "new coins over all coins"),
    stakingYield: auxiliary(
      "%/year",
      "if staked > 0 then supply.stake / staked else 0",
      "what tickets earn, not compounded",
    ),
    realYield: auxiliary("%/year", "stakingYield - inflation", "that less the growth of the supply"),
    electricity: auxiliary("MWh/year", "work.power + nodes.power", "electricity of machines and nodes"),
    emissions: auxiliary("tCO2e/year", "work.emissionsOfUse + nodes.emissionsOfUse", "emissions of that electricity"),
    treasuryValue: auxiliary(
      "USD",
      "price.price * supply.treasury",
      "all coins issued to the treasury so far, at the price",
    ),
    securityBudget: auxiliary("USD/year", "security.budget", "what the network pays to miners and voters"),
    attackCost: auxiliary(
      "USD",
      "security.workCost[majority] + security.stakeCost[majority]",
      "what an attacker loses who needs more than half of both work and tickets",
    ),
  },
  checks: {
    stakeIsThere: check("stakedShare >= 0 and stakedShare <= 1", "at most all coins are staked"),
  },
};

export default economy;
