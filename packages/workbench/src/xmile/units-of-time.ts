import type { equation } from "@tokenwright/engine";

type Expression = equation.Expression;

/** What is known about the time of a model. */
export interface Named {
  readonly timeUnit: string;
  readonly startsAtZero: boolean;
  /** Told when an equation uses the time of a model that does not start at 0. */
  refuse(): void;
}

/** Which arguments of a function are times, by position. */
const timed: Readonly<Record<string, readonly number[]>> = {
  step: [1],
  ramp: [1, 2],
  pulse: [1, 2],
  delay: [1],
  delay1: [1],
  delay3: [1],
  delayN: [1],
  smooth: [1],
  smooth3: [1],
  smoothN: [1],
  trend: [1],
  forecast: [1, 2],
};

/** Functions of the time that has passed, which XMILE counts from its own zero. */
const dated: ReadonlySet<string> = new Set(["step", "ramp", "pulse"]);

const likeUnits: ReadonlySet<string> = new Set(["+", "-", "<", "<=", ">", ">=", "=", "<>"]);

/** The equation with the unit of time at numbers that are added to the time, compared with it, or taken as a time. */
export function withUnitsOfTime(expression: Expression, named: Named): Expression {
  const again = (part: Expression): Expression => withUnitsOfTime(part, named);
  switch (expression.kind) {
    case "name":
      if (expression.name === "time" && !named.startsAtZero) named.refuse();
      return expression;
    case "unary":
      return { ...expression, operand: again(expression.operand) };
    case "if":
      return {
        ...expression,
        condition: again(expression.condition),
        whenTrue: again(expression.whenTrue),
        whenFalse: again(expression.whenFalse),
      };
    case "binary": {
      const { operator, left, right } = expression;
      if (!likeUnits.has(operator)) return { ...expression, left: again(left), right: again(right) };
      return {
        ...expression,
        left: isTime(right) ? timeOf(left, named) : again(left),
        right: isTime(left) ? timeOf(right, named) : again(right),
      };
    }
    case "call": {
      if (dated.has(expression.name) && !named.startsAtZero) named.refuse();
      const positions = timed[expression.name] ?? [];
      return {
        ...expression,
        arguments: expression.arguments.map((part, at) => (positions.includes(at) ? timeOf(part, named) : again(part))),
      };
    }
    default:
      return expression;
  }
}

/** The time, the step, or a sum of them and numbers. */
function isTime(expression: Expression): boolean {
  if (expression.kind === "name") return expression.name === "time" || expression.name === "epoch";
  return (
    expression.kind === "binary" &&
    (expression.operator === "+" || expression.operator === "-") &&
    (isTime(expression.left) || isTime(expression.right))
  );
}

function timeOf(expression: Expression, named: Named): Expression {
  if (expression.kind !== "number" || Number(expression.text) === 0) return withUnitsOfTime(expression, named);
  return { kind: "quantity", text: `${expression.text} ${named.timeUnit}`, at: expression.at };
}
