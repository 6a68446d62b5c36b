import { rulesFrom } from "../../history.js";
import { heightOn, spans } from "../../issuance/work-eras/chain.js";
import { recordedSupply } from "../../issuance/work-eras/history.js";
import type { ModelScenario } from "../../scenario.js";
import history from "./history.js";

/** A year that was mined, under its own rules, from the recorded supply of its first day, with the blocks and uncles of the year. */
function mined(year: number, days: number): ModelScenario {
  const first = `${year}-01-01`;
  const own = spans(first, `${year + 1}-01-01`, false);
  const [blocks, uncles] = [
    own.reduce((sum, span) => sum + span.blocks, 0),
    own.reduce((sum, span) => sum + span.uncles, 0),
  ];
  return {
    title: `Ethereum in ${year}, mined`,
    about:
      "From the recorded supply and height, with the blocks and uncles that were counted, at an even pace. For the supply alone: price, " +
      "hash rate and electricity are those of 2022, which is a mixture.",
    source: "etherscan-charts; supply from cadlabs-ethereum.",
    confidence: "measured",
    steps: days,
    parameters: {
      ...rulesFrom(history, "2015-07-30"),
      "work.blockTime": `${((days * 86_400) / blocks).toFixed(6)} second/block`,
      uncleShare: `${((uncles / blocks) * 100).toFixed(4)} %`,
    },
    states: { "work.height": `${heightOn(first)} block` },
    stocks: { "stake.staked": "0 ETH", "stake.liquid": `${recordedSupply.get(first)!} ETH` },
  };
}

/** Parameters by their names in the composed economy. */
const scenarios: Readonly<Record<string, ModelScenario>> = {
  "from-the-merge": {
    title: "Five years from the Merge (15 September 2022)",
    about:
      "Under the rules of that day: stake cannot be withdrawn. A run that names its date gets the later rules on their days.",
    steps: 1825,
  },
  "quiet-chain": {
    title: "Base fees of 2 gwei",
    about: "Hardly anything is burned: the supply grows by what is issued, some 0.6 % a year.",
    steps: 1825,
    parameters: { baseFeeMedian: "2 gwei/gas", withdrawing: "1" },
  },
  "busy-chain": {
    title: "Base fees of 60 gwei",
    about: "Burning outweighs issuance three times over: the supply falls.",
    steps: 1825,
    parameters: { baseFeeMedian: "60 gwei/gas", withdrawing: "1" },
  },
  "everything-staked": {
    title: "Four fifths of the supply are staked",
    about: "Issuance grows with the square root of the stake, the yield falls with it.",
    steps: 3650,
    parameters: { stakeTarget: "80 %", stakeTime: "1500 day", withdrawing: "1" },
  },
  "without-the-merge": {
    title: "As if the Merge had not come",
    about: "Two ETH a block go on beside the issuance of the beacon chain, and so does the electricity.",
    steps: 1825,
    parameters: { mined: "1", "energy.at": "1_000_000 day" },
  },
  "mined-2016": mined(2016, 366),
  "mined-2018": mined(2018, 365),
  "mined-2019": mined(2019, 365),
};

export default scenarios;
