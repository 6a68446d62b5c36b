import { expect, test } from "vitest";
import { arccos, arcsin, arctan, cos, sin, tan } from "./index.js";

const inf = Infinity;
const nan = Number.NaN;

test.each<[string, (x: number) => number, readonly (readonly [number, number])[]]>([
  [
    "arctan",
    arctan,
    [
      [0, 0],
      [-0, -0],
      [inf, 1.5707963267948966],
      [-inf, -1.5707963267948966],
      [nan, nan],
      [1, 0.7853981633974483],
      [-1, -0.7853981633974483],
      [5e-324, 5e-324],
      [-5e-324, -5e-324],
      [1.7976931348623157e308, 1.5707963267948966],
    ],
  ],
  [
    "arcsin",
    arcsin,
    [
      [0, 0],
      [-0, -0],
      [1, 1.5707963267948966],
      [-1, -1.5707963267948966],
      [0.5, 0.5235987755982989],
      [5e-324, 5e-324],
      [-5e-324, -5e-324],
      [1.0000000000000002, nan],
      [-1.0000000000000002, nan],
      [inf, nan],
      [-inf, nan],
      [nan, nan],
    ],
  ],
  [
    "arccos",
    arccos,
    [
      [1, 0],
      [0, 1.5707963267948966],
      [-0, 1.5707963267948966],
      [-1, 3.141592653589793],
      [0.5, 1.0471975511965979],
      [-0.5, 2.0943951023931957],
      [5e-324, 1.5707963267948966],
      [-5e-324, 1.5707963267948966],
      [1.0000000000000002, nan],
      [-1.0000000000000002, nan],
      [inf, nan],
      [-inf, nan],
      [nan, nan],
    ],
  ],
])("%s keeps its promises at zero, one, infinity, NaN and the ends of its range", (_name, f, table) => {
  for (const [x, expected] of table) expect(f(x), `at ${Object.is(x, -0) ? "-0" : x}`).toBe(expected);
});

test("tangent, sine and cosine undo their inverses", () => {
  for (const x of [1e-9, 0.0624, 0.0625, 0.3, 0.70710678, 0.9, 0.999999]) {
    for (const signed of [x, -x]) {
      expect(Math.abs(tan(arctan(signed)) - signed)).toBeLessThan(4e-16);
      expect(Math.abs(sin(arcsin(signed)) - signed)).toBeLessThan(4e-16);
      expect(Math.abs(cos(arccos(signed)) - signed)).toBeLessThan(4e-16);
    }
  }
});

test("the arctangent grows across the steps of its table", () => {
  for (let k = 1; k <= 32; k++) {
    const end = k <= 16 ? k / 16 : 16 / (k - 16);
    let before = arctan(end * (1 - 2e-15));
    for (let step = -7; step <= 8; step++) {
      const next = arctan(end + end * step * 2.220446049250313e-16);
      expect(next).toBeGreaterThanOrEqual(before);
      before = next;
    }
  }
});
