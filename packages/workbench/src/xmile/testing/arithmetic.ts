import type { equation } from "@tokenwright/engine";
import type { ImportedDimension, ImportedLookup } from "../imported-model.js";

export function elementsOf({ elements, size }: ImportedDimension): readonly string[] {
  return elements ?? Array.from({ length: size ?? 0 }, (_, at) => String(at + 1));
}

/** An operator of the model language; the right side is worked out only where it is needed. */
export function operate(operator: equation.BinaryOperator, left: number, right: () => number): number {
  switch (operator) {
    case "and":
      return Number(left !== 0 && right() !== 0);
    case "or":
      return Number(left !== 0 || right() !== 0);
    case "+":
      return left + right();
    case "-":
      return left - right();
    case "*":
      return left * right();
    case "/":
      return left / right();
    case "^":
      return left ** right();
    case "<":
      return Number(left < right());
    case "<=":
      return Number(left <= right());
    case ">":
      return Number(left > right());
    case ">=":
      return Number(left >= right());
    case "=":
      return Number(left === right());
    case "<>":
      return Number(left !== right());
  }
}

/** An aggregate of all elements. */
export function gather(name: string, values: readonly number[]): number {
  switch (name) {
    case "sum":
      return values.reduce((sum, value) => sum + value, 0);
    case "mean":
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    case "prod":
      return values.reduce((product, value) => product * value, 1);
    case "min":
      return Math.min(...values);
    default:
      return Math.max(...values);
  }
}

const elementary: Readonly<Record<string, (...values: number[]) => number>> = {
  abs: Math.abs,
  arccos: Math.acos,
  arcsin: Math.asin,
  arctan: Math.atan,
  cos: Math.cos,
  exp: Math.exp,
  floor: Math.floor,
  ceil: Math.ceil,
  clamp: (x, low, high) => Math.max(low!, Math.min(x!, high!)),
  log2: Math.log2,
  int: Math.trunc,
  ln: Math.log,
  log10: Math.log10,
  max: Math.max,
  min: Math.min,
  mod: (a, b) => a! - b! * Math.floor(a! / b!),
  round: (x) => Math.sign(x!) * Math.floor(Math.abs(x!) + 0.5),
  sign: Math.sign,
  sin: Math.sin,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
};

/** A function of numbers, and of the time. */
export function apply(name: string, values: readonly number[], time: number, dt: number): number {
  const near = 1e-9 * dt;
  const [a = 0, b = 0, c] = values;
  switch (name) {
    case "step":
      return time >= b - near ? a : 0;
    case "ramp":
      return time <= b ? 0 : a * (Math.min(time, c ?? time) - b);
    case "pulse": {
      if (time < b - near) return 0;
      const since = c === undefined || c <= 0 ? time - b : time - b - c * Math.floor((time - b) / c + 1e-9);
      return since < dt - near ? a / dt : 0;
    }
  }
  const method = elementary[name];
  if (method === undefined) throw new Error(`the interpreter does not know ${name}`);
  return method(...values);
}

/** The value of a table: between two points on the line through them, outside as the table says. */
export function readTable(table: ImportedLookup, x: number): number {
  const points = table.points.map(([a, b]) => [Number(a), Number(b)] as const);
  const last = points.length - 1;
  if (last === 0) return points[0]![1];
  const at = points.findLastIndex(([a]) => a <= x);
  if (table.beyond === "step") return points[Math.max(at, 0)]![1];
  if (table.beyond === "clamp" && (at < 0 || at === last)) return points[at < 0 ? 0 : last]![1];
  const left = Math.min(Math.max(at, 0), last - 1);
  const [x0, y0] = points[left]!;
  const [x1, y1] = points[left + 1]!;
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

/** Rates of change at one moment: of the flows, and of what calls remember. */
export interface Rates {
  readonly flows: readonly number[];
  readonly stages: ReadonlyMap<object, readonly number[]>;
}

/** The mean rate of a step by the classical Runge-Kutta rule. */
export function combine(...[first, second, third, fourth]: [Rates, Rates, Rates, Rates]): Rates {
  const mean = (a: number, b: number, c: number, d: number): number => (a + 2 * b + 2 * c + d) / 6;
  const join = (a: readonly number[], b: readonly number[], c: readonly number[], d: readonly number[]): number[] =>
    a.map((value, at) => mean(value, b[at]!, c[at]!, d[at]!));
  return {
    flows: join(first.flows, second.flows, third.flows, fourth.flows),
    stages: new Map(
      [...first.stages].map(([site, rates]) => [
        site,
        join(rates, second.stages.get(site)!, third.stages.get(site)!, fourth.stages.get(site)!),
      ]),
    ),
  };
}
