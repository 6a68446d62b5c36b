import { internal } from "../base/errors.js";
import type { Code } from "./code.js";
import type { Shape, Value } from "./step.js";
import type { Trace } from "./trace.js";

/** The locals in which the values of a trace stand while they are needed. */
export class Places {
  readonly #places = new Map<Value, readonly number[]>();
  readonly #free: number[] = [];

  constructor(
    readonly code: Code,
    readonly trace: Trace,
    /** For each step the last one that uses its value. */
    readonly lastUse: Int32Array,
    /** Vectors of runs that are computed side by side. */
    readonly vectors: number,
  ) {}

  /** Locals for a value that is about to be computed. */
  take(value: Value, shape: Shape): readonly number[] {
    const copies = shape === "same" ? 1 : shape === "words" ? this.vectors / 2 : this.vectors;
    const places = Array.from({ length: copies }, () => this.#free.pop() ?? this.code.local("v128"));
    this.#places.set(value, places);
    return places;
  }

  of(value: Value, copy: number): number {
    const places = this.#places.get(value) ?? internal("a value is used before it is computed");
    return places.length === 1 ? places[0]! : places[copy]!;
  }

  /** Locals whose values nothing needs behind a step may serve again; those filled before the loop may not. */
  release(values: readonly Value[], behind: number): void {
    for (const value of new Set([...values, behind])) {
      if (this.lastUse[value]! > behind || this.trace.steps[value]!.shape === "same") continue;
      this.#free.push(...(this.#places.get(value) ?? []));
      this.#places.delete(value);
    }
  }
}
