import { auxiliary, check, defineModel, input, type Model, mint, parameter, stock } from "@tokenwright/engine";

/**
 * Electricity and emissions of a network that agrees without work: power is nodes times watts times what
 * cooling and conversion add. Which nodes count is what the mechanisms differ in (all token holders by
 * lottery, elected delegates, nominated validators); the arithmetic is the same.
 *
 * Nodes that decide and nodes that only relay and answer are counted apart. Power has a part that is always
 * there and a part that grows with transactions, so average and marginal energy per transaction differ.
 */
const model: Model = defineModel({
  title: "Energy of proof of stake",
  about:
    "Electricity use, emissions of use and of manufacture, per transaction and per token held, from counts of nodes. " +
    "Computers of users and the network between the nodes are left out.",
  source: ["ccri-2022", "platt-2021", "ghg-protocol-scope-2"],
  assets: { token: { decimals: 6 } },
  units: { transaction: "count", node: "count" },
  parameters: {
    consensusNodes: parameter("3_000 node", "nodes that take part in the agreement", {
      confidence: "assumption",
      unit: "node",
    }),
    consensusPower: parameter("25 W/node", "power of such a node, on average over the kinds of machines", {
      confidence: "assumption",
      unit: "W/node",
    }),
    otherNodes: parameter("0 node", "further nodes that relay and answer queries", {
      confidence: "assumption",
      unit: "node",
    }),
    otherPower: parameter("25 W/node", "power of such a node", { confidence: "assumption", unit: "W/node" }),
    countError: parameter("1", "true number of nodes over the counted one", {
      confidence: "assumption",
      unit: "1",
      range: ["0.5", "2"],
    }),
    powerError: parameter("1", "true power of a node over the assumed one", {
      confidence: "assumption",
      unit: "1",
      range: ["0.5", "2"],
    }),
    overhead: parameter("1", "power usage effectiveness: all electricity over that of the nodes", {
      confidence: "assumption",
      unit: "1",
      symbol: "\\mathrm{PUE}",
      range: ["1", "2"],
    }),
    energyOfTransaction: parameter("0 J/transaction", "electricity that one more transaction needs, in all nodes", {
      confidence: "assumption",
      unit: "J/transaction",
    }),
    carbonIntensity: parameter("475 gCO2e/kWh", "emissions per electricity used, where no grid is wired", {
      source: "World average of the International Energy Agency, as used by ccri-2022 and codecarbon.",
      confidence: "measured",
      unit: "gCO2e/kWh",
      range: ["0 gCO2e/kWh", "1000 gCO2e/kWh"],
    }),
    nodeEmissions: parameter("300 kgCO2e/node", "emissions of making the machine of a node and bringing it", {
      confidence: "assumption",
      unit: "kgCO2e/node",
    }),
    nodeLife: parameter("4 year", "time such a machine is in use", { confidence: "assumption", unit: "year" }),
  },
  inputs: {
    deciding: input("node", "nodes that take part in the agreement", { default: "consensusNodes * countError" }),
    relaying: input("node", "further nodes", { default: "otherNodes * countError" }),
    intensity: input("gCO2e/kWh", "emissions per electricity used; wire a grid model to it", {
      default: "carbonIntensity",
    }),
    transactions: input("transaction/day", "transactions of the network", { default: "0" }),
    supply: input("token", "tokens that are held", { default: "0" }),
  },
  stocks: {
    used: stock("0 MWh", "electricity used since the start"),
  },
  flows: {
    use: mint("used", "power", "electricity used"),
  },
  auxiliaries: {
    nodes: auxiliary("node", "deciding + relaying", "all nodes"),
    standingPower: auxiliary(
      "kW",
      "(deciding * consensusPower + relaying * otherPower) * powerError * overhead",
      "power without any transaction",
    ),
    variablePower: auxiliary(
      "kW",
      "transactions * energyOfTransaction * overhead",
      "power that comes on top with transactions",
    ),
    power: auxiliary("kW", "standingPower + variablePower", "electric power of all nodes", { symbol: "P" }),
    energy: auxiliary("MWh/year", "power", "electricity used in a year of 8760 hours"),
    emissionsOfUse: auxiliary("tCO2e/year", "power * intensity", "emissions of the electricity"),
    embodiedEmissions: auxiliary(
      "tCO2e/year",
      "nodes * nodeEmissions / nodeLife",
      "emissions of making the machines, spread over their life",
    ),
    emissions: auxiliary("tCO2e/year", "emissionsOfUse + embodiedEmissions", "emissions of use and of manufacture"),
    energyPerTransaction: auxiliary(
      "Wh/transaction",
      "if transactions > 0 then power / transactions else 0",
      "average: all electricity over all transactions",
    ),
    marginalEnergyPerTransaction: auxiliary(
      "Wh/transaction",
      "energyOfTransaction * overhead",
      "marginal: what one more transaction adds",
    ),
    emissionsPerTransaction: auxiliary(
      "gCO2e/transaction",
      "if transactions > 0 then emissions / transactions else 0",
      "average: all emissions over all transactions",
    ),
    energyPerToken: auxiliary(
      "Wh/(token*year)",
      "if supply > 0 then power / supply else 0",
      "electricity for each token held, in a year",
    ),
    emissionsPerToken: auxiliary(
      "gCO2e/(token*year)",
      "if supply > 0 then emissions / supply else 0",
      "emissions for each token held, in a year",
    ),
  },
  checks: {
    nothingIsNegative: check(
      "deciding >= 0 and relaying >= 0 and intensity >= 0 and transactions >= 0",
      "counts and intensity are not negative",
    ),
    overheadIsAtLeastOne: check("overhead >= 1", "a site uses at least what its machines use"),
  },
});

export default model;
