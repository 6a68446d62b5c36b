import { fail, type Place } from "../base/errors.js";
import { divide, multiply, power, type Rational, rational } from "../base/rational.js";
import type { BaseInfo } from "./builtin.js";
import { type Dimension, describeDimension, divideDimensions, multiplyDimensions, sameDimension } from "./dimension.js";
import { quoted } from "./place.js";
import { printQuantity } from "./print.js";
import { inBaseUnits, type Quantity, type Unit } from "./unit.js";

/**
 * The quantity's value in another unit of the same dimension, exactly: 1 `kWh` to `kJ` is 3600.
 *
 * @throws TokenwrightError `unit/mismatch`, naming both sides.
 */
export function convert(quantity: Quantity, to: Unit, place?: Place): Rational {
  if (!sameDimension(quantity.unit.dimension, to.dimension)) {
    refuseMismatch(quantity.text, quantity.unit.dimension, to.text, to.dimension, place);
  }
  return divide(inBaseUnits(quantity), to.scale);
}

/**
 * How many `to` make one `from`.
 *
 * @throws TokenwrightError `unit/mismatch`, naming both sides.
 */
export function conversionFactor(from: Unit, to: Unit, place?: Place): Rational {
  if (!sameDimension(from.dimension, to.dimension))
    refuseMismatch(from.text, from.dimension, to.text, to.dimension, place);
  return divide(from.scale, to.scale);
}

/** What to try when something has the dimension `found` but `wanted` is needed; undefined when nothing simple helps. */
export function mismatchHint(found: Dimension, wanted: Dimension): string | undefined {
  if (
    found.exponents.has("gCO2e") !== wanted.exponents.has("gCO2e") &&
    found.exponents.has("kilogram") !== wanted.exponents.has("kilogram")
  ) {
    return "mass of CO2-equivalent (gCO2e, kgCO2e, tCO2e) is kept apart from plain mass (g, kg, t)";
  }
  if (multiplyDimensions(found, wanted).exponents.size === 0) return "one is the inverse of the other: divide 1 by it";
  const missing = Array.from(divideDimensions(wanted, found).exponents);
  if (missing.length === 1) {
    const [name, exponent] = missing[0]!;
    if (name === "second" && exponent === -1) return "divide by a time, or write a rate such as per day";
    if (name === "second" && exponent === 1)
      return "multiply by a time: a rate is per second, day or epoch, an amount is not";
    if (exponent === 1) return `multiply by an amount in ${name}, or write ${name} in the unit`;
    if (exponent === -1) return `divide by an amount in ${name}, or leave ${name} out of the unit`;
  }
  if (missing.length === 2 && missing[0]![1] + missing[1]![1] === 0 && Math.abs(missing[0]![1]) === 1) {
    const above = missing.find(([, exponent]) => exponent === 1)![0];
    const below = missing.find(([, exponent]) => exponent === -1)![0];
    return `multiply by a price or rate in ${above}/${below}`;
  }
  return undefined;
}

/**
 * Refuses an amount of an asset finer than its base unit, or a count that is no whole number: `0.0000001 ADA`,
 * `1.5 device`. Prices, rates and physical quantities pass.
 *
 * @throws TokenwrightError `unit/too-fine`
 */
export function checkBaseUnits(quantity: Quantity, bases: ReadonlyMap<string, BaseInfo>, place?: Place): void {
  // A dimension's key is a base unit's name exactly when it is that base unit alone.
  const base = bases.get(quantity.unit.dimension.key);
  if (base?.decimals === undefined) return;
  const amount = inBaseUnits(quantity);
  if (multiply(amount, power(rational(10), BigInt(base.decimals))).d === 1n) return;
  fail({
    code: "unit/too-fine",
    message: `${quoted(quantity.text)} is no whole number of the smallest amounts of ${base.name}.`,
    expected:
      base.decimals === 0 ? `a whole number of ${base.name}` : `at most ${base.decimals} decimals in ${base.name}`,
    hint: `for example ${quoted(printQuantity(amount, { ...quantity.unit, text: base.name }, base.decimals))}`,
    ...(place === undefined ? {} : { place }),
  });
}

function refuseMismatch(from: string, found: Dimension, to: string, wanted: Dimension, place?: Place): never {
  const hint = mismatchHint(found, wanted);
  fail({
    code: "unit/mismatch",
    message: `${quoted(from)} (${describeDimension(found)}) cannot be given in ${quoted(to)} (${describeDimension(wanted)}).`,
    expected: "two units of one dimension",
    ...(hint === undefined ? {} : { hint }),
    ...(place === undefined ? {} : { place }),
  });
}
