import { build, type EnsembleWorkers, ensemble } from "@tokenwright/engine";
import { referenceEconomy } from "../../bench/reference-economy/model.js";
import { digestOf, digestOfText } from "./digest.js";

/**
 * SHA-256 of an ensemble of the reference economy: its bands with every value kept and from counts, its means and its
 * paths. The number of threads must not show in it.
 */
export async function ensembleDigest(workers?: EnsembleWorkers): Promise<string> {
  const program = build(referenceEconomy);
  const digests: string[] = [];
  for (const memoryBudget of [1e9, 0]) {
    const result = await ensemble(program, {
      ...{ steps: 60, runs: 700, paths: 3, seed: 11n, memoryBudget, record: ["price", "treasury", "circulating"] },
      ...(workers === undefined ? {} : { workers }),
    });
    const series = result.names.flatMap((name) => [
      ...result.bands(name).values,
      result.mean(name),
      ...result.paths(name),
    ]);
    digests.push(await digestOf(series));
  }
  return digestOfText(digests.join());
}
