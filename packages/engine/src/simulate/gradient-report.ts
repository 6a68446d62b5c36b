import type { Overdraft } from "../backend/index.js";
import { fail } from "../base/errors.js";
import { type Roughness, roughness } from "../derive/index.js";
import { changing, common, mattering } from "./gradient-live.js";
import type { Question } from "./gradient-question.js";

/** An equation between what a gradient is taken by and its objective that is not smooth everywhere. */
export interface RoughEquation {
  /** The variable whose equation it is. */
  readonly name: string;
  /** The operation, as the graph calls it; `delay` for the time of a fixed delay, `end` for a flow to a chosen agent. */
  readonly operation: string;
  /**
   * - `kink`: the slope has a gap there; the gradient is that of the side the run is on.
   * - `jump`: the value has a gap there, which the gradient does not see.
   * - `rounding`: an amount is rounded to whole base units, and the gradient is that of the amount not rounded.
   * - `none`: the value changes, and the gradient does not: draws of gamma, beta, poisson, binomial and student_t by
   *   their own parameters, the choice of an agent, the time of a fixed delay.
   */
  readonly kind: Roughness;
}

/** What the reader of a gradient must know. */
export interface GradientReport {
  /** By name, each operation once. Empty for a gradient that is smooth everywhere. */
  readonly rough: readonly RoughEquation[];
  /** Stocks whose outflows were scaled in this run. The gradient is that of the scaled flows, not rounded. */
  readonly overdrafts: readonly Overdraft[];
}

/** The equations that are not smooth in what changes with the directions, as far as an objective hangs on them. */
export function roughEquations(question: Question): RoughEquation[] {
  const { program, conventions } = question;
  const { graph, pipelines, flows } = program;
  // Also what only chooses a branch or is rounded away.
  const everything = () => true;
  const touched = changing(question, everything);
  const between = common(touched, mattering(question, everything));
  const found = new Map<string, RoughEquation>();
  const add = (name: string, operation: string, kind: Roughness) => {
    found.set(`${name}\n${operation}\n${kind}`, { name, operation, kind });
  };
  for (const [id, { operation, arguments: operands }] of graph.nodes.entries()) {
    if (between.nodes[id] === 0) continue;
    for (const [position, operand] of operands.entries()) {
      if (touched.nodes[operand] === 0) continue;
      const kind = roughness(graph, id, position, conventions);
      if (kind !== undefined) add(graph.owners[id]!, operation, kind);
    }
  }
  for (const [index, { time, input }] of pipelines.entries()) {
    if (touched.nodes[time] === 1 && between.pipelines[index] === 1) add(graph.owners[input]!, "delay", "none");
  }
  for (const { name, fromAt, toAt } of flows) {
    for (const end of [fromAt, toAt]) if (end !== undefined && touched.nodes[end] === 1) add(name, "end", "none");
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/**
 * What leaves a conveyor follows what entered it long before, which no derivative here does.
 *
 * @throws TokenwrightError `gradient/conveyor` where one changes with a direction and matters to an objective.
 */
export function refuseConveyors(question: Question): void {
  const { graph, conveyors, stocks } = question.program;
  if (conveyors.length === 0) return;
  const everything = () => true;
  const between = common(changing(question, everything), mattering(question, everything));
  const id = graph.nodes.findIndex((node, index) => node.operation === "leaving" && between.nodes[index] === 1);
  if (id < 0) return;
  const { name } = stocks[conveyors[graph.nodes[id]!.index!]!.stock]!;
  fail({
    code: "gradient/conveyor",
    message: `What leaves the conveyor "${name}" has no derivative.`,
    expected: "a variable that does not follow from a conveyor which the parameters change",
    hint: "delay(…) of a flow has one, and differences of two runs always do",
    place: { path: name },
  });
}
