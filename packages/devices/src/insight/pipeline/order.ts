import { didYouMean, fail } from "@tokenwright/engine";
import type { PipelineStagePlan } from "./pipeline-plan.js";

/**
 * The stages so ordered that each stands after those it takes from; among those that could be next the first of the
 * file comes first.
 *
 * @throws TokenwrightError `pipeline/unknown` for a stage that takes from nothing that there is, `pipeline/cycle` when
 *   stages take from one another in a circle, which is named.
 */
export function inOrderOfWires(
  stages: readonly PipelineStagePlan[],
  sources: readonly string[],
): readonly PipelineStagePlan[] {
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  for (const { name, inputs } of stages) {
    for (const { from, place } of inputs) {
      if (sources.includes(from) || byName.has(from)) continue;
      const hint = didYouMean(from, [...sources, ...byName.keys()]);
      fail({
        code: "pipeline/unknown",
        message: `The stage ${name} takes from ${from.slice(0, 60)}, which is neither a source nor a stage.`,
        expected: [...sources, ...byName.keys()].join(", "),
        ...(hint === undefined ? {} : { hint }),
        place,
      });
    }
  }
  const ordered: PipelineStagePlan[] = [];
  const done = new Set(sources);
  while (ordered.length < stages.length) {
    const next = stages.find(({ name, inputs }) => !done.has(name) && inputs.every(({ from }) => done.has(from)));
    if (next === undefined)
      return refuseCircle(
        stages.filter(({ name }) => !done.has(name)),
        done,
      );
    done.add(next.name);
    ordered.push(next);
  }
  return ordered;
}

function refuseCircle(left: readonly PipelineStagePlan[], done: ReadonlySet<string>): never {
  const path: string[] = [];
  let name = left[0]!.name;
  // Each stage left takes from another one left, so walking on must come back to where it was.
  while (!path.includes(name)) {
    path.push(name);
    name = left.find((stage) => stage.name === name)!.inputs.find(({ from }) => !done.has(from))!.from;
  }
  const circle = [...path.slice(path.indexOf(name)), name].reverse();
  return fail({
    code: "pipeline/cycle",
    message: `Stages take from one another in a circle: ${circle.join(" → ")}.`,
    expected: "records that flow one way",
    hint: "take one of these wires out; a module keeps its own past in its state",
    place: left.find((stage) => stage.name === name)!.inputs.find(({ from }) => !done.has(from))!.place,
  });
}
