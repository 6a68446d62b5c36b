import { type Diagnostic, TokenwrightError } from "../base/errors.js";
import type { Rational } from "../base/rational.js";
import { namesIn, parse } from "../equation/index.js";
import type { NodeId } from "../graph/index.js";
import type { Program } from "../model/index.js";

/** When and in which run something happened. */
export interface Moment {
  readonly step: number;
  readonly run: number;
  /** The number of the agent, from 1, where a population is concerned. */
  readonly agent?: number;
}

/** What is wrong, without where. */
export type Fault = Pick<Diagnostic, "code" | "message"> & Partial<Diagnostic>;

/** The equation in which something went wrong, and the values it was computed from as `price = 0, volume = 12`. */
export interface Culprit {
  readonly name: string;
  readonly equation?: string | undefined;
  readonly inputs?: string;
}

/** An error of a run that names the variable, its equation, the step, the run and what the equation was given. */
export function runFailure(fault: Fault, at: Moment, { name, equation, inputs = "" }: Culprit): TokenwrightError {
  const definition = equation === undefined ? name : `${name} = ${equation}`;
  const agent = at.agent === undefined ? "" : `, agent ${at.agent}`;
  const given = inputs === "" ? "" : `, where ${inputs}`;
  return new TokenwrightError({
    ...fault,
    message: `${fault.message} In ${definition}, at step ${at.step} of run ${at.run}${agent}${given}.`,
    place: { path: name },
  });
}

/** A value that is NaN or infinite. */
export function notFinite(value: number): Fault {
  return {
    code: "run/not-finite",
    message: `The value is ${value}.`,
    expected: "a finite number",
    hint: "look for a division by zero, the logarithm or root of a negative number, or growth without bound",
  };
}

/** True for a whole number from 1 to the size of the population. */
export function isAgent(number: number, agents: number): boolean {
  return number >= 1 && number <= agents && Math.floor(number) === number;
}

/** A flow to or from an agent that is not there. */
export function noSuchAgent(number: number, agents: number): Fault {
  return {
    code: "run/agent",
    message: `There is no agent ${number}.`,
    expected: `a whole number from 1 to ${agents}`,
    hint: "choose(…) draws one, and floor(uniform(1, n + 1)) another",
  };
}

/** An input that is neither wired nor fed. */
export function missingInput(name: string): Fault {
  return {
    code: "run/missing-input",
    message: `Nothing is wired to the input "${name}" and no data is given for it.`,
    expected: "an equation or data for every input without a default",
    hint: `wire it, or give data: inputs: { ${name}: … }`,
  };
}

/** A stock that starts below zero although it may not be negative. */
export function negativeStock(program: Program, name: string, run: number): TokenwrightError {
  const fault: Fault = {
    code: "run/negative-stock",
    message: `The stock "${name}" starts below zero.`,
    expected: "an initial value of at least 0",
    hint: "correct the value, or declare the stock with mayBeNegative",
  };
  return runFailure(fault, { step: 0, run }, { name, equation: program.variables.get(name)?.initial });
}

/** A book that does not balance; always a fault of ours. */
export function leak(unit: string, difference: string, step: number, run: number): TokenwrightError {
  return new TokenwrightError({
    code: "ledger/leak",
    message: `internal: the stocks in ${unit} sum to ${difference} base units more than was there, minted and not burned, after step ${step} of run ${run}.`,
    expected: "supply = minted - burned",
    hint: "this is a fault of Tokenwright: please report it with the scenario",
  });
}

/** A conveyor whose batches are not what its stock holds; always a fault of ours. */
export function brokenConveyor(name: string, batches: string, held: string, step: number, run: number) {
  return new TokenwrightError({
    code: "ledger/conveyor",
    message: `internal: the batches in the conveyor "${name}" sum to ${batches} base units and its stock holds ${held}, after step ${step} of run ${run}.`,
    expected: "batches that sum to the stock",
    hint: "this is a fault of Tokenwright: please report it with the scenario",
  });
}

/** The values an equation was computed from, as text: `price = 0, volume = 12`; at most twelve. */
export function inputsOf(
  program: Program,
  equation: string | undefined,
  show: (node: NodeId, scale: Rational) => string,
): string {
  if (equation === undefined) return "";
  return [...namesInText(equation)]
    .flatMap((name) => {
      const variable = program.variables.get(name);
      return variable === undefined ? [] : [`${name} = ${show(variable.node, variable.scale)}`];
    })
    .slice(0, 12)
    .join(", ");
}

/** None for a value such as `45e9 ADA`, which is no equation. */
function namesInText(equation: string): Iterable<string> {
  try {
    return namesIn(parse(equation));
  } catch (error) {
    if (error instanceof TokenwrightError) return [];
    throw error;
  }
}
