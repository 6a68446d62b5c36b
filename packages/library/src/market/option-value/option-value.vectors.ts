import { build, run, type VectorAdapter } from "@tokenwright/engine";
import { applyScenario } from "../../scenario.js";
import model from "./model.js";

type Numbers = Readonly<Record<string, unknown>>;

/** Call and put at the start by the model; names as in the papers, rates by year and as numbers. */
export function optionValue(input: Numbers, parameters: Numbers = {}): { readonly call: number; readonly put: number } {
  const given: Numbers = { ...parameters, ...input };
  const number = (name: string) => Number(given[name] ?? 0);
  const priced = applyScenario(model, { inputs: { price: `{${number("S")} USD/token}` } });
  const result = run(build(priced, { step: "1 day" }), {
    steps: 0,
    parameters: {
      strike: number("K"),
      expiry: number("T"),
      // The model takes shares and rates in per cent.
      rate: number("r") * 100,
      yield: number("q") * 100,
      volatility: number("sigma") * 100,
      jumpRate: number("lambda"),
      jumpMean: number("jump_mean"),
      jumpSpread: number("jump_sd"),
    },
  });
  return { call: result.series("call")[0]!, put: result.series("put")[0]! };
}

export const adapters: readonly VectorAdapter[] = [
  { group: "black_scholes", compute: (input, parameters) => ({ ...optionValue(input, parameters) }) },
  { group: "merton_jump", compute: (input, parameters) => ({ ...optionValue(input, parameters) }) },
];
