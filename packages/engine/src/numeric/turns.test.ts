import fc from "fast-check";
import { expect, test } from "vitest";
import { ulpDistance } from "./testing/fixed-point.js";
import { turnReference } from "./testing/reference.js";
import { cosineOfTurn, polarToCartesian, sineOfTurn } from "./turns.js";

/** A uniform of 52 bits, as draws make them. */
const turn = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 26 - 1 }), fc.integer({ min: 0, max: 2 ** 26 - 1 }))
  .map(([high, low]) => high / 2 ** 26 + low / 2 ** 52);

const ends = Array.from({ length: 9 }, (_, eighth) =>
  [-3, -1, 0, 1, 2].map((step) => eighth / 8 + step * 2 ** -52).filter((u) => u >= 0 && u < 1),
).flat();

function expectPrecise(u: number): void {
  const exact = turnReference(u);
  const errors = [ulpDistance(sineOfTurn(u), exact.sine), ulpDistance(cosineOfTurn(u), exact.cosine)];
  expect(Math.max(...errors), `at ${u} turns`).toBeLessThan(1.7);
}

test("sine and cosine of turns are precise in every quarter and next to its ends", () => {
  for (const u of ends) expectPrecise(u);
  for (let power = 2; power <= 52; power++) expectPrecise(2 ** -power);
  fc.assert(fc.property(turn, expectPrecise), { seed: 11, numRuns: 30_000 });
});

test("sine and cosine made together have the bits of those made apart", () => {
  const expectSameBits = (u: number): void => {
    const [x, y] = [new Float64Array(3), new Float64Array(3)];
    polarToCartesian(Float64Array.of(1.5), Float64Array.of(u), 1, x, y, 1);
    expect(x).toEqual(Float64Array.of(0, 1.5 * cosineOfTurn(u), 0));
    expect(y).toEqual(Float64Array.of(0, 1.5 * sineOfTurn(u), 0));
  };
  for (const u of ends) expectSameBits(u);
  fc.assert(fc.property(turn, expectSameBits), { seed: 7, numRuns: 5000 });
});

test("quarters of a turn are exact", () => {
  expect([0, 0.25, 0.5, 0.75].map(sineOfTurn)).toEqual([0, 1, -0, -1]);
  expect([0, 0.25, 0.5, 0.75].map(cosineOfTurn)).toEqual([1, -0, -1, 0]);
});
