import { type BackendName, backendNamed, exact, js, type RunReport } from "../backend/index.js";
import { fail, internal } from "../base/errors.js";
import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import type { Program } from "../model/index.js";
import { DecisionLog, type DecisionTaken } from "./decisions.js";
import {
  checkCount,
  checkedSeed,
  internalInputs,
  mostRuns,
  mostSteps,
  type RunInputs,
  singleVariables,
  variableNamed,
  variablesNamed,
} from "./request.js";

export interface RunOptions extends RunInputs {
  /** Steps to take; the result has one value more than that. */
  readonly steps: number;
  /** Unsigned 64 bits. Default 42. */
  readonly seed?: bigint;
  /** Which run of the ensemble under this seed. Default 0. */
  readonly run?: number;
  readonly backend?: BackendName;
  /** Names to keep, of which those of a population are kept at the end alone. Default: all. */
  readonly record?: readonly string[];
}

/** One path through time: every recorded variable at the start of each step and at the end. */
export interface Run {
  readonly names: readonly string[];
  readonly steps: number;
  /** Values in the variable's own unit; `steps` + 1 of them. */
  series(name: string): Float64Array;
  /** The same as exact numbers. Only of the exact backend. */
  exact(name: string): readonly Rational[];
  /** The last value, in the variable's own unit. */
  final(name: string): number;
  /** The last values of all agents of a population, in the variable's own unit. */
  agents(name: string): Float64Array;
  readonly report: RunReport;
  /** When the model's decisions took effect. */
  readonly decisions: readonly DecisionTaken[];
}

/**
 * Runs a program once.
 *
 * @throws TokenwrightError `run/not-finite`, `run/missing-input`, `exact/irrational`, `exact/too-wide`,
 * `run/unknown-name`, `run/count`, `run/negative-stock`, `run/unknown-backend`, `random/seed`.
 */
export function run(program: Program, options: RunOptions): Run {
  checkCount(options.steps, "steps", 0, mostSteps);
  const firstRun = options.run ?? 0;
  checkCount(firstRun, "the run", 0, mostRuns - 1);
  const backend = backendNamed(options.backend ?? "js");
  const asked = variablesNamed(program, options.record ?? program.variables.keys());
  const variables = asked.filter(({ population }) => population === undefined);
  const ofAgents = asked.filter(({ population }) => population !== undefined);
  const agents = new Map<string, Float64Array>();
  const names = variables.map((variable) => variable.name);
  const request = { seed: checkedSeed(options.seed), firstRun, runs: 1, ...internalInputs(program, options) };
  const series = new Map(names.map((name) => [name, new Float64Array(options.steps + 1)]));
  const exactSeries = new Map<string, Rational[]>();
  const log = new DecisionLog(program, options.steps);
  let report: RunReport;
  if (backend === "exact") {
    const stepper = exact.prepare(program).start(request);
    for (const name of names) exactSeries.set(name, []);
    for (let step = 0; step <= options.steps; step++) {
      stepper.evaluate();
      log.note(step, (node) => [rational.toNumber(stepper.value(node))]);
      for (const variable of variables) {
        const value = rational.divide(stepper.value(variable.node), variable.scale);
        exactSeries.get(variable.name)!.push(value);
        series.get(variable.name)![step] = rational.toNumber(value);
      }
      if (step < options.steps) stepper.advance();
    }
    for (const { name, node, scale, population } of ofAgents) {
      const values = Float64Array.from({ length: sizeOf(program, population!) }, (_, agent) =>
        rational.toNumber(rational.divide(stepper.value(node, agent), scale)),
      );
      agents.set(name, values);
    }
    report = stepper.report;
  } else {
    const stepper = js.prepare(program).start(request);
    const scales = variables.map((variable) => rational.toNumber(variable.scale));
    for (let step = 0; step <= options.steps; step++) {
      stepper.evaluate();
      log.note(step, (node) => stepper.lanes(node));
      for (const [index, variable] of variables.entries()) {
        series.get(variable.name)![step] = stepper.value(variable.node, 0) / scales[index]!;
      }
      if (step < options.steps) stepper.advance();
    }
    for (const { name, node, scale } of ofAgents) {
      const factor = rational.toNumber(scale);
      agents.set(
        name,
        Float64Array.from(stepper.lanes(node), (value) => value / factor),
      );
    }
    report = stepper.report;
  }
  const known = <T>(map: ReadonlyMap<string, T>, name: string): T => {
    const found = map.get(name);
    if (found !== undefined) return found;
    const { population } = variableNamed(program, name);
    if (population !== undefined) singleVariables(program, [name]);
    return internal(`${name} was not recorded${backend === "exact" ? "" : ", or not exactly"}`);
  };
  return {
    names,
    steps: options.steps,
    series: (name) => known(series, name),
    exact: (name) => known(exactSeries, name),
    final: (name) => known(series, name)[options.steps]!,
    agents(name) {
      const found = agents.get(name);
      if (found !== undefined) return found;
      const { population } = variableNamed(program, name);
      if (population !== undefined) return internal(`${name} was not recorded`);
      return fail({
        code: "run/population",
        message: `"${name}" has one value, not one for each agent.`,
        expected: "a variable of a population",
        hint: `ask for its series: series(${JSON.stringify(name)})`,
      });
    },
    report,
    decisions: log.decisions(),
  };
}

function sizeOf(program: Program, population: string): number {
  return program.graph.populations.find(({ name }) => name === population)!.size;
}
