import { expect, test } from "vitest";
import * as numeric from "../numeric/index.js";
import { arccos, arcsin, arctan } from "./arctan.js";
import { LANES } from "./block.js";
import { erf } from "./erf.js";
import { exp } from "./exp.js";
import { ln, log2, log10 } from "./ln.js";
import { pow } from "./pow.js";
import { round } from "./round.js";
import { tanh } from "./tanh.js";
import { randomNumbers, special } from "./testing/arguments.js";
import { overBlocks } from "./testing/over-blocks.js";
import type { Trace, Value } from "./trace.js";
import { cos, sin, tan } from "./trigonometric.js";

const count = 1_000_003;

function expectSameBits(wanted: Float64Array, found: Float64Array, args: readonly Float64Array[]): void {
  const a = new BigUint64Array(wanted.buffer);
  const b = new BigUint64Array(found.buffer);
  for (let index = 0; index < a.length; index++) {
    if (a[index] === b[index]) continue;
    if (Number.isNaN(wanted[index]!) && Number.isNaN(found[index]!)) continue;
    expect.fail(`at ${args.map((one) => one[index]).join(", ")}: ${found[index]} instead of ${wanted[index]}`);
  }
}

const functions: Record<
  string,
  { vector: (t: Trace, x: Value) => Value; scalar: (x: number) => number; asked: number }
> = {
  exp: { vector: exp, scalar: numeric.exp, asked: 0 },
  ln: { vector: ln, scalar: numeric.ln, asked: 0.01 },
  log10: { vector: log10, scalar: numeric.log10, asked: 0.01 },
  log2: { vector: log2, scalar: numeric.log2, asked: 0.01 },
  sin: { vector: sin, scalar: numeric.sin, asked: 0.8 },
  cos: { vector: cos, scalar: numeric.cos, asked: 0.8 },
  tan: { vector: tan, scalar: numeric.tan, asked: 0.8 },
  tanh: { vector: tanh, scalar: numeric.tanh, asked: 0 },
  arctan: { vector: arctan, scalar: numeric.arctan, asked: 0 },
  arcsin: { vector: arcsin, scalar: numeric.arcsin, asked: 0 },
  arccos: { vector: arccos, scalar: numeric.arccos, asked: 0 },
  erf: { vector: erf, scalar: numeric.erf, asked: 0 },
  "square root": { vector: (t, x) => t.squareRoot(x), scalar: Math.sqrt, asked: 0 },
  floor: { vector: (t, x) => t.vector("f64x2Floor", x), scalar: Math.floor, asked: 0 },
  ceil: { vector: (t, x) => t.vector("f64x2Ceil", x), scalar: Math.ceil, asked: 0 },
  round: {
    vector: round,
    scalar: (x) => {
      const whole = Math.trunc(x);
      return Math.abs(x - whole) >= 0.5 ? whole + (x < 0 ? -1 : 1) : whole;
    },
    asked: 0,
  },
};

for (const [name, { vector, scalar, asked }] of Object.entries(functions)) {
  test(`${name} in vectors has the bits of ${name} on a million numbers`, () => {
    const x = randomNumbers(count, name.length);
    const found = overBlocks([x], (t, [argument]) => [vector(t, argument!)]);
    expectSameBits(x.map(scalar), found.results[0]!, [x]);
    expect(found.asked).toBeLessThanOrEqual(asked * (count / LANES) + 2 * special.length);
  });
}

test("a power in vectors has the bits of pow on a million pairs and on all pairs of special numbers", () => {
  const bases = randomNumbers(count, 100).map((x, index) => (index % 3 === 0 ? x : Math.abs(x)));
  const exponents = randomNumbers(count, 101);
  const pairs = special.flatMap((x) => special.map((y) => [x, y] as const));
  for (const [index, [x, y]] of pairs.entries()) {
    bases[1000 + index] = x;
    exponents[1000 + index] = y;
  }
  const found = overBlocks([bases, exponents], (t, [x, y]) => [pow(t, x!, y!)]);
  const wanted = bases.map((x, index) => numeric.pow(x, exponents[index]!));
  expectSameBits(wanted, found.results[0]!, [bases, exponents]);
});

test("one function within a computation of several, over any number of runs", () => {
  for (const size of [1, 2, 3, 7, 8, 9, 15, 16, 17, 100]) {
    const x = randomNumbers(size + 200, size).subarray(200);
    const y = randomNumbers(size + 300, size).subarray(300);
    const { results } = overBlocks([x, y], (t, [a, b]) => {
      const power = pow(t, t.absolute(a!), t.constant(0.75));
      return [t.add(exp(t, t.negate(power)), t.multiply(sin(t, b!), cos(t, b!))), ln(t, t.add(power, t.constant(2)))];
    });
    const power = x.map((one) => numeric.pow(Math.abs(one), 0.75));
    expectSameBits(
      power.map((one, index) => numeric.exp(-one) + numeric.sin(y[index]!) * numeric.cos(y[index]!)),
      results[0]!,
      [x, y],
    );
    expectSameBits(
      power.map((one) => numeric.ln(one + 2)),
      results[1]!,
      [x],
    );
  }
});
