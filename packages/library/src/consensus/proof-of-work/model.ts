import { auxiliary, check, defineModel, input, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * Electricity and emissions of a network secured by proof of work: power is hash rate times energy per hash,
 * times what cooling and conversion add. Emissions follow from the carbon intensity of the electricity, and
 * from making the machines, spread over their life.
 *
 * Energy per transaction is given twice, because the two are asked for different reasons: the average shares
 * out all of it, and the marginal one is what one more transaction's fee pays for in the long run.
 */
const model: Model = defineModel({
  title: "Energy of proof of work",
  about:
    "Electricity use, emissions of use and of manufacture, per transaction and per token held. The hash rate is an " +
    "input: why miners run as many machines as they do belongs to a model of mining.",
  source: ["ccaf-2025", "ghg-protocol-scope-2"],
  assets: { token: { decimals: 8 }, USD: { decimals: 2, baseUnit: "cent" } },
  units: { transaction: "count", machine: "count" },
  parameters: {
    surveyedHashRate: parameter("268 EH/s", "hash rate of the miners that answered a survey", {
      source: "Survey of 2024, ccaf-2025 as reported in the press.",
      confidence: "unverified",
      unit: "EH/s",
    }),
    surveyedShare: parameter("48 %", "their share of the network's hash rate", {
      source: "Survey of 2024, ccaf-2025 as reported in the press.",
      confidence: "unverified",
      unit: "%",
      range: ["1 %", "100 %"],
    }),
    efficiency: parameter("28.2 J/TH", "energy per hash of the machines that run, on average", {
      source: "Survey of 2024, ccaf-2025 as reported in the press.",
      confidence: "unverified",
      unit: "J/TH",
      symbol: "\\varepsilon",
      range: ["10 J/TH", "100 J/TH"],
    }),
    overhead: parameter("1", "power usage effectiveness: all electricity over that of the machines", {
      source: "1 leaves the reported identity as it is.",
      confidence: "assumption",
      unit: "1",
      symbol: "\\mathrm{PUE}",
      range: ["1", "2"],
    }),
    carbonIntensity: parameter("288.4 gCO2e/kWh", "emissions per electricity used, where no grid is wired", {
      source: "39.8 Mt over 138 TWh in 2024, ccaf-2025 as reported in the press.",
      confidence: "unverified",
      unit: "gCO2e/kWh",
      range: ["0 gCO2e/kWh", "1000 gCO2e/kWh"],
    }),
    machineHashRate: parameter("100 TH/(s*machine)", "hash rate of a machine", { confidence: "assumption" }),
    machineEmissions: parameter("200 kgCO2e/machine", "emissions of making a machine and bringing it", {
      confidence: "assumption",
      unit: "kgCO2e/machine",
    }),
    machineLife: parameter("4 year", "time a machine is in use", { confidence: "assumption", unit: "year" }),
    powerPrice: parameter("0.05 USD/kWh", "what miners pay for electricity", {
      confidence: "assumption",
      unit: "USD/kWh",
    }),
    powerShare: parameter("60 %", "share of miners' revenue that goes into electricity in the long run", {
      confidence: "assumption",
      unit: "%",
      range: ["0 %", "100 %"],
    }),
  },
  inputs: {
    hashRate: input("EH/s", "hash rate of the network; by default the surveyed one over its share", {
      default: "surveyedHashRate / surveyedShare",
      symbol: "H",
    }),
    intensity: input("gCO2e/kWh", "emissions per electricity used; wire a grid model to it", {
      default: "carbonIntensity",
    }),
    transactions: input("transaction/day", "transactions of the network", { default: "0" }),
    fee: input("USD/transaction", "fee of one transaction", { default: "0" }),
    supply: input("token", "tokens that are held", { default: "0" }),
  },
  stocks: {
    used: stock("0 TWh", "electricity used since the start"),
  },
  flows: {
    use: mint("used", "power", "electricity used"),
  },
  auxiliaries: {
    power: auxiliary("GW", "hashRate * efficiency * overhead", "electric power of all machines", { symbol: "P" }),
    energy: auxiliary("TWh/year", "power", "electricity used in a year of 8760 hours"),
    emissionsOfUse: auxiliary("MtCO2e/year", "power * intensity", "emissions of the electricity"),
    machines: auxiliary("machine", "hashRate / machineHashRate", "machines that run"),
    embodiedEmissions: auxiliary(
      "MtCO2e/year",
      "machines * machineEmissions / machineLife",
      "emissions of making the machines, spread over their life",
    ),
    emissions: auxiliary("MtCO2e/year", "emissionsOfUse + embodiedEmissions", "emissions of use and of manufacture"),
    energyPerTransaction: auxiliary(
      "kWh/transaction",
      "if transactions > 0 then power / transactions else 0",
      "average: all electricity over all transactions",
    ),
    marginalEnergyPerTransaction: auxiliary(
      "kWh/transaction",
      "fee * powerShare / powerPrice",
      "marginal: the electricity that one more fee pays for in the long run; at once it is next to nothing",
    ),
    emissionsPerTransaction: auxiliary(
      "kgCO2e/transaction",
      "if transactions > 0 then emissions / transactions else 0",
      "average: all emissions over all transactions",
    ),
    energyPerToken: auxiliary(
      "kWh/(token*year)",
      "if supply > 0 then power / supply else 0",
      "electricity for each token held, in a year",
    ),
    emissionsPerToken: auxiliary(
      "kgCO2e/(token*year)",
      "if supply > 0 then emissions / supply else 0",
      "emissions for each token held, in a year",
    ),
  },
  checks: {
    hashRateIsNotNegative: check("hashRate >= 0 and intensity >= 0", "hash rate and intensity are not negative"),
    overheadIsAtLeastOne: check("overhead >= 1", "a site uses at least what its machines use"),
  },
});

export default model;
