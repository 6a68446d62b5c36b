import type { ModelScenario } from "../../scenario.js";

/** A network by its nodes and what they are said to have used; its power per node is what follows from the two. */
interface Network {
  readonly title: string;
  readonly about: string;
  readonly source: string;
  readonly nodes: string;
  readonly kilowattHours: string;
  /** Emissions per electricity in g CO2e/kWh, where they are published too. */
  readonly intensity?: string;
}

const ccri = "Energy from ccri-2022 as reported in the press, the number of nodes from memory.";

const networks: Readonly<Record<string, Network>> = {
  "algorand-2022": {
    title: "Algorand in 2022",
    about:
      "Pure proof of stake: any account with tokens may be drawn. 512 671 kWh a year, about 49 W for each of 1190 nodes.",
    source: ccri,
    nodes: "1_190",
    kilowattHours: "512_671",
  },
  "cardano-2022": {
    title: "Cardano in 2022",
    about: "Delegated to stake pools. 598 755 kWh a year, about 23 W for each of 2958 nodes.",
    source: ccri,
    nodes: "2_958",
    kilowattHours: "598_755",
  },
  "polkadot-2022": {
    title: "Polkadot in 2022",
    about: "297 nominated validators and 70 237 kWh a year, 27 W each.",
    source: ccri,
    nodes: "297",
    kilowattHours: "70_237",
  },
  "solana-2022": {
    title: "Solana in 2022",
    about: "1 967 930 kWh a year, about 221 W for each of 1015 nodes, which are servers.",
    source: ccri,
    nodes: "1_015",
    kilowattHours: "1_967_930",
  },
  "ethereum-2023": {
    title: "Ethereum in December 2023",
    about: "14 072 nodes, 7.50 GWh and 2.8 kt CO2e a year by the index of Cambridge: 61 W each, 373 g/kWh.",
    source: "Index of ccaf-index as reported in the press.",
    nodes: "14_072",
    kilowattHours: "7_500_000",
    intensity: "373",
  },
};

const central = ({ title, about, source, nodes, kilowattHours, intensity }: Network): ModelScenario => ({
  title,
  about,
  source,
  confidence: "unverified",
  step: "1 day",
  steps: 365,
  parameters: {
    consensusNodes: `${nodes} node`,
    consensusPower: `{${kilowattHours} kWh/year} / {${nodes} node}`,
    ...(intensity === undefined ? {} : { carbonIntensity: `${intensity} gCO2e/kWh` }),
  },
});

/** Counts miss nodes that cannot be reached; the machines behind them are guessed. */
const uncertain = (network: Network): ModelScenario => ({
  ...central(network),
  title: `${network.title}, uncertain`,
  about: `${network.about} Nodes are counted within 10 %, and the power of a node is known to within a factor of 1.5.`,
  parameters: {
    ...central(network).parameters,
    countError: "normal(1, 0.05)",
    // A factor of 1.5 either way holds nine of ten draws: ln 1.5 / 1.645.
    powerError: "lognormal(0, 0.2465)",
  },
});

const scenarios: Readonly<Record<string, ModelScenario>> = {
  ...Object.fromEntries(
    Object.entries(networks).flatMap(([name, network]) => [
      [name, central(network)],
      [`${name}-uncertain`, uncertain(network)],
    ]),
  ),
  "tezos-2022-uncertain": {
    title: "Tezos in 2022, of which two figures are about",
    about:
      "94 120 and 113 249 kWh a year are both quoted for some 375 nodes; every value between is equally likely here.",
    source: "Both figures at second hand, the number of nodes from memory.",
    confidence: "unverified",
    step: "1 day",
    steps: 365,
    parameters: {
      consensusNodes: "375 node",
      consensusPower: "uniform({94_120 kWh/year}, {113_249 kWh/year}) / {375 node}",
    },
  },
};

export default scenarios;
