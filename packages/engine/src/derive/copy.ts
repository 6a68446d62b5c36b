import { internal } from "../base/errors.js";
import { type Graph, GraphBuilder, type GraphNode, type NodeId } from "../graph/index.js";

/** A builder that goes on where a graph ends: every node keeps its number. */
export function extend(graph: Graph): GraphBuilder {
  const builder = emptyLike(graph);
  for (const id of graph.nodes.keys()) {
    builder.owner = graph.owners[id]!;
    const copy = copyNode(graph, id, builder, (operand) => operand, graph.nodes[id]!.index);
    if (copy !== id) internal(`node ${id} of a graph became ${copy} in its copy`);
  }
  return builder;
}

/** A builder with the populations and tables of a graph, under the same numbers, and no nodes. */
export function emptyLike({ populations, tables }: Graph): GraphBuilder {
  const builder = new GraphBuilder();
  for (const { name, size } of populations) builder.population(name, size);
  builder.tables.push(...tables);
  return builder;
}

/** Nodes of one graph in another, made when they are asked for. */
export class Transplant {
  readonly #images = new Map<NodeId, NodeId>();

  /** @param replace What stands for a node instead of a copy of it. */
  constructor(
    readonly source: Graph,
    readonly target: GraphBuilder,
    readonly replace: (id: NodeId, node: GraphNode) => NodeId | undefined,
  ) {}

  /** The image of a node. Those of its arguments are made first, in the order of their numbers. */
  image(id: NodeId): NodeId {
    const known = this.#images.get(id);
    if (known !== undefined) return known;
    const needed = new Set<NodeId>();
    const pending = [id];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (needed.has(node) || this.#images.has(node)) continue;
      needed.add(node);
      const replacement = this.replace(node, this.source.nodes[node]!);
      if (replacement !== undefined) this.#images.set(node, replacement);
      else pending.push(...this.source.nodes[node]!.arguments);
    }
    for (const node of [...needed].sort((a, b) => a - b)) {
      if (this.#images.has(node)) continue;
      this.target.owner = this.source.owners[node]!;
      const copy = copyNode(this.source, node, this.target, (operand) => this.#images.get(operand)!);
      this.#images.set(node, copy);
    }
    return this.#images.get(id)!;
  }
}

/** @param drawIndex Of a draw that must keep its number. */
function copyNode(
  graph: Graph,
  id: NodeId,
  builder: GraphBuilder,
  image: (operand: NodeId) => NodeId,
  drawIndex?: number,
): NodeId {
  const { operation, arguments: operands, value, index = 0, population } = graph.nodes[id]!;
  const args = operands.map(image);
  switch (operation) {
    case "constant":
      return builder.constant(value!);
    case "parameter":
    case "stock":
    case "state":
    case "time":
    case "starting":
    case "pipeline":
    case "element":
      return builder.leaf(operation, index, population);
    case "input":
      return builder.input(index, args[0], population);
    case "leaving":
      return builder.leaving(index, args);
    case "draw": {
      const { name, distribution } = graph.draws[index]!;
      const copy = builder.draw(name, distribution, args, population);
      if (drawIndex !== undefined && builder.nodes[copy]!.index !== index) internal(`the draw ${name} was renumbered`);
      return copy;
    }
    case "spread":
      return builder.spread(args[0]!, population);
    case "gather":
      return builder.gather(args);
    case "lookup":
      return builder.lookup(index, args[0]!);
    case "total":
    case "product":
    case "least":
    case "greatest":
    case "gini":
    case "quantile":
    case "topShare":
    case "choose":
    case "pick":
      return builder.reduce(operation, args[0]!, args[1]);
    default:
      // What follows from constants alone has become a single one.
      return builder.spread(builder.make(operation, ...args), population);
  }
}
