import { internal } from "../base/errors.js";
import { divide, multiply, one, power, type Rational, rational } from "../base/rational.js";
import {
  baseDimension,
  type Dimension,
  dimensionless,
  divideDimensions,
  multiplyDimensions,
  powerDimension,
} from "./dimension.js";

/** A base unit of amounts: something kept by double entry, or things counted in whole numbers. */
export interface AmountBase {
  readonly name: string;
  readonly kind: "asset" | "count";
  /** Amounts are whole multiples of 10^-decimals of the unit; 0 for counts. */
  readonly decimals: number;
}

/** A base unit of something measured, which has no smallest amount. */
export interface MeasuredBase {
  readonly name: string;
  readonly kind: "time" | "physical";
  readonly decimals?: never;
}

export type BaseInfo = AmountBase | MeasuredBase;

/** One row of the table of units. */
export interface UnitEntry {
  readonly scale: Rational;
  readonly dimension: Dimension;
}

/** Base units that every economy has, by name. */
export const builtinBases: ReadonlyMap<string, BaseInfo> = new Map<string, BaseInfo>([
  ["second", { name: "second", kind: "time" }],
  ["metre", { name: "metre", kind: "physical" }],
  ["kilogram", { name: "kilogram", kind: "physical" }],
  ["ampere", { name: "ampere", kind: "physical" }],
  ["kelvin", { name: "kelvin", kind: "physical" }],
  // Mass of CO2-equivalent is a base of its own: a tonne of steel is not a tonne of emissions.
  ["gCO2e", { name: "gCO2e", kind: "physical" }],
  ["byte", { name: "byte", kind: "physical" }],
  ["hash", { name: "hash", kind: "physical" }],
  // Currencies with the decimals of ISO 4217.
  ["USD", { name: "USD", kind: "asset", decimals: 2 }],
  ["EUR", { name: "EUR", kind: "asset", decimals: 2 }],
  ["CNY", { name: "CNY", kind: "asset", decimals: 2 }],
  ["GBP", { name: "GBP", kind: "asset", decimals: 2 }],
  ["JPY", { name: "JPY", kind: "asset", decimals: 0 }],
]);

/** Built-in names that an economy may declare anew. */
export const currencies: ReadonlySet<string> = new Set(["USD", "EUR", "CNY", "GBP", "JPY"]);

// SI prefixes (SI Brochure, 9th edition, table 7) and binary prefixes (IEC 80000-13). The micro sign is typed in three ways.
const prefixes = {
  n: decade(-9),
  u: decade(-6),
  µ: decade(-6), // U+00B5
  μ: decade(-6), // U+03BC
  m: decade(-3),
  c: decade(-2),
  d: decade(-1),
  h: decade(2),
  k: decade(3),
  M: decade(6),
  G: decade(9),
  T: decade(12),
  P: decade(15),
  E: decade(18),
  Z: decade(21),
  Y: decade(24),
  Ki: binary(1),
  Mi: binary(2),
  Gi: binary(3),
  Ti: binary(4),
  Pi: binary(5),
  Ei: binary(6),
  Zi: binary(7),
  Yi: binary(8),
} as const satisfies Record<string, Rational>;
type Prefix = keyof typeof prefixes;

const small: readonly Prefix[] = ["n", "u", "µ", "μ", "m"];
const large: readonly Prefix[] = ["k", "M", "G", "T", "P", "E"];
const binaries: readonly Prefix[] = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"];

const second = baseDimension("second");
const metre = baseDimension("metre");
const kilogram = baseDimension("kilogram");
const ampere = baseDimension("ampere");
const emission = baseDimension("gCO2e");
const byte = baseDimension("byte");
const hash = baseDimension("hash");
const frequency = divideDimensions(dimensionless, second);
const area = powerDimension(metre, 2);
const volume = powerDimension(metre, 3);
const force = multiplyDimensions(kilogram, divideDimensions(metre, powerDimension(second, 2)));
const energy = multiplyDimensions(force, metre);
const watt = divideDimensions(energy, second);
const charge = multiplyDimensions(ampere, second);
const voltage = divideDimensions(watt, ampere);

const minute = rational(60);
const hour = rational(3600);
const day = rational(86_400);
/**
 * 365 days: 8760 hours, 73 epochs of 5 days. Protocol rules and energy statistics reckon with this year; the
 * mean Gregorian year is 365.2425 days. A month is a twelfth of it, a quarter a fourth.
 */
const year = rational(31_536_000);

/** Every built-in unit by every name it has. Looked up whole, never by taking prefixes off, so no name is ambiguous. */
export const builtinUnits: ReadonlyMap<string, UnitEntry> = buildTable();

function buildTable(): ReadonlyMap<string, UnitEntry> {
  const table = new Map<string, UnitEntry>();
  const define = (names: string, scale: Rational, dimension: Dimension, withPrefixes: readonly Prefix[] = []) => {
    const add = (name: string, factor: Rational) => {
      if (table.has(name)) internal(`the unit ${name} is in the table twice`);
      table.set(name, { scale: multiply(factor, scale), dimension });
    };
    const list = names.split(" ");
    for (const name of list) add(name, one);
    // Prefixes belong to the first name, the symbol.
    for (const prefix of withPrefixes) add(prefix + list[0], prefixes[prefix]);
  };

  define("%", rational(1, 100), dimensionless);
  define("‰", rational(1, 1000), dimensionless);
  define("bp", rational(1, 10_000), dimensionless);
  define("ppm", rational(1, 1_000_000), dimensionless);

  define("s second seconds", one, second, small);
  define("min minute minutes", minute, second);
  define("h hour hours", hour, second);
  define("d day days", day, second);
  define("week weeks", rational(604_800), second);
  define("month months", divide(year, rational(12)), second);
  define("quarter quarters", divide(year, rational(4)), second);
  define("yr year years", year, second);
  define("Hz hertz", one, frequency, ["k", "M", "G", "T"]);

  define("m metre metres meter meters", one, metre, [...small, "c", "d", "k"]);
  define("ha hectare hectares", rational(10_000), area);
  define("L litre litres liter liters", rational(1, 1000), volume, ["u", "µ", "μ", "m", "c", "d", "h"]);
  define("g gram grams", rational(1, 1000), kilogram, [...small, "k"]);
  define("kilogram kilograms", one, kilogram);
  define("t tonne tonnes", rational(1000), kilogram, ["k", "M", "G"]);
  define("K kelvin kelvins", one, baseDimension("kelvin"), ["m"]);
  define("N newton newtons", one, force, ["m", "k", "M"]);
  define("Pa pascal pascals", one, divideDimensions(force, area), ["h", "k", "M", "G"]);

  define("J joule joules", one, energy, [...small, ...large]);
  define("W watt watts", one, watt, [...small, ...large]);
  define("Wh", hour, energy, ["m", ...large]);
  define("A ampere amperes", one, ampere, [...small, "k"]);
  define("Ah", hour, charge, ["m", "k"]);
  define("V volt volts", one, voltage, [...small, "k", "M"]);

  define("gCO2e", one, emission, ["u", "µ", "μ", "m", "k"]);
  define("tCO2e", rational(1_000_000), emission, ["k", "M", "G"]);

  define("B byte bytes", one, byte, [...large, "Z", "Y", ...binaries]);
  define("bit bits", rational(1, 8), byte, [...large, "Z", "Y", ...binaries]);
  define("H hash hashes", one, hash, [...large, "Z"]);

  for (const name of currencies) define(name, one, baseDimension(name));
  return table;
}

function decade(exponent: number): Rational {
  return power(rational(10), BigInt(exponent));
}

function binary(exponent: number): Rational {
  return power(rational(1024), BigInt(exponent));
}
