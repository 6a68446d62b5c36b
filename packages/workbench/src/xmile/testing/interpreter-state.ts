import type { equation } from "@tokenwright/engine";

export type Expression = equation.Expression;
export type Binding = ReadonlyMap<string, string>;

export interface Cell {
  readonly key: string;
  readonly kind: "stock" | "value";
  readonly expression: Expression;
  readonly binding: Binding;
}

/** Memory of one call at one place: stages of a smooth, or values of earlier steps. */
export interface Site {
  readonly call: equation.CallExpression;
  readonly binding: Binding;
  stages: number[];
  readonly history: number[];
  initial: number | undefined;
  isReady: boolean;
}

/** Functions that remember earlier steps. */
export const memory: ReadonlySet<string> = new Set([
  "previous",
  "initial",
  "smooth",
  "smooth3",
  "smoothN",
  "delay1",
  "delay3",
  "delayN",
  "delay",
  "trend",
  "forecast",
]);

/** What a step starts from. */
export interface Snapshot {
  readonly stocks: Map<string, number>;
  readonly stages: Map<Site, number[]>;
}
