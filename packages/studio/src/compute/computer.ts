import {
  type Cause,
  causesOf,
  ensemble,
  fail,
  loopsThrough,
  type Program,
  rational,
  unit as units,
} from "@tokenwright/engine";
import {
  type Assumption,
  assumptionsOf,
  buildScenario,
  inputsFromData,
  readScenario,
  type Scenario,
  sha256OfValues,
  simulate,
  timeOf,
} from "@tokenwright/workbench/portable";
import { controlsOf } from "./controls.js";
import type { Bands, Draft, Futures, Opened, Turn, Why } from "./messages.js";

/** Shares of the fan. */
export const fan = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

interface Built {
  readonly draft: Draft;
  readonly scenario: Scenario;
  readonly program: Program;
}

export interface ComputeOptions {
  readonly signal?: { readonly aborted: boolean };
  readonly onProgress?: (done: number, runs: number) => void;
}

/** Reads scenarios and computes their futures; the last one that was built is kept. */
export class Computer {
  #built: Built | undefined;

  /** @throws TokenwrightError with all that is wrong with the scenario. */
  async open(draft: Draft): Promise<Opened> {
    const { scenario, program } = this.#build(draft);
    const assumptions = await this.#assumptions(scenario, program);
    return {
      title: scenario.title,
      ...(scenario.about === undefined ? {} : { about: scenario.about }),
      time: timeOf(scenario, program),
      runs: scenario.runs,
      seed: String(scenario.seed),
      controls: controlsOf(program, assumptions, draft.changes),
      names: [...program.variables.values()]
        .filter(({ population }) => population === undefined)
        .map(({ name }) => name),
    };
  }

  /** The scenario's futures, as the command line computes them. */
  async futures(draft: Draft, runs: number | undefined, options: ComputeOptions = {}): Promise<Futures> {
    const own = runs === undefined ? draft : { ...draft, changes: [...draft.changes, `ensemble.runs=${runs}`] };
    const { scenario, program } = this.#build(own);
    const { record, series } = await simulate(scenario, { program, ...options });
    return {
      id: record.id,
      title: record.title,
      provenance: record.provenance,
      time: record.time,
      outputs: record.outputs.map((summary, index) => ({ ...summary, ...series[index]! })),
      guardRails: record.guardRails,
      assumptions: record.assumptions,
      warnings: [
        ...record.overdrafts.map(({ text }) => text),
        ...record.checks.filter(({ failedRuns }) => failedRuns > 0).map(({ name, meaning }) => `${name}: ${meaning}`),
      ],
      sha256: sha256OfValues(series.flatMap(({ bands, mean }) => [...bands, mean])),
    };
  }

  /** Of the last scenario that was built, with another value for one parameter: nothing is read or compiled anew. */
  async preview(draft: Draft, turn: Turn, options: ComputeOptions = {}): Promise<readonly Bands[]> {
    const { scenario, program } = this.#builtLike(draft) ?? this.#build(draft);
    const value = rational.parseRational(turn.value) ?? rational.fromNumber(Number(turn.value));
    const names = scenario.outputs.map(({ name }) => name);
    const { signal } = options;
    const result = await ensemble(program, {
      steps: scenario.steps,
      runs: turn.runs,
      seed: scenario.seed,
      inputs: inputsFromData(scenario, program),
      parameters: { [turn.name]: value },
      record: [...new Set(names)],
      quantiles: fan,
      ...(signal === undefined ? {} : { signal }),
    });
    return scenario.outputs.map(({ name, unit: shown }) => {
      const variable = program.variables.get(name)!;
      const target = shown === undefined ? variable.unit : program.units.parse(shown);
      const factor = rational.toNumber(units.conversionFactor(variable.unit, target));
      const bands = result
        .bands(name)
        .values.map((series) => (factor === 1 ? series : series.map((one) => one * factor)));
      return { name, quantiles: fan, bands };
    });
  }

  why(draft: Draft, name: string, step: number): Why {
    const { scenario, program } = this.#build(draft);
    const cause = causesOf(program, name, {
      step,
      depth: 3,
      seed: scenario.seed,
      inputs: inputsFromData(scenario, program),
    });
    return { ...whyOf(program, cause), loops: loopsThrough(program, name, 5) };
  }

  #build(draft: Draft): Built {
    if (this.#built !== undefined && isSame(this.#built.draft, draft)) return this.#built;
    const scenario = readScenario(draft.text, {
      file: draft.file,
      overrides: draft.changes,
      readDataFile: (name) => ({ file: name, bytes: dataOf(draft, name) }),
    });
    this.#built = { draft, scenario, program: buildScenario(scenario) };
    return this.#built;
  }

  /** The last one built, where it differs from the draft in values alone. */
  #builtLike(draft: Draft): Built | undefined {
    const built = this.#built;
    return built !== undefined && built.draft.text === draft.text && built.draft.data === draft.data
      ? built
      : undefined;
  }

  #assumptions(scenario: Scenario, program: Program): Promise<readonly Assumption[]> {
    return assumptionsOf(scenario, program, inputsFromData(scenario, program));
  }
}

function isSame(one: Draft, other: Draft): boolean {
  return (
    one.text === other.text &&
    one.file === other.file &&
    one.data === other.data &&
    one.changes.length === other.changes.length &&
    one.changes.every((change, index) => change === other.changes[index])
  );
}

function dataOf({ data }: Draft, name: string): Uint8Array {
  if (Object.hasOwn(data, name)) return data[name]!;
  return fail({
    code: "data/no-file",
    message: `There is no data file ${JSON.stringify(name)} with this scenario.`,
    expected: Object.keys(data).length === 0 ? "a CSV file" : `one of ${Object.keys(data).join(", ")}`,
    hint: "drop the file onto the page",
  });
}

function whyOf(program: Program, cause: Cause): Why {
  const variable = program.variables.get(cause.name)!;
  return {
    name: cause.name,
    unit: variable.unit.text,
    meaning: variable.meaning,
    ...(variable.equation === undefined ? {} : { equation: variable.equation }),
    value: cause.value,
    ...(cause.before === undefined ? {} : { before: cause.before }),
    ...(cause.contribution === undefined ? {} : { contribution: cause.contribution }),
    causes: cause.causes.map((one) => whyOf(program, one)),
  };
}
