import { internal } from "../../base/errors.js";
import type { NodeId, Operation } from "../../graph/index.js";
import type { Homes, Space } from "./homes.js";

/**
 * A part of a step's evaluation in a program with populations. `code` computes nodes of one space, value by value;
 * `reduce` combines the values of a population by a tree; `gather` sets single values side by side; `host` has the
 * js backend's instruction compute a node.
 */
export type Stage =
  | { readonly kind: "code"; readonly space: Space; readonly nodes: readonly NodeId[] }
  | { readonly kind: "reduce" | "gather" | "host"; readonly nodes: readonly NodeId[] };

type Kind = Stage["kind"];

const trees: ReadonlySet<Operation> = new Set(["total", "product", "least", "greatest"]);
const byHost: ReadonlySet<Operation> = new Set(["gini", "quantile", "topShare", "choose", "pick"]);

/** Whether an operation over populations can be a stage of its own. */
export function isCrowdOperation(operation: Operation): boolean {
  return trees.has(operation) || byHost.has(operation) || ["gather", "spread", "element"].includes(operation);
}

function kindOf(homes: Homes, id: NodeId): Kind {
  const { operation, arguments: operands } = homes.program.graph.nodes[id]!;
  if (operation === "gather") return "gather";
  if (byHost.has(operation)) return "host";
  if (!trees.has(operation)) return "code";
  const values = homes.sourceOf(operands[0]!);
  const isData = homes.program.graph.nodes[values]!.operation === "input";
  return homes.spaceOf(values) === 0 || isData ? "host" : "reduce";
}

/**
 * Cuts what is computed in a step into stages: as few as possible, and each node in the last that its users allow, so
 * that little passes from one stage to another.
 */
export function stagesOf(homes: Homes, computed: readonly NodeId[]): Stage[] {
  return late(homes, early(homes, computed));
}

/** The same stages with every node in the last one of its space that comes before its users, or has them in it. */
function late(homes: Homes, stages: readonly Stage[]): Stage[] {
  const { nodes } = homes.program.graph;
  const stageOf = new Map(stages.flatMap((stage, index) => stage.nodes.map((id) => [id, index] as const)));
  const limits = new Map<NodeId, number>();
  // Arguments have lower numbers than their users.
  const order = [...stageOf.keys()].sort((a, b) => b - a);
  for (const id of order) {
    const own = stages[stageOf.get(id)!]!;
    if (own.kind === "code") {
      let at = limits.get(id) ?? stages.length - 1;
      for (; at > stageOf.get(id)!; at--) {
        const stage = stages[at]!;
        if (stage.kind === "code" && stage.space === own.space) break;
      }
      stageOf.set(id, at);
    }
    const at = stageOf.get(id)!;
    for (const operand of nodes[id]!.arguments) {
      const isTogether = own.kind === "code" && homes.spaceOf(operand) === own.space;
      limits.set(operand, Math.min(limits.get(operand) ?? stages.length - 1, isTogether ? at : at - 1));
    }
  }
  return stages.flatMap((stage, index) => {
    const own = order.filter((id) => stageOf.get(id) === index).reverse();
    return own.length === 0 ? [] : [{ ...stage, nodes: own }];
  });
}

function early(homes: Homes, computed: readonly NodeId[]): Stage[] {
  const { nodes, populations } = homes.program.graph;
  const waiting = new Set(computed);
  const stages: Stage[] = [];
  const kinds = new Map(computed.map((id) => [id, kindOf(homes, id)]));
  const take = (kind: Kind, space: Space | undefined): NodeId[] => {
    const taken: NodeId[] = [];
    const own = new Set<NodeId>();
    for (const id of waiting) {
      if (kinds.get(id) !== kind || (space !== undefined && homes.spaceOf(id) !== space)) continue;
      const isReady = (operand: NodeId) => !waiting.has(operand) || (kind === "code" && own.has(operand));
      if (!nodes[id]!.arguments.every(isReady)) continue;
      taken.push(id);
      own.add(id);
    }
    for (const id of taken) waiting.delete(id);
    return taken;
  };
  while (waiting.size > 0) {
    const before = waiting.size;
    // What needs no code of this round comes first: it may read stocks, which later code changes where they stand.
    for (const kind of ["gather", "reduce", "host"] as const) {
      const taken = take(kind, undefined);
      if (taken.length > 0) stages.push({ kind, nodes: taken });
    }
    for (let space = 0; space <= populations.length; space++) {
      const taken = take("code", space);
      if (taken.length > 0) stages.push({ kind: "code", space, nodes: taken });
    }
    if (waiting.size === before) internal(`${nodes[[...waiting][0]!]!.operation} waits for what is never computed`);
  }
  return stages;
}

/** Nodes whose values pass from one stage to another, or which are no code. */
export function passedBetween(homes: Homes, stages: readonly Stage[]): ReadonlySet<NodeId> {
  const { nodes } = homes.program.graph;
  const stageOf = new Map(stages.flatMap((stage, index) => stage.nodes.map((id) => [id, index] as const)));
  const passed = new Set<NodeId>();
  for (const [index, stage] of stages.entries()) {
    for (const id of stage.nodes) {
      if (stage.kind !== "code") passed.add(id);
      for (const operand of nodes[id]!.arguments) {
        const source = homes.sourceOf(operand);
        const from = stageOf.get(source);
        if (from !== undefined && (from !== index || stage.kind !== "code")) passed.add(source);
      }
    }
  }
  return passed;
}
