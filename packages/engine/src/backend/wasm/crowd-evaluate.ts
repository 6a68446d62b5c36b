import type { NodeId } from "../../graph/index.js";
import { segments } from "../../wasm/segments.js";
import type { CrowdCode } from "./crowd-advance.js";
import { addForTiles, addGather, type Tree, type Trees } from "./crowd-functions.js";
import { isCrowdOperation, passedBetween, type Stage, stagesOf } from "./crowd-stages.js";
import { SEGMENT_STEPS, type Writer } from "./evaluate-phases.js";
import type { Image } from "./image.js";
import type { Space } from "./homes.js";

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
   * Functions (block, end) for the single values of two runs.
   *
   * @param tell The host's function (task, block).
   * @param firstTask The task of the first node that the host computes.
   * @param isWatching False in the stages of an integrator, of which nothing is told.
   */
  write(trees: Trees, tell: number, firstTask: number, isWatching = true): number[] {
    const { homes, builder } = this.c;
    const functions: number[] = [];
    const begun = new Set<Space>();
    for (const stage of this.#stages) {
      if (stage.kind !== "code") {
        for (const id of stage.nodes) functions.push(this.#special(stage.kind, id, trees, tell, firstTask));
        if (isWatching) functions.push(...this.#watches(stage.nodes));
        continue;
      }
      const { space } = stage;
      functions.push(...this.#code(space, stage.nodes, !begun.has(space), isWatching));
      begun.add(space);
    }
    if (!isWatching) return functions;
    for (let space = 0; space <= homes.crowds.length; space++) {
      if (!begun.has(space)) functions.push(...this.#code(space, [], true, true));
    }
    return functions.length > 0 ? functions : [builder.addFunction(["i32", "i32"]).index];
  }

  #code(space: Space, nodes: readonly NodeId[], isFirst: boolean, isWatching: boolean): number[] {
    const { homes, builder, emit } = this.c;
    const trace = this.writer.phase(nodes, isFirst, space, isWatching);
    if (trace.steps.length === 0) return [];
    const phases = segments(trace, SEGMENT_STEPS, homes.rows(space)).map((phase) => emit(phase));
    return space === 0 ? phases : [addForTiles(builder, homes, space, phases)];
  }

  #watches(nodes: readonly NodeId[]): number[] {
    const { homes, builder, emit } = this.c;
    return [...new Set(nodes.map((id) => homes.spaceOf(id)))].flatMap((space) => {
      const own = nodes.filter((id) => homes.spaceOf(id) === space);
      const trace = this.writer.watch(own, space);
      if (trace === undefined) return [];
      return space === 0 ? [emit(trace)] : [addForTiles(builder, homes, space, [emit(trace)])];
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
    code.i32(firstTask + this.byHost.indexOf(id)).get(0).call(tell);
    return index;
  }
}
