import type { VectorAdapter } from "@tokenwright/engine";
import { type NabFile, readNabCorpus } from "../testing/nab-corpus.js";
import { simpleDetector } from "../testing/simple-detectors.js";
import { nabProfiles, nabScore } from "./nab-score.js";

let corpus: readonly NabFile[] | undefined;

export const adapters: readonly VectorAdapter[] = [
  {
    group: "bench.nab_scorer",
    compute(input) {
      corpus ??= readNabCorpus();
      if (corpus === undefined) throw new Error("the folder ../shared/data/nab is not beside the repository");
      const detect = simpleDetector(String(input["detector"]));
      const series = corpus.map(({ values, windows }) => ({ scores: detect(values), windows }));
      const threshold = Number(input["threshold"]);
      return Object.fromEntries(
        nabProfiles.map((profile) => {
          const { raw, normalised } = nabScore(series, threshold, profile);
          return [profile.name, { raw, normalised }];
        }),
      );
    },
  },
];
