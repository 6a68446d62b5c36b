import {
  type Cause,
  causesOf,
  type EnsembleWorkers,
  fail,
  loopsThrough,
  type Program,
  rational,
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
import type { Crew } from "./crew.js";
import { crowdOf, crowdsOf } from "./crowd.js";
import { type FanOptions, fan, fansOf } from "./fans.js";
import { assetsOf, holdingsOf } from "./holdings.js";
import type {
  AllBands,
  Bands,
  Crowd,
  Detail,
  Draft,
  Futures,
  Opened,
  ParquetFile,
  Replayed,
  Sampled,
  Structure,
  Turn,
  Wanted,
  Why,
  Wiring,
} from "./messages.js";
import { replayOf } from "./replay.js";
import { sampleOf } from "./sample.js";
import { type Turned, turnedBy } from "./turned.js";
import { unlocksOf } from "./unlocks.js";
import { wiringOf } from "./wiring.js";
import { writeChanges } from "./write-changes.js";

interface Built {
  readonly draft: Draft;
  readonly scenario: Scenario;
  readonly program: Program;
  /** Once they have been asked for. */
  assumptions?: Promise<readonly Assumption[]>;
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
  readonly #crew: Crew | undefined;

  /** @param crew Threads that help; they change no bit. */
  constructor(crew?: Crew) {
    this.#crew = crew;
  }

  /** @throws TokenwrightError with all that is wrong with the scenario. */
  async open(draft: Draft): Promise<Opened> {
    const built = this.#build(draft);
    const { scenario, program } = built;
    const assumptions = await this.#assumptionsOf(built);
    const single = [...program.variables.values()].filter(({ population }) => population === undefined);
    return {
      title: scenario.title,
      ...(scenario.about === undefined ? {} : { about: scenario.about }),
      time: timeOf(scenario, program),
      runs: scenario.runs,
      seed: String(scenario.seed),
      controls: controlsOf(program, assumptions, draft.changes),
      names: single.map(({ name }) => name),
      units: Object.fromEntries(single.map(({ name, unit }) => [name, unit.text])),
      assets: assetsOf(program),
      holdings: holdingsOf(program),
      crowds: crowdsOf(program),
      unlocks: unlocksOf(program),
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

  /** Of a scenario that was built, with other values for parameters: nothing is read or compiled anew. */
  async preview(draft: Draft, turn: Turn, options: ComputeOptions = {}): Promise<readonly Bands[]> {
    const others = withoutChange(draft.changes, turn.name);
    const known = this.#builtLike({ ...draft, changes: others }, turn.name) ?? { ...this.#build(draft), turned: {} };
    const value = rational.parseRational(turn.value) ?? rational.fromNumber(Number(turn.value));
    const turned = { ...known.turned, [turn.name]: value };
    return this.#fansOf(known, { runs: turn.runs, quantiles: fan, turned, signal: options.signal });
  }

  /**
   * The bands of all futures of a scenario that differs from one that was built in values of parameters alone: those
   * of `futures`, before the scenario is read and built anew.
   *
   * @returns undefined where more than that differs.
   */
  async bands(draft: Draft, options: ComputeOptions = {}): Promise<AllBands | undefined> {
    const known = this.#builtLike(draft);
    if (known === undefined) return undefined;
    const { runs, quantiles: own } = known.scenario;
    const quantiles = [...new Set([...fan, ...own])].sort((one, other) => one - other);
    const { turned } = known;
    return { runs, outputs: await this.#fansOf(known, { runs, quantiles, turned, signal: options.signal }) };
  }

  #fansOf({ scenario, program }: Built, options: Omit<FanOptions, "workers">): Promise<readonly Bands[]> {
    return this.#share(scenario, program, options.runs, (workers) =>
      fansOf(scenario, program, { ...options, workers }),
    );
  }

  #share<T>(
    { steps }: Scenario,
    program: Program,
    runs: number,
    compute: (workers: EnsembleWorkers | undefined) => Promise<T>,
  ): Promise<T> {
    const crew = this.#crew;
    return crew === undefined ? compute(undefined) : crew.share(crew.for(program, runs, steps), compute);
  }

  /** Single futures of some variables, under the same luck as the fans. */
  async sample(draft: Draft, wanted: Wanted, options: ComputeOptions = {}): Promise<Sampled> {
    const { scenario, program } = this.#build(draft);
    return sampleOf(scenario, program, wanted, options.signal);
  }

  /** How unequal the agents of a population are, under the same luck as the fans. */
  async crowd(draft: Draft, key: string, options: ComputeOptions = {}): Promise<Crowd> {
    const { scenario, program } = this.#build(draft);
    return crowdOf(scenario, program, key, options.signal);
  }

  wiring(draft: Draft): Wiring {
    const { scenario, program } = this.#build(draft);
    return wiringOf(scenario, program);
  }

  /** The Parquet files that the command line writes for the same run, to the last byte. */
  async tables(draft: Draft, options: ComputeOptions = {}): Promise<readonly ParquetFile[]> {
    const { parquetTables } = await import("@tokenwright/workbench/portable");
    const found: ParquetFile[] = [];
    await parquetTables(await this.#simulate(draft, options), (name, parts) => {
      found.push({ name, bytes: joined(parts) });
    });
    return found;
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
    const built = this.#build(draft);
    const { scenario, program } = built;
    const assumptions = await this.#assumptionsOf(built);
    const simulation = await this.#share(scenario, program, scenario.runs, (workers) =>
      simulate(scenario, { program, assumptions, ...options, ...(workers === undefined ? {} : { workers }) }),
    );
    this.#last = { draft, simulation };
    void this.#crew?.start((workers) => fansOf(scenario, program, { runs: 64, quantiles: fan, turned: {}, workers }));
    return simulation;
  }

  #build(draft: Draft): Built {
    const built = this.#built.find((one) => isSame(one.draft, draft)) ?? buildDraft(draft);
    // What the file says without changes is kept longest: what is reset is turned back to it.
    const others = this.#built.filter((one) => one !== built);
    const file = others.filter((one) => isSame(one.draft, { ...draft, changes: [] }));
    this.#built = [...new Set([built, ...file, ...others])].slice(0, mostBuilt);
    return built;
  }

  /**
   * One that was built, and the values of parameters that turn it into the draft.
   *
   * @param besides A parameter whose value is of no account.
   */
  #builtLike(draft: Draft, besides = ""): (Built & { readonly turned: Turned }) | undefined {
    for (const built of this.#built) {
      const { changes } = built.draft;
      if (!isSame({ ...built.draft, changes: [] }, { ...draft, changes: [] })) continue;
      const turned = turnedBy(built.program, withoutChange(changes, besides), draft.changes);
      if (turned !== undefined) return { ...built, turned };
    }
    return undefined;
  }

  #assumptionsOf(built: Built): Promise<readonly Assumption[]> {
    const { scenario, program } = built;
    built.assumptions ??= assumptionsOf(scenario, program, inputsFromData(scenario, program));
    return built.assumptions;
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

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
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
