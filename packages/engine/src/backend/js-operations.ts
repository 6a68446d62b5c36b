import { cos, erf, exp, ln, log10, pow, sin, tan, tanh } from "../numeric/index.js";
import type { Operation } from "../graph/index.js";

/** Runs one operation over all lanes of a batch. */
export type Instruction = () => void;

type Lanes = Float64Array;
type Unary = (out: Lanes, a: Lanes) => Instruction;
type Binary = (out: Lanes, a: Lanes, b: Lanes) => Instruction;

/** A loop per operation, written out, because one loop that calls a handed-in function runs at a third of the speed. */
const unaryTable: Readonly<Partial<Record<Operation, Unary>>> = {
  negate: (out, a) => () => {
    for (let i = 0; i < out.length; i++) out[i] = -a[i]!;
  },
  absolute: (out, a) => () => {
    for (let i = 0; i < out.length; i++) out[i] = Math.abs(a[i]!);
  },
  floor: (out, a) => () => {
    for (let i = 0; i < out.length; i++) out[i] = Math.floor(a[i]!);
  },
  ceil: (out, a) => () => {
    for (let i = 0; i < out.length; i++) out[i] = Math.ceil(a[i]!);
  },
  round: (out, a) => () => {
    for (let i = 0; i < out.length; i++) out[i] = roundHalfAway(a[i]!);
  },
  sqrt: (out, a) => () => {
    for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(a[i]!);
  },
  exp: (out, a) => () => {
    for (let i = 0; i < out.length; i++) out[i] = exp(a[i]!);
  },
  ln: (out, a) => () => {
    for (let i = 0; i < out.length; i++) out[i] = ln(a[i]!);
  },
  log10: (out, a) => () => {
    for (let i = 0; i < out.length; i++) out[i] = log10(a[i]!);
  },
  sin: (out, a) => () => {
    for (let i = 0; i < out.length; i++) out[i] = sin(a[i]!);
  },
  cos: (out, a) => () => {
    for (let i = 0; i < out.length; i++) out[i] = cos(a[i]!);
  },
  tan: (out, a) => () => {
    for (let i = 0; i < out.length; i++) out[i] = tan(a[i]!);
  },
  tanh: (out, a) => () => {
    for (let i = 0; i < out.length; i++) out[i] = tanh(a[i]!);
  },
  erf: (out, a) => () => {
    for (let i = 0; i < out.length; i++) out[i] = erf(a[i]!);
  },
  not: (out, a) => () => {
    for (let i = 0; i < out.length; i++) out[i] = not(a[i]!);
  },
};

const binaryTable: Readonly<Partial<Record<Operation, Binary>>> = {
  add: (out, a, b) => () => {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! + b[i]!;
  },
  subtract: (out, a, b) => () => {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! - b[i]!;
  },
  multiply: (out, a, b) => () => {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! * b[i]!;
  },
  divide: (out, a, b) => () => {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! / b[i]!;
  },
  power: (out, a, b) => () => {
    for (let i = 0; i < out.length; i++) out[i] = pow(a[i]!, b[i]!);
  },
  minimum: (out, a, b) => () => {
    for (let i = 0; i < out.length; i++) out[i] = minimum(a[i]!, b[i]!);
  },
  maximum: (out, a, b) => () => {
    for (let i = 0; i < out.length; i++) out[i] = maximum(a[i]!, b[i]!);
  },
  less: (out, a, b) => () => {
    for (let i = 0; i < out.length; i++) out[i] = less(a[i]!, b[i]!);
  },
  lessOrEqual: (out, a, b) => () => {
    for (let i = 0; i < out.length; i++) out[i] = lessOrEqual(a[i]!, b[i]!);
  },
  equal: (out, a, b) => () => {
    for (let i = 0; i < out.length; i++) out[i] = equal(a[i]!, b[i]!);
  },
  and: (out, a, b) => () => {
    for (let i = 0; i < out.length; i++) out[i] = a[i]! * b[i]!;
  },
  or: (out, a, b) => () => {
    for (let i = 0; i < out.length; i++) out[i] = maximum(a[i]!, b[i]!);
  },
};

/** The instruction for an operation that is not a leaf, or undefined for a leaf. */
export function instructionFor(operation: Operation, out: Lanes, operands: readonly Lanes[]): Instruction | undefined {
  const unary = unaryTable[operation];
  if (unary !== undefined) return unary(out, operands[0]!);
  const binary = binaryTable[operation];
  if (binary !== undefined) return binary(out, operands[0]!, operands[1]!);
  if (operation !== "select") return undefined;
  const [condition, yes, no] = operands as [Lanes, Lanes, Lanes];
  return () => {
    for (let i = 0; i < out.length; i++) out[i] = select(condition[i]!, yes[i]!, no[i]!);
  };
}

// Conditions are 1, 0, or NaN where a comparison met NaN, so that a fault is seen where it matters instead
// of turning into the answer "no". min and max likewise; the sign of a zero is that of the second argument.

export function less(a: number, b: number): number {
  return a < b ? 1 : a >= b ? 0 : Number.NaN;
}

export function lessOrEqual(a: number, b: number): number {
  return a <= b ? 1 : a > b ? 0 : Number.NaN;
}

export function equal(a: number, b: number): number {
  return a === b ? 1 : a < b || a > b ? 0 : Number.NaN;
}

export function not(a: number): number {
  return 1 - a;
}

export function select(condition: number, yes: number, no: number): number {
  return condition === 1 ? yes : condition === 0 ? no : Number.NaN;
}

export function minimum(a: number, b: number): number {
  return a < b || a !== a ? a : b;
}

export function maximum(a: number, b: number): number {
  return a > b || a !== a ? a : b;
}

export function roundHalfAway(x: number): number {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + (x < 0 ? -1 : 1) : whole;
}
