import fc from "fast-check";
import { expect, test } from "vitest";
import * as rational from "../base/rational.js";
import { accumulate, renormalise } from "./double-double.js";

const exact = (...parts: readonly number[]) => parts.map(rational.fromNumber).reduce(rational.add);

test("a stock that is nearly emptied keeps what rounding took, although it may be more than what is left", () => {
  const mantissa = fc.integer({ min: 2 ** 30, max: 2 ** 31 - 1 });
  const part = fc.integer({ min: -(2 ** 30), max: 2 ** 30 });
  fc.assert(
    fc.property(
      mantissa,
      part,
      part,
      fc.integer({ min: -60, max: 60 }),
      fc.integer({ min: -4, max: 4 }),
      (...given) => {
        const [upper, lower, small, exponent, ulps] = given;
        const scale = 2 ** exponent;
        const level = (upper * 2 ** 21 + (lower & (2 ** 21 - 1))) * scale;
        // At most half of the last bit of the level, and an amount a few last bits away from it.
        const rest = (small / 2 ** 31) * scale;
        const amount = level + (ulps / 2) * scale;
        const hi = Float64Array.of(level);
        const lo = Float64Array.of(rest);
        accumulate(hi, lo, Float64Array.of(amount), -1);
        renormalise(hi, lo);
        expect(rational.compare(exact(hi[0]!, lo[0]!), exact(level, rest, -amount))).toBe(0);
        expect(hi[0]! + lo[0]!).toBe(hi[0]!);
      },
    ),
    { seed: 21, numRuns: 20_000 },
  );
});
