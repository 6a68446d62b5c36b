import {
  build,
  compose,
  equation,
  type Model,
  type Program,
  type Rational,
  rational,
  TokenwrightError,
} from "@tokenwright/engine";
import type { Scenario } from "./scenario.js";

/**
 * The equations over the columns of a data file as programs: one for the row before the first epoch, one
 * for each row of the replay. Columns are inputs with their units, equations auxiliaries in the unit of what
 * they are for, so they are parsed, checked and computed exactly like all others.
 */
export interface ReplayPrograms {
  /** Amounts at the start, named `initial.supply.reserve`. */
  readonly start: ColumnProgram;
  /** `inputs.supply.fees`, `compare.pot.recorded`, `compare.pot.continueWith.supply.expansion`. */
  readonly row: ColumnProgram;
}

export interface ColumnProgram {
  readonly program: Program;
  /** Columns that its equations use, with the name of the input that each is. */
  readonly columns: ReadonlyMap<string, string>;
  /**
   * What the internal value of an equation is multiplied by to be that of its variable: not 1 for what a module with
   * a longer epoch computes. What a flow moves in a step is the same for both.
   */
  readonly factors: ReadonlyMap<string, Rational>;
}

/** Names that mean something else in an equation; a column called so is known under another spelling. */
const builtIn = ["epoch", "time"];

/**
 * @param program The scenario's own program, which knows the units of its variables.
 * @throws TokenwrightError for what is wrong in an equation, with its place in the file.
 */
export function buildReplay(scenario: Scenario, program: Program): ReplayPrograms {
  const plan = scenario.replay!;
  const start = new Map(
    Object.entries(plan.initial).map(([name, text]) => [`initial.${name}`, { variable: name, text }]),
  );
  const row = new Map(Object.entries(plan.inputs).map(([name, text]) => [`inputs.${name}`, { variable: name, text }]));
  for (const { name, variable, recorded, continueWith } of plan.compare) {
    row.set(`compare.${name}.recorded`, { variable, text: recorded });
    for (const [held, text] of Object.entries(continueWith))
      row.set(`compare.${name}.continueWith.${held}`, { variable: held, text });
  }
  const flat = compose(scenario.economy);
  return { start: columnProgram(scenario, program, flat, start), row: columnProgram(scenario, program, flat, row) };
}

interface Wanted {
  readonly variable: string;
  readonly text: string;
}

function columnProgram(
  scenario: Scenario,
  program: Program,
  flat: Model,
  wanted: ReadonlyMap<string, Wanted>,
): ColumnProgram {
  const plan = scenario.replay!;
  const units = new Map([[plan.epochColumn, "1"], ...Object.entries(plan.columns)]);
  const inputs = new Map(
    [...units.keys()].map((column) => [column, builtIn.includes(column) ? otherSpelling(column, units) : column]),
  );
  const auxiliaries: Record<string, { unit: string; equation: string; meaning: string }> = {};
  const used = new Set<string>();
  for (const [name, { variable, text }] of wanted) {
    const { unit } = program.variables.get(variable)!;
    auxiliaries[name] = { unit: unit.text, equation: respell(text, inputs, used), meaning: "" };
  }
  const model: Model = {
    title: `the columns of ${scenario.title}`,
    ...(flat.assets === undefined ? {} : { assets: flat.assets }),
    ...(flat.units === undefined ? {} : { units: flat.units }),
    inputs: Object.fromEntries(
      [...inputs].map(([column, name]) => [name, { unit: units.get(column)!, meaning: column }]),
    ),
    auxiliaries,
  };
  const columnOf = new Map([...inputs].map(([column, name]) => [name, column]));
  const pathInFile = (path: string) => {
    const input = /^inputs\.([^.]+)\./.exec(path)?.[1];
    if (input !== undefined) return `replay.columns.${columnOf.get(input) ?? input}.unit`;
    return path.replace(/^auxiliaries\.(.*)\.(?:equation|unit)$/, "replay.$1");
  };
  const locate = (path: string) => ({ ...scenario.locate(pathInFile(path)), path: pathInFile(path) });
  try {
    const columns = new Map([...inputs].filter(([column]) => used.has(column)));
    const own = build(model, { step: scenario.step, locate });
    const factors = [...wanted].map(([name, { variable }]): [string, Rational] => {
      const { kind, scale } = program.variables.get(variable)!;
      return [name, kind === "flow" ? rational.one : rational.divide(scale, own.variables.get(name)!.scale)];
    });
    return { program: own, columns, factors: new Map(factors) };
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    throw new TokenwrightError(error.diagnostics.map(scenario.relocate));
  }
}

/** A word of the same length, so that positions in the user's text stay true: `Epoch`, `ePoch`, … */
function otherSpelling(column: string, taken: ReadonlyMap<string, string>): string {
  for (let at = 0; at < column.length; at++) {
    const spelling = `${column.slice(0, at)}${column[at]!.toUpperCase()}${column.slice(at + 1)}`;
    if (!taken.has(spelling)) return spelling;
  }
  return column.toUpperCase();
}

/** The equation with columns under the names of their inputs; what does not parse is left to `build` to refuse. */
function respell(text: string, inputs: ReadonlyMap<string, string>, used: Set<string>): string {
  let respelled = text;
  try {
    equation.visit(equation.parse(text), (node) => {
      if (node.kind !== "name") return;
      const name = inputs.get(node.name);
      if (name === undefined) return;
      used.add(node.name);
      respelled = respelled.slice(0, node.at.start) + name + respelled.slice(node.at.end);
    });
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
  }
  return respelled;
}
