import fc from "fast-check";
import { expect, test } from "vitest";
import { rational } from "../base/rational.js";
import { largestRemainder } from "./largest-remainder.js";
import { adapters } from "./largest-remainder.vectors.js";

test("three equal weights share 10 000: the tie goes to the lower index", () => {
  expect(largestRemainder(10_000n, [1n, 1n, 1n])).toEqual([3334n, 3333n, 3333n]);
});

test("the seats of a textbook example: 100 by 50, 30, 21", () => {
  expect(largestRemainder(100n, [50n, 30n, 21n])).toEqual([49n, 30n, 21n]);
});

test("fractions are weights too, and a zero weight gets nothing", () => {
  expect(largestRemainder(7n, [rational(1n, 3n), rational(1n, 6n), 0n, rational(1n, 2n)])).toEqual([2n, 1n, 0n, 4n]);
  expect(largestRemainder(0n, [1n, 2n])).toEqual([0n, 0n]);
});

test("parts sum to the total, lie within one unit of the exact share, and do not grow when the weight shrinks", () => {
  const weight = fc.bigInt({ min: 0n, max: 10n ** 20n });
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 30n }),
      fc.array(weight, { minLength: 1, maxLength: 12 }),
      (total, weights) => {
        const sum = weights.reduce((a, b) => a + b, 0n);
        fc.pre(sum > 0n);
        const parts = largestRemainder(total, weights);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        parts.forEach((part, i) => {
          const difference = part * sum - total * weights[i]!;
          expect(difference < sum && -difference < sum).toBe(true);
          if (weights[i] === 0n) expect(part).toBe(0n);
          parts.forEach((other, j) => {
            if (weights[i]! > weights[j]!) expect(part >= other).toBe(true);
          });
        });
      },
    ),
    { seed: 11, numRuns: 500 },
  );
});

test("what cannot be split is refused", () => {
  expect(() => largestRemainder(-1n, [1n])).toThrow("split/total");
  expect(() => largestRemainder(1n, [])).toThrow("split/no-weight");
  expect(() => largestRemainder(1n, [0n, 0n])).toThrow("split/no-weight");
  expect(() => largestRemainder(1n, [2n, -1n])).toThrow("position 2");
});

test("the vector adapter reads totals and weights as text or numbers", () => {
  expect(adapters[0]!.compute({ total: "100", weights: [50, "30", "42/2"] }, {}, ["parts"])).toEqual({
    parts: ["49", "30", "21"],
  });
  expect(() => adapters[0]!.compute({ total: "1", weights: ["x"] }, {}, [])).toThrow("split/weight");
});
