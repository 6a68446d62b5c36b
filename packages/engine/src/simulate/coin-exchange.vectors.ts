import type { VectorAdapter } from "../base/vector-adapter.js";
import { expectedExchangeGini, geometricGini } from "./testing/coin-exchange.js";

const exchange: VectorAdapter = {
  group: "boltzmann_wealth",
  compute(input, parameters) {
    const perAgent = Number(input["coins_per_agent"] ?? parameters["coins_per_agent"]);
    const agents = input["agents"];
    const isLimit = agents === "infinite";
    return {
      expected_gini: isLimit
        ? geometricGini(perAgent)
        : expectedExchangeGini(Number(agents), Number(agents) * perAgent),
    };
  },
};

export const adapters: readonly VectorAdapter[] = [exchange];
