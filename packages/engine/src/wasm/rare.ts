import { cos, ln, log2, log10, pow, sin, tan } from "../numeric/index.js";
import type { Trace, Value } from "./trace.js";

/**
 * Functions whose vector code leaves some arguments to the host: what it computes is the same by
 * construction. A task is the position in this list.
 */
const functions = {
  ln,
  log10,
  log2,
  sin,
  cos,
  tan,
  power: pow,
} as const;

export type RareFunction = keyof typeof functions;

const names = Object.keys(functions) as readonly RareFunction[];

/** Tasks below this number are functions of this list. */
export const RARE_TASKS = names.length;

/** What the host computes, wherever it is needed. */
export function byHost(t: Trace, name: RareFunction, args: readonly Value[]): Value {
  return t.rare(names.indexOf(name), t.bits(-1, -1), args[0]!, args);
}

/** Computes a task over so many lanes: arguments in rows of `row` numbers from `start`, the result in the first. */
export function computeRare(task: number, lanes: number, numbers: Float64Array, start: number, row: number): void {
  const compute = functions[names[task]!] as (a: number, b: number) => number;
  for (let lane = start; lane < start + lanes; lane++) numbers[lane] = compute(numbers[lane]!, numbers[lane + row]!);
}
