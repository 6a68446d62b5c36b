import { build, run, type VectorAdapter } from "@tokenwright/engine";
import model from "./model.js";

/** Mean and variance of the logarithm after a time, by one step of the model. */
export function momentsAfter(input: Readonly<Record<string, unknown>>): {
  readonly mean: number;
  readonly variance: number;
} {
  const number = (name: string) => Number(input[name] ?? 0);
  const result = run(build(model, { step: `${number("t")} year` }), {
    steps: 1,
    parameters: {
      reversion: number("theta"),
      meanLog: number("mu"),
      // The model takes the volatility in per cent.
      volatility: number("sigma") * 100,
      startLog: number("x0"),
    },
  });
  return { mean: result.final("expectedLog"), variance: result.final("varianceLog") };
}

export const adapters: readonly VectorAdapter[] = [
  { group: "ornstein_uhlenbeck", compute: (input, parameters) => ({ ...momentsAfter({ ...parameters, ...input }) }) },
];
