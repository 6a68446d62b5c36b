import { compose, type EnsembleOptions, ensemble, numeric, type Program, run } from "@tokenwright/engine";
import type { Assumption } from "../record/index.js";
import type { DataSeries, Scenario } from "../scenario/index.js";

/**
 * Every number that was put into an economy, with its unit, meaning and source: parameters, then initial
 * values, then inputs that are read from data. Of uncertain parameters also how the runs under this seed draw them.
 *
 * @param inputs The values of the inputs from data.
 */
export async function assumptionsOf(
  scenario: Scenario,
  program: Program,
  inputs: NonNullable<EnsembleOptions["inputs"]>,
): Promise<readonly Assumption[]> {
  const flat = compose(scenario.economy);
  const spreads = await spreadsOf(program, { seed: scenario.seed, runs: scenario.runs, inputs });
  const unitOf = (name: string) => program.variables.get(name)?.unit.text ?? "";
  const origin = (own: { source?: string; confidence?: Assumption["confidence"] }) => ({
    ...(own.source === undefined ? {} : { source: own.source }),
    ...(own.confidence === undefined ? {} : { confidence: own.confidence }),
  });
  /** The names of a declaration and their texts: one, or one for every element. */
  const named = (key: string, text: string, isInitial: boolean): readonly (readonly [string, string])[] => {
    const open = key.indexOf("[");
    if (open < 0) return [[key, text]];
    return [...program.variables.values()]
      .filter(({ name }) => name.startsWith(key.slice(0, open + 1)))
      .map((one) => [one.name, (isInitial ? one.initial : one.equation) ?? text]);
  };
  const entries = <T>(table: Readonly<Record<string, T>> | undefined, textOf: (own: T) => string, isInitial: boolean) =>
    Object.entries<T>(table ?? {}).flatMap(([key, own]) =>
      named(key, textOf(own), isInitial).map(([name, text]) => ({ name, text, own })),
    );
  const parameters = entries(flat.parameters, ({ value }) => value, false).map(
    ({ name, text, own }): Assumption => ({
      name,
      kind: "parameter",
      value: text,
      unit: unitOf(name),
      meaning: own.meaning,
      ...spreads.get(name),
      ...origin(own as Parameters<typeof origin>[0]),
    }),
  );
  const initials = [
    ...entries(flat.stocks, ({ initial }) => initial, true),
    ...entries(flat.states, ({ initial }) => initial, true),
  ].map(
    ({ name, text, own }): Assumption => ({
      name,
      kind: "initial value",
      value: text,
      unit: unitOf(name),
      meaning: own.meaning,
      ...origin(own as Parameters<typeof origin>[0]),
    }),
  );
  const fromData = scenario.data.map(
    (series): Assumption => ({
      name: series.input,
      kind: "data",
      value: rulesInWords(series),
      unit: series.unit,
      meaning: series.meaning === "" ? (program.variables.get(series.input)?.meaning ?? "") : series.meaning,
      ...origin(series),
    }),
  );
  return [...parameters, ...initials, ...fromData];
}

/** `adaUsd of prices.csv, a straight line between points, the value at the start of a step`. */
function rulesInWords({ column, file, between, over, before, after }: DataSeries): string {
  return [
    `${column} of ${file}`,
    between === "linear" ? "a straight line between points" : "each value until the next",
    over === "mean" ? "the mean over a step" : "the value at the start of a step",
    ...(before === "first" ? ["the first value before them"] : []),
    ...(after === "last" ? ["the last value after them"] : []),
  ].join(", ");
}

const shares = [0.05, 0.5, 0.95];

/** Values below which a single step is computed before vector code for it is made. */
const worthCompiling = 2_000_000;

/** Draws are addressed, so that computing the first step alone gives the values that the runs have. */
async function spreadsOf(
  program: Program,
  luck: Pick<EnsembleOptions, "seed" | "runs" | "inputs">,
): Promise<ReadonlyMap<string, Pick<Assumption, "spread">>> {
  const isSingle = ({ name }: { readonly name: string }) => program.variables.get(name)!.population === undefined;
  const names = program.parameters.filter(isSingle).map(({ name }) => name);
  const { nodes, populations } = program.graph;
  const perRun = nodes.reduce(
    (sum, one) => sum + (one.population === undefined ? 1 : populations[one.population]!.size),
    0,
  );
  const isQuick = luck.runs! * perRun < worthCompiling;
  const drawn = await ensemble(program, {
    ...{ ...luck, steps: 0, record: names, quantiles: shares },
    ...(isQuick ? { backend: "js" as const } : {}),
  });
  // Of a trait that agents differ in, the spread among those of the first run.
  const traits = program.parameters.filter((parameter) => !isSingle(parameter)).map(({ name }) => name);
  const first = run(program, { seed: luck.seed!, inputs: luck.inputs!, steps: 0, record: traits });
  const spreadOf = ([p5, p50, p95]: Iterable<number>): Pick<Assumption, "spread"> =>
    p5 === p95 ? {} : { spread: { p5: p5!, p50: p50!, p95: p95! } };
  return new Map([
    ...names.map((name) => [name, spreadOf(drawn.bands(name).values.map((series) => series[0]!))] as const),
    ...traits.map((name) => [name, spreadOf(numeric.quantiles(first.agents(name), shares))] as const),
  ]);
}
