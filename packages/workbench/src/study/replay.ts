import {
  type ExactStepper,
  exact,
  fail,
  type Program,
  type Rational,
  rational,
  type Variable,
} from "@tokenwright/engine";
import { type DataTable, numberIn, requireColumn } from "../data/index.js";
import {
  buildReplay,
  buildScenario,
  type ColumnProgram,
  type Comparison,
  type ReplayPlan,
  type Scenario,
} from "../scenario/index.js";
import { partOf } from "./replay-part.js";
import type { Mismatch, ReplayResult } from "./replay-result.js";
import { rowsByEpoch, spanOf } from "./replay-span.js";
import { withoutDecisions } from "./without-decisions.js";

export interface ReplayOptions {
  /** First and last epoch; those of the scenario, or all that the data has. */
  readonly from?: number;
  readonly to?: number;
}

/**
 * Drives the scenario's economy with recorded data and compares it with what was recorded, as exact numbers.
 * Row e is reproduced from row e - 1 and the flows of row e. The economy runs on freely from its start; after
 * a miss the compared variable goes on from the recorded value, so that one unexplained transfer counts once.
 *
 * The start is the row before the first epoch; when there is none, the first row is the start and is not
 * counted.
 *
 * @param program The scenario's program when it is built already.
 * @throws TokenwrightError `replay/…` for a scenario without a replay or epochs without data, `csv/…` for a
 * cell, and what `buildScenario` and the exact backend throw.
 */
export function replay(
  scenario: Scenario,
  program: Program | undefined,
  table: DataTable,
  options: ReplayOptions = {},
): ReplayResult {
  const plan = scenario.replay;
  if (plan === undefined) {
    fail({
      code: "replay/no-plan",
      message: `"${scenario.title}" does not say how data drives it.`,
      expected: "a replay section in the scenario",
      hint: "take examples/cardano/scenario.yaml as a pattern",
      place: { file: scenario.file },
    });
  }
  const whole = program ?? buildScenario(scenario);
  const built =
    whole.decisions.length === 0 ? whole : buildScenario({ ...scenario, economy: withoutDecisions(scenario.economy) });
  for (const column of [plan.epochColumn, ...Object.keys(plan.columns)]) requireColumn(table, column);
  const rowOf = rowsByEpoch(table, plan.epochColumn);
  const span = spanOf(plan, rowOf, table, options);
  const programs = buildReplay(scenario, built);
  const initial = evaluateRows(programs.start, table, [rowOf.get(span.start)!])[0]!;
  const rows = evaluateRows(
    programs.row,
    table,
    span.epochs.map((epoch) => rowOf.get(epoch)!),
  );
  const economy = new Economy(built, plan, initial, rows);
  checkFed(scenario, economy.program);
  const mismatches: Mismatch[] = [];
  for (const [step, epoch] of span.epochs.entries()) {
    for (const miss of economy.takeStep(step)) mismatches.push(describe(miss, epoch, plan));
  }
  const missed = (name: string) => mismatches.filter((one) => one.variable === name).length;
  return {
    schema: 1,
    epochs: span.epochs.length,
    from: span.epochs[0] ?? span.start,
    to: span.epochs.at(-1) ?? span.start,
    start: span.start,
    exact: Object.fromEntries(plan.compare.map(({ name }) => [name, span.epochs.length - missed(name)])),
    mismatches,
  };
}

/** A replay has its own time, so what the scenario reads from data files must come from the replay's data too. */
function checkFed({ data, replay: plan }: Scenario, program: Program): void {
  const missing = data.find(({ input }) => program.variables.has(input) && !Object.hasOwn(plan!.inputs, input));
  if (missing === undefined) return;
  fail({
    code: "replay/input",
    message: `The input "${missing.input}" is read from ${JSON.stringify(missing.file)}, and the replay does not give it.`,
    expected: "an equation over the replay's columns",
    hint: `add ${missing.input}: … to replay.inputs`,
    place: { path: "replay.inputs" },
  });
}

/** Values of a column program's equations for one row, in internal units. */
type Row = ReadonlyMap<string, Rational>;

function evaluateRows({ program, columns, factors }: ColumnProgram, table: DataTable, rows: readonly number[]): Row[] {
  const inputs = new Map(
    [...columns].map(([column, name]) => {
      const { scale } = program.variables.get(name)!;
      return [name, rows.map((row) => rational.multiply(numberIn(table, row, column), scale))];
    }),
  );
  // Columns that no equation uses need no values.
  for (const { name } of program.inputs) if (!inputs.has(name)) inputs.set(name, [rational.zero]);
  const stepper = exact.prepare(program).start({ seed: 0n, firstRun: 0, runs: 1, inputs });
  const wanted = [...program.variables.values()].filter((one) => one.kind === "auxiliary");
  return rows.map(() => {
    stepper.evaluate();
    const values = new Map(
      wanted.map(({ name, node }) => [name, rational.multiply(stepper.value(node), factors.get(name)!)]),
    );
    stepper.advance();
    return values;
  });
}

interface Miss {
  readonly comparison: Comparison;
  readonly variable: Variable;
  readonly expected: Rational;
  readonly got: Rational;
}

/** The economy under way, fed with the rows of the data. */
class Economy {
  readonly program: Program;
  readonly #stepper: ExactStepper;

  constructor(
    whole: Program,
    readonly plan: ReplayPlan,
    initial: Row,
    readonly rows: readonly Row[],
  ) {
    const inputs = new Map(
      Object.keys(plan.inputs).map((name) => [name, rows.map((row) => row.get(`inputs.${name}`)!)]),
    );
    const wanted = plan.compare.flatMap(({ variable, continueWith }) => [variable, ...Object.keys(continueWith)]);
    this.program = partOf(whole, wanted, new Set(inputs.keys()), new Set(Object.keys(plan.initial)));
    this.#stepper = exact.prepare(this.program).start({ seed: 0n, firstRun: 0, runs: 1, inputs });
    for (const name of Object.keys(plan.initial)) this.#stepper.setStock(name, initial.get(`initial.${name}`)!);
  }

  /** Takes the step of a row and says what it did not reproduce. */
  takeStep(step: number): Miss[] {
    const misses: Miss[] = [];
    const held: string[] = [];
    const stocksAfter: [name: string, value: Rational][] = [];
    this.#stepper.evaluate();
    // Within the step first: flows and auxiliaries decide where the stocks will stand.
    for (const comparison of this.plan.compare) {
      const variable = this.program.variables.get(comparison.variable)!;
      if (variable.kind === "stock") continue;
      const miss = this.#compare(comparison, variable, step);
      if (miss === undefined) continue;
      misses.push(miss);
      const others = Object.keys(comparison.continueWith);
      if (others.length === 0) this.#hold(comparison.variable, miss.expected, held);
      for (const name of others) {
        const value = this.#recorded(`compare.${comparison.name}.continueWith.${name}`, step);
        if (this.program.variables.get(name)!.kind === "stock") stocksAfter.push([name, value]);
        else this.#hold(name, value, held);
      }
      this.#stepper.evaluate();
    }
    this.#stepper.advance();
    for (const name of held) this.#stepper.force(name, undefined);
    this.#stepper.evaluate();
    for (const comparison of this.plan.compare) {
      const variable = this.program.variables.get(comparison.variable)!;
      if (variable.kind !== "stock") continue;
      const miss = this.#compare(comparison, variable, step);
      if (miss === undefined) continue;
      misses.push(miss);
      stocksAfter.push([comparison.variable, miss.expected]);
      for (const name of Object.keys(comparison.continueWith)) {
        if (this.program.variables.get(name)!.kind !== "stock") continue;
        stocksAfter.push([name, this.#recorded(`compare.${comparison.name}.continueWith.${name}`, step)]);
      }
    }
    for (const [name, value] of stocksAfter) this.#stepper.setStock(name, value);
    return misses;
  }

  #compare(comparison: Comparison, variable: Variable, step: number): Miss | undefined {
    const expected = this.#recorded(`compare.${comparison.name}.recorded`, step);
    const got = this.#stepper.value(variable.node);
    return rational.equal(expected, got) ? undefined : { comparison, variable, expected, got };
  }

  #recorded(name: string, step: number): Rational {
    return this.rows[step]!.get(name)!;
  }

  #hold(name: string, value: Rational, held: string[]): void {
    this.#stepper.force(name, value);
    held.push(name);
  }
}

function describe({ comparison, variable, expected, got }: Miss, epoch: number, plan: ReplayPlan): Mismatch {
  const difference = rational.subtract(expected, got);
  const notes = plan.notes.filter(
    (note) =>
      epoch >= note.from && epoch <= note.to && (note.compare === undefined || note.compare === comparison.name),
  );
  const size = signed(difference, variable);
  const reason = comparison.explanation ?? `${comparison.name} is not what the model computes`;
  return {
    epoch,
    variable: comparison.name,
    expected: rational.toText(expected),
    got: rational.toText(got),
    difference: rational.toText(difference),
    explanation: [`${reason}: ${size}`, ...notes.map((note) => note.text)].join("; "),
  };
}

/** An amount in its own unit with a sign, digits in groups of three: `+318 200 635.831602 ADA`. */
function signed(difference: Rational, variable: Variable): string {
  const amount = rational.divide(rational.absolute(difference), variable.scale);
  const [whole = "0", fraction] = rational.toDecimal(amount, 18).split(".");
  const grouped = whole.replace(/\B(?=(?:[0-9]{3})+$)/g, " ");
  return `${difference.n < 0n ? "-" : "+"}${grouped}${fraction === undefined ? "" : `.${fraction}`} ${variable.unit.text}`;
}
