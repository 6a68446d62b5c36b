import { fail, type Place } from "../base/errors.js";
import type { Expression, Span } from "../equation/index.js";
import { placeOf as placeInEquation, print } from "../equation/index.js";
import {
  type Dimension,
  describeDimension,
  dimensionless,
  divideDimensions,
  sameDimension,
  type Units,
} from "../unit/index.js";
import type { GraphBuilder, NodeId } from "./graph.js";
import type { Scale } from "./internal-units.js";
import type { NameSpace } from "./subscripts.js";

/** What an expression is: a number with a dimension, or a condition. The literal 0 fits any dimension. */
export type Kind =
  | { readonly kind: "number"; readonly dimension: Dimension }
  | { readonly kind: "zero" }
  | { readonly kind: "condition" };

export interface Lowered {
  readonly node: NodeId;
  readonly type: Kind;
}

/** A population by name, and its number in the graph. */
export interface AgentsOf {
  readonly name: string;
  readonly index: number;
}

/** What the names of an equation stand for, and where new draws and memories are kept. */
export interface Scope {
  readonly builder: GraphBuilder;
  readonly units: Units;
  readonly scale: Scale;
  /** The time that the equation sees, and the steps for which a draw of it keeps its number. */
  now(): NodeId;
  readonly every: number;
  /** The variable whose equation is lowered; draws are named after it. */
  readonly owner: string;
  /** The text and place of the equation, for positions in errors. */
  readonly text: string;
  readonly place: Place;
  readonly space: NameSpace;
  /** The element each dimension of the left side stands for. */
  readonly binding: ReadonlyMap<string, string>;
  /** What `*` stands for while an aggregate runs over a dimension. */
  readonly stars: ReadonlyMap<string, string>;
  /** The population for each agent of which this is computed. */
  readonly population: AgentsOf | undefined;
  resolve(name: string): Lowered | undefined;
  /** Dimension of a variable without lowering it: `previous` may look at one that comes later. */
  dimensionOf(name: string): Dimension | undefined;
  names(): Iterable<string>;
  /** Number of draws made so far in this equation; the next one takes it up. */
  drawCount: { value: number };
  /** A hidden memory that opens with `first`; at the next step it has this step's value of `variable`. */
  remember(variable: string, first: NodeId): NodeId;
  /** A hidden memory that keeps the value `node` has at step 0. */
  hold(node: NodeId): NodeId;
  /** A hidden memory that opens with `first`; at the next step it has what `next` makes of it. Equal keys share one. */
  carry(key: string, first: NodeId, next: (before: NodeId) => NodeId): NodeId;
  /** A hidden level that opens with `first` and grows by `rate` per time; of the population that `first` is of. */
  level(first: NodeId, rate: (level: NodeId) => NodeId): NodeId;
  /** What `input` was `time` ago; `first` before that. */
  pipeline(input: NodeId, time: NodeId, first: NodeId): NodeId;
  /** What the conveyor of this name lets go in this step, per time; undefined when it is no conveyor. */
  leaving(name: string): Lowered | undefined;
  conveyorNames(): Iterable<string>;
  /** A table of the model with the units of its two sides. */
  table(name: string): { readonly index: number; readonly x: Kind; readonly y: Kind } | undefined;
  tableNames(): Iterable<string>;
}

export const plain: Kind = { kind: "number", dimension: dimensionless };

/** The dimension of a number; the literal 0 counts as a plain number. */
export function dimensionOfKind(type: Kind): Dimension {
  return type.kind === "number" ? type.dimension : dimensionless;
}

/** Both must be numbers of one dimension, or both conditions. */
export function unify(left: Lowered, right: Lowered, at: Span, scope: Scope, what: string): Kind {
  if (left.type.kind === "zero" && right.type.kind !== "condition") return right.type;
  if (right.type.kind === "zero" && left.type.kind !== "condition") return left.type;
  if (left.type.kind === "condition" && right.type.kind === "condition") return left.type;
  if (left.type.kind === "number" && right.type.kind === "number") {
    if (sameDimension(left.type.dimension, right.type.dimension)) return left.type;
    fail({
      code: "unit/mismatch",
      message: `The units of ${what} differ: ${describeDimension(left.type.dimension)} and ${describeDimension(right.type.dimension)}.`,
      expected: "the same unit on both sides",
      hint: mismatchHint(left.type.dimension, right.type.dimension, scope),
      place: placeOf(scope, at),
    });
  }
  return fail({
    code: "unit/condition",
    message: `${capitalise(what)} mix a number and a condition.`,
    expected: "two numbers or two conditions",
    hint: "turn the condition into a number with `if … then 1 else 0`",
    place: placeOf(scope, at),
  });
}

/** Says what is missing between two dimensions, which is usually a time or a price. */
export function mismatchHint(left: Dimension, right: Dimension, scope: { readonly scale: Scale }): string {
  const ratio = divideDimensions(left, right);
  const { time } = scope.scale;
  if (sameDimension(ratio, time))
    return "the right side is per time and the left is not: multiply the right by a time, or use a rate on the left";
  if (sameDimension(divideDimensions(dimensionless, time), ratio)) {
    return "the left side is per time and the right is not: divide the right by a time such as `epoch`";
  }
  return `multiply or divide by something in ${describeDimension(ratio)}`;
}

export function requireNumber(value: Lowered, from: Expression, scope: Scope, what: string): void {
  if (value.type.kind !== "condition") return;
  fail({
    code: "unit/condition",
    message: `${print(from)} is a condition, and ${what} works on numbers.`,
    expected: "a number",
    hint: "turn the condition into a number with `if … then 1 else 0`",
    place: placeOf(scope, from.at),
  });
}

export function requireCondition(value: Lowered, from: Expression, scope: Scope, what: string): void {
  if (value.type.kind === "condition") return;
  fail({
    code: "unit/condition",
    message: `${print(from)} is a number, and ${what} works on conditions.`,
    expected: "a comparison such as price > {1 USD/token}",
    hint: `compare it with something: ${print(from)} > 0`,
    place: placeOf(scope, from.at),
  });
}

export function requirePlain(value: Lowered, from: Expression, scope: Scope, what: string): void {
  requireNumber(value, from, scope, what);
  const dimension = dimensionOfKind(value.type);
  if (sameDimension(dimension, dimensionless)) return;
  fail({
    code: "unit/not-plain",
    message: `${print(from)} has the unit ${describeDimension(dimension)}, and ${what} is a plain number.`,
    expected: "a number without a unit",
    hint: `divide it by a quantity of the same unit, as in ${print(from)} / {1 …}`,
    place: placeOf(scope, from.at),
  });
}

/** The place of a span of the equation's text; `offset` skips characters such as an opening brace. */
export function placeOf(scope: { readonly text: string; readonly place: Place }, at: Span, offset = 0): Place {
  return placeInEquation(scope.text, { start: at.start + offset, end: at.end }, scope.place);
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
