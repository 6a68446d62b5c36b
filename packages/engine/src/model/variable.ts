import type { Rational } from "../base/rational.js";
import type { NodeId } from "../graph/index.js";
import type { Unit } from "../unit/index.js";
import type { Declaration } from "./declarations.js";
import type { Variable } from "./program.js";

/** A declaration as the reader of results sees it. */
export function variableOf(declaration: Declaration, unit: Unit, scale: Rational, node: NodeId): Variable {
  const { name, kind, meaning, text, next, population } = declaration;
  const { source, confidence, symbol, range } = declaration.provenance;
  return {
    name,
    kind,
    meaning,
    unit,
    scale,
    node,
    ...(population === undefined ? {} : { population }),
    ...(text === undefined ? {} : { equation: next ?? text }),
    ...(kind === "stock" || kind === "state" ? { initial: text! } : {}),
    ...(source === undefined ? {} : { source }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(symbol === undefined ? {} : { symbol }),
    ...(range === undefined ? {} : { range }),
  };
}
