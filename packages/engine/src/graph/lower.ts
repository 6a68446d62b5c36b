import { fail } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { didYouMean } from "../base/suggest.js";
import type { Expression, Span } from "../equation/index.js";
import { print } from "../equation/index.js";
import {
  describeDimension,
  dimensionless,
  divideDimensions,
  multiplyDimensions,
  powerDimension,
  sameDimension,
} from "../unit/index.js";
import { internalScale } from "./internal-units.js";
import { lowerCall } from "./lower-call.js";
import { elementOf } from "./subscript.js";
import {
  dimensionOfKind,
  type Kind,
  type Lowered,
  placeOf,
  plain,
  requireCondition,
  requireNumber,
  requirePlain,
  type Scope,
  unify,
} from "./typed.js";

/** Turns an equation into graph nodes, checking units on the way. */
export function lower(expression: Expression, scope: Scope): Lowered {
  const { builder } = scope;
  switch (expression.kind) {
    case "number":
      return {
        node: builder.constant(expression.value),
        type: expression.value.n === 0n ? { kind: "zero" } : plain,
      };
    case "boolean":
      return { node: builder.constant(expression.value ? rational.one : rational.zero), type: { kind: "condition" } };
    case "quantity": {
      const quantity = scope.units.parseQuantity(expression.text, placeOf(scope, expression.at, 1));
      const factor = internalScale(quantity.unit, scope.scale);
      return {
        node: builder.constant(rational.multiply(quantity.value, factor)),
        type: { kind: "number", dimension: quantity.unit.dimension },
      };
    }
    case "name":
      return lowerName(expression.name, expression.at, scope);
    case "subscript":
      return lowerName(elementOf(expression, scope), expression.at, scope);
    case "unary": {
      const operand = lower(expression.operand, scope);
      if (expression.operator === "not") {
        requireCondition(operand, expression.operand, scope, "not");
        return { node: builder.make("not", operand.node), type: { kind: "condition" } };
      }
      requireNumber(operand, expression.operand, scope, "-");
      return { node: builder.make("negate", operand.node), type: operand.type };
    }
    case "binary":
      return lowerChain(expression, scope);
    case "if": {
      const condition = lower(expression.condition, scope);
      requireCondition(condition, expression.condition, scope, "if");
      const yes = lower(expression.whenTrue, scope);
      const no = lower(expression.whenFalse, scope);
      const type = unify(yes, no, expression.at, scope, "the branches of if");
      return { node: builder.make("select", condition.node, yes.node, no.node), type };
    }
    case "call":
      return lowerCall(expression, scope, lower);
  }
}

function lowerName(name: string, at: Span, scope: Scope): Lowered {
  if (scope.population?.name === name) {
    return { node: scope.builder.leaf("element", 0, scope.population.index), type: plain };
  }
  const element = scope.binding.get(name);
  if (element !== undefined) {
    const position = scope.space.dimensions.positionOf(name, element)!;
    return { node: scope.builder.constant(rational.rational(position)), type: plain };
  }
  const shape = scope.space.shapeOf(name);
  if (shape !== undefined) {
    fail({
      code: "equation/subscript",
      message: `"${name}" has one value for each ${shape.join(" and ")}, and stands here without a subscript.`,
      expected: `a subscript: ${name}[${shape.join(", ")}]`,
      hint: `write ${name}[${shape.join(", ")}] inside an equation over ${shape.join(" and ")}, or sum(${name}[${shape.map(() => "*").join(", ")}])`,
      place: placeOf(scope, at),
    });
  }
  const found = scope.resolve(name);
  if (found !== undefined) return found;
  if (name === "time") {
    return { node: scope.now(), type: { kind: "number", dimension: scope.scale.time } };
  }
  if (name === "epoch") {
    return { node: scope.builder.constant(scope.scale.dt), type: { kind: "number", dimension: scope.scale.time } };
  }
  const suggestion = didYouMean(name, [...scope.names(), "time", "epoch"]);
  return fail({
    code: "equation/unknown-name",
    message: `"${name}" is not a name of this model.`,
    expected: "a parameter, input, stock, state, flow or auxiliary",
    hint: suggestion ?? "declare it, or check its module: `module.name`",
    place: placeOf(scope, at),
  });
}

type Binary = Extract<Expression, { kind: "binary" }>;

/** Lowers a + b + c + … from its innermost pair outwards, so that a long sum needs no deep recursion. */
function lowerChain(expression: Binary, scope: Scope): Lowered {
  const chain: Binary[] = [];
  let innermost: Expression = expression;
  while (innermost.kind === "binary") {
    chain.push(innermost);
    innermost = innermost.left;
  }
  return chain.reduceRight<Lowered>(
    (left, link) => lowerBinary(link, left, lower(link.right, scope), scope),
    lower(innermost, scope),
  );
}

function lowerBinary(expression: Binary, left: Lowered, right: Lowered, scope: Scope): Lowered {
  const { builder } = scope;
  const { operator } = expression;
  if (operator === "and" || operator === "or") {
    requireCondition(left, expression.left, scope, operator);
    requireCondition(right, expression.right, scope, operator);
    return { node: builder.make(operator, left.node, right.node), type: { kind: "condition" } };
  }
  requireNumber(left, expression.left, scope, operator);
  requireNumber(right, expression.right, scope, operator);
  switch (operator) {
    case "+":
    case "-": {
      const type = unify(left, right, expression.at, scope, `the two sides of ${operator}`);
      return { node: builder.make(operator === "+" ? "add" : "subtract", left.node, right.node), type };
    }
    case "*": {
      if (left.type.kind === "zero" || right.type.kind === "zero") {
        return { node: builder.make("multiply", left.node, right.node), type: { kind: "zero" } };
      }
      const dimension = multiplyDimensions(dimensionOfKind(left.type), dimensionOfKind(right.type));
      return { node: builder.make("multiply", left.node, right.node), type: { kind: "number", dimension } };
    }
    case "/": {
      if (right.type.kind === "zero") {
        fail({
          code: "equation/division-by-zero",
          message: "This divides by the number 0.",
          hint: "check the divisor",
          place: placeOf(scope, expression.right.at),
        });
      }
      if (left.type.kind === "zero") return { node: builder.make("divide", left.node, right.node), type: left.type };
      const dimension = divideDimensions(dimensionOfKind(left.type), dimensionOfKind(right.type));
      return { node: builder.make("divide", left.node, right.node), type: { kind: "number", dimension } };
    }
    case "^":
      return lowerPower(expression, left, right, scope);
    default: {
      unify(left, right, expression.at, scope, `the two sides of ${operator}`);
      const condition: Kind = { kind: "condition" };
      const [a, b] = [left.node, right.node];
      switch (operator) {
        case "<":
          return { node: builder.make("less", a, b), type: condition };
        case "<=":
          return { node: builder.make("lessOrEqual", a, b), type: condition };
        case ">":
          return { node: builder.make("less", b, a), type: condition };
        case ">=":
          return { node: builder.make("lessOrEqual", b, a), type: condition };
        case "=":
          return { node: builder.make("equal", a, b), type: condition };
        case "<>":
          return { node: builder.make("not", builder.make("equal", a, b)), type: condition };
      }
    }
  }
}

function lowerPower(expression: Binary, base: Lowered, exponent: Lowered, scope: Scope): Lowered {
  const { builder } = scope;
  requirePlain(exponent, expression.right, scope, "an exponent");
  const node = builder.make("power", base.node, exponent.node);
  const dimension = dimensionOfKind(base.type);
  if (sameDimension(dimension, dimensionless)) return { node, type: plain };
  const value = builder.valueOf(exponent.node);
  if (value === undefined || value.d !== 1n || value.n < -20n || value.n > 20n) {
    fail({
      code: "unit/power",
      message: `${print(expression.left)} has the unit ${describeDimension(dimension)}, and its exponent is not a whole number.`,
      expected: "a whole number between -20 and 20 as the exponent of something with a unit",
      hint: "divide by a unit first, as in (amount / {1 token}) ^ 0.5",
      place: placeOf(scope, expression.at),
    });
  }
  return { node, type: { kind: "number", dimension: powerDimension(dimension, Number(value.n)) } };
}
