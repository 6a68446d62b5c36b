import type { ModelScenario } from "../../scenario.js";
import { heightOn, spans } from "./chain.js";
import { recordedSupply } from "./history.js";

const percent = (uncles: number, blocks: number): string => `{${((uncles / blocks) * 100).toFixed(4)} %}`;

/** A year from the recorded supply of its first day, with the blocks and uncles that were counted in it, at an even pace. */
function year(which: number, days: number): ModelScenario {
  const [first, last] = [`${which}-01-01`, `${which + 1}-01-01`];
  const own = spans(first, last, false);
  const sum = (part: "blocks" | "uncles", from = 0, to = own.length): number =>
    own.slice(from, to).reduce((total, span) => total + span[part], 0);
  // In 2017 most uncles came after the reward had changed, so each part of the year has its own.
  const change = own.findIndex(({ day }) => day === 17_454) + 1;
  const uncles =
    which === 2017
      ? `if height < {4_370_000 block} then ${percent(sum("uncles", 0, change), sum("blocks", 0, change))} ` +
        `else ${percent(sum("uncles", change), sum("blocks", change))}`
      : percent(sum("uncles"), sum("blocks"));
  return {
    title: `Ethereum in ${which}`,
    about:
      "The blocks and uncles that were counted in the year, at an even pace; an uncle is two blocks late on average." +
      (which === 2020 ? " Uncles were counted in January alone." : ""),
    source: "etherscan-charts; supply of the first day from cadlabs-ethereum.",
    confidence: "measured",
    step: "1 day",
    steps: days,
    states: { height: `${heightOn(first)} block` },
    stocks: { genesis: `${recordedSupply.get(first)!} ETH`, miners: "0 ETH" },
    inputs: { blocks: `{${sum("blocks")} block} / {${days} day}`, uncles },
  };
}

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "ethereum-2016": year(2016, 366),
  "ethereum-2017": year(2017, 365),
  "ethereum-2018": year(2018, 365),
  "ethereum-2019": year(2019, 365),
  "ethereum-2020": year(2020, 366),
  "ethereum-from-genesis": {
    title: "Ethereum from its first block (2015-07-30) to the Merge",
    about:
      "At an even pace of 14.5 seconds and 7 % uncles 121.7 million ETH are created. There were about 120.5 at the Merge, for base " +
      "fees were burned from August 2021 on.",
    source: "ethereum-yellow-paper",
    confidence: "unverified",
    step: "1 day",
    steps: 2604,
  },
};

export default scenarios;
