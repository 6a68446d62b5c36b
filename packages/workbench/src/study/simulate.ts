import {
  type Ensemble,
  type EnsembleWorkers,
  ensemble,
  internal,
  type Overdraft,
  type Program,
  printGraph,
  rational,
  type StopSignal,
  unit as units,
  type Violation,
} from "@tokenwright/engine";
import { runId, sha256OfParts } from "../hash/hash.js";
import {
  type Assumption,
  type CheckResult,
  type FirstSeen,
  type GuardRailResult,
  type OutputSeries,
  type OutputSummary,
  type OverdraftWarning,
  type ReplayRecord,
  type RunRecord,
  type RunTime,
  stepInWords,
  toolVersion,
} from "../record/index.js";
import { buildScenario, type GuardRail, inputsFromData, type Output, type Scenario } from "../scenario/index.js";
import { assumptionsOf } from "./assumptions.js";
import { decisionResults } from "./decisions.js";
import { nextTurn } from "./next-turn.js";

export interface SimulateOptions {
  /** The scenario already built. Default: it is built here. */
  readonly program?: Program;
  /** What `assumptionsOf` says of the scenario, where it is known already. */
  readonly assumptions?: readonly Assumption[];
  /** What a replay of recorded data found, to be kept with the run. */
  readonly replay?: ReplayRecord;
  /** Called many times a second, and at the end. */
  readonly onProgress?: (doneRuns: number, allRuns: number) => void;
  /** Stops everything, also in the middle of a batch of futures. An AbortSignal fits. */
  readonly signal?: StopSignal;
  /** Threads that compute futures; how many never changes a number. Default: none. */
  readonly workers?: EnsembleWorkers;
}

/** Many futures of a scenario, and what they say. */
export interface Simulation {
  readonly record: RunRecord;
  readonly series: readonly OutputSeries[];
}

/** Always gathered: the fan of a chart needs them. */
const fan = [0.05, 0.25, 0.5, 0.75, 0.95];

/** Points of a sparkline. */
const sparklinePoints = 24;

/**
 * Runs the futures of a scenario and sums them up in the units the user asked for.
 *
 * @throws TokenwrightError `run/cancelled` when the signal said so, what `buildScenario` finds, and what the
 * engine finds in a run, such as `run/not-finite`.
 */
export async function simulate(scenario: Scenario, options: SimulateOptions = {}): Promise<Simulation> {
  const program = options.program ?? buildScenario(scenario);
  const quantiles = [...new Set([...fan, ...scenario.quantiles])].sort((a, b) => a - b);
  const outputs = scenario.outputs.map((output) => outputIn(program, output));
  const { onProgress, signal, workers } = options;
  const inputs = inputsFromData(scenario, program);
  const result = await ensemble(program, {
    steps: scenario.steps,
    runs: scenario.runs,
    seed: scenario.seed,
    inputs,
    record: [...new Set(outputs.map(({ name }) => name))],
    quantiles,
    paths: scenario.paths,
    ...(signal === undefined ? {} : { signal }),
    ...(workers === undefined ? {} : { workers }),
    onProgress: async (done, all) => {
      onProgress?.(done, all);
      await nextTurn();
    },
  });
  const time = timeOf(scenario, program);
  const series = outputs.map((output) => seriesOf(result, output));
  const provenance = {
    tool: "tokenwright" as const,
    version: toolVersion,
    file: scenario.file.replace(/^.*[\\/]/, ""),
    overrides: scenario.overrides,
    inputSha256: inputSha256(scenario),
    ...(scenario.files.length === 0 ? {} : { data: scenario.files }),
    modelSha256: modelSha256(program),
    seed: String(scenario.seed),
    generator: "philox4x32-10" as const,
    runs: scenario.runs,
    quantiles,
    method: result.method,
    error: result.error,
  };
  const { replay } = options;
  const decisions = decisionResults(scenario.economy, result.decisions, time, scenario.runs);
  const record: RunRecord = {
    schema: 1,
    id: runId([
      provenance.version,
      provenance.inputSha256,
      provenance.modelSha256,
      provenance.seed,
      JSON.stringify(replay ?? null),
    ]),
    title: scenario.title,
    ...(scenario.about === undefined ? {} : { about: scenario.about }),
    provenance,
    time,
    outputs: outputs.map((output, index) => summaryOf(output, series[index]!)),
    guardRails: scenario.guardRails.map((rail) => railResult(rail, scenario.runs, result.report.violations)),
    checks: checkResults(program, scenario.guardRails, result.report.violations),
    overdrafts: result.report.overdrafts.map((overdraft) => overdraftWarning(program, time, overdraft)),
    ...(decisions.length === 0 ? {} : { decisions }),
    assumptions: options.assumptions ?? (await assumptionsOf(scenario, program, inputs)),
    ...(replay === undefined ? {} : { replay }),
  };
  return { record, series };
}

/** SHA-256 of what the user gave: the scenario's text, the changes of the command line, and the data files. */
export function inputSha256({ text, overrides, files }: Pick<Scenario, "text" | "overrides" | "files">): string {
  return sha256OfParts([text, ...overrides, ...files.map(({ file, sha256 }) => `${sha256} ${file}`)]);
}

/** SHA-256 of what is computed: equations as one graph, and what stocks, flows and checks make of it. */
function modelSha256(program: Program): string {
  const { parameters, inputs, stocks, states, pipelines, conveyors, flows, books, checks, decisions, integrate } =
    program;
  const wiring = {
    parameters,
    inputs,
    stocks,
    states,
    pipelines,
    conveyors,
    flows,
    books,
    checks,
    decisions,
    integrate,
  };
  return sha256OfParts([program.stepText, printGraph(program.graph), JSON.stringify(wiring)]);
}

/** What the steps of a scenario are called. */
export function timeOf(scenario: Scenario, program: Program): RunTime {
  const { epoch, date } = scenario.start;
  return {
    step: scenario.step,
    stepSeconds: rational.toNumber(program.scale.step),
    steps: scenario.steps,
    horizon: scenario.horizon,
    ...(epoch === undefined ? {} : { startEpoch: epoch }),
    ...(date === undefined ? {} : { startDate: date }),
  };
}

interface ResolvedOutput {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly kind: string;
  readonly meaning: string;
  /** How many of `unit` make one of the variable's own. */
  readonly factor: number;
}

function outputIn(program: Program, output: Output): ResolvedOutput {
  const variable = program.variables.get(output.name) ?? internal(`the output ${output.name} is not in the program`);
  const shown = output.unit === undefined ? variable.unit : program.units.parse(output.unit);
  return {
    name: output.name,
    label: output.label,
    unit: shown.text,
    kind: variable.kind,
    meaning: variable.meaning,
    factor: rational.toNumber(units.conversionFactor(variable.unit, shown)),
  };
}

function seriesOf(result: Ensemble, output: ResolvedOutput): OutputSeries {
  const { factor, name, unit } = output;
  const inUnit = (values: Float64Array) => (factor === 1 ? values : values.map((value) => value * factor));
  const { quantiles, values } = result.bands(name);
  return {
    name,
    unit,
    quantiles,
    bands: values.map(inUnit),
    mean: inUnit(result.mean(name)),
    paths: result.paths(name).map(inUnit),
  };
}

function summaryOf(output: ResolvedOutput, series: OutputSeries): OutputSummary {
  const { factor: _, ...named } = output;
  const band = (share: number) => series.bands[series.quantiles.indexOf(share)]!;
  const median = band(0.5);
  const last = median.length - 1;
  const points = Math.min(sparklinePoints, median.length);
  return {
    ...named,
    first: median[0]!,
    final: { p5: band(0.05)[last]!, p50: median[last]!, p95: band(0.95)[last]! },
    sparkline: Array.from(
      { length: points },
      (_, index) => median[points === 1 ? 0 : Math.round((index * last) / (points - 1))]!,
    ),
  };
}

function firstSeen(first: FirstSeen): FirstSeen {
  return { run: first.run, step: first.step };
}

function railResult(rail: GuardRail, runs: number, violations: readonly Violation[]): GuardRailResult {
  const violation = violations.find(({ check }) => check === rail.name);
  const failed = violation?.runs ?? 0;
  return {
    name: rail.name,
    condition: rail.condition,
    required: rail.share,
    held: (runs - failed) / runs,
    // Whole numbers are compared, so that 95 of 100 is 95 %; the margin is that of the share's own rounding.
    passed: runs - failed >= rail.share * runs - 1e-9 * runs,
    ...(violation === undefined ? {} : { firstFailure: firstSeen(violation.first) }),
  };
}

function checkResults(
  program: Program,
  rails: readonly GuardRail[],
  violations: readonly Violation[],
): readonly CheckResult[] {
  return program.checks
    .filter(({ name }) => !rails.some((rail) => rail.name === name))
    .map(({ name, meaning, equation }) => {
      const violation = violations.find(({ check }) => check === name);
      return {
        name,
        meaning,
        condition: equation,
        failedRuns: violation?.runs ?? 0,
        ...(violation === undefined ? {} : { firstFailure: firstSeen(violation.first) }),
      };
    });
}

function overdraftWarning(program: Program, time: RunTime, overdraft: Overdraft): OverdraftWarning {
  const { stock, times, first } = overdraft;
  const variable = program.variables.get(stock) ?? internal(`the stock ${stock} is not in the program`);
  const scale = rational.toNumber(variable.scale);
  const requested = overdraft.requested / scale;
  const available = overdraft.available / scale;
  const unit = variable.unit.text;
  return {
    stock,
    unit,
    times,
    first: firstSeen(first),
    requested,
    available,
    text:
      `${stock} was asked for more than it held ${times === 1 ? "once" : `${times} times`}; what was asked was scaled down to what ` +
      `was there. First in future ${first.run} at ${stepInWords(time, first.step)}: ${requested} ${unit} asked, ${available} ${unit} there.`,
  };
}
