import * as rational from "../base/rational.js";
import type { Draw, Graph, NodeId } from "./graph.js";

/** What the leaves are called, by kind and index. */
export interface LeafNames {
  readonly parameter: (index: number) => string;
  readonly stock: (index: number) => string;
  readonly state: (index: number) => string;
  readonly input: (index: number) => string;
}

const byIndex = (kind: string) => (index: number) => `${kind}${index}`;
const plainNames: LeafNames = {
  parameter: byIndex("parameter"),
  stock: byIndex("stock"),
  state: byIndex("state"),
  input: byIndex("input"),
};

/**
 * The graph as text, one node a line, leaves written where they are used: `%3 = multiply rho reserve`. What
 * an input takes where it is given no data stands in a line of its own: `fees = input %2`.
 */
export function printGraph(graph: Graph, names: LeafNames = plainNames, order?: readonly NodeId[]): string {
  const reference = (id: NodeId): string => {
    const node = graph.nodes[id]!;
    switch (node.operation) {
      case "constant":
        return rational.toText(node.value!);
      case "parameter":
      case "stock":
      case "state":
      case "input":
        return names[node.operation](node.index!);
      case "time":
      case "starting":
        return node.operation;
      case "pipeline":
        return `pipeline${node.index}`;
      default:
        return `%${id}`;
    }
  };
  const lines: string[] = [];
  for (const id of order ?? graph.nodes.keys()) {
    const node = graph.nodes[id]!;
    if (node.arguments.length === 0 && !reference(id).startsWith("%")) continue;
    const population = node.population === undefined ? undefined : graph.populations[node.population]!;
    const agents = population === undefined ? "" : ` [${population.name} ${population.size}]`;
    const head =
      node.operation === "draw"
        ? drawText(graph.draws[node.index!]!)
        : node.operation === "lookup"
          ? `lookup "${graph.tables[node.index!]!.name}"`
          : node.operation === "leaving"
            ? `leaving conveyor${node.index}`
            : node.operation;
    lines.push(`${reference(id)} = ${[head, ...node.arguments.map(reference)].join(" ")}${agents}`);
  }
  return lines.join("\n");
}

function drawText({ name, distribution, every }: Draw): string {
  return `draw ${distribution} "${name}"${every === undefined ? "" : ` every ${every}`}`;
}

/** A 64-bit fingerprint (FNV-1a) of a text, as 16 hexadecimal digits; for caches, not for security. */
export function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let position = 0; position < text.length; position++) {
    hash ^= BigInt(text.charCodeAt(position));
    hash = (hash * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return hash.toString(16).padStart(16, "0");
}
