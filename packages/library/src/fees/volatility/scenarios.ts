import type { ModelScenario } from "../../scenario.js";

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "swing-within-minutes": {
    title: "The price swings by twenty bins, a trade every ten seconds",
    about: "All trades are one movement, so that the fee follows the distance from the first price.",
    step: "10 second",
    steps: 360,
  },
  "trade-every-minute": {
    title: "The same with a trade every minute",
    about: "Half of the volatility is forgotten before each trade: the fee stays near its base.",
    step: "1 minute",
    steps: 360,
  },
  "stable-pair": {
    title: "A pair of stable coins, with bins of a ten-thousandth",
    about: "The preset of one basis point: a base fee of 0.02 %, and a tenth of a bin more counts for much.",
    source: "liquidity-book",
    confidence: "protocol",
    step: "5 second",
    steps: 720,
    parameters: {
      binStep: "1",
      baseFactor: "20_000",
      variableControl: "2_000_000",
      mostVolatility: "100_000",
      filterPeriod: "10 second",
      decayPeriod: "120 second",
    },
  },
  "rest-and-shock": {
    title: "Ten minutes without a trade, then one that moves the price by 30 bins",
    step: "1 minute",
    steps: 60,
    inputs: {
      isTraded: "if mod(time / {1 minute}, 11) < 1 then 1 else 0",
      bin: "{1 bin} * (8_388_628 + 30 * mod(floor(time / {11 minute}), 2))",
    },
  },
};

export default scenarios;
