import { sumError } from "../../wasm/double-double.js";
import type { Trace, Value } from "../../wasm/trace.js";
import type { Sum } from "./advance-phases.js";

/** What one flow adds to a stock or takes from it. */
export interface Booking {
  readonly amount: Value;
  readonly sign: 1 | -1;
}

/**
 * A stock after all its flows: the bits of `accumulate` for each of them and of `renormalise` at the end.
 *
 * Knuth's two-sum takes six operations because it does not know which number is larger. Where no amount is larger than
 * the stock that it meets, Dekker's three give the same exact error; elsewhere the block is left to careful code.
 */
export function bookedLevel(t: Trace, level: Value, rest: Value, bookings: readonly Booking[]): Sum {
  let sum = level;
  let quickRest = rest;
  let carefulRest = rest;
  let least = level;
  let most: Value | undefined;
  for (const [index, { amount, sign }] of bookings.entries()) {
    const before = sum;
    sum = sign < 0 ? t.subtract(before, amount) : t.add(before, amount);
    const taken = t.subtract(before, sum);
    quickRest = t.add(quickRest, sign < 0 ? t.subtract(taken, amount) : t.add(taken, amount));
    carefulRest = t.add(carefulRest, sumError(t, before, sign < 0 ? t.negate(amount) : amount, sum));
    const size = t.absolute(amount);
    most = most === undefined ? size : t.atLeast(most, size);
    if (index > 0) least = t.atMost(least, before);
  }
  const high = t.add(sum, quickRest);
  const quick = { high, low: t.add(t.subtract(sum, high), quickRest) };
  const carefulHigh = t.add(sum, carefulRest);
  const careful = { high: carefulHigh, low: sumError(t, sum, carefulRest, carefulHigh) };
  const isUsual = t.lessOrEqual(t.absolute(quickRest), t.absolute(sum));
  const isOrdered = most === undefined ? isUsual : t.and(isUsual, t.lessOrEqual(most, least));
  const doubt = t.not(isOrdered);
  return { high: t.either(doubt, quick.high, careful.high), low: t.either(doubt, quick.low, careful.low) };
}
