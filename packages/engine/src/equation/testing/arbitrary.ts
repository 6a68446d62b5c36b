import fc from "fast-check";
import { reservedWords } from "../../base/names.js";
import { parseDecimal } from "../../base/rational.js";
import { functions } from "../functions.js";
import type { BinaryOperator, Expression, Index, UnaryOperator } from "../syntax.js";

const at = { start: 0, end: 0 };

const binaryOperators: readonly BinaryOperator[] = [
  "+",
  "-",
  "*",
  "/",
  "^",
  "<",
  "<=",
  ">",
  ">=",
  "=",
  "<>",
  "and",
  "or",
];
const unaryOperators: readonly UnaryOperator[] = ["-", "not"];

const digits = fc.stringMatching(/^[0-9]{1,3}(_?[0-9]{1,3}){0,2}$/);
const numberText = fc.oneof(
  fc.constantFrom("0", "1", "2", "0.5", ".5", "45e9", "13_888_022_852.926644", "1E-6", "007"),
  digits,
  fc.tuple(digits, digits).map(([whole, fraction]) => `${whole}.${fraction}`),
  fc.tuple(digits, fc.integer({ min: -300, max: 300 })).map(([mantissa, exponent]) => `${mantissa}e${exponent}`),
);

function number(text: string): Expression {
  return { kind: "number", text, value: parseDecimal(text)!, at };
}

const part = fc
  .oneof(
    fc.constantFrom("a", "b", "x", "reserve", "rho", "step", "min", "_", "e", "E1", "If", "iff", "notable", "or_else"),
    fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,9}$/),
  )
  .filter((name) => !reservedWords.has(name));

/** A name a model may give: `reserve`, now and then `supply.fees`. */
const arbitraryName: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: part },
  { weight: 1, arbitrary: fc.array(part, { minLength: 2, maxLength: 3 }).map((parts) => parts.join(".")) },
);

const arbitraryIndex: fc.Arbitrary<Index> = fc.oneof(
  part.map((name): Index => ({ kind: "name", name, at })),
  fc
    .tuple(part, fc.integer({ min: 1, max: 99 }), fc.boolean())
    .map(([name, places, isBack]): Index => ({ kind: "name", name, shift: isBack ? -places : places, at })),
  fc.integer({ min: 1, max: 999 }).map((position): Index => ({ kind: "position", text: `${position}`, position, at })),
  fc.constant<Index>({ kind: "all", at }),
);

const arbitraryLeaf: fc.Arbitrary<Expression> = fc.oneof(
  { weight: 3, arbitrary: arbitraryName.map((name): Expression => ({ kind: "name", name, at })) },
  { weight: 3, arbitrary: numberText.map(number) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("340 ADA/epoch", "5 %", "-1.5e3 kWh^2", "1/3 USD", "8 % to 15 %")
      .map((text): Expression => ({ kind: "quantity", text, at })),
  },
  { weight: 1, arbitrary: fc.boolean().map((value): Expression => ({ kind: "boolean", value, at })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(arbitraryName, fc.array(arbitraryIndex, { minLength: 1, maxLength: 3 }))
      .map(([name, indices]): Expression => ({ kind: "subscript", name, indices, at })),
  },
);

const arbitraryFunction = fc
  .constantFrom(...functions.values())
  .chain(({ name, fewest, most }) =>
    fc.tuple(fc.constant(name), fc.integer({ min: fewest, max: Math.min(most, fewest + 2) })),
  );

/**
 * Any expression the language can write: every kind of node, every operator on every side of every other, every
 * function. Positions are all 0. Truths and units are not heeded.
 *
 * @param maxDepth Operations inside one another, at most.
 */
export function arbitraryExpression(maxDepth = 4): fc.Arbitrary<Expression> {
  const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
    expression: fc.oneof(
      { maxDepth, withCrossShrink: true },
      { weight: 4, arbitrary: arbitraryLeaf },
      {
        weight: 6,
        arbitrary: fc
          .tuple(fc.constantFrom(...binaryOperators), tie("expression"), tie("expression"))
          .map(([operator, left, right]): Expression => ({ kind: "binary", operator, left, right, at })),
      },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom(...unaryOperators), tie("expression"))
          .map(([operator, operand]): Expression => ({ kind: "unary", operator, operand, at })),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tie("expression"), tie("expression"), tie("expression"))
          .map(([condition, whenTrue, whenFalse]): Expression => ({ kind: "if", condition, whenTrue, whenFalse, at })),
      },
      {
        weight: 1,
        arbitrary: arbitraryFunction.chain(([name, count]) =>
          fc
            .array(tie("expression"), { minLength: count, maxLength: count })
            .map((parts): Expression => ({ kind: "call", name, arguments: parts, at })),
        ),
      },
    ),
  }));
  return expression;
}
