import type { RunRequest } from "../backend/index.js";
import { fail } from "../base/errors.js";
import * as rational from "../base/rational.js";
import { didYouMean } from "../base/suggest.js";
import type { NodeId } from "../graph/index.js";
import type { Program } from "../model/index.js";
import { unitDivide } from "../unit/index.js";
import { deriveForwards } from "./gradient-forward.js";
import type { Direction, Question } from "./gradient-question.js";
import { type GradientReport, refuseConveyors, roughEquations } from "./gradient-report.js";
import { deriveBackwards } from "./gradient-reverse.js";
import { roundedAmounts } from "./gradient-rounding.js";
import { unrollStages } from "./gradient-stages.js";
import { withTangents } from "./gradient-tangent.js";
import { type ObjectiveTime, weightsOver } from "./gradient-weights.js";
import {
  checkCount,
  checkedSeed,
  internalInputs,
  mostRuns,
  mostSteps,
  type RunInputs,
  singleVariables,
  variablesNamed,
} from "./request.js";

/**
 * How roundings are derived. `amounts` (default): those that keep an amount of an asset in whole base units count as
 * none, all others have the derivative 0. `flat`: every rounding has the derivative 0. `through`: every one counts as none.
 */
export type RoundingRule = "amounts" | "flat" | "through";

export interface GradientOptions extends RunInputs {
  /** The variable that is derived, and when. A name alone: at the end. */
  readonly of: string | { readonly variable: string; readonly at: ObjectiveTime };
  /**
   * Parameters, and stocks and states for their initial values, which change alone. Those of a population change by
   * the same for every agent. Default: all parameters.
   */
  readonly with?: readonly string[];
  readonly steps: number;
  /** Unsigned 64 bits. Default 42. */
  readonly seed?: bigint;
  /** The first run under this seed. Default 0. */
  readonly run?: number;
  /** Number of runs whose mean is derived. Default 1. */
  readonly runs?: number;
  /** `forward` costs a run for each derivative, `reverse` a few runs for all. Default: forward for up to three. */
  readonly mode?: "forward" | "reverse";
  readonly rounding?: RoundingRule;
  /** Bytes that the way back may hold. Default 256 MiB. */
  readonly memoryBudget?: number;
}

export interface Gradient {
  /** The objective, in the unit of its variable; the mean of all runs. */
  readonly value: number;
  /** By name, what the objective changes by for one unit more, in `units`. */
  readonly gradient: Readonly<Record<string, number>>;
  /** By name, the unit of the variable per unit of what it is derived by: `USD/token`. */
  readonly units: Readonly<Record<string, string>>;
  readonly mode: "forward" | "reverse";
  /** Bytes held for the way back: 0 forwards. */
  readonly memory: number;
  readonly report: GradientReport;
}

/** Backwards, what is not smaller than this stands for an infinite slope. */
const boundless = 1e100;

const defaultMemoryBudget = 256 * 1024 * 1024;

/**
 * What a variable changes by when parameters or initial values change, to first order, along the very path that a
 * run takes with the same draws. Forwards and backwards give the same numbers up to rounding.
 *
 * Where a derivative does not exist: `min`, `max` and `if` change as the operand or branch that gives the value (of
 * two equal operands the second), `abs` at 0, roundings (but see `rounding`) and conditions not at all, a table as the
 * line to the right of a point. Values of a population that tie for the least, the greatest or a quantile share the
 * change. Outflows that were scaled for want of stock change as scaled. A draw keeps its random number: uniform, normal,
 * lognormal, exponential and triangular draws follow their parameters, all others do not. The report names
 * every equation of which this is more than a formality.
 *
 * @throws TokenwrightError as `run` does, and `gradient/not-finite`, `gradient/conveyor`, `gradient/memory`,
 * `gradient/draw`, `gradient/agents`.
 */
export function gradient(given: Program, options: GradientOptions): Gradient {
  const { steps } = options;
  const runs = options.runs ?? 1;
  const firstRun = options.run ?? 0;
  checkCount(steps, "steps", 0, mostSteps);
  checkCount(runs, "runs", 1, mostRuns);
  checkCount(firstRun, "the run", 0, mostRuns - 1);
  const { variable: name, at } =
    typeof options.of === "string" ? { variable: options.of, at: "end" as const } : options.of;
  const [of] = singleVariables(given, [name]);
  const inputs = internalInputs(given, options);
  const request: RunRequest = { seed: checkedSeed(options.seed), firstRun, runs, ...inputs };
  const isData = (input: number) => inputs.inputs.has(given.inputs[input]!.name);
  const program = unrollStages(given, isData);
  const names = options.with ?? given.parameters.map((parameter) => parameter.name);
  const question = questionOf(program, names, [of!.node], options.rounding ?? "amounts", isData, (parameter) =>
    inputs.parameters.has(parameter),
  );
  refuseConveyors(question);
  const mode = options.mode ?? (names.length <= 3 ? "forward" : "reverse");
  const weights = weightsOver(at, steps, runs);
  const derive = (one: Question) =>
    mode === "forward"
      ? deriveForwards(one, of!, request, weights)
      : deriveBackwards(one, of!, request, weights, options.memoryBudget ?? defaultMemoryBudget);
  const plain = derive(question);
  const isScaled = plain.report.overdrafts.length > 0;
  // Only now is it known that stocks have a say in what flows out of them.
  const { value, derivatives, report, memory } = isScaled ? derive({ ...question, isCoupled: true }) : plain;
  const byName: Record<string, number> = {};
  const units: Record<string, string> = {};
  for (const [index, one] of question.directions.entries()) {
    const by = program.variables.get(one.name)!;
    const derivative = derivatives[index]! * rational.toNumber(rational.divide(by.scale, of!.scale));
    if (!(Math.abs(derivatives[index]!) < boundless)) failInfinite(name, one.name, derivative);
    byName[one.name] = derivative;
    units[one.name] = unitDivide(of!.unit, by.unit).text;
  }
  return {
    value: value / rational.toNumber(of!.scale),
    gradient: byName,
    units,
    mode,
    memory,
    report: {
      rough: roughEquations({ ...question, program: given, isCoupled: isScaled }),
      overdrafts: report.overdrafts,
    },
  };
}

export interface TangentOptions {
  /** As for `gradient`. */
  readonly with: readonly string[];
  /** The variables that are derived. Default: all. */
  readonly of?: readonly string[];
  readonly rounding?: RoundingRule;
  /** Inputs that will be given data, so that their defaults do not matter. */
  readonly data?: readonly string[];
  /** Parameters that will be given values, so that their equations do not matter. */
  readonly given?: readonly string[];
}

/**
 * A program that computes, beside its own variables, the derivative of each along each direction: `d price / d rho`, in
 * the unit of the variable per unit of the parameter, at every step and on every backend, exact where the program is.
 * The conventions are those of `gradient`, but for outflows that are scaled for want of stock: the derivatives follow
 * what was asked for, and the report of the run tells of the scaling.
 *
 * @throws TokenwrightError `run/unknown-name`, `gradient/conveyor`.
 */
export function tangentProgram(program: Program, options: TangentOptions): Program {
  const of = variablesNamed(program, options.of ?? program.variables.keys());
  const data = new Set(options.data);
  const given = new Set(options.given);
  const question = questionOf(
    program,
    options.with,
    of.map(({ node }) => node),
    options.rounding ?? "amounts",
    (input) => data.has(program.inputs[input]!.name),
    (parameter) => given.has(parameter),
  );
  refuseConveyors(question);
  return withTangents(question, of).program;
}

function questionOf(
  program: Program,
  names: readonly string[],
  objectives: readonly NodeId[],
  rounding: RoundingRule,
  isData: (input: number) => boolean,
  isGiven: (parameter: string) => boolean,
): Question {
  const rounded = rounding === "amounts" ? roundedAmounts(program) : undefined;
  const given = new Set(program.parameters.filter(({ name }) => isGiven(name)).map(({ index }) => index));
  return {
    program,
    directions: Array.from(new Set(names), (name) => directionNamed(program, name)),
    objectives,
    conventions: { passesRounding: (node) => rounded?.has(node) ?? rounding === "through", isData },
    isGiven: (parameter) => given.has(parameter),
    isCoupled: false,
  };
}

/** @throws TokenwrightError `run/unknown-name` for what is no parameter, stock or state. */
function directionNamed(program: Program, name: string): Direction {
  const parameter = program.parameters.find((one) => one.name === name);
  if (parameter !== undefined) return { name, kind: "parameter", index: parameter.index };
  for (const kind of ["stock", "state"] as const) {
    const index =
      program.variables.get(name)?.kind === kind ? program[`${kind}s`].findIndex((one) => one.name === name) : -1;
    if (index >= 0) return { name, kind, index };
  }
  const candidates = [...program.parameters, ...program.stocks].map((one) => one.name);
  const suggestion = didYouMean(name, candidates);
  return fail({
    code: "run/unknown-name",
    message: `"${name}" is not a parameter, stock or state of "${program.title}".`,
    expected: `one of ${candidates.slice(0, 12).join(", ")}${candidates.length > 12 ? ", …" : ""}`,
    ...(suggestion === undefined ? {} : { hint: suggestion }),
  });
}

function failInfinite(of: string, by: string, derivative: number): never {
  return fail({
    code: "gradient/not-finite",
    message: `The derivative of "${of}" by "${by}" has no finite value: it comes to ${derivative}.`,
    expected: "a slope that is finite along the whole run",
    hint: "look for a root or a power at 0, a division by something near 0, or growth without bound",
  });
}
