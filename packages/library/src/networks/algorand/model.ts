import { auxiliary, check, type Economy, flow, parameter, stock } from "@tokenwright/engine";
import carbonLedger from "../../carbon/ledger/model.js";
import proofOfStake from "../../consensus/proof-of-stake/model.js";
import security from "../../consensus/security/model.js";
import bonusDecay from "../../issuance/bonus-decay/model.js";
import geometricBrownianMotion from "../../market/geometric-brownian-motion/model.js";

/**
 * Algorand's economy: a fixed supply out of which proposers of blocks are paid since January 2025, and before that those who took part
 * in governance. Nothing is created or destroyed; what matters is what leaves the accounts set aside for rewards.
 *
 * Starts at the upgrade that pays proposers.
 */
const economy: Economy = {
  title: "Algorand",
  about:
    "A cap of 10 000 million ALGO, all created at the genesis. Pay of proposers by the decaying bonus, governance rewards before it, online " +
    "stake, security, electricity. Bonus and split of fees follow the protocol; amounts set aside, stake and fees are assumed.",
  source: ["algorand-consensus", "algorand-governance", "ccri-2022"],
  epoch: "1 day",
  assets: { ALGO: { decimals: 6, baseUnit: "microalgo" }, USD: { decimals: 2, baseUnit: "cent" } },
  units: { round: "count", transaction: "count" },
  parameters: {
    paying: parameter("1", "1 since proposers are paid (consensus version 40)", {
      source: "algorand-consensus",
      confidence: "protocol",
      range: ["0", "1"],
    }),
    governing: parameter("0", "1 while governance rewards are paid", {
      source: "Ended when proposers were paid, from memory.",
      confidence: "unverified",
      range: ["0", "1"],
    }),
    governancePool: parameter("75_000_000 ALGO/quarter", "governance rewards of a quarter", {
      source: "Example of algorand-governance; 60.0 and 70.5 million were paid in the first two periods, as reported.",
      confidence: "unverified",
    }),
    committedShare: parameter("40 %", "ALGO committed to governance over all that circulates", {
      confidence: "assumption",
      unit: "%",
      range: ["1 %", "100 %"],
    }),
    onlineShare: parameter("22 %", "ALGO online in consensus over all that circulates", {
      confidence: "assumption",
      range: ["5 %", "90 %"],
    }),
    eligible: parameter("95 %", "rounds whose proposer may be paid", {
      confidence: "assumption",
      range: ["0 %", "100 %"],
    }),
    feesMedian: parameter("1_500 ALGO/day", "fees of a day, in the median", {
      confidence: "assumption",
      range: ["0 ALGO/day", "1000000 ALGO/day"],
    }),
    feesSpread: parameter("60 %", "standard deviation of the logarithm of a day's fees", {
      confidence: "assumption",
      range: ["0 %", "200 %"],
    }),
    dailyTransactions: parameter("{512_671 kWh/year} / {2.7 Wh/transaction}", "transactions of a day", {
      source: "What the electricity of 2022 and 2.7 Wh a transaction amount to, ccri-2022 as reported in the press.",
      confidence: "unverified",
      unit: "transaction/day",
    }),
  },
  stocks: {
    fund: stock("1_000_000_000 ALGO", "set aside for governance rewards and other aims", { confidence: "assumption" }),
  },
  modules: {
    supply: {
      model: bonusDecay,
      assets: { token: "ALGO" },
      // The round of the upgrade from memory; all tokens together are the cap of 10e9.
      states: { round: "46_512_890 round", bonus: "10 ALGO/round" },
      stocks: { feeSink: "500_000_000 ALGO", circulating: "8_500_000_000 ALGO" },
      inputs: { fees: "fees", eligibleShare: "paying * eligible" },
    },
    price: {
      model: geometricBrownianMotion,
      assets: { token: "ALGO" },
      parameters: {
        startPrice: { value: "0.4 USD/ALGO", source: "Price of January 2025, from memory.", confidence: "unverified" },
        drift: {
          value: "45.125 %/year",
          source: "Half the square of the volatility, so that the price is as likely to fall as to rise.",
          confidence: "assumption",
        },
        volatility: { value: "95 %", source: "Round; above Bitcoin's 82 % of 2013 to 2021.", confidence: "assumption" },
      },
    },
    nodes: {
      model: proofOfStake,
      assets: { token: "ALGO" },
      parameters: {
        consensusNodes: {
          value: "1_190 node",
          source: "From memory; with the electricity of ccri-2022 it makes 49 W a node.",
          confidence: "unverified",
        },
        consensusPower: {
          value: "{512_671 kWh/year} / {1_190 node}",
          unit: "W/node",
          source: "ccri-2022 as reported in the press.",
          confidence: "unverified",
        },
      },
      inputs: { transactions: "dailyTransactions", supply: "supply.circulating" },
    },
    carbon: {
      model: carbonLedger,
      parameters: {
        target: { value: "0 %", source: "Set it to see what retiring credits costs.", confidence: "assumption" },
      },
      inputs: { emissions: "nodes.emissionsOfUse" },
    },
    security: {
      model: security,
      assets: { token: "ALGO" },
      parameters: {
        slashed: {
          value: "0 %",
          source: "algorand-consensus: stake is suspended, never destroyed.",
          confidence: "protocol",
        },
      },
      inputs: {
        price: "price.price",
        supply: "supply.circulating",
        staked: "online",
        issuance: "supply.bonuses",
        fees: "supply.feePayments",
      },
    },
  },
  flows: {
    governanceRewards: flow(
      "fund",
      "supply.circulating",
      "if governing > 0 then floor(min(governancePool, fund / epoch)) else 0",
      "paid to those who committed and voted, day by day",
    ),
  },
  auxiliaries: {
    fees: auxiliary("ALGO/day", "floor(feesMedian * exp(feesSpread * normal(0, 1)))", "fees that users pay"),
    online: auxiliary("ALGO", "onlineShare * supply.circulating", "stake that takes part in consensus"),
    committed: auxiliary("ALGO", "committedShare * supply.circulating", "stake committed to governance"),
    allTokens: auxiliary("ALGO", "fund + supply.feeSink + supply.circulating", "all ALGO there are: always the cap"),
    released: auxiliary(
      "ALGO/day",
      "governanceRewards + supply.bonuses + supply.feePayments - supply.feesIn",
      "what comes into circulation, fees taken off",
    ),
    inflation: auxiliary("%/year", "released / supply.circulating", "growth of what circulates"),
    proposerYield: auxiliary(
      "%/year",
      "if online > 0 then supply.proposerIncome / online else 0",
      "what online stake earns, not compounded",
    ),
    realYield: auxiliary("%/year", "proposerYield - inflation", "that less the growth of what circulates"),
    governanceRate: auxiliary(
      "%",
      "if committed > 0 then governanceRewards * {1 quarter} / committed else 0",
      "governance rewards of a quarter over what is committed",
    ),
    governanceYield: auxiliary("%", "(1 + governanceRate) ^ 4 - 1", "the same of a year, compounded by the quarter"),
    electricity: auxiliary("MWh/year", "nodes.power", "electricity of all nodes"),
    emissions: auxiliary("tCO2e/year", "nodes.emissionsOfUse", "its emissions"),
    energyPerTransaction: auxiliary(
      "Wh/transaction",
      "nodes.energyPerTransaction",
      "all electricity over all transactions",
    ),
    securityBudget: auxiliary("USD/year", "security.budget", "what the network pays to proposers"),
    attackCost: auxiliary("USD", "security.stakeCost[third]", "what an attack with a third of the online stake loses"),
    yearsLeft: auxiliary("year", "supply.lastingTime", "how long the fee sink lasts at the pace of the day"),
  },
  checks: {
    capIsKept: check("abs(allTokens - {10_000_000_000 ALGO}) < {0.01 ALGO}", "all ALGO were created at the genesis"),
    switchesAreSwitches: check(
      "paying * (1 - paying) = 0 and governing * (1 - governing) = 0",
      "what is in force is in force or not",
    ),
  },
};

export default economy;
