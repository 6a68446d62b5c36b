import type { NodeId } from "../../graph/index.js";
import type { CrowdCode } from "./crowd-code.js";
import { type CrowdEvaluation, type CrowdPart, inTiles } from "./crowd-evaluate.js";
import { addTileLoop } from "./crowd-functions.js";
import type { Homes, Space } from "./homes.js";
import { addDraws, callAll, type MakeDraw, type ManyParts, writeDraws } from "./step-functions.js";

/**
 * A step of many. Where a population allows it, the tiles of its agents are gone through once for its draws, its
 * equations and its stocks, so that what passes between them stays in the first cache.
 */
export function fusedStep(
  c: CrowdCode & { readonly make: MakeDraw },
  evaluation: CrowdEvaluation,
  parts: readonly CrowdPart[],
  heads: readonly CrowdPart[],
  tail: readonly number[],
): ManyParts {
  const { builder, homes, make } = c;
  const fused = new Map<CrowdPart, Space>();
  for (let space = 1; space <= homes.crowds.length; space++) {
    const own = parts.filter((part) => part.space === space && part.functions.length > 0);
    const last = own[own.length - 1];
    if (last === undefined || own.length > 1) continue;
    const isKnown = sourcesOf(homes, space).every((node) => evaluation.stageOf(node) <= last.stage);
    const isDrawnBefore = evaluation.firstUseOfDraws(space);
    if (evaluation.lastUseOfStocks(space) > last.stage) continue;
    if (isKnown && (isDrawnBefore < 0 || isDrawnBefore >= last.stage)) fused.set(last, space);
  }
  const isFused = (space: Space) => [...fused.values()].includes(space);
  const blocks = parts.flatMap((part) => {
    const space = fused.get(part);
    if (space === undefined) return inTiles(c, [part]);
    const draws = homes.draws.filter((draw) => draw.space === space);
    const functions = [...part.functions, ...heads.find((head) => head.space === space)!.functions];
    return [
      addTileLoop(builder, homes, space, (code, tile, end) => {
        writeDraws(code, homes, make, draws, tile, end);
        for (const one of functions) code.get(tile).get(end).call(one);
      }),
    ];
  });
  const elsewhere = homes.draws.filter(({ space }) => !isFused(space));
  const others = heads.filter(({ space }) => !isFused(space));
  const inSpace: MakeDraw = (draw) => inTiles(c, [{ stage: 0, space: draw.space, functions: make(draw) }]);
  return {
    draws: addDraws(builder, homes, inSpace, elsewhere),
    evaluate: callAll(builder, blocks),
    advance: callAll(builder, [...inTiles(c, others), ...tail]),
  };
}

/** Nodes that the head of a population's advance reads. */
function sourcesOf(homes: Homes, space: Space): readonly NodeId[] {
  const { flows, states, pipelines } = homes.program;
  return [
    ...flows.map(({ amount }) => amount),
    ...states.flatMap(({ next, rate }) => [next ?? rate!]),
    ...pipelines.map(({ input }) => input),
  ].filter((node) => homes.spaceOf(node) === space);
}
