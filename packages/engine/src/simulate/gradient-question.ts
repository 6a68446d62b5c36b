import type { Conventions } from "../derive/index.js";
import type { NodeId } from "../graph/index.js";
import type { Program } from "../model/index.js";

/** What a derivative is taken by: a parameter, or the initial value of a stock or state. */
export interface Direction {
  readonly name: string;
  readonly kind: "parameter" | "stock" | "state";
  /** What its leaves in the graph are numbered. */
  readonly index: number;
}

/** Which derivatives of what are asked for. */
export interface Question {
  readonly program: Program;
  readonly directions: readonly Direction[];
  /** The nodes whose values are derived. */
  readonly objectives: readonly NodeId[];
  readonly conventions: Conventions;
  /** Whether a parameter has a value of the caller's, so that its own equation does not matter. */
  readonly isGiven: (parameter: number) => boolean;
  /**
   * True when outflows were scaled for want of stock, so that a stock has a say in what flows out of it, and all that
   * flows out in what each flow moves.
   */
  readonly isCoupled: boolean;
}
