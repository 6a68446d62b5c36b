import type { ModelScenario } from "../../scenario.js";
import { supplyOn, years } from "./history.js";

/** A year from the supply of its first day, at the pace and with the uncles that it had. */
function year(which: number): ModelScenario {
  const { firstBlock, nextFirstBlock, uncles } = years.get(which)!;
  return {
    title: `Ethereum in ${which}`,
    about: "Blocks at an even pace. First blocks of years are from memory; uncles are solved from the recorded supply.",
    source: "cadlabs-ethereum",
    confidence: "unverified",
    step: "5 day",
    steps: 73,
    states: { height: `${firstBlock} block` },
    stocks: { genesis: `${supplyOn.get(`${which}-01-01`)!} ETH`, miners: "0 ETH" },
    inputs: { blocks: `{${nextFirstBlock - firstBlock} block/year}`, uncles: `{${uncles}}` },
  };
}

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "ethereum-2016": year(2016),
  "ethereum-2017": year(2017),
  "ethereum-2018": year(2018),
  "ethereum-2019": year(2019),
  "ethereum-2020": year(2020),
  "ethereum-from-genesis": {
    title: "Ethereum from its first block (2015-07-30) to the Merge",
    about:
      "At an even pace of 14.5 seconds and 7 % uncles 121.9 million ETH are created. There were about 120.5 at the Merge, for base " +
      "fees were burned from August 2021 on.",
    source: "ethereum-yellow-paper",
    confidence: "unverified",
    step: "1 day",
    steps: 2604,
  },
};

export default scenarios;
