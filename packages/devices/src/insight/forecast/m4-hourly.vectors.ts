import type { VectorAdapter } from "@tokenwright/engine";
import { type M4Accuracy, m4Accuracy } from "../testing/m4-accuracy.js";
import { readM4Hourly } from "../testing/m4-hourly.js";
import { benchmarkMethod } from "./benchmarks.js";

const measured = new Map<string, M4Accuracy>();

function accuracyOf(name: string): M4Accuracy {
  const known = measured.get(name);
  if (known !== undefined) return known;
  const method = benchmarkMethod(name);
  const series = readM4Hourly();
  if (method === undefined) throw new Error(`there is no benchmark ${name.slice(0, 40)}`);
  if (series === undefined) throw new Error("the folder ../shared/data/m4 is not beside the repository");
  const accuracy = m4Accuracy(series, method.forecast);
  measured.set(name, accuracy);
  return accuracy;
}

export const adapters: readonly VectorAdapter[] = [
  {
    group: "bench.m4_hourly",
    compute(input) {
      const { smape, mase } = accuracyOf(String(input["method"]));
      const reference = accuracyOf("Naive2");
      return { sMAPE: smape, MASE: mase, OWA: (smape / reference.smape + mase / reference.mase) / 2 };
    },
  },
];
