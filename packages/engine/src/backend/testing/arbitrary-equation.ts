import fc from "fast-check";

/**
 * Equations over the plain names a, b and c whose every value is a binary fraction that f64 holds exactly, so
 * that a rational computation and one in f64 must give the same number. Divisors are powers of two or zero.
 *
 * @param fault Now and then stands in the place of a name; an equation that may have no value.
 */
export function arbitraryEquation(fault = "c"): fc.Arbitrary<string> {
  const { number } = fc.letrec<{ number: string; condition: string }>((tie) => ({
    number: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { weight: 5, arbitrary: fc.constantFrom("a", "b", "c", "0", "1", "3", "0.25", "7.5", fault) },
      { weight: 6, arbitrary: pair(fc.constantFrom("+", "-"), tie("number"), tie("number")) },
      { weight: 1, arbitrary: tie("number").map((x) => `(${x} * 3)`) },
      {
        weight: 2,
        arbitrary: fc.tuple(tie("number"), tie("condition")).map(([x, c]) => `(${x} / (if ${c} then 4 else 0.5))`),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(tie("number"), tie("condition")).map(([x, c]) => `(${x} / (if ${c} then 2 else 0))`),
      },
      { weight: 3, arbitrary: call(fc.constantFrom("min", "max"), [tie("number"), tie("number")]) },
      { weight: 3, arbitrary: call(fc.constantFrom("abs", "floor", "ceil", "round", "sign"), [tie("number")]) },
      { weight: 1, arbitrary: tie("number").map((x) => `mod(${x}, 4)`) },
      { weight: 1, arbitrary: tie("number").map((x) => `sqrt(round(clamp(${x}, -9, 9)) ^ 2)`) },
      { weight: 1, arbitrary: tie("number").map((x) => `clamp(${x}, -100, 100) ^ 0`) },
      {
        weight: 1,
        arbitrary: call(fc.constantFrom("since", "heldFor"), [tie("condition")]).map((time) => `(${time} / epoch)`),
      },
      {
        weight: 3,
        arbitrary: fc
          .tuple(tie("condition"), tie("number"), tie("number"))
          .map(([c, x, y]) => `(if ${c} then ${x} else ${y})`),
      },
    ),
    condition: fc.oneof(
      { maxDepth: 3 },
      { weight: 4, arbitrary: pair(fc.constantFrom("<", "<=", ">", ">=", "=", "<>"), tie("number"), tie("number")) },
      { weight: 1, arbitrary: pair(fc.constantFrom("and", "or"), tie("condition"), tie("condition")) },
      { weight: 1, arbitrary: tie("condition").map((c) => `(not ${c})`) },
      { weight: 1, arbitrary: fc.constantFrom("true", "false") },
      { weight: 1, arbitrary: call(fc.constantFrom("ever", "once"), [tie("condition")]) },
      { weight: 1, arbitrary: call(fc.constant("latch"), [tie("condition"), tie("condition")]) },
    ),
  }));
  return number;
}

function pair(operator: fc.Arbitrary<string>, left: fc.Arbitrary<string>, right: fc.Arbitrary<string>) {
  return fc.tuple(operator, left, right).map(([sign, a, b]) => `(${a} ${sign} ${b})`);
}

function call(name: fc.Arbitrary<string>, parts: readonly fc.Arbitrary<string>[]) {
  return fc.tuple(name, fc.tuple(...parts)).map(([own, values]) => `${own}(${values.join(", ")})`);
}
