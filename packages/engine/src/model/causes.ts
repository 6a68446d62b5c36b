import { type Expression, parse } from "../equation/index.js";
import type { NameSpace } from "../graph/index.js";
import type { Declaration } from "./declarations.js";
import { allNames } from "./present-names.js";
import type { ProgramFlow } from "./program.js";

/** What is known of the variables of a model when all their equations are read. */
export interface Effects {
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly flows: readonly ProgramFlow[];
  readonly stockIndex: ReadonlyMap<string, number>;
  readonly space: NameSpace;
  /** The equation that gives a variable its values; none for a stock. */
  expressionOf(declaration: Declaration): Expression | undefined;
  /** Further equations that it follows from: of decisions that change it. */
  equationsOf(name: string): readonly string[];
  /** Further names that it follows from: of the times of a conveyor. */
  namesOf(name: string): readonly string[];
}

/** The variables each variable follows from: those of its equation, for a stock its flows; remembered ones too. */
export function causesOf(effects: Effects): ReadonlyMap<string, readonly string[]> {
  const { declarations, space } = effects;
  const moving = flowsByStock(effects.flows);
  const causes = new Map<string, readonly string[]>();
  for (const declaration of declarations.values()) {
    const { name, binding } = declaration;
    const index = effects.stockIndex.get(name);
    const moved = index === undefined ? [] : (moving.get(index) ?? []);
    const expression = effects.expressionOf(declaration);
    const named = expression === undefined ? [] : [...allNames(expression, binding, space)];
    for (const text of effects.equationsOf(name)) {
      named.push(...[...allNames(parse(text), binding, space)].filter((other) => other !== name));
    }
    const known = [...named, ...effects.namesOf(name)].filter((other) => declarations.has(other));
    causes.set(name, [...known, ...moved]);
  }
  return causes;
}

function flowsByStock(flows: readonly ProgramFlow[]): ReadonlyMap<number, readonly string[]> {
  const moving = new Map<number, string[]>();
  for (const { name, from, to } of flows) {
    for (const stock of [from, to]) {
      if (stock === undefined) continue;
      const known = moving.get(stock);
      if (known === undefined) moving.set(stock, [name]);
      else known.push(name);
    }
  }
  return moving;
}
