import { fail, internalInputs, js, type Program, rational } from "@tokenwright/engine";
import { inputsFromData, nextTurn, type Scenario } from "@tokenwright/workbench/portable";
import { giniOf, lorenzOf } from "./inequality.js";
import type { Crowd, CrowdChoice } from "./messages.js";

/** Values of agents that are computed at most, over all futures and steps; at least one future is. */
const mostValues = 1e6;

const mostRuns = 20;

/** Milliseconds after which a question that waits gets its turn. */
const turn = 15;

/**
 * What the agents of populations can be compared by: for every population and asset all that an agent holds of it, and
 * every single variable that is an amount.
 */
export function crowdsOf(program: Program): readonly CrowdChoice[] {
  const stocks = new Map<string, CrowdChoice & { readonly names: string[] }>();
  for (const { name, counted, mayBeNegative } of program.stocks) {
    const variable = program.variables.get(name)!;
    if (variable.population === undefined || !counted || mayBeNegative) continue;
    const unit = variable.unit.text;
    const key = `${variable.population} ${unit}`;
    const known = stocks.get(key) ?? { key, population: variable.population, unit, names: [] };
    known.names.push(name);
    stocks.set(key, known);
  }
  const together = [...stocks.values()].filter(({ names }) => names.length > 1);
  const single = [...stocks.values()].flatMap(({ population, unit, names }) =>
    names.map((name) => ({ key: name, population, unit, names: [name] })),
  );
  return [...together, ...single];
}

/** How unequal the agents of a population are over time, in some futures. @throws TokenwrightError `studio/no-crowd` */
export async function crowdOf(
  scenario: Scenario,
  program: Program,
  key: string,
  signal: { readonly aborted: boolean } | undefined,
): Promise<Crowd> {
  const choice = crowdsOf(program).find((one) => one.key === key);
  if (choice === undefined) {
    return fail({
      code: "studio/no-crowd",
      message: `The scenario has no population that holds ${JSON.stringify(key.slice(0, 60))}.`,
      expected: "a stock of a population",
      hint: "choose another",
    });
  }
  const agents = program.graph.populations.find(({ name }) => name === choice.population)!.size;
  const { steps } = scenario;
  const affordable = Math.floor(mostValues / (agents * (steps + 1)));
  const runs = Math.max(1, Math.min(mostRuns, scenario.runs, affordable));
  const shown = [0, Math.round(steps / 2), steps];
  const given = internalInputs(program, { inputs: inputsFromData(scenario, program) });
  const kernel = js.prepare(program);
  const gini: Float64Array[] = [];
  const curves: Float64Array[][] = [];
  const largest: Float64Array[] = [];
  let began = performance.now();
  for (let run = 0; run < runs; run++) {
    const stepper = kernel.start({ seed: scenario.seed, firstRun: run, runs: 1, ...given });
    const own = {
      gini: new Float64Array(steps + 1),
      largest: new Float64Array(steps + 1),
      curves: [] as Float64Array[],
    };
    for (let step = 0; step <= steps; step++) {
      if (performance.now() - began > turn) {
        await nextTurn();
        began = performance.now();
        if (signal?.aborted === true) return fail({ code: "run/cancelled", message: "The computation was stopped." });
      }
      stepper.evaluate();
      const sorted = new Float64Array(agents);
      for (const name of choice.names) {
        const { node, scale } = program.variables.get(name)!;
        const factor = rational.toNumber(scale);
        const lanes = stepper.lanes(node);
        for (let agent = 0; agent < agents; agent++) sorted[agent]! += lanes[agent]! / factor;
      }
      sorted.sort();
      own.gini[step] = giniOf(sorted);
      own.largest[step] = shareOfLargest(sorted);
      if (shown.includes(step)) own.curves.push(lorenzOf(sorted));
      if (step < steps) stepper.advance();
    }
    gini.push(own.gini);
    largest.push(own.largest);
    curves.push(own.curves);
  }
  const ends = gini.map((series) => series[steps]!);
  const middle = [...ends].sort((one, other) => one - other)[Math.floor((runs - 1) / 2)]!;
  const central = ends.indexOf(middle);
  return {
    ...{ key, agents, runs, gini, central },
    largest: largest[central]!,
    curves: shown.flatMap((step, index) =>
      shown.indexOf(step) === index ? [{ step, curve: curves[central]![index]! }] : [],
    ),
  };
}

/** What the largest hundredth of the agents, and at least one of them, has of everything. */
function shareOfLargest(sorted: Float64Array): number {
  const count = Math.max(1, Math.round(sorted.length / 100));
  const sum = (from: number) => sorted.subarray(from).reduce((total, one) => total + one, 0);
  const all = sum(0);
  return all > 0 ? sum(sorted.length - count) / all : 0;
}
