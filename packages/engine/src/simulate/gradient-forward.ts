import { type JsStepper, js, type RunReport, type RunRequest } from "../backend/index.js";
import * as rational from "../base/rational.js";
import type { NodeId } from "../graph/index.js";
import type { Variable } from "../model/index.js";
import type { Question } from "./gradient-question.js";
import { ScalingWatch } from "./gradient-scaling.js";
import { derivativeName, withTangents } from "./gradient-tangent.js";
import type { Weights } from "./gradient-weights.js";

/** An objective and how it changes with each direction, in internal units; the mean of all runs. */
export interface Derived {
  readonly value: number;
  readonly derivatives: readonly number[];
  readonly report: RunReport;
  /** Bytes held for the way back. */
  readonly memory: number;
}

/** Carries the tangents of all directions along with the run. */
export function deriveForwards(question: Question, of: Variable, request: RunRequest, weights: Weights): Derived {
  const { program, carriers } = withTangents(question, [of]);
  const stepper = js.prepare(program).start(request);
  const watch = question.isCoupled ? new ScalingWatch(question.program, stepper, request.runs) : undefined;
  const tangents = question.directions.map(({ name }) => program.variables.get(derivativeName(of.name, name))!.node);
  const derivatives = tangents.map(() => 0);
  const dt = rational.toNumber(program.scale.dt);
  let value = 0;
  for (let step = 0; step <= weights.steps; step++) {
    stepper.evaluate();
    const weight = weights.at(step);
    if (weight !== 0) {
      value += weight * sumOf(stepper.lanes(of.node));
      for (const [index, node] of tangents.entries()) derivatives[index]! += weight * sumOf(stepper.lanes(node));
    }
    if (step === weights.steps) break;
    if (watch === undefined) {
      stepper.advance();
      continue;
    }
    const before = carriers.map(({ stocks, flows }) => ({
      stocks: watch.program.stocks.map((_, index) => copyOf(stepper, stocks.get(index), 1)),
      requests: watch.program.flows.map((_, index) => copyOf(stepper, flows.get(index), dt)),
    }));
    const scaled = watch.advance();
    if (scaled === undefined) continue;
    for (const [direction, { stocks, requests }] of before.entries()) {
      const after = stocks.map((_, index) => {
        const tangent = carriers[direction]!.stocks.get(index);
        return tangent === undefined ? undefined : stepper.lanes(tangent);
      });
      for (const [run, one] of scaled.entries()) {
        const levels = watch.stocks.gather(stocks, run);
        const moved = one.forwards(levels, watch.flows.gather(requests, run));
        for (const [flow, { from, to }] of one.accounts.flows.entries()) {
          if (from !== undefined) levels[from]! -= moved[flow]!;
          if (to !== undefined) levels[to]! += moved[flow]!;
        }
        watch.stocks.scatter(levels, after, run);
      }
    }
  }
  return { value, derivatives, report: stepper.report, memory: 0 };
}

function copyOf(stepper: JsStepper, node: NodeId | undefined, factor: number): Float64Array | undefined {
  return node === undefined ? undefined : stepper.lanes(node).map((value) => value * factor);
}

function sumOf(lanes: Float64Array): number {
  return lanes.reduce((sum, one) => sum + one, 0);
}
