import type { ModelScenario } from "../../scenario.js";
import { liquidityOf, one, rootAtTick } from "./rule.js";

/** A range between two ticks around a price of 1, and the liquidity of a million on each side. */
function range(lower: number, upper: number): Readonly<Record<string, string>> {
  const [low, high] = [rootAtTick(lower), rootAtTick(upper)];
  const million = 10n ** 24n;
  return {
    lowerRoot: low.toString(),
    upperRoot: high.toString(),
    startRoot: one.toString(),
    liquidity: liquidityOf(one, low, high, million, million).toString(),
  };
}

const scenarios: Readonly<Record<string, ModelScenario>> = {
  "half-to-double": {
    title: "A range from half to twice the price, steady selling",
    about: "The price falls until the position holds tokens alone, and stays at the end of the range.",
    step: "1 day",
    steps: 200,
    parameters: range(-6960, 6960),
    inputs: { sell: "{10_000 token/day}" },
  },
  "narrow-range": {
    title: "A narrow range of 2 % and orders on both sides",
    about: "The same money as in a wide range earns the fees of a much larger pool, as long as the price stays.",
    step: "1 hour",
    steps: 720,
    parameters: { ...range(-200, 200), fee: "0.05 %" },
    inputs: { sell: "exponential({200_000 token/day})", buy: "exponential({200_000 USD/day})" },
  },
  "wide-range": {
    title: "The widest range, as in a constant-product pool",
    step: "1 day",
    steps: 365,
    parameters: range(-887_220, 887_220),
    inputs: { sell: "{10_000 token/day}" },
  },
};

export default scenarios;
