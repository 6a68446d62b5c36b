import type { Place } from "../base/errors.js";
import type { Rational } from "../base/rational.js";
import type { BaseInfo, UnitEntry } from "./builtin.js";
import { gather, type UnitDeclarations } from "./declare.js";
import { inOrder } from "./order.js";
import { printQuantity } from "./print.js";
import { type Reader, readAlias, readQuantity, readUnit } from "./read.js";
import type { Quantity, Unit } from "./unit.js";

/** The units of one economy: the built-in ones and those it declares. Never changes. */
export interface Units {
  /**
   * Reads a unit text: `token/epoch`, `%/epoch`, `gCO2e/kWh`, `USD/(ADA*year)`, `m^2`, `1`. Case matters.
   *
   * @param place `column` is the column at which the text begins.
   * @throws TokenwrightError `unit/syntax`, `unit/unknown`, `unit/too-long`, `unit/too-large`.
   */
  parse(text: string, place?: Place): Unit;
  /**
   * Reads a number with a unit: `0.3 %/epoch`, `45e9 ADA`, `-5 USD`, `5%`, `0.3/epoch`, `0.3`. A fraction without
   * spaces comes before the unit: `1/3 day` is a third of a day, `1/3` a third, `3/1000 1/epoch` three thousandths
   * per epoch. The number is kept exactly.
   *
   * @throws TokenwrightError `unit/number` and those of `parse`.
   */
  parseQuantity(text: string, place?: Place): Quantity;
  /** Every base unit by name. */
  readonly bases: ReadonlyMap<string, BaseInfo>;
  knows(name: string): boolean;
  /** Every name that `parse` knows, declared ones first. */
  names(): string[];
  /**
   * The value, in `unit`, as quantity text. Without `digits` exact, as a decimal when it ends and a fraction when it
   * does not, so that `parseQuantity` gives it back; with `digits` rounded to so many places, half away from zero.
   */
  format(value: Rational, unit: Unit, digits?: number): string;
}

/**
 * The unit system of an economy.
 *
 * @param place Where the declarations stand, for errors; its path is put before the name of what is wrong.
 * @throws TokenwrightError `unit/taken`, `unit/cycle`, `unit/decimals`, `unit/epoch`, `unit/scale`, `unit/too-many`,
 * `name/invalid`, `name/reserved`, and what `parseQuantity` throws for a declared unit.
 */
export function createUnits(declarations: UnitDeclarations = {}, place?: Place): Units {
  const { bases, entries, aliases, inflections, declared } = gather(declarations, place);
  const table = new Map<string, UnitEntry>(entries);
  const names = Array.from(new Set([...declared, ...inflections.keys(), ...entries.keys()]));
  const known = new Set(names);
  const reader: Reader = {
    knows: (name) => known.has(name),
    resolve: (name) => table.get(name) ?? table.get(inflections.get(name) ?? ""),
    names,
  };
  for (const alias of inOrder(aliases, inflections)) table.set(alias.name, readAlias(alias, reader));
  return {
    bases,
    knows: reader.knows,
    names: () => [...names],
    parse: (text, where) => readUnit(text, 0, false, reader, where),
    parseQuantity: (text, where) => readQuantity(text, reader, where),
    format: printQuantity,
  };
}
