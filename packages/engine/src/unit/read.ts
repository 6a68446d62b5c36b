import { fail, type Place, within } from "../base/errors.js";
import { multiply, one } from "../base/rational.js";
import { didYouMean } from "../base/suggest.js";
import type { UnitEntry } from "./builtin.js";
import type { Alias } from "./declare.js";
import { type Dimension, dimensionless, multiplyDimensions, powerDimension } from "./dimension.js";
import { readLeadingNumber } from "./number.js";
import { placeAt, quoted } from "./place.js";
import { checkLength, parseFactors } from "./syntax.js";
import { checkScale, type Quantity, scalePower, type Unit, unitless } from "./unit.js";

/** What reading a text needs to know about the units there are. */
export interface Reader {
  readonly knows: (name: string) => boolean;
  readonly resolve: (name: string) => UnitEntry | undefined;
  /** Declared names first: the nearest of them is suggested before a built-in one. */
  readonly names: readonly string[];
}

/**
 * The unit in `text` from `start` on.
 *
 * @param mayBeginWithSlash Whether `/epoch` stands for `1/epoch`, as it does after a number.
 */
export function readUnit(text: string, start: number, mayBeginWithSlash: boolean, reader: Reader, place?: Place): Unit {
  const factors = parseFactors(text, { start, mayBeginWithSlash, place, knows: reader.knows });
  let scale = one;
  let dimension: Dimension = dimensionless;
  for (const { name, exponent, offset } of factors) {
    const entry = reader.resolve(name) ?? refuseUnknown(name, text, offset, reader, place);
    within(placeAt(text, offset, name.length, place), () => {
      scale = checkScale(multiply(scale, scalePower(entry.scale, exponent, name)), text);
      dimension = multiplyDimensions(dimension, powerDimension(entry.dimension, exponent));
    });
  }
  const bare = text.slice(start).replace(/\s+/g, "");
  return { text: bare.startsWith("/") ? `1${bare}` : bare, scale, dimension };
}

/** The number and unit in `text`; no unit means a plain number. */
export function readQuantity(text: string, reader: Reader, place?: Place): Quantity {
  checkLength(text, place);
  const { value, end } = readLeadingNumber(text, place);
  const unit = text.slice(end).trim() === "" ? unitless : readUnit(text, end, true, reader, place);
  return { value, unit, text: text.trim() };
}

function refuseUnknown(name: string, text: string, offset: number, reader: Reader, place?: Place): never {
  const squared = /^(.+?)(-?[0-9])$/.exec(name);
  let hint = suggest(name, reader.names) ?? "declare it under `assets` or `units`";
  if (squared !== null && reader.knows(squared[1]!)) hint = `write the power as "${squared[1]}^${squared[2]}"`;
  if (name === "epoch" || name === "epochs") hint = 'declare the length of an epoch, epoch: "5 day"';
  fail({
    code: "unit/unknown",
    message: `The unit ${quoted(name)} is not known.`,
    expected: "a built-in unit, or one that the economy declares",
    hint,
    place: placeAt(text, offset, name.length, place),
  });
}

/** Units that differ in case alone are all named, since mWh and MWh are equally near to mwh. */
function suggest(name: string, names: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const sameLetters = names.filter((candidate) => candidate.toLowerCase() === lower);
  if (sameLetters.length > 0) return `did you mean ${sameLetters.slice(0, 3).map(quoted).join(" or ")}?`;
  // Every one-letter word is one edit away from every other: no suggestion is better than a random one.
  return name.length === 1 ? undefined : didYouMean(name, names);
}

/** A declared unit: a quantity text, or a unit text that stands for one of it. */
export function readAlias(alias: Alias, reader: Reader): UnitEntry {
  const { name, text, place } = alias;
  const { value, unit } = /^\s*[+-]?[.0-9]/.test(text)
    ? readQuantity(text, reader, place)
    : { value: one, unit: readUnit(text, 0, false, reader, place) };
  if (value.n <= 0n) {
    fail({
      code: "unit/scale",
      message: `One ${name} is declared as ${quoted(text.trim())}.`,
      expected: "an amount above zero",
      hint: "a unit is a positive amount of another",
      place,
    });
  }
  if (name === "epoch" && unit.dimension.key !== "second") {
    fail({
      code: "unit/epoch",
      message: `The epoch is declared as ${quoted(text.trim())}, which is no length of time.`,
      expected: "a time such as 5 day",
      hint: "for an epoch counted in blocks, say how long a block takes: 2160 * 20 s is 43200 s",
      place,
    });
  }
  return within(place, () => ({ scale: checkScale(multiply(value, unit.scale), name), dimension: unit.dimension }));
}
