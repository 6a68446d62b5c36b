import type { VectorAdapter } from "@tokenwright/engine";
import { lifeAtShare, meanLife, meanResidualLife, reliability } from "./weibull.js";

export const adapters: readonly VectorAdapter[] = [
  {
    group: "industry.weibull",
    compute: (input) => {
      const law = { shape: Number(input["beta"]), scale: Number(input["eta"]) };
      const age = Number(input["t"] ?? 0);
      return {
        R: reliability(law, age),
        MTTF: meanLife(law),
        B10: lifeAtShare(law, 0.1),
        MRL: meanResidualLife(law, age),
      };
    },
  },
];
