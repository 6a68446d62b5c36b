import { normalised, sumError } from "../../wasm/double-double.js";
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
 *
 * @param known Amounts of which this trace has asked already whether they are negative; these are added to them.
 */
export function bookedLevel(t: Trace, level: Value, rest: Value, bookings: readonly Booking[], known: Set<Value>): Sum {
  let sum = level;
  let quickRest = rest;
  let carefulRest = rest;
  /** Their signs tell of doubt, which take no operation to find. */
  const signs: Value[] = [];
  for (const { amount, sign } of bookings) {
    const before = sum;
    sum = sign < 0 ? t.subtract(before, amount) : t.add(before, amount);
    const taken = t.subtract(before, sum);
    quickRest = t.add(quickRest, sign < 0 ? t.subtract(taken, amount) : t.add(taken, amount));
    carefulRest = t.add(carefulRest, sumError(t, before, sign < 0 ? t.negate(amount) : amount, sum));
    // No number is none of either's business: both give none.
    signs.push(sign < 0 ? sum : t.less(before, amount));
    if (!known.has(amount)) signs.push(amount);
    known.add(amount);
  }
  if (signs.length === 0) return normalised(t, sum, rest);
  const doubt = t.and(
    signs.reduce((a, b) => t.or(a, b)),
    t.bits(1 << 31, 0),
  );
  return normalised(t, sum, t.either(doubt, quickRest, carefulRest));
}
