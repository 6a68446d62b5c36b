import { compose, type Economy, type Program } from "@tokenwright/engine";
import type { Assumption } from "../store/index.js";

/** Every number that was put into an economy, with its unit, meaning and source: parameters, then initial values. */
export function assumptionsOf(economy: Economy, program: Program): readonly Assumption[] {
  const flat = compose(economy);
  const unitOf = (name: string) => program.variables.get(name)?.unit.text ?? "";
  const origin = (own: { source?: string; confidence?: Assumption["confidence"] }) => ({
    ...(own.source === undefined ? {} : { source: own.source }),
    ...(own.confidence === undefined ? {} : { confidence: own.confidence }),
  });
  const parameters = Object.entries(flat.parameters ?? {}).map(([name, own]): Assumption => ({
    name,
    kind: "parameter",
    value: own.value,
    unit: unitOf(name),
    meaning: own.meaning,
    ...origin(own as Parameters<typeof origin>[0]),
  }));
  const initials = [...Object.entries(flat.stocks ?? {}), ...Object.entries(flat.states ?? {})].map(([name, own]): Assumption => ({
    name,
    kind: "initial value",
    value: own.initial,
    unit: unitOf(name),
    meaning: own.meaning,
    ...origin(own as Parameters<typeof origin>[0]),
  }));
  return [...parameters, ...initials];
}
