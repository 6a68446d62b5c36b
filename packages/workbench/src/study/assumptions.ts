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
  const parameters = Object.entries(flat.parameters ?? {}).map(
    ([name, own]): Assumption => ({
      name,
      kind: "parameter",
      value: own.value,
      unit: unitOf(name),
      meaning: own.meaning,
      ...spreads.get(name),
      ...origin(own as Parameters<typeof origin>[0]),
    }),
  );
  const initials = [...Object.entries(flat.stocks ?? {}), ...Object.entries(flat.states ?? {})].map(
    ([name, own]): Assumption => ({
      name,
      kind: "initial value",
      value: own.initial,
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
