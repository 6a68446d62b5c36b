import type { ModelScenario } from "../../scenario.js";

/** Coins before the first block of an era, in BTC: the rule summed in whole satoshi. */
export function supplyAtHalving(era: number): string {
  let supply = 0n;
  for (let past = 0; past < era; past++) supply += 210_000n * (5_000_000_000n >> BigInt(past));
  return `${supply / 100_000_000n}.${(supply % 100_000_000n).toString().padStart(8, "0")} BTC`;
}

/** The schedule from a halving on. Its price and machines would be of another time, so they are kept still. */
function fromHalving(era: number, date: string): ModelScenario {
  return {
    title: `Coins from the halving of ${date} on`,
    about:
      "For the supply alone: price, machines and fees are those of 2024, which is a mixture. Blocks come every ten minutes, " +
      "and came faster in truth.",
    source: "bitcoin-core; day of the halving from bitcoin-halving-times.",
    confidence: "protocol",
    steps: 1461,
    states: { "supply.height": `${era * 210_000} block` },
    stocks: { "supply.supply": supplyAtHalving(era) },
    parameters: { reaction: "1_000_000 year" },
  };
}

/** Parameters by their names in the composed economy. */
const scenarios: Readonly<Record<string, ModelScenario>> = {
  "from-2024": {
    title: "Ten years from the fourth halving (20 April 2024)",
    about: "Two halvings fall into it, in 2028 and 2032. The price is as likely to fall as to rise.",
    source: "bitcoin-core",
    steps: 3650,
  },
  "price-stays": {
    title: "The price and the fees stay as they are",
    about: "Income halves at each halving, and hash rate, electricity and the cost of an attack follow it.",
    steps: 3650,
    parameters: { "price.volatility": "0 %", "price.drift": "0 %/year", feesSpread: "0 %" },
  },
  "price-doubles": {
    title: "The price doubles every four years",
    about: "As much as halvings take away: miners' income in dollars stays, and with it all that follows from it.",
    steps: 3650,
    parameters: { "price.volatility": "0 %", feesSpread: "0 %", "price.drift": "17.329 %/year" },
  },
  "fees-ten-times": {
    title: "Ten times the fees",
    about: "200 BTC a day, as on the busiest days: users pay a third of the security budget before the next halving.",
    steps: 3650,
    parameters: { "price.volatility": "0 %", "price.drift": "0 %/year", feesSpread: "0 %", feesMedian: "200 BTC/day" },
  },
  "2024-uncertain": {
    title: "The electricity of 2024 with what the survey leaves open",
    about: "The ranges around the survey's answers are assumptions.",
    steps: 256,
    parameters: {
      startHashRate: "{268 EH/s} / triangular({44 %}, {48 %}, {52 %})",
      "energy.efficiency": "triangular({23 J/TH}, {28.2 J/TH}, {35 J/TH})",
      "energy.overhead": "uniform(1, 1.1)",
      "energy.carbonIntensity": "triangular({220 gCO2e/kWh}, {288.4 gCO2e/kWh}, {400 gCO2e/kWh})",
    },
  },
  "from-2012": fromHalving(1, "2012-11-28"),
  "from-2016": fromHalving(2, "2016-07-09"),
  "from-2020": fromHalving(3, "2020-05-11"),
};

export default scenarios;
