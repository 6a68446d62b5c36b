import type { NodeId } from "../../graph/index.js";
import { segments } from "../../wasm/segments.js";
import type { CrowdCode } from "./crowd-code.js";
import { addForTiles, addGather, type Tree, type Trees } from "./crowd-functions.js";
import { isCrowdOperation, passedBetween, type Stage, stagesOf } from "./crowd-stages.js";
import { SEGMENT_STEPS, type Writer } from "./evaluate-phases.js";
import type { Space } from "./homes.js";
import type { Image } from "./image.js";

/** Functions (block, end) for the blocks of a space: the single values of two runs, or those of a tile of agents. */
export interface CrowdPart {
  readonly stage: number;
  readonly space: Space;
  readonly functions: readonly number[];
}

/** Functions for the single values of two runs, each part's going through the tiles of its space. */
export function inTiles({ builder, homes }: CrowdCode, parts: readonly CrowdPart[]): number[] {
  return parts.flatMap(({ space, functions }) =>
    space === 0 || functions.length === 0 ? functions : [addForTiles(builder, homes, space, functions)],
  );
}

/** The evaluation of what differs from run to run, in a program with populations. */
export class CrowdEvaluation {
  readonly #stages: readonly Stage[];
  /** Nodes that the host computes, in the order of their tasks. */
  readonly byHost: readonly NodeId[];

  /** @param kept Nodes whose values must stand in memory after the step's evaluation. */
  constructor(
    readonly c: CrowdCode,
    readonly writer: Writer,
    computed: readonly NodeId[],
    kept: ReadonlySet<NodeId>,
    image: Image,
  ) {
    const { homes } = c;
    this.#stages = stagesOf(homes, computed);
    const passed = passedBetween(homes, this.#stages);
    for (const id of computed) {
      const isAlias = homes.program.graph.nodes[id]!.operation === "spread";
      if ((kept.has(id) && !isAlias) || passed.has(id)) homes.settle(id, image);
    }
    this.byHost = this.#stages.flatMap(({ kind, nodes }) => (kind === "host" ? nodes : []));
  }

  /**
   * The evaluation, in order.
   *
   * @param tell The host's function (task, block).
   * @param firstTask The task of the first node that the host computes.
   * @param isWatching False in the stages of an integrator, of which nothing is told.
   */
  write(trees: Trees, tell: number, firstTask: number, isWatching = true): CrowdPart[] {
    const { homes } = this.c;
    const parts: CrowdPart[] = [];
    const begun = new Set<Space>();
    for (const [at, stage] of this.#stages.entries()) {
      if (stage.kind !== "code") {
        const functions = stage.nodes.map((id) => this.#special(stage.kind, id, trees, tell, firstTask));
        parts.push({ stage: at, space: 0, functions });
        if (isWatching) parts.push(...this.#watches(stage.nodes, at));
        continue;
      }
      const { space } = stage;
      parts.push({ stage: at, space, functions: this.#code(space, stage.nodes, !begun.has(space), isWatching) });
      begun.add(space);
    }
    if (!isWatching) return parts;
    for (let space = 0; space <= homes.crowds.length; space++) {
      if (begun.has(space)) continue;
      parts.push({ stage: this.#stages.length, space, functions: this.#code(space, [], true, true) });
    }
    return parts;
  }

  /** The stage in which a node is computed; -1 when none has to be waited for. */
  stageOf(node: NodeId): number {
    const source = this.c.homes.sourceOf(node);
    return this.#stages.findIndex(({ nodes }) => nodes.includes(source));
  }

  /** The last stage that is not code and reads a stock of a population where it stands; -1 when there is none. */
  lastUseOfStocks(space: Space): number {
    const { homes } = this.c;
    const { nodes } = homes.program.graph;
    const isStock = (id: NodeId) => nodes[id]!.operation === "stock" && homes.spaceOf(id) === space;
    return this.#stages.findLastIndex(
      ({ kind, nodes: own }) =>
        kind !== "code" && own.some((id) => nodes[id]!.arguments.some((operand) => isStock(homes.sourceOf(operand)))),
    );
  }

  /** The first stage that is not code and uses a draw of a population. */
  firstUseOfDraws(space: Space): number {
    const { homes } = this.c;
    const { nodes } = homes.program.graph;
    const isDrawn = (id: NodeId) => nodes[id]!.operation === "draw" && homes.spaceOf(id) === space;
    return this.#stages.findIndex(
      ({ kind, nodes: own }) => kind !== "code" && own.some((id) => nodes[id]!.arguments.some(isDrawn)),
    );
  }

  #code(space: Space, nodes: readonly NodeId[], isFirst: boolean, isWatching: boolean): number[] {
    const { homes, emit } = this.c;
    const trace = this.writer.phase(nodes, isFirst, space, isWatching);
    if (trace.steps.length === 0) return [];
    return segments(trace, SEGMENT_STEPS, homes.rows(space)).map((phase) => emit(phase));
  }

  #watches(nodes: readonly NodeId[], stage: number): CrowdPart[] {
    const { homes, emit } = this.c;
    return [...new Set(nodes.map((id) => homes.spaceOf(id)))].flatMap((space) => {
      const own = nodes.filter((id) => homes.spaceOf(id) === space);
      const trace = this.writer.watch(own, space);
      return trace === undefined ? [] : [{ stage, space, functions: [emit(trace)] }];
    });
  }

  #special(kind: Stage["kind"], id: NodeId, trees: Trees, tell: number, firstTask: number): number {
    const { homes, builder } = this.c;
    if (kind === "gather") return addGather(builder, homes, id);
    const { operation, arguments: operands } = homes.program.graph.nodes[id]!;
    if (kind === "reduce" && isCrowdOperation(operation)) {
      return trees.add(operation as Tree, homes.sourceOf(operands[0]!), id);
    }
    const { index, code } = builder.addFunction(["i32", "i32"]);
    code
      .i32(firstTask + this.byHost.indexOf(id))
      .get(0)
      .call(tell);
    return index;
  }
}
