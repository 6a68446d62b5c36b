import fc from "fast-check";
import { expect, test } from "vitest";
import { cos, sin } from "../numeric/index.js";
import { polarToCartesian } from "./sine-cosine.js";

const TWO_PI = 6.283185307179586;

function expectSameBits(angle: number): void {
  const [x, y] = [new Float64Array(3), new Float64Array(3)];
  polarToCartesian(Float64Array.of(1.5), Float64Array.of(angle), 1, x, y, 1);
  expect(x).toEqual(Float64Array.of(0, 1.5 * cos(angle), 0));
  expect(y).toEqual(Float64Array.of(0, 1.5 * sin(angle), 0));
}

test("sine and cosine made together have the bits of those made apart, in every quadrant and at its ends", () => {
  for (let eighth = 0; eighth <= 8; eighth++) {
    const angle = (TWO_PI * eighth) / 8;
    for (const near of [angle, angle * (1 - 2 ** -52), angle * (1 + 2 ** -52), angle + 2 ** -40]) expectSameBits(near);
  }
  for (const tiny of [0, 2 ** -52, 3 * 2 ** -52, 9.999e-9, 1e-8]) expectSameBits(TWO_PI * tiny);
});

test("sine and cosine made together have the bits of those made apart, at random angles", () => {
  fc.assert(fc.property(fc.double({ min: 0, max: TWO_PI, noNaN: true }), expectSameBits), { seed: 7, numRuns: 5000 });
});
