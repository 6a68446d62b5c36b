import { internal } from "../base/errors.js";
import { type Rational, toDecimal, toText } from "../base/rational.js";
import type { Unit } from "./unit.js";

/** Longest fraction part that is written out when a number is printed exactly. */
const mostPlaces = 60;

/**
 * The value, in `unit`, as quantity text: `0.3 %/epoch`, `1/3 day`, `7`.
 *
 * @param digits Places after the point, 0 to 100, rounded half away from zero. Left out: exact, as a decimal when
 * it ends within 60 places, otherwise as a fraction.
 */
export function printQuantity(value: Rational, unit: Unit, digits?: number): string {
  if (digits !== undefined && !(Number.isInteger(digits) && digits >= 0 && digits <= 100)) {
    internal(`a quantity cannot be printed with ${digits} digits`);
  }
  const number = digits === undefined ? exactText(value) : toDecimal(value, digits);
  return unit.text === "1" ? number : `${number} ${unit.text}`;
}

function exactText(value: Rational): string {
  const places = placesOf(value.d);
  return places === undefined ? toText(value) : toDecimal(value, places);
}

/** Places after the point at which n/d ends: the larger power of 2 and 5 in d; undefined for other factors or too many. */
function placesOf(denominator: bigint): number | undefined {
  let rest = denominator;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; rest /= 2n) if (++twos > mostPlaces) return undefined;
  for (; rest % 5n === 0n; rest /= 5n) if (++fives > mostPlaces) return undefined;
  return rest === 1n ? Math.max(twos, fives) : undefined;
}
