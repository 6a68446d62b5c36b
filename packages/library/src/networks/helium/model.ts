import { auxiliary, burn, check, type Economy, flow, input, mint, parameter, state, stock } from "@tokenwright/engine";
import carbonLedger from "../../carbon/ledger/model.js";
import proofOfStake from "../../consensus/proof-of-stake/model.js";
import netEmissions from "../../issuance/net-emissions/model.js";
import { priceOf } from "../price.js";

/**
 * Helium's economy: traffic that is paid for in data credits, which are made by burning HNT; emissions by the table of
 * HIP 20, and burned HNT that is created once more up to a cap; the supplement of HIP 149; electricity of the hotspots.
 *
 * Starts on 2 June 2026.
 */
const economy: Economy = {
  title: "Helium",
  about:
    "Data credits, burning, emissions by the yearly table, net emissions and the supplement of 2026, with a price and the " +
    "electricity of hotspots. Tables and caps are the protocol's; traffic is measured at the start and assumed after it.",
  source: ["helium-hip-20", "helium-hip-138", "helium-hip-149", "helium-blockchain-core", "fisher-1911"],
  epoch: "1 day",
  assets: {
    HNT: { decimals: 8, baseUnit: "bone" },
    DC: { decimals: 0 },
    USD: { decimals: 2, baseUnit: "cent" },
  },
  parameters: {
    traffic: parameter("97_000 GB/day", "traffic that is paid for", {
      source: "Rewardable bytes in April 2026, helium-hip-149.",
      confidence: "measured",
      range: ["0 GB/day", "10000000 GB/day"],
    }),
    trafficGrowth: parameter("50 %/year", "growth of the traffic", {
      source: "It was fourfold in the year before.",
      confidence: "assumption",
      range: ["-50 %/year", "300 %/year"],
    }),
    payerRate: parameter("0.10 USD/GB", "what carriers pay for a gigabyte", {
      source: "helium-hip-149; 0.50 before",
      confidence: "protocol",
      range: ["0 USD/GB", "1 USD/GB"],
    }),
    creditPrice: parameter("0.00001 USD/DC", "price of a data credit, fixed in dollars", {
      source: "helium-hip-4; restated from memory",
      confidence: "unverified",
    }),
    stockTime: parameter("14 day", "use that payers keep in data credits", { confidence: "assumption" }),
    founders: parameter("0 %", "part of their share that founders still get", {
      source: "helium-hip-138",
      confidence: "protocol",
      range: ["0 %", "100 %"],
    }),
    supplement: parameter(
      "0 HNT/day",
      "minted for operations and growth in the first window of HIP 149; 196 000 by it",
      {
        source: "helium-hip-149; it starts two weeks after its council is seated, on a day that is not known",
        confidence: "protocol",
      },
    ),
    supplementStart: parameter("60 day", "time until the supplement starts", { confidence: "assumption" }),
    flatTime: parameter("360 day", "length of the window with the full amount", {
      source: "helium-hip-149",
      confidence: "protocol",
    }),
    taperTime: parameter("720 day", "length of the window in which it falls to nothing", {
      source: "helium-hip-149",
      confidence: "protocol",
    }),
    spending: parameter("100 %/year", "share of the vault that is spent in a year", {
      confidence: "assumption",
      range: ["0 %/year", "365 %/year"],
    }),
    hotspots: parameter("350_000 node", "hotspots in use", {
      source: "A round figure from memory.",
      confidence: "unverified",
      unit: "node",
    }),
  },
  inputs: {
    paidTraffic: input("GB/day", "traffic that is paid for; by default it grows steadily", {
      default: "traffic * (1 + trafficGrowth * {1 year}) ^ (time / {1 year})",
    }),
    priceOfToken: input("USD/HNT", "price by which HNT is burned for data credits", { default: "price.price" }),
  },
  stocks: {
    credits: stock(
      "13_580_000_000 DC",
      "data credits that payers keep; at the start what stockTime of the traffic needs",
    ),
    vault: stock("0 HNT", "minted for operations and growth, not yet spent"),
  },
  states: {
    granted: state("0 HNT", "granted + spent * epoch", "spent from the vault since the start of the run"),
  },
  flows: {
    creditsBought: mint("credits", "floor(bought)", "data credits made by burning HNT"),
    creditsUsed: burn("credits", "floor(used)", "data credits used for traffic"),
    supplementMinted: mint("vault", "floor(supplement * window)", "minted for operations and growth"),
    spent: flow("vault", "supply.supply", "floor(spending * vault)", "spent from the vault"),
  },
  modules: {
    supply: {
      model: netEmissions,
      assets: { token: "HNT" },
      parameters: {
        startAge: {
          value: "2497 day",
          source: "From 2019-08-01, where the table of helium-hip-20 begins, to 2026-06-02.",
          confidence: "protocol",
        },
        mostIntoPool: {
          value: "1_643.83561644 HNT/day",
          source: "A hundredth of the first year's emission, and helium-hip-149 for the rule.",
          confidence: "unverified",
        },
        poolTime: { value: "7 day", source: "helium-hip-149: an average of 7 epochs of a day", confidence: "protocol" },
      },
      stocks: { supply: "182_500_000 HNT", pool: "11_506 HNT" },
      inputs: { burned: "hntBurned", otherwise: "granted" },
    },
    price: priceOf(
      "HNT",
      {
        value: "0.27 USD/HNT",
        source: "About so much in mid-2026, helium-hip-149.",
        confidence: "measured",
      },
      "supply.supply",
    ),
    energy: {
      model: proofOfStake,
      assets: { token: "HNT" },
      parameters: {
        consensusNodes: {
          value: "hotspots",
          meaning: "hotspots, which are the machines that the network pays for",
          confidence: "unverified",
          source: "The economy's own hotspots.",
        },
        consensusPower: { value: "6 W/node", source: "A small gateway.", confidence: "assumption" },
      },
      inputs: { supply: "totalSupply" },
    },
    carbon: { model: carbonLedger, inputs: { emissions: "energy.emissions" } },
  },
  auxiliaries: {
    used: auxiliary("DC/day", "paidTraffic * payerRate / creditPrice", "data credits that the traffic uses"),
    bought: auxiliary(
      "DC/day",
      "max(used + (stockTime * used - credits) / stockTime, 0)",
      "data credits that payers buy to use them and to keep their stock",
    ),
    hntBurned: auxiliary(
      "HNT/day",
      "bought * creditPrice / priceOfToken",
      "HNT burned for them at the price of the day",
    ),
    revenue: auxiliary("USD/year", "paidTraffic * payerRate", "what carriers pay"),
    sinceSupplement: auxiliary("day", "time - supplementStart", "time since the supplement's start"),
    window: auxiliary(
      "1",
      "if sinceSupplement < 0 then 0 else max(min(1 - (sinceSupplement - flatTime) / taperTime, 1), 0)",
      "part of the full supplement: all of it in the first window, falling to nothing in the second",
    ),
    totalSupply: auxiliary("HNT", "supply.supply + vault", "all HNT there is"),
    toFounders: auxiliary("HNT/day", "founders * supply.founderShare * supply.rewards", "to founders and investors"),
    toNetwork: auxiliary("HNT/day", "supply.rewards - toFounders", "to those who run the network"),
    netIssuance: auxiliary("HNT/day", "supply.netIssuance + supplementMinted", "change of all HNT"),
    inflation: auxiliary("%/year", "netIssuance / totalSupply", "the same over all HNT, in a year of this pace"),
    rewardPerTraffic: auxiliary(
      "USD/GB",
      "if paidTraffic > 0 then toNetwork * priceOfToken / paidTraffic else 0",
      "what the network earns in HNT for a gigabyte",
    ),
    burnedShare: auxiliary(
      "%",
      "if supply.rewards > 0 then hntBurned / supply.rewards else 0",
      "HNT burned over HNT created: above 100 % the supply falls",
    ),
  },
  checks: {
    creditsLast: check("credits >= 0 and stockTime > 0", "payers do not run out of data credits"),
  },
};

export default economy;
