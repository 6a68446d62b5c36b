import { auxiliary, check, type Economy, parameter } from "@tokenwright/engine";
import carbonLedger from "../../carbon/ledger/model.js";
import proofOfWork from "../../consensus/proof-of-work/model.js";
import security from "../../consensus/security/model.js";
import halving from "../../issuance/halving/model.js";
import geometricBrownianMotion from "../../market/geometric-brownian-motion/model.js";

const survey = "Survey of 2024, ccaf-2025 as reported in the press.";

/**
 * Bitcoin's economy: coins by block height, miners who run as many machines as their income pays for, the electricity
 * and emissions of these, and what an attack would cost. Blocks come faster than every ten minutes while the hash rate
 * grows, for the difficulty follows it with a delay.
 *
 * Starts on the day of the fourth halving, at height 840 000.
 */
const economy: Economy = {
  title: "Bitcoin",
  about:
    "Supply by the halving rule, exact at every height; hash rate, electricity, emissions and cost of an attack by what miners " +
    "earn. The price comes from outside. The rule of money has not changed since 2009; behaviour is assumed, as each parameter says.",
  source: ["bitcoin-core", "nakamoto-2008", "ccaf-2025"],
  epoch: "1 day",
  assets: { BTC: { decimals: 8, baseUnit: "sat" }, USD: { decimals: 2, baseUnit: "cent" } },
  units: { block: "count", transaction: "count" },
  parameters: {
    retargetTime: parameter(
      "14 day",
      "time over which the difficulty follows the hash rate: 2016 blocks of ten minutes",
      {
        source: "The period of bitcoin-core; a smooth stand-in for one jump in each period.",
        confidence: "assumption",
        range: ["1 day", "60 day"],
      },
    ),
    startHashRate: parameter("{268 EH/s} / {48 %}", "hash rate at the start: the surveyed one over its share", {
      source: survey,
      confidence: "unverified",
      unit: "EH/s",
    }),
    reaction: parameter("180 day", "time in which miners adapt their machines to what they earn", {
      confidence: "assumption",
      range: ["30 day", "1000 day"],
    }),
    feesMedian: parameter("20 BTC/day", "fees of a day, in the median", {
      confidence: "assumption",
      range: ["0 BTC/day", "1000 BTC/day"],
    }),
    feesSpread: parameter("50 %", "standard deviation of the logarithm of a day's fees", {
      confidence: "assumption",
      range: ["0 %", "200 %"],
    }),
    dailyTransactions: parameter("400_000 transaction/day", "transactions of a day", {
      confidence: "assumption",
      range: ["0 transaction/day", "1000000 transaction/day"],
    }),
  },
  modules: {
    supply: {
      model: halving,
      states: { height: "840_000 block" },
      stocks: { supply: "19_687_500 BTC" },
      inputs: { blocks: "blocks" },
    },
    price: {
      model: geometricBrownianMotion,
      assets: { token: "BTC" },
      parameters: {
        startPrice: {
          value: "64_000 USD/BTC",
          source: "Price of 20 April 2024, from memory.",
          confidence: "unverified",
        },
        drift: {
          value: "33.62 %/year",
          source: "Half the square of the volatility, so that the price is as likely to fall as to rise.",
          confidence: "assumption",
        },
        volatility: {
          value: "82 %",
          source: "4.28 % a day, the standard deviation of daily returns from April 2013 to July 2021.",
          confidence: "measured",
        },
      },
    },
    energy: {
      model: proofOfWork,
      assets: { token: "BTC" },
      inputs: {
        hashRate: "hashRate",
        transactions: "dailyTransactions",
        fee: "feePerTransaction",
        supply: "supply.supply",
      },
    },
    security: {
      model: security,
      assets: { token: "BTC" },
      inputs: {
        price: "price.price",
        supply: "supply.supply",
        hashRate: "hashRate",
        issuance: "supply.minted",
        fees: "fees",
      },
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
  },
  auxiliaries: {
    fees: auxiliary("BTC/day", "feesMedian * exp(feesSpread * normal(0, 1))", "fees paid to miners"),
    feePerTransaction: auxiliary(
      "USD/transaction",
      "if dailyTransactions > 0 then fees * price.price / dailyTransactions else 0",
      "fee of one transaction on average",
    ),
    income: auxiliary("USD/day", "(supply.minted + fees) * price.price", "what miners earn: new coins and fees"),
    affordable: auxiliary(
      "EH/s",
      "income * energy.powerShare / (energy.powerPrice * energy.efficiency * energy.overhead)",
      "hash rate whose electricity takes its usual share of that",
    ),
    hashRate: auxiliary(
      "EH/s",
      "smooth(previous(affordable, startHashRate), reaction, startHashRate)",
      "hash rate of the network: it follows what could be paid for until the day before",
    ),
    difficulty: auxiliary(
      "EH/s",
      "smooth(hashRate, retargetTime, startHashRate)",
      "hash rate at which blocks would come every ten minutes",
    ),
    blocks: auxiliary("block/day", "hashRate / difficulty / supply.blockTime", "blocks made"),
    inflation: auxiliary("%/year", "supply.inflation", "new coins over all coins, at the pace of the day"),
    electricity: auxiliary("TWh/year", "energy.energy", "electricity used, at the pace of the day"),
    emissions: auxiliary("MtCO2e/year", "energy.emissionsOfUse", "emissions of the electricity"),
    securityBudget: auxiliary("USD/year", "security.budget", "what the network pays for its security"),
    securityRate: auxiliary("%/year", "security.budgetShare", "the same over the value of all coins"),
    feeShare: auxiliary("%", "security.feeShare", "part of it that users pay, and that stays when no coin is made"),
    attackCost: auxiliary("USD", "security.workCost[majority]", "what an attack with more than half of the work loses"),
    powerOverIncome: auxiliary(
      "%",
      "if income > 0 then energy.power * energy.powerPrice / income else 0",
      "miners' bill for electricity over what they earn",
    ),
  },
  checks: {
    paceIsPlausible: check(
      "blocks * supply.blockTime < 4 and blocks * supply.blockTime > 1 / 4",
      "blocks come neither four times as fast nor four times as slow as they should: the difficulty moves by no more in a period",
    ),
  },
};

export default economy;
