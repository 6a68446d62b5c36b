import * as rational from "../base/rational.js";
import type { GraphBuilder, NodeId } from "../graph/index.js";
import type { Operation } from "../graph/operations.js";
import { slopeAt } from "./slope.js";

/**
 * The derivatives of operations that work on each value by itself. The change of the result that goes with a change
 * of one argument is that change times a number, so the same function carries tangents forwards and adjoints back.
 *
 * Where a derivative does not exist:
 * - of `min` and `max` the operand that gives the value changes it; of two equal ones the second;
 * - of `abs` at 0 it is 0; of a power with a whole exponent that of the polynomial;
 * - of `floor`, `ceil`, `round` and conditions it is 0; where a rounding is passed through, 1;
 * - of `sqrt` at 0 it is infinite, and counts only where what stands under the root changes;
 * - of `if` it is that of the branch taken;
 * - of a table it is the slope of the line that begins at the point, 0 where the table is level.
 */

/** What a change of an argument makes of the result. */
export type Carry = (change: NodeId) => NodeId;

/** An operation with the nodes of its result and its arguments. */
export interface Application {
  readonly operation: Operation;
  readonly result: NodeId;
  readonly operands: readonly NodeId[];
  /** The table of a lookup. */
  readonly index: number | undefined;
}

const decimal = (text: string) => rational.parseDecimal(text)!;
const lnTen = decimal("2.302585092994045684017991454684");
const lnTwo = decimal("0.693147180559945309417232121458");
const twoByRootPi = decimal("1.128379167095512573896158903122");

/** Stands for 0 in a divisor where what is divided may be handed to something that does not change. */
const nearlyZero = rational.divide(rational.one, rational.power(rational.rational(2n), 500n));

/**
 * The carries of an operation that works on each value by itself; undefined for an argument that changes nothing.
 *
 * @param way Only the root of 0 tells them apart. It has no finite slope, but where what stands under it does not
 * change, neither does the root. Forwards that is seen; backwards a slope above 10^100 stands for an infinite one.
 */
export function carriesOf(
  builder: GraphBuilder,
  here: Application,
  way: "forwards" | "backwards",
): readonly (Carry | undefined)[] {
  const { operation, result: y, operands } = here;
  const [a, b, c] = operands as [NodeId, NodeId, NodeId];
  const zero = () => builder.constant(rational.zero);
  const one = () => builder.constant(rational.one);
  const times =
    (factor: NodeId): Carry =>
    (change) =>
      builder.make("multiply", change, factor);
  const over =
    (divisor: NodeId): Carry =>
    (change) =>
      builder.make("divide", change, divisor);
  const negated: Carry = (change) => builder.make("negate", change);
  const same: Carry = (change) => change;
  const when = (condition: NodeId): readonly [Carry, Carry] => [
    (change) => builder.make("select", condition, change, zero()),
    (change) => builder.make("select", condition, zero(), change),
  ];
  const square = (node: NodeId) => builder.make("multiply", node, node);
  const belowOne = () => builder.make("sqrt", builder.make("subtract", one(), square(a)));
  switch (operation) {
    case "negate":
      return [negated];
    case "absolute":
      return [times(builder.make("subtract", builder.make("less", zero(), a), builder.make("less", a, zero())))];
    case "floor":
    case "ceil":
    case "round":
    case "input":
      return [same];
    case "sqrt":
      if (way === "backwards") {
        return [over(builder.make("maximum", builder.make("add", y, y), builder.constant(nearlyZero)))];
      }
      return [
        (change) => {
          const slope = builder.make("divide", change, builder.make("add", y, y));
          return builder.make("select", builder.make("equal", change, zero()), zero(), slope);
        },
      ];
    case "exp":
      return [times(y)];
    case "ln":
      return [over(a)];
    case "log10":
      return [over(builder.make("multiply", a, builder.constant(lnTen)))];
    case "log2":
      return [over(builder.make("multiply", a, builder.constant(lnTwo)))];
    case "sin":
      return [times(builder.make("cos", a))];
    case "cos":
      return [times(builder.make("negate", builder.make("sin", a)))];
    case "tan":
      return [times(builder.make("add", one(), square(y)))];
    case "arcsin":
      return [over(belowOne())];
    case "arccos":
      return [over(builder.make("negate", belowOne()))];
    case "arctan":
      return [over(builder.make("add", one(), square(a)))];
    case "tanh":
      return [times(builder.make("subtract", one(), square(y)))];
    case "erf": {
      const bell = builder.make("exp", builder.make("negate", square(a)));
      return [times(builder.make("multiply", builder.constant(twoByRootPi), bell))];
    }
    case "lookup": {
      const slope = slopeAt(builder, here.index!, a);
      return [slope === undefined ? undefined : times(slope)];
    }
    case "add":
      return [same, same];
    case "subtract":
      return [same, negated];
    case "multiply":
      return [times(b), times(a)];
    case "divide":
      return [over(b), (change) => negated(builder.make("divide", builder.make("multiply", y, change), b))];
    case "power":
      return powerCarries(builder, y, a, b);
    case "minimum":
      return when(builder.make("less", a, b));
    case "maximum":
      return when(builder.make("less", b, a));
    case "select": {
      const [yes, no] = when(a);
      return [undefined, b === c ? undefined : yes, b === c ? same : no];
    }
    default:
      return operands.map(() => undefined);
  }
}

/** n · a^(n - 1) for the base, a^n · ln a for the exponent, which below and at a base of 0 changes nothing. */
function powerCarries(builder: GraphBuilder, y: NodeId, a: NodeId, n: NodeId): readonly [Carry | undefined, Carry] {
  const times =
    (factor: NodeId): Carry =>
    (change) =>
      builder.make("multiply", change, factor);
  const zero = builder.constant(rational.zero);
  const one = builder.constant(rational.one);
  const exponent = builder.valueOf(n);
  const byExponent: Carry = (change) => {
    const logarithm = builder.make("multiply", y, builder.make("ln", a));
    return builder.make("multiply", change, builder.make("select", builder.make("less", zero, a), logarithm, zero));
  };
  if (exponent !== undefined && exponent.n === 0n) return [undefined, byExponent];
  if (exponent === undefined || exponent.d === 1n) {
    const lower = builder.make("power", a, builder.make("subtract", n, one));
    return [times(builder.make("multiply", n, lower)), byExponent];
  }
  // For a broken exponent a^n / a costs less than another power.
  const slope = builder.make("multiply", n, builder.make("divide", y, a));
  const isLevelAtZero = rational.compare(exponent, rational.one) > 0;
  return [
    times(isLevelAtZero ? builder.make("select", builder.make("equal", a, zero), zero, slope) : slope),
    byExponent,
  ];
}
