import * as rational from "../base/rational.js";
import type { NodeId } from "../graph/index.js";
import type { Program, ProgramConveyor } from "../model/index.js";
import { type Moment, runFailure } from "./failures.js";

/** Longest time in a conveyor, in steps. */
export const longestTransit = 1_000_000;

/** Most batches that the conveyors of all runs computed together may hold: 512 MiB at two doubles for each. */
export const mostBatches = 33_554_432;

/** Batches that the runs computed together should hold, where their number is known before. */
const batchesAtOnce = 4_194_304;

/** Most runs that should be computed together, as far as the times of conveyors are known before the run. */
export function runsForConveyors({ conveyors, graph, parameters, scale }: Program): number {
  const dt = rational.toNumber(scale.dt);
  const stepsOf = (node: NodeId): number => {
    const { operation, value, index } = graph.nodes[node]!;
    if (operation === "parameter") return stepsOf(parameters.find((one) => one.index === index)!.node);
    return value === undefined ? 0 : rational.toNumber(value) / dt;
  };
  const steps = conveyors.reduce((sum, { time, cliff = time }) => sum + Math.max(1, stepsOf(time), stepsOf(cliff)), 0);
  return steps === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(batchesAtOnce / steps));
}

/** When what enters at a step leaves, in whole steps from then. */
export interface Transit {
  /** Steps until the last of it leaves, at least 1. */
  readonly length: number;
  /** Steps before which nothing leaves: `length` where a batch leaves whole. */
  readonly cliff: number;
}

/**
 * A time in a conveyor in whole steps: rounded, at least 1.
 *
 * @throws TokenwrightError `run/conveyor` for a time that is not finite, negative or too long.
 */
export function stepsIn(program: Program, { stock }: ProgramConveyor, steps: number, what: string, at: Moment): number {
  if (steps >= 0 && steps <= longestTransit) return Math.max(1, Math.floor(steps + 0.5));
  const { name } = program.stocks[stock]!;
  const fault = {
    code: "run/conveyor",
    message: `The ${what} of the conveyor "${name}" is ${steps} steps.`,
    expected: `from 0 to ${longestTransit} steps`,
    hint: "check its time, or choose a longer step",
  };
  throw runFailure(fault, at, { name });
}

/** A conveyor whose parts, as listed for the start, are not what it holds. */
export function wrongContent(name: string, listed: string, held: string, run: number): Error {
  const fault = {
    code: "run/conveyor-content",
    message: `The content listed for the conveyor "${name}" sums to ${listed} base units, and it starts with ${held}.`,
    expected: "parts that sum to the initial amount",
    hint: "correct one of them, or remove content to spread the amount evenly",
  };
  return runFailure(fault, { step: 0, run }, { name });
}

/** Conveyors that would take more memory than any machine should give. */
export function tooManyBatches(name: string, length: number, runs: number, at: Moment): Error {
  const fault = {
    code: "run/conveyor",
    message: `The conveyor "${name}" lasts ${length} steps, for ${runs} runs at once.`,
    expected: `at most ${mostBatches} batches, that is steps times runs, in all conveyors together`,
    hint: "choose a longer step, or fewer elements",
  };
  return runFailure(fault, at, { name });
}
