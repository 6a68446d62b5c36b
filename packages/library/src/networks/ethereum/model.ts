import { auxiliary, check, type Economy, flow, type Model, parameter } from "@tokenwright/engine";
import carbonLedger from "../../carbon/ledger/model.js";
import changeOfMechanism from "../../consensus/change-of-mechanism/model.js";
import proofOfStake from "../../consensus/proof-of-stake/model.js";
import security from "../../consensus/security/model.js";
import squareRootOfStake from "../../issuance/square-root-of-stake/model.js";
import workEras from "../../issuance/work-eras/model.js";
import geometricBrownianMotion from "../../market/geometric-brownian-motion/model.js";

/** The issuance of 225 epochs at once, at the stake of the day: a year in 365 steps instead of 82 125. */
const stakeByDay: Model = { ...squareRootOfStake, title: `${squareRootOfStake.title}, by day`, epoch: "1 day" };

/**
 * Ethereum's economy: ETH from blocks while it was mined and from stake since December 2020, base fees burned since August 2021,
 * electricity before and after the Merge. What is in force on a day is in `history.ts`; by themselves the rules here are those
 * of the Merge and the amounts those of its day.
 */
const economy: Economy = {
  title: "Ethereum",
  about:
    "Supply from work and from stake, burned base fees, staking, security, electricity and emissions, before and after the Merge of " +
    "15 September 2022. Issuance follows the protocol; use of gas, base fees and staking are assumptions.",
  source: ["ethereum-yellow-paper", "ethereum-consensus-specs", "eip-1559", "ccri-merge-2022"],
  epoch: "1 day",
  assets: { ETH: { decimals: 18, baseUnit: "wei" }, USD: { decimals: 2, baseUnit: "cent" } },
  units: { block: "count", gas: "count", gwei: "0.000000001 ETH", validator: "count" },
  parameters: {
    mined: parameter("0", "1 while blocks are made by work, 0 since the Merge", {
      source: "ethereum-execution-specs",
      confidence: "protocol",
      range: ["0", "1"],
    }),
    staking: parameter("1", "1 since the beacon chain takes deposits", {
      source: "ethereum-consensus-specs",
      confidence: "protocol",
      range: ["0", "1"],
    }),
    burning: parameter("1", "1 since base fees are burned (EIP-1559)", {
      source: "eip-1559",
      confidence: "protocol",
      range: ["0", "1"],
    }),
    withdrawing: parameter("0", "1 since stake can be withdrawn", {
      source: "ethereum-execution-specs",
      confidence: "protocol",
      range: ["0", "1"],
    }),
    gasLimit: parameter("30_000_000 gas/block", "most gas of a block; base fees hold the use near a half of it", {
      source: "From memory; proposers vote on it.",
      confidence: "unverified",
      range: ["1_000_000 gas/block", "200_000_000 gas/block"],
    }),
    slotTime: parameter("12 second/block", "time between blocks since the Merge", {
      source: "ethereum-consensus-specs",
      confidence: "protocol",
    }),
    missedSlots: parameter("0.7 %", "slots without a block", { confidence: "assumption", range: ["0 %", "20 %"] }),
    uncleShare: parameter("5.232 %", "uncles for each block while it is mined", {
      source: "3 to 14 January 2020, etherscan-charts.",
      confidence: "measured",
      range: ["0 %", "200 %"],
    }),
    baseFeeMedian: parameter("20 gwei/gas", "base fee of a day, in the median", {
      source:
        "Chosen so that the supply falls by about 103 000 in the first 217 days after the Merge, as was reported.",
      confidence: "assumption",
      range: ["0 gwei/gas", "300 gwei/gas"],
    }),
    baseFeeSpread: parameter("50 %", "standard deviation of the logarithm of a day's base fee", {
      confidence: "assumption",
      range: ["0 %", "200 %"],
    }),
    tip: parameter("2 gwei/gas", "tips to those who make blocks, on average", { confidence: "assumption" }),
    participation: parameter("99.5 %", "share of the stake that is online and votes in time", {
      confidence: "assumption",
      range: ["50 %", "100 %"],
    }),
    stakeTarget: parameter("28 %", "share of the supply that holders want to stake in the long run", {
      confidence: "assumption",
      range: ["1 %", "90 %"],
    }),
    stakeTime: parameter("400 day", "time in which the stake comes near that share", {
      confidence: "assumption",
      range: ["10 day", "5000 day"],
    }),
    leastChurn: parameter("4 validator", "validators that may enter or leave in an epoch at least", {
      source: "cadlabs-ethereum",
      confidence: "protocol",
    }),
    churnQuotient: parameter("65_536", "validators over this may enter or leave in an epoch", {
      source: "cadlabs-ethereum",
      confidence: "protocol",
    }),
    minedHashRate: parameter("900 TH/s", "hash rate while it was mined, in 2022", {
      source: "From memory.",
      confidence: "unverified",
    }),
  },
  modules: {
    work: {
      model: workEras,
      stocks: { genesis: "0 ETH", miners: "0 ETH" },
      states: { height: "15_537_394 block" },
      parameters: {
        blockTime: { value: "13.4 second/block", source: "Mean of 2021, from memory.", confidence: "unverified" },
      },
      inputs: { blocks: "if mined > 0 then 1 / work.blockTime else 0", uncles: "uncleShare" },
    },
    stake: {
      model: stakeByDay,
      // 120 521 124 in all: reported in the press as 120 418 032 after 217 days, a fall of 103 092. Stake from memory.
      stocks: { staked: "13_700_000 ETH", liquid: "106_821_124 ETH" },
      inputs: {
        participation: "participation",
        deposits: "deposits",
        withdrawals: "withdrawals",
        feeBurn: "min(burn, stake.liquid / epoch)",
      },
    },
    price: {
      model: geometricBrownianMotion,
      assets: { token: "ETH" },
      parameters: {
        startPrice: {
          value: "1_500 USD/ETH",
          source: "Price of September 2022, from memory.",
          confidence: "unverified",
        },
        drift: {
          value: "40.5 %/year",
          source: "Half the square of the volatility, so that the price is as likely to fall as to rise.",
          confidence: "assumption",
        },
        volatility: { value: "90 %", source: "Round; above Bitcoin's 82 % of 2013 to 2021.", confidence: "assumption" },
      },
    },
    nodes: {
      model: proofOfStake,
      assets: { token: "ETH" },
      parameters: {
        consensusNodes: {
          value: "14_072 node",
          source: "December 2023, ccaf-index as reported in the press.",
          confidence: "unverified",
        },
        consensusPower: {
          value: "{7_500_000 kWh/year} / {14_072 node}",
          unit: "W/node",
          source: "December 2023, ccaf-index as reported in the press: 61 W a node.",
          confidence: "unverified",
        },
        carbonIntensity: {
          value: "373 gCO2e/kWh",
          source: "2.8 kt over 7.50 GWh, ccaf-index as reported in the press.",
          confidence: "unverified",
        },
      },
      inputs: { supply: "supply" },
    },
    energy: {
      model: changeOfMechanism,
      parameters: {
        at: {
          value: "0 day",
          source: "The Merge was before the start, or is on the day that the history says.",
          confidence: "protocol",
        },
      },
      inputs: { after: "nodes.energy", emissionsAfter: "nodes.emissionsOfUse" },
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
      inputs: { emissions: "energy.emissions" },
    },
    security: {
      model: security,
      assets: { token: "ETH" },
      parameters: {
        machinePrice: {
          value: "10_000_000 USD*s/TH",
          source: "600 USD for a graphics card of 60 MH/s.",
          confidence: "assumption",
        },
        efficiency: {
          value: "2_900_000 J/TH",
          source: "Electricity before the Merge over the hash rate of 2022.",
          confidence: "assumption",
        },
      },
      inputs: {
        price: "price.price",
        supply: "supply",
        staked: "if mined > 0 then 0 else stake.staked",
        hashRate: "if mined > 0 then minedHashRate else 0",
        issuance: "issuance",
        fees: "tips",
      },
    },
  },
  flows: {
    sold: flow(
      "work.miners",
      "stake.liquid",
      "work.miners / epoch",
      "what miners got the day before joins all other ETH",
    ),
  },
  auxiliaries: {
    supply: auxiliary("ETH", "stake.supply + work.miners", "all ETH"),
    blocks: auxiliary(
      "block/day",
      "if mined > 0 then 1 / work.blockTime else (1 - missedSlots) / slotTime",
      "blocks made, by work or by stake",
    ),
    gasUsed: auxiliary("gas/day", "blocks * gasLimit / 2", "gas used: base fees move until it is half of the limit"),
    baseFee: auxiliary("gwei/gas", "baseFeeMedian * exp(baseFeeSpread * normal(0, 1))", "mean base fee of the day"),
    burn: auxiliary("ETH/day", "if burning > 0 then floor(baseFee * gasUsed) else 0", "base fees, burned"),
    tips: auxiliary(
      "ETH/day",
      "floor((tip + (if burning > 0 then 0 else baseFee)) * gasUsed)",
      "what users pay to those who make blocks: all fees before EIP-1559, tips since",
    ),
    validators: auxiliary("validator", "stake.staked / stake.validatorBalance", "validators, not rounded"),
    churn: auxiliary(
      "ETH/day",
      "max(leastChurn, floor(validators / {1 validator} / churnQuotient) * {1 validator}) * stake.validatorBalance / stake.rewardEpoch",
      "most stake that may enter or leave",
    ),
    wanted: auxiliary(
      "ETH/day",
      "(stakeTarget * supply - stake.staked) / stakeTime",
      "stake that holders add or take away",
    ),
    deposits: auxiliary("ETH/day", "if staking > 0 then floor(min(max(wanted, 0), churn)) else 0", "newly staked"),
    withdrawals: auxiliary("ETH/day", "if withdrawing > 0 then floor(min(max(-wanted, 0), churn)) else 0", "unstaked"),
    issuance: auxiliary(
      "ETH/day",
      "work.issuance + stake.validatorRewards",
      "created by work and by stake, penalties taken off",
    ),
    growth: auxiliary("ETH/day", "issuance - burn", "change of the supply"),
    inflation: auxiliary("%/year", "growth / supply", "change of the supply over the supply, at the pace of the day"),
    issuanceRate: auxiliary("%/year", "issuance / supply", "creation alone over the supply"),
    stakedShare: auxiliary("%", "stake.staked / supply", "share of the supply that is staked"),
    stakingYield: auxiliary(
      "%/year",
      "if stake.staked > 0 then (stake.validatorRewards + (if mined > 0 then 0 else tips)) / stake.staked else 0",
      "what stake earns: issuance, and tips since the Merge; not compounded",
    ),
    realYield: auxiliary("%/year", "stakingYield - inflation", "yield less the growth of the supply"),
    electricity: auxiliary("MWh/year", "energy.power", "electricity of the mechanism in force"),
    emissions: auxiliary("tCO2e/year", "energy.emissions", "its emissions"),
    securityBudget: auxiliary("USD/year", "security.budget", "what the network pays for its security"),
    attackCost: auxiliary(
      "USD",
      "security.workCost[majority] + security.stakeCost[third]",
      "what an attack loses: with more than half of the work, or a third of the stake",
    ),
  },
  checks: {
    switchesAreSwitches: check(
      "mined * (1 - mined) = 0 and staking * (1 - staking) = 0 and burning * (1 - burning) = 0 and withdrawing * (1 - withdrawing) = 0",
      "what is in force is in force or not",
    ),
    someoneMakesBlocks: check("mined > 0 or stake.staked > 0", "blocks are made by work or by stake"),
  },
};

export default economy;
