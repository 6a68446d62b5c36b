import { fail, internal } from "../base/errors.js";
import { largestExponent } from "./limits.js";

/**
 * What is measured, apart from how big the unit is: a product of base units with whole exponents.
 * `ADA/day` and `lovelace/epoch` share the dimension `ADA/second`.
 */
export interface Dimension {
  /** Base unit name to whole exponent, never 0, in the order of the names' UTF-16 units. */
  readonly exponents: ReadonlyMap<string, number>;
  /** Two dimensions are the same exactly when their keys are. The key is the dimension as unit text, `ADA/second`. */
  readonly key: string;
}

/** The dimension of plain numbers and shares. */
export const dimensionless: Dimension = { exponents: new Map(), key: "1" };

/**
 * The dimension with these exponents; zeros are dropped.
 *
 * @throws TokenwrightError `unit/too-large` when an exponent lies outside ±20.
 */
export function dimensionOf(exponents: Iterable<readonly [string, number]>): Dimension {
  const kept = Array.from(exponents).filter(([, exponent]) => exponent !== 0);
  if (kept.length === 0) return dimensionless;
  kept.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  for (const [name, exponent] of kept) checkExponent(name, exponent);
  return { exponents: new Map(kept), key: printPowers(kept) };
}

/** The dimension of one base unit. */
export function baseDimension(name: string): Dimension {
  return { exponents: new Map([[name, 1]]), key: name };
}

/** @throws TokenwrightError `unit/too-large` when an exponent lies outside ±20. */
export function multiplyDimensions(a: Dimension, b: Dimension): Dimension {
  return combine(a, b, 1);
}

/** @throws TokenwrightError `unit/too-large` when an exponent lies outside ±20. */
export function divideDimensions(a: Dimension, b: Dimension): Dimension {
  return combine(a, b, -1);
}

/**
 * A dimension to a whole power; the power 0 gives the dimension of plain numbers.
 *
 * @throws TokenwrightError `unit/too-large` when an exponent lies outside ±20.
 */
export function powerDimension(dimension: Dimension, exponent: number): Dimension {
  if (!Number.isSafeInteger(exponent)) internal(`dimension to the power ${exponent}`);
  if (exponent === 1 || dimension.exponents.size === 0) return dimension;
  return dimensionOf(Array.from(dimension.exponents, ([name, own]) => [name, own * exponent] as const));
}

/**
 * The dimension whose `degree`-th power this is: the unit of a square root.
 *
 * @returns undefined when an exponent is not divisible by the degree: `sqrt` of `ADA` has no unit.
 */
export function rootDimension(dimension: Dimension, degree: number): Dimension | undefined {
  if (!Number.isSafeInteger(degree) || degree === 0) internal(`root of degree ${degree}`);
  const exponents = Array.from(dimension.exponents, ([name, own]) => [name, own / degree] as const);
  return exponents.every(([, exponent]) => Number.isInteger(exponent)) ? dimensionOf(exponents) : undefined;
}

export function sameDimension(a: Dimension, b: Dimension): boolean {
  return a.key === b.key;
}

/** The dimension as text made of base units, `ADA/second`, `kilogram*metre^2/second^3`, `1`. It is also a unit text. */
export function describeDimension(dimension: Dimension): string {
  return dimension.key;
}

/** Names with exponents as unit text: `a*b^2/(c*d)`; those with exponent 0 are passed over. */
export function printPowers(powers: Iterable<readonly [string, number]>): string {
  const above: string[] = [];
  const below: string[] = [];
  for (const [name, exponent] of powers) {
    const size = Math.abs(exponent);
    const text = size === 1 ? name : `${name}^${size}`;
    if (exponent > 0) above.push(text);
    if (exponent < 0) below.push(text);
  }
  const numerator = above.length === 0 ? "1" : above.join("*");
  if (below.length === 0) return numerator;
  return `${numerator}/${below.length === 1 ? below[0] : `(${below.join("*")})`}`;
}

/** @throws TokenwrightError `unit/too-large` when the exponent lies outside ±20. */
function checkExponent(name: string, exponent: number): void {
  if (Math.abs(exponent) <= largestExponent) return;
  fail({
    code: "unit/too-large",
    message: `The unit ${name} would have the exponent ${exponent}.`,
    expected: `an exponent between -${largestExponent} and ${largestExponent}`,
    hint: "look for a power of a power, or a product that repeats itself",
  });
}

function combine(a: Dimension, b: Dimension, sign: 1 | -1): Dimension {
  if (b.exponents.size === 0) return a;
  if (a.exponents.size === 0 && sign === 1) return b;
  const exponents = new Map(a.exponents);
  for (const [name, exponent] of b.exponents) exponents.set(name, (exponents.get(name) ?? 0) + sign * exponent);
  return dimensionOf(exponents);
}
