import type { Expression } from "../equation/index.js";
import type { Declaration } from "./declarations.js";

/** An equation with its place in the model and the name its draws go by. */
export interface Equation {
  readonly text: string;
  readonly path: string;
  readonly expression: Expression;
  readonly drawName: string;
  /** The element each dimension of the left side stands for. */
  readonly binding: ReadonlyMap<string, string>;
  /** The population for each agent of which it is computed. */
  readonly population: string | undefined;
}

/** An equation of a declared thing. */
export function equationOf(
  { binding, population }: Pick<Declaration, "binding" | "population">,
  text: string,
  path: string,
  expression: Expression,
  drawName: string,
): Equation {
  return { text, path, expression, drawName, binding, population };
}
