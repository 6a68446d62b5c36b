import { compose, type Economy, ensemble, type Program } from "@tokenwright/engine";
import type { Assumption } from "../store/index.js";

/**
 * Every number that was put into an economy, with its unit, meaning and source: parameters, then initial
 * values. Of uncertain parameters also how the runs under this seed draw them.
 */
export async function assumptionsOf(
  economy: Economy,
  program: Program,
  luck: { readonly seed: bigint; readonly runs: number },
): Promise<readonly Assumption[]> {
  const flat = compose(economy);
  const spreads = await spreadsOf(program, luck);
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
  return [...parameters, ...initials];
}

/** Draws are addressed, so that computing the first step alone gives the values that the runs have. */
async function spreadsOf(
  program: Program,
  luck: { readonly seed: bigint; readonly runs: number },
): Promise<ReadonlyMap<string, Pick<Assumption, "spread">>> {
  const names = program.parameters.map(({ name }) => name);
  const drawn = await ensemble(program, { ...luck, steps: 0, record: names, quantiles: [0.05, 0.5, 0.95] });
  return new Map(
    names.flatMap((name): [string, Pick<Assumption, "spread">][] => {
      const [p5, p50, p95] = drawn.bands(name).values.map((series) => series[0]!);
      return p5 === p95 ? [] : [[name, { spread: { p5: p5!, p50: p50!, p95: p95! } }]];
    }),
  );
}
