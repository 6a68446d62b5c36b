import fc from "fast-check";

const unary = [
  ...["abs", "floor", "ceil", "round", "int", "sign", "sqrt", "exp", "ln", "log10", "log2", "sin", "cos", "tan"],
  ...["arcsin", "arccos", "arctan", "tanh", "erf"],
];

const draws = [
  ...["normal(0, 1)", "uniform(-2, 3)", "lognormal(0, 0.5)", "exponential(2)", "gamma(0.7, 2)", "beta(2, 0.5)"],
  ...["poisson(abs(a) + 20)", "binomial(40, 0.3)", "bernoulli(0.4)", "triangular(0, 1, 4)", "student_t(3)"],
];

const memories = [
  ...["previous(X)", "previous(X, 3)", "initial(X)", "delay(X, {3 day})", "delay(X, {2 day}, 1)"],
  ...[
    "delay1(X, {2 day})",
    "delay3(X, {4 day})",
    "smooth(X, {3 day})",
    "trend(smooth(X, {2 day}) + 100, {5 day}) * {1 day}",
  ],
];

/**
 * Equations over the plain names a, b, c and d with every operation of the language: irrational functions, powers,
 * draws, tables, memories and time; many have no value for some arguments.
 */
export function arbitraryIrrational(): fc.Arbitrary<string> {
  const { number } = fc.letrec<{ number: string; condition: string }>((tie) => ({
    number: fc.oneof(
      { maxDepth: 4 },
      { weight: 6, arbitrary: fc.constantFrom("a", "b", "c", "d", "0", "1", "-2", "0.25", "7.5", "1e9") },
      { weight: 1, arbitrary: fc.constantFrom("time / epoch", "mod(time / epoch, 3)", "step(2, {3 day})") },
      { weight: 1, arbitrary: fc.constantFrom(...draws) },
      { weight: 6, arbitrary: triple(fc.constantFrom("+", "-", "*"), tie("number"), tie("number")) },
      { weight: 2, arbitrary: fc.tuple(tie("number"), tie("number")).map(([x, y]) => `(${x} / (${y}))`) },
      { weight: 2, arbitrary: fc.tuple(tie("number"), tie("number")).map(([x, y]) => `(abs(${x}) ^ (${y}))`) },
      {
        weight: 1,
        arbitrary: fc.tuple(tie("number"), fc.constantFrom("2", "3", "-1")).map(([x, y]) => `((${x}) ^ ${y})`),
      },
      { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...unary), tie("number")).map(([f, x]) => `${f}(${x})`) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.constantFrom("min", "max", "mod"), tie("number"), tie("number"))
          .map(([f, x, y]) => `${f}(${x}, ${y})`),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(fc.constantFrom("t", "u", "v"), tie("number")).map(([f, x]) => `lookup(${f}, ${x})`),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(fc.constantFrom(...memories), tie("number")).map(([f, x]) => f.replace("X", x)),
      },
      {
        weight: 4,
        arbitrary: fc
          .tuple(tie("condition"), tie("number"), tie("number"))
          .map(([c, x, y]) => `(if ${c} then ${x} else ${y})`),
      },
    ),
    condition: fc.oneof(
      { maxDepth: 3 },
      { weight: 5, arbitrary: triple(fc.constantFrom("<", "<=", ">", ">=", "=", "<>"), tie("number"), tie("number")) },
      { weight: 1, arbitrary: triple(fc.constantFrom("and", "or"), tie("condition"), tie("condition")) },
      { weight: 1, arbitrary: tie("condition").map((c) => `(not ${c})`) },
      { weight: 1, arbitrary: fc.constantFrom("true", "false") },
    ),
  }));
  return number;
}

function triple(operator: fc.Arbitrary<string>, left: fc.Arbitrary<string>, right: fc.Arbitrary<string>) {
  return fc.tuple(operator, left, right).map(([sign, a, b]) => `(${a} ${sign} ${b})`);
}
