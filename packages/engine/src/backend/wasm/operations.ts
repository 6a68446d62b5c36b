import { internal } from "../../base/errors.js";
import type { Operation } from "../../graph/index.js";
import { arccos, arcsin, arctan } from "../../wasm/arctan.js";
import { erf } from "../../wasm/erf.js";
import { exp } from "../../wasm/exp.js";
import { ln, log2, log10 } from "../../wasm/ln.js";
import { pow } from "../../wasm/pow.js";
import { round } from "../../wasm/round.js";
import { tanh } from "../../wasm/tanh.js";
import type { Trace, Value } from "../../wasm/trace.js";
import { cos, sin, tan } from "../../wasm/trigonometric.js";

/** A value of a graph as vector code. */
export interface Traced {
  readonly value: Value;
  /** For a condition: all bits where it holds, and NaN where it has no truth. */
  readonly truth?: { readonly mask: Value; readonly fault: Value };
  readonly isFinite: boolean;
}

type Unary = (t: Trace, x: Traced) => Traced;
type Binary = (t: Trace, a: Traced, b: Traced) => Traced;

const some = (value: Value): Traced => ({ value, isFinite: false });

/** No bits where all values are finite, NaN elsewhere. */
function faultOf(t: Trace, ...values: readonly Traced[]): Value | undefined {
  return values
    .filter((one) => !one.isFinite)
    .map(({ value }) => t.subtract(value, value))
    .reduce<Value | undefined>((all, one) => (all === undefined ? one : t.or(all, one)), undefined);
}

/** The value, or NaN where an argument is not finite: see the js backend's operations. */
function guarded(t: Trace, value: Value, ...values: readonly Traced[]): Traced {
  const fault = faultOf(t, ...values);
  return some(fault === undefined ? value : t.or(value, fault));
}

function truth(t: Trace, mask: Value, fault: Value): Traced {
  return { value: t.or(t.and(mask, t.constant(1)), fault), truth: { mask, fault }, isFinite: false };
}

/** A condition that was computed elsewhere. */
export function truthOf(t: Trace, value: Value): Traced {
  return { value, truth: { mask: t.equal(value, t.constant(1)), fault: t.subtract(value, value) }, isFinite: false };
}

const comparison =
  (compare: "less" | "lessOrEqual" | "equal"): Binary =>
  (t, a, b) =>
    truth(t, t[compare](a.value, b.value), faultOf(t, a, b) ?? t.constant(0));

const unary: Readonly<Partial<Record<Operation, Unary>>> = {
  negate: (t, x) => some(t.negate(x.value)),
  absolute: (t, x) => some(t.absolute(x.value)),
  floor: (t, x) => some(t.vector("f64x2Floor", x.value)),
  ceil: (t, x) => some(t.vector("f64x2Ceil", x.value)),
  round: (t, x) => some(round(t, x.value)),
  sqrt: (t, x) => some(t.squareRoot(x.value)),
  exp: (t, x) => some(exp(t, x.value, faultOf(t, x))),
  ln: (t, x) => some(ln(t, x.value)),
  log10: (t, x) => some(log10(t, x.value)),
  log2: (t, x) => some(log2(t, x.value)),
  sin: (t, x) => some(sin(t, x.value)),
  cos: (t, x) => some(cos(t, x.value)),
  tan: (t, x) => some(tan(t, x.value)),
  tanh: (t, x) => guarded(t, tanh(t, x.value), x),
  erf: (t, x) => guarded(t, erf(t, x.value), x),
  arcsin: (t, x) => some(arcsin(t, x.value)),
  arccos: (t, x) => some(arccos(t, x.value)),
  arctan: (t, x) => guarded(t, arctan(t, x.value), x),
  not: (t, x) =>
    x.truth === undefined ? some(t.subtract(t.constant(1), x.value)) : truth(t, t.not(x.truth.mask), x.truth.fault),
};

const maximum: Binary = (t, a, b) => guarded(t, t.atLeast(b.value, a.value), a, b);

const binary: Readonly<Partial<Record<Operation, Binary>>> = {
  add: (t, a, b) => some(t.add(a.value, b.value)),
  subtract: (t, a, b) => some(t.subtract(a.value, b.value)),
  multiply: (t, a, b) => some(t.multiply(a.value, b.value)),
  divide: (t, a, b) => guarded(t, t.divide(a.value, b.value), b),
  power: (t, a, b) => some(pow(t, a.value, b.value, faultOf(t, a, b) ?? t.constant(0))),
  minimum: (t, a, b) => guarded(t, t.atMost(b.value, a.value), a, b),
  maximum,
  less: comparison("less"),
  lessOrEqual: comparison("lessOrEqual"),
  equal: comparison("equal"),
  and: (t, a, b) =>
    a.truth === undefined || b.truth === undefined
      ? some(t.multiply(a.value, b.value))
      : truth(t, t.and(a.truth.mask, b.truth.mask), t.or(a.truth.fault, b.truth.fault)),
  or: (t, a, b) =>
    a.truth === undefined || b.truth === undefined
      ? maximum(t, a, b)
      : truth(t, t.or(a.truth.mask, b.truth.mask), t.or(a.truth.fault, b.truth.fault)),
};

function select(t: Trace, condition: Traced, yes: Traced, no: Traced): Traced {
  if (condition.truth !== undefined) {
    const { mask, fault } = condition.truth;
    return some(t.or(t.choose(mask, yes.value, no.value), fault));
  }
  const otherwise = t.choose(t.equal(condition.value, t.constant(0)), no.value, t.constant(Number.NaN));
  return some(t.choose(t.equal(condition.value, t.constant(1)), yes.value, otherwise));
}

/** Whether an operation that is no leaf has vector code. */
export function isTraceable(operation: Operation): boolean {
  return operation in unary || operation in binary || operation === "select" || operation === "lookup";
}

/** The vector code of an operation that is neither a leaf nor a table. */
export function traceOperation(
  t: Trace,
  operation: Operation,
  args: readonly Traced[],
  allowsInfinity: boolean,
): Traced {
  const [a, b, c] = args as [Traced, Traced, Traced];
  if (operation === "divide" && allowsInfinity) return some(t.divide(a.value, b.value));
  const one = unary[operation];
  if (one !== undefined) return one(t, a);
  const two = binary[operation];
  if (two !== undefined) return two(t, a, b);
  return operation === "select" ? select(t, a, b, c) : internal(`${operation} has no vector code`);
}

/** About how many vector instructions an operation takes. */
export function weightOf(operation: Operation): number {
  return weights[operation] ?? 3;
}

const weights: Readonly<Partial<Record<Operation, number>>> = {
  add: 1,
  subtract: 1,
  multiply: 1,
  negate: 1,
  absolute: 1,
  round: 10,
  minimum: 5,
  maximum: 5,
  less: 6,
  lessOrEqual: 6,
  equal: 6,
  select: 5,
  exp: 48,
  ln: 60,
  log10: 150,
  log2: 150,
  power: 210,
  sin: 75,
  cos: 75,
  tan: 130,
  tanh: 130,
  lookup: 12,
  draw: 12,
  erf: 250,
  arcsin: 180,
  arccos: 180,
  arctan: 150,
};
