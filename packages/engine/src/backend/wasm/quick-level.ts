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
 * Knuth's two-sum takes six operations because it does not know which number is larger. Where no amount is negative
 * or larger than the stock that it meets, Dekker's three give the same exact error; elsewhere the block is left to
 * careful code.
 */
export function bookedLevel(t: Trace, level: Value, rest: Value, bookings: readonly Booking[]): Sum {
  let sum = level;
  let quickRest = rest;
  let carefulRest = rest;
  let least = level;
  let doubt: Value | undefined;
  for (const [index, { amount, sign }] of bookings.entries()) {
    const before = sum;
    sum = sign < 0 ? t.subtract(before, amount) : t.add(before, amount);
    const taken = t.subtract(before, sum);
    quickRest = t.add(quickRest, sign < 0 ? t.subtract(taken, amount) : t.add(taken, amount));
    carefulRest = t.add(carefulRest, sumError(t, before, sign < 0 ? t.negate(amount) : amount, sum));
    if (index > 0) least = t.atMost(least, before);
  }
  const amounts = bookings.map(({ amount }) => amount);
  if (amounts.length > 0) {
    // No number is none of either's business: both give none.
    const most = amounts.reduce((a, b) => t.atLeast(a, b));
    const lowest = amounts.reduce((a, b) => t.atMost(a, b));
    doubt = t.or(t.less(least, most), t.less(lowest, t.constant(0)));
  }
  const total = doubt === undefined ? quickRest : t.either(doubt, quickRest, carefulRest);
  const high = t.add(sum, total);
  return { high, low: sumError(t, sum, total, high) };
}
