import { fail } from "../base/errors.js";
import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import { didYouMean } from "../base/suggest.js";
import type { Program, Variable, VariableKind } from "../model/index.js";
import { parseSeed } from "../random/index.js";

/** A value a caller hands in: exact, or a double taken at its exact value. */
export type Given = Rational | number;

/** What every run needs to know besides its program. */
export interface RunInputs {
  /** Data for inputs by name, one value per step, in the input's own unit. After its end the last value holds. */
  readonly inputs?: Readonly<Record<string, readonly Given[]>>;
  /** Values that replace those of parameters, in the parameter's own unit. */
  readonly parameters?: Readonly<Record<string, Given>>;
}

/** Longest run and largest ensemble; a draw's address has 32 bits for each. */
export const mostSteps = 10_000_000;
export const mostRuns = 100_000_000;

/** The variable called `name`. @throws TokenwrightError `run/unknown-name`. */
export function variableNamed(program: Program, name: string, kind?: VariableKind): Variable {
  const variable = program.variables.get(name);
  if (variable !== undefined && (kind === undefined || variable.kind === kind)) return variable;
  const candidates = [...program.variables.values()].filter((one) => kind === undefined || one.kind === kind);
  const suggestion = didYouMean(
    name,
    candidates.map((one) => one.name),
  );
  return fail({
    code: "run/unknown-name",
    message: `"${name}" is not ${kind === undefined ? "a name" : kind === "input" ? "an input" : `a ${kind}`} of "${program.title}".`,
    expected:
      candidates.length === 0
        ? "nothing: there are none"
        : `one of ${candidates
            .slice(0, 12)
            .map((one) => one.name)
            .join(", ")}${candidates.length > 12 ? ", …" : ""}`,
    ...(suggestion === undefined ? {} : { hint: suggestion }),
  });
}

/** A number of steps or runs. @throws TokenwrightError `run/count`. */
export function checkCount(value: number, what: string, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  fail({
    code: "run/count",
    message: `The number of ${what} is ${value}.`,
    expected: `a whole number from ${least} to ${most}`,
    hint: `try ${what === "runs" ? "1000" : "120"}`,
  });
}

/** The variables to keep, each once. @throws TokenwrightError `run/unknown-name`. */
export function variablesNamed(program: Program, names: Iterable<string>): Variable[] {
  return Array.from(new Set(names), (name) => variableNamed(program, name));
}

/**
 * Variables with one value each.
 *
 * @throws TokenwrightError `run/unknown-name`, `run/population` for one that each agent has.
 */
export function singleVariables(program: Program, names: Iterable<string>): Variable[] {
  const variables = variablesNamed(program, names);
  const one = variables.find(({ population }) => population !== undefined);
  if (one === undefined) return variables;
  return fail({
    code: "run/population",
    message: `"${one.name}" has a value for each ${one.population}, and what is gathered has one value.`,
    expected: "an aggregate of the population",
    hint: `add an auxiliary, such as sum(${one.name.replace(/\[.*$/, "[*]")}), gini(…) or share(…)`,
  });
}

/** The names that have one value each, in the order of the program. */
export function singleNames(program: Program): string[] {
  return Array.from(program.variables.values())
    .filter(({ population }) => population === undefined)
    .map(({ name }) => name);
}

/** The seed used when none is given: results on reload are the same numbers. */
export const defaultSeed = 42n;

/** The seed, checked even where nothing is drawn. @throws TokenwrightError `random/seed`. */
export function checkedSeed(seed: bigint = defaultSeed): bigint {
  return parseSeed(seed.toString());
}

/**
 * The caller's data in internal units.
 *
 * @throws TokenwrightError `run/unknown-name`, `run/not-finite`, `run/missing-input` for a series without values.
 */
export function internalInputs(program: Program, given: RunInputs) {
  const inputs = new Map<string, readonly Rational[]>();
  for (const [name, series] of Object.entries(given.inputs ?? {})) {
    const { scale } = variableNamed(program, name, "input");
    if (series.length === 0) {
      fail({
        code: "run/missing-input",
        message: `The data given for the input "${name}" has no values.`,
        expected: "one value per step, or at least one that holds throughout",
        hint: "leave the input out to use its default",
      });
    }
    inputs.set(
      name,
      series.map((value) => rational.multiply(exactly(value, name), scale)),
    );
  }
  const parameters = new Map<string, Rational>();
  for (const [name, value] of Object.entries(given.parameters ?? {})) {
    const { scale } = variableNamed(program, name, "parameter");
    parameters.set(name, rational.multiply(exactly(value, name), scale));
  }
  return { inputs, parameters };
}

function exactly(value: Given, name: string): Rational {
  if (typeof value !== "number") return value;
  if (Number.isFinite(value)) return rational.fromNumber(value);
  return fail({
    code: "run/not-finite",
    message: `A value given for "${name}" is ${value}.`,
    expected: "a finite number",
    hint: "look for an empty cell or a division by zero in the data",
  });
}
