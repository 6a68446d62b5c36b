import { type Diagnostic, TokenwrightError } from "../base/errors.js";
import type { NodeId } from "../graph/index.js";
import type { Program, Variable } from "../model/index.js";
import { namesIn, parse } from "../equation/index.js";

/** The variable whose equation made a node. */
export function ownerOf(program: Program, node: NodeId): Variable | undefined {
  return program.variables.get(program.graph.owners[node]!);
}

/** An error of a run that names the variable, its equation, the step and the run. */
export function runFailure(
  program: Program,
  name: string,
  at: { readonly step: number; readonly run: number },
  what: Pick<Diagnostic, "code" | "message"> & Partial<Diagnostic>,
): TokenwrightError {
  const variable = program.variables.get(name);
  const equation = variable?.equation === undefined ? "" : ` = ${variable.equation}`;
  return new TokenwrightError({
    ...what,
    message: `${what.message} In ${name}${equation}, at step ${at.step} of run ${at.run}.`,
    place: { path: name },
  });
}

/** A stock that starts below zero although it may not be negative. */
export function negativeStock(program: Program, name: string, run: number): TokenwrightError {
  return runFailure(program, name, { step: 0, run }, {
    code: "run/negative-stock",
    message: `The stock "${name}" starts below zero.`,
    expected: "an initial value of at least 0",
    hint: "correct the value, or declare the stock with mayBeNegative",
  });
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

/** The values an equation was computed from, as text: `price = 0, volume = 12`. */
export function inputsOf(program: Program, name: string, show: (variable: Variable) => string): string {
  const equation = program.variables.get(name)?.equation;
  if (equation === undefined) return "";
  const names = [...namesIn(parse(equation))].slice(0, 12);
  return names
    .flatMap((other) => {
      const variable = program.variables.get(other);
      return variable === undefined ? [] : [`${other} = ${show(variable)}`];
    })
    .join(", ");
}
