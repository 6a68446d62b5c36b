import { type Program, type Rational, rational } from "@tokenwright/engine";
import type { Assumption } from "@tokenwright/workbench/portable";
import { inWords } from "./in-words.js";
import type { Control } from "./messages.js";

/** The parameters of a program as what can be turned, in the order of the file. */
export function controlsOf(
  program: Program,
  assumptions: readonly Assumption[],
  changes: readonly string[],
): readonly Control[] {
  const changed = new Set(changes.map((change) => change.slice(0, change.indexOf("=")).trim()));
  return assumptions
    .filter(({ kind }) => kind === "parameter")
    .map((assumption): Control => {
      const { name, unit, meaning, source, confidence, spread } = assumption;
      const variable = program.variables.get(name);
      const point = name.lastIndexOf(".");
      const value = numberIn(program, assumption);
      const range = value === undefined ? undefined : rangeOf(program, name, value);
      return {
        name,
        group: point === -1 ? "" : name.slice(0, point),
        label: inWords(name.slice(point + 1)),
        meaning,
        unit,
        text: assumption.value,
        isChanged: changed.has(name),
        ...(variable?.symbol === undefined ? {} : { symbol: variable.symbol }),
        ...(value === undefined ? {} : { value }),
        ...(range === undefined ? {} : { range }),
        ...(spread === undefined ? {} : { spread }),
        ...(source === undefined ? {} : { source }),
        ...(confidence === undefined ? {} : { confidence }),
      };
    });
}

/** The value as a number in the parameter's unit; undefined where it is drawn or computed. */
function numberIn(program: Program, { name, value }: Assumption): number | undefined {
  const variable = program.variables.get(name);
  if (variable === undefined || variable.population !== undefined) return undefined;
  return quantityIn(program, name, value);
}

function quantityIn(program: Program, name: string, text: string): number | undefined {
  const { unit } = program.variables.get(name)!;
  let quantity: { readonly value: Rational; readonly unit: { readonly scale: Rational } };
  try {
    quantity = program.units.parseQuantity(text);
  } catch {
    return undefined;
  }
  return rational.toNumber(rational.divide(rational.multiply(quantity.value, quantity.unit.scale), unit.scale));
}

/** The model's own range, or from nothing to twice the value. */
function rangeOf(program: Program, name: string, value: number): readonly [number, number] | undefined {
  const [low, high] = (program.variables.get(name)?.range ?? []).map((text) => quantityIn(program, name, text));
  const least = low ?? Math.min(0, 2 * value);
  const most = high ?? Math.max(0, 2 * value);
  if (!(least < most)) return undefined;
  return [Math.min(least, value), Math.max(most, value)];
}
