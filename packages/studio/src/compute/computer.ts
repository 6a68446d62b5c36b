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
  type Simulation,
  sha256OfValues,
  simulate,
  timeOf,
} from "@tokenwright/workbench/portable";
import { withoutChange } from "../project/changes.js";
import { controlsOf } from "./controls.js";
import { holdingsOf } from "./holdings.js";
import type {
  Bands,
  Detail,
  Draft,
  Futures,
  Opened,
  Replayed,
  Sampled,
  Structure,
  Turn,
  Wanted,
  Why,
} from "./messages.js";
import { replayOf } from "./replay.js";
import { sampleOf } from "./sample.js";
import { writeChanges } from "./write-changes.js";

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

/** Programs that are kept: the file's own, the one with the changes, and one of before. */
const mostBuilt = 3;

/** Reads scenarios and computes their futures; the last ones that were built are kept. */
export class Computer {
  /** The one used last comes first. */
  #built: readonly Built[] = [];
  #last: { readonly draft: Draft; readonly simulation: Simulation } | undefined;

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
      holdings: holdingsOf(program),
      hasReplay: scenario.replay !== undefined,
    };
  }

  /** The scenario's futures, as the command line computes them. */
  async futures(draft: Draft, runs: number | undefined, options: ComputeOptions = {}): Promise<Futures> {
    const own = runs === undefined ? draft : { ...draft, changes: [...draft.changes, `ensemble.runs=${runs}`] };
    const { record, series } = await this.#simulate(own, options);
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
    const { scenario, program } = this.#builtLike(draft, turn.name) ?? this.#build(draft);
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

  /** Single futures of some variables, under the same luck as the fans. */
  async sample(draft: Draft, wanted: Wanted, options: ComputeOptions = {}): Promise<Sampled> {
    const { scenario, program } = this.#build(draft);
    return sampleOf(scenario, program, wanted, options.signal);
  }

  async structure(draft: Draft, detail: Detail = "auto"): Promise<Structure> {
    const { scenario, program } = this.#build(draft);
    const { structureOf } = await import("./structure.js");
    return structureOf(scenario.economy, program, scenario.about, detail);
  }

  /** The page that the command line writes for the same run, to the last byte. */
  async report(draft: Draft, options: ComputeOptions = {}): Promise<string> {
    const { renderReport } = await import("./report.js");
    return renderReport(await this.#simulate(draft, options));
  }

  /** The draft's text with its changes in it. @throws TokenwrightError where one of them cannot be written. */
  write(draft: Draft): string {
    const { program } = this.#build(draft);
    const text = writeChanges(draft.text, draft.changes, program);
    // What was written is read again: a text that does not hold is never handed over.
    this.#build({ ...draft, text, changes: [] });
    return text;
  }

  /** @throws TokenwrightError where the scenario does not say how data drives it, or the data is not there. */
  replay(draft: Draft): Replayed {
    const { scenario, program } = this.#build(draft);
    const name = scenario.replay?.data ?? "";
    return replayOf(scenario, program, name, () => dataOf(draft, name));
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

  async #simulate(draft: Draft, options: ComputeOptions): Promise<Simulation> {
    const last = this.#last;
    if (last !== undefined && isSame(last.draft, draft)) return last.simulation;
    const { scenario, program } = this.#build(draft);
    const simulation = await simulate(scenario, { program, ...options });
    this.#last = { draft, simulation };
    return simulation;
  }

  #build(draft: Draft): Built {
    const built = this.#built.find((one) => isSame(one.draft, draft)) ?? buildDraft(draft);
    this.#built = [built, ...this.#built.filter((one) => one !== built)].slice(0, mostBuilt);
    return built;
  }

  /** One that was built, where it differs from the draft in the value of one parameter alone. */
  #builtLike(draft: Draft, name: string): Built | undefined {
    const changes = withoutChange(draft.changes, name);
    return this.#built.find((one) =>
      isSame({ ...one.draft, changes: withoutChange(one.draft.changes, name) }, { ...draft, changes }),
    );
  }

  #assumptions(scenario: Scenario, program: Program): Promise<readonly Assumption[]> {
    return assumptionsOf(scenario, program, inputsFromData(scenario, program));
  }
}

function buildDraft(draft: Draft): Built {
  const scenario = readScenario(draft.text, {
    file: draft.file,
    overrides: draft.changes,
    readDataFile: (name) => ({ file: name, bytes: dataOf(draft, name) }),
  });
  return { draft, scenario, program: buildScenario(scenario) };
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
