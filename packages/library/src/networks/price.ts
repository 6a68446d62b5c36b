import type { ModuleUse, Parameter } from "@tokenwright/engine";
import equationOfExchange from "../market/equation-of-exchange/model.js";

/**
 * A price that answers to use and supply, for a network whose own price is not studied: as uncertain as Cardano's.
 *
 * @param token The network's asset.
 * @param startPrice At the start, with its source.
 * @param circulating What buyers can get, an equation over the economy's names.
 */
export function priceOf(token: string, startPrice: Partial<Parameter>, circulating: string): ModuleUse {
  return {
    model: equationOfExchange,
    assets: { token },
    parameters: {
      startPrice,
      volatility: { value: "40 %", source: "As for Cardano.", confidence: "assumption" },
      velocitySpread: { value: "36 %", source: "As for Cardano.", confidence: "assumption" },
    },
    inputs: { circulating },
  };
}
