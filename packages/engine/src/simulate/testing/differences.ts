import type { Program } from "../../model/index.js";
import { type RunOptions, run } from "../run.js";

/** What a difference quotient is taken of: a variable when, and of how many runs the mean. */
export interface Objective {
  readonly variable: string;
  readonly at: "end" | "sum" | "mean";
  readonly runs?: number;
}

export function objectiveOf(program: Program, { variable, at, runs = 1 }: Objective, options: RunOptions): number {
  let sum = 0;
  for (let index = 0; index < runs; index++) {
    const series = run(program, { ...options, run: (options.run ?? 0) + index, record: [variable] }).series(variable);
    const all = series.reduce((total, value) => total + value, 0);
    sum += at === "end" ? series[series.length - 1]! : at === "sum" ? all : all / series.length;
  }
  return sum / runs;
}

/**
 * A derivative by central differences of widths h, h/2 and h/4, extrapolated twice after Richardson, so that the error
 * falls with the sixth power of h; and how far the last two extrapolations lie apart.
 */
export function difference(
  evaluate: (shift: number) => number,
  h: number,
): { readonly slope: number; readonly uncertainty: number } {
  const [a, b, c] = [h, h / 2, h / 4].map((width) => (evaluate(width) - evaluate(-width)) / (2 * width));
  const [first, second] = [(4 * b! - a!) / 3, (4 * c! - b!) / 3];
  const slope = (16 * second - first) / 15;
  return { slope, uncertainty: Math.abs(slope - second) };
}

/** How far the slopes of both sides lie apart at widths h and h/4: to a quarter where there is no kink. */
export function gaps(evaluate: (shift: number) => number, h: number): readonly [number, number] {
  const here = evaluate(0);
  const gap = (width: number) => Math.abs(evaluate(width) + evaluate(-width) - 2 * here) / width;
  return [gap(h), gap(h / 4)];
}
