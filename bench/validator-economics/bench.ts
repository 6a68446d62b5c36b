import { ensemble, type Program } from "@tokenwright/engine";
import { buildScenario, readScenario } from "@tokenwright/workbench";
import type { Figure } from "../reference-economy/bench.js";

/** What CADLabs publish for their notebook of the same economics, in milliseconds. */
const notebook = 3760;

const epochsOfAYear = 82_125;

const record = ["validators.totalProfitYield"];

/** The economics of validators at a price, through every epoch of a year. */
function scenarioAt(price: number): string {
  return `tokenwright: 1
title: Validators for a year
step: 384 second
horizon: ${epochsOfAYear} epoch
assets: { ETH: { decimals: 18 } }
modules:
  validators:
    model: rewards/validator-economics
    inputs:
      rewards: "{1.386407229761806 ETH/epoch}"
      staked: "{524_288 ETH}"
      price: "{${price} USD/ETH}"
ensemble: { runs: 1, paths: 0 }
outputs: [validators.totalProfitYield]
`;
}

/** Milliseconds of the processor for the fastest of several repetitions. */
async function fastest(action: () => void | Promise<void>, repetitions = 9): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const start = process.cpuUsage();
    await action();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

/** The yields at both published prices, in every epoch of a year: of programs that are built, and from text to result. */
export async function benchValidatorEconomics(): Promise<Figure[]> {
  const build = (price: number) => buildScenario(readScenario(scenarioAt(price)));
  const simulate = async (program: Program, steps: number) => {
    (await ensemble(program, { steps, runs: 1, record })).bands(record[0]!);
  };
  const programs = [1500, 25].map(build);
  const figures = [
    [
      "validator economics, both yields",
      await fastest(async () => {
        for (const program of programs) await simulate(program, 1);
      }),
    ],
    [
      "validator economics, all epochs of a year",
      await fastest(async () => {
        for (const program of programs) await simulate(program, epochsOfAYear);
      }),
    ],
    [
      "validator economics, from text to yields",
      await fastest(async () => {
        for (const price of [1500, 25]) await simulate(build(price), 1);
      }),
    ],
  ] as const;
  return figures.map(([name, value], index) => ({
    name,
    value,
    unit: "ms",
    ratio: notebook / value,
    peer: "CADLabs' notebook, 3.76 s as published",
    ...(index === 0 ? { bar: 100 } : {}),
  }));
}
