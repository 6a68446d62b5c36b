import type { NodeId } from "../graph/index.js";
import type { Program } from "../model/index.js";
import { type Dimension, dimensionless, divideDimensions, multiplyDimensions, sameDimension } from "../unit/index.js";

/**
 * The roundings that keep an amount of an asset in whole base units, such as `floor(rate * reserve)`: one base unit
 * is so small beside the amount that they are no part of how the model moves. Roundings of plain numbers, such as
 * `floor(time / period)`, are not among them. What is rounded as the last thing in an equation has the unit of its
 * variable; inside an equation a constant counts as a plain number.
 */
export function roundedAmounts(program: Program): ReadonlySet<NodeId> {
  const { graph, variables, units } = program;
  const dimensions = dimensionsOf(program);
  const isAmount = (dimension: Dimension | undefined) =>
    dimension !== undefined &&
    Array.from(dimension.exponents).some(([base]) => units.bases.get(base)?.kind === "asset");
  const rounded = new Set<NodeId>();
  for (const [id, { operation }] of graph.nodes.entries()) {
    if (operation !== "floor" && operation !== "ceil" && operation !== "round") continue;
    const own = dimensions[id] ?? variables.get(graph.owners[id]!)?.unit.dimension;
    if (isAmount(own)) rounded.add(id);
  }
  return rounded;
}

/** The dimension of each node, as far as the units of variables tell. */
function dimensionsOf(program: Program): readonly (Dimension | undefined)[] {
  const { graph, variables, scale } = program;
  const declared = new Map<NodeId, Dimension>();
  for (const { node, unit } of variables.values()) {
    if (graph.nodes[node]!.operation !== "constant") declared.set(node, unit.dimension);
  }
  const nameOf = new Map(program.parameters.map(({ index, name }) => [index, name]));
  const found: (Dimension | undefined)[] = [];
  for (const [id, { operation, arguments: operands, index }] of graph.nodes.entries()) {
    const named = (name: string | undefined) => (name === undefined ? undefined : variables.get(name)?.unit.dimension);
    const of = (position: number) => found[operands[position]!];
    const isConstant = (position: number) => graph.nodes[operands[position]!]!.operation === "constant";
    const infer = (): Dimension | undefined => {
      switch (operation) {
        case "parameter":
          return named(nameOf.get(index!));
        case "stock":
          return named(program.stocks[index!]!.name);
        case "state":
          return named(program.states[index!]!.name);
        case "input":
          return named(program.inputs[index!]!.name);
        case "time":
          return scale.time;
        case "multiply":
          if (isConstant(0)) return of(1);
          if (isConstant(1)) return of(0);
          return both(of(0), of(1), multiplyDimensions);
        case "divide":
          return both(isConstant(0) ? dimensionless : of(0), isConstant(1) ? dimensionless : of(1), divideDimensions);
        case "power":
        case "sqrt":
          return of(0) !== undefined && sameDimension(of(0)!, dimensionless) ? dimensionless : undefined;
        case "negate":
        case "absolute":
        case "floor":
        case "ceil":
        case "round":
        case "spread":
        case "total":
        case "least":
        case "greatest":
        case "quantile":
        case "pick":
          return of(0);
        case "add":
        case "subtract":
        case "minimum":
        case "maximum":
        case "gather":
          return operands.map((_, position) => of(position)).find((one) => one !== undefined);
        case "select":
          return of(1) ?? of(2);
        case "constant":
        case "pipeline":
        case "starting":
        case "lookup":
          return undefined;
        default:
          return dimensionless;
      }
    };
    found.push(declared.get(id) ?? infer());
  }
  return found;
}

function both<T>(a: T | undefined, b: T | undefined, combine: (a: T, b: T) => T): T | undefined {
  return a === undefined || b === undefined ? undefined : combine(a, b);
}
