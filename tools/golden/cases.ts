import { build, type Economy, type Model, type Program } from "@tokenwright/engine";
import { applyScenario, type CatalogueEntry, models, networks } from "@tokenwright/library";
import { referenceEconomy } from "../../bench/reference-economy/model.js";
import { generatedModel } from "./generated-models.js";
import { crowd, elements, everyFunction } from "./language-models.js";

/** Something that is computed, and of which every bit counts. */
export interface Case {
  readonly name: string;
  readonly steps: number;
  readonly runs: number;
  /** Whether its bits are kept in golden.json; those of the others are compared between platforms alone. */
  readonly isKept?: boolean;
  build(): Program;
}

/** Models of the library whose bits are kept: one of each family, with draws, memories, modules and exact amounts. */
const kept: ReadonlySet<string> = new Set([
  ...["consensus/proof-of-stake", "distribution/vesting", "fees/base-fee", "issuance/halving", "market/garch"],
  ...["market/jump-diffusion", "networks/cardano", "rewards/validator-economics"],
]);

/** Longest run of a library model: enough for every mechanism to have acted. */
const mostSteps = 60;

/** Generated models whose bits are kept. */
const keptGenerated = 20;

const ofLibrary: readonly Case[] = [...new Map<string, CatalogueEntry<Model | Economy>>([...models, ...networks])]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .flatMap(([path, { model, scenarios }]) =>
    Object.entries(scenarios).map(([name, scenario]) => ({
      name: `${path} ${name}`,
      steps: Math.min(scenario.steps, mostSteps),
      runs: 5,
      isKept: kept.has(path),
      build: () => build(applyScenario(model, scenario), scenario.step === undefined ? {} : { step: scenario.step }),
    })),
  );

/**
 * All that is computed on every platform: the reference economy, the language's functions, every scenario of the
 * library, and models made by chance.
 */
export function allCases(generated: number): readonly Case[] {
  return [
    { name: "reference economy", steps: 730, runs: 21, isKept: true, build: () => build(referenceEconomy) },
    { name: "every function", steps: 60, runs: 33, isKept: true, build: () => build(everyFunction) },
    { name: "elements", steps: 20, runs: 9, isKept: true, build: () => build(elements, { step: "1 day" }) },
    { name: "crowd", steps: 40, runs: 5, isKept: true, build: () => build(crowd) },
    ...ofLibrary,
    ...Array.from({ length: generated }, (_, seed) => ({
      name: `generated ${seed}`,
      steps: 24,
      runs: 9,
      isKept: seed < keptGenerated,
      build: () => build(generatedModel(seed)),
    })),
  ];
}
