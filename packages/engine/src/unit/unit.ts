import { fail } from "../base/errors.js";
import { divide, equal, multiply, one, power, type Rational, width } from "../base/rational.js";
import {
  type Dimension,
  describeDimension,
  dimensionless,
  divideDimensions,
  multiplyDimensions,
  powerDimension,
  printPowers,
  sameDimension,
} from "./dimension.js";
import { widestScale } from "./limits.js";
import { quoted } from "./place.js";
import { parseFactors } from "./syntax.js";

/** A unit of measurement. `text` says the same as `scale` and `dimension`, in the user's names. */
export interface Unit {
  /** Unit text without white space, `kWh/day`. */
  readonly text: string;
  /** One of this unit in the product of its base units: 3 600 000 for `kWh`, 1/100 for `%`. Above zero. */
  readonly scale: Rational;
  readonly dimension: Dimension;
}

/** A number with its unit, exactly as written. */
export interface Quantity {
  /** In `unit`: 3/10 for `0.3 %/epoch`. */
  readonly value: Rational;
  readonly unit: Unit;
  /** What the user wrote, trimmed. */
  readonly text: string;
}

/** The unit of plain numbers. */
export const unitless: Unit = { text: "1", scale: one, dimension: dimensionless };

/** The unit of a dimension made of base units alone, so that its scale is 1: `ADA/second`. */
export function coherentUnit(dimension: Dimension): Unit {
  return { text: describeDimension(dimension), scale: one, dimension };
}

/** @throws TokenwrightError `unit/too-large`, `unit/too-long`. */
export function unitMultiply(a: Unit, b: Unit): Unit {
  return {
    text: combineTexts(a.text, 1, b.text, 1),
    scale: checkScale(multiply(a.scale, b.scale), a.text),
    dimension: multiplyDimensions(a.dimension, b.dimension),
  };
}

/** @throws TokenwrightError `unit/too-large`, `unit/too-long`. */
export function unitDivide(a: Unit, b: Unit): Unit {
  return {
    text: combineTexts(a.text, 1, b.text, -1),
    scale: checkScale(divide(a.scale, b.scale), a.text),
    dimension: divideDimensions(a.dimension, b.dimension),
  };
}

/**
 * A unit to a whole power.
 *
 * @throws TokenwrightError `unit/too-large`, `unit/too-long`.
 */
export function unitPower(unit: Unit, exponent: number): Unit {
  const dimension = powerDimension(unit.dimension, exponent);
  return {
    text: combineTexts(unit.text, exponent, "1", 1),
    scale: scalePower(unit.scale, exponent, unit.text),
    dimension,
  };
}

/** True when both have the same size and dimension, whatever they are called: `W` and `J/s`. */
export function sameUnit(a: Unit, b: Unit): boolean {
  return sameDimension(a.dimension, b.dimension) && equal(a.scale, b.scale);
}

/** The quantity in base units: 3 600 000 for `1 kWh`, 3/1000 for `0.3 %`. */
export function inBaseUnits(quantity: Quantity): Rational {
  return multiply(quantity.value, quantity.unit.scale);
}

/**
 * A scale to a whole power, refused before it is worked out when it would be too wide.
 *
 * @throws TokenwrightError `unit/too-large`
 */
export function scalePower(scale: Rational, exponent: number, name: string): Rational {
  if (equal(scale, one)) return one;
  if (width(scale) * Math.abs(exponent) > 2 * widestScale) refuseScale(name);
  return checkScale(power(scale, BigInt(exponent)), name);
}

/** @throws TokenwrightError `unit/too-large` */
export function checkScale(scale: Rational, name: string): Rational {
  if (width(scale) > widestScale) refuseScale(name);
  return scale;
}

function refuseScale(name: string): never {
  fail({
    code: "unit/too-large",
    message: `The unit ${quoted(name)} takes more than ${widestScale} bits to relate to its base units.`,
    expected: "a unit within about 1200 powers of ten of its base units",
    hint: "look for a power of a power, or a declared unit that is very large or very small",
  });
}

/** The product of two unit texts to powers, equal names taken together. */
function combineTexts(a: string, exponentA: number, b: string, exponentB: number): string {
  const powers = new Map<string, number>();
  for (const [text, exponent] of [
    [a, exponentA],
    [b, exponentB],
  ] as const) {
    for (const factor of parseFactors(text)) {
      powers.set(factor.name, (powers.get(factor.name) ?? 0) + factor.exponent * exponent);
    }
  }
  const text = printPowers(powers);
  // Read again, so that every unit's text stays within the limits and can be read back.
  parseFactors(text);
  return text;
}
