import { type Program, type Rational, rational } from "@tokenwright/engine";
import { keyOf, newValueOf } from "../project/changes.js";

/** Values of parameters in their own units, as an ensemble takes them in place of those it was built with. */
export type Turned = Readonly<Record<string, Rational>>;

/**
 * The parameters whose values turn a program that was built with some changes into one with others; undefined where
 * more than values of parameters differs, so that the scenario must be read again.
 *
 * Only a number takes the place of a number: what is drawn or computed has an equation of its own.
 */
export function turnedBy(program: Program, built: readonly string[], wanted: readonly string[]): Turned | undefined {
  const before = valuesOf(built);
  const after = valuesOf(wanted);
  for (const key of before.keys()) if (!after.has(key)) return undefined;
  const turned: Record<string, Rational> = {};
  for (const [key, text] of after) {
    if (before.get(key) === text) continue;
    const value = valueIn(program, key, text);
    if (value === undefined) return undefined;
    turned[key] = value;
  }
  return turned;
}

/** The value of a parameter that is a number, by the text of another one in its unit; undefined for anything else. */
function valueIn(program: Program, name: string, text: string): Rational | undefined {
  const variable = program.variables.get(name);
  if (variable?.kind !== "parameter" || variable.equation === undefined || variable.population !== undefined) {
    return undefined;
  }
  try {
    program.units.parseQuantity(variable.equation);
  } catch {
    return undefined;
  }
  const unit = variable.unit.text;
  // A text in another unit is left to those who read scenarios: what an epoch is may differ from module to module.
  if (unit === "1") return rational.parseRational(text);
  return text.endsWith(` ${unit}`) ? rational.parseRational(text.slice(0, -unit.length - 1)) : undefined;
}

/** The last value given for a key is the one that holds. */
function valuesOf(changes: readonly string[]): ReadonlyMap<string, string> {
  return new Map(changes.map((change) => [keyOf(change), newValueOf(change)]));
}
