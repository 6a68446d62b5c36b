import { didYouMean, fail, type Place, within } from "@tokenwright/engine";
import { isJsonObject } from "../contract/json.js";
import { findMismatches, type JsonSchema } from "../contract/json-schema.js";
import { readUcum, ucumRatio } from "../contract/ucum.js";
import type { Configured } from "../life-cycle/rung.js";
import { parametersHash } from "../life-cycle/stage-result.js";
import { checkReplaceable } from "../life-cycle/upgrade.js";
import type { ModuleRegistry } from "../registry/registry.js";
import type { LockedModule, PipelineLock } from "./lock.js";
import type { ModuleUse, PipelinePlan, PipelineStagePlan } from "./pipeline-plan.js";

/** A value's way into a stage: its name there, its name where it comes from, and what it is multiplied by. */
export interface Taken {
  readonly input: string;
  readonly value: string;
  readonly factor: number;
}

export interface ResolvedStage {
  readonly plan: PipelineStagePlan;
  readonly primary: Configured;
  readonly fallbacks: readonly Configured[];
  readonly inputs: readonly { readonly from: string; readonly taken: readonly Taken[] }[];
}

/** A pipeline whose modules are found and fit together. */
export interface ResolvedPipeline {
  readonly plan: PipelinePlan;
  readonly stages: readonly ResolvedStage[];
  /** What was chosen, to be kept beside the file. */
  readonly lock: PipelineLock;
}

/**
 * Finds the modules of a pipeline and checks that they fit: parameters by their schemas, names and units along every
 * wire, fallbacks of the same form as what they stand in for.
 *
 * @param lock What was chosen before: those modules are used again, not newer ones, wherever the range still allows.
 * @throws TokenwrightError `pipeline/…` or `module/…` with the place in the file.
 */
export function resolvePipeline(
  plan: PipelinePlan,
  registry: ModuleRegistry,
  { lock, seed = 0n }: { readonly lock?: PipelineLock; readonly seed?: bigint } = {},
): ResolvedPipeline {
  const units = new Map<string, Units>(Object.entries(plan.sources).map(([name, own]) => [name, ofSource(own)]));
  const stages = plan.stages.map((stage): ResolvedStage => {
    const locked = lock?.stages[stage.name];
    const primary = configure(stage.use, registry, locked?.primary, seed);
    const fallbacks = stage.fallback.map((use, index) => {
      const one = configure(use, registry, locked?.fallback[index], seed);
      within(use.place, () => checkReplaceable(primary, one));
      return one;
    });
    const { input, output, units: own } = primary.module.manifest;
    const inputs = stage.inputs.map((wire) => ({
      from: wire.from,
      taken: Object.entries(wire.take).map(([name, value]): Taken => {
        checkKnown(name, namesOf(input), `the module of ${stage.name} does not take in`, wire.place);
        const offered = units.get(wire.from)!;
        checkKnown(value, offered.names, `${wire.from} does not give`, wire.place);
        const factor = within(wire.place, () => factorOf(offered.units[value], own.input[name], wire.convert, value));
        return { input: name, value, factor };
      }),
    }));
    units.set(stage.name, { names: namesOf(output), units: own.output });
    return { plan: stage, primary, fallbacks, inputs };
  });
  return { plan, stages, lock: lockOf(plan, stages) };
}

interface Units {
  readonly names: readonly string[];
  readonly units: Readonly<Record<string, string>>;
}

function ofSource(units: Readonly<Record<string, string>>): Units {
  return { names: Object.keys(units), units };
}

function namesOf(schema: JsonSchema): readonly string[] {
  return isJsonObject(schema["properties"]) ? Object.keys(schema["properties"]) : [];
}

function checkKnown(name: string, known: readonly string[], what: string, place: Place): void {
  if (known.includes(name)) return;
  const hint = didYouMean(name, known);
  fail({
    code: "pipeline/value",
    message: `There is no value ${name.slice(0, 60)}: ${what} it.`,
    expected: known.join(", "),
    ...(hint === undefined ? {} : { hint }),
    place,
  });
}

/** By what a value is multiplied on its way; a module that asks for no unit takes any. */
function factorOf(given: string | undefined, wanted: string | undefined, convert: boolean, name: string): number {
  if (wanted === undefined) return 1;
  const ratio = given === undefined ? undefined : ucumRatio(readUcum(given), readUcum(wanted));
  if (ratio === 1 || (ratio !== undefined && convert)) return ratio;
  return fail({
    code: "pipeline/unit",
    message: `${name} comes in ${given ?? "no unit"}, but ${wanted} is taken in.`,
    expected: wanted,
    hint:
      ratio === undefined
        ? "put a module between them that computes the one from the other"
        : `write convert: true on this wire: 1 ${given} is ${ratio} ${wanted}`,
  });
}

function configure(
  use: ModuleUse,
  registry: ModuleRegistry,
  locked: LockedModule | undefined,
  seed: bigint,
): Configured {
  return within(use.place, () => {
    const module = locked === undefined ? registry.resolve(use) : registry.get(locked.address);
    const { kind, capabilities, id, version } = module.manifest;
    if (kind !== use.kind || !capabilities.includes(use.capability)) {
      fail({
        code: "pipeline/lock",
        message: `The lock file names ${id} ${version}, which is not what the pipeline asks for.`,
        hint: "the pipeline was changed: make the lock file anew",
      });
    }
    const [mismatch] = findMismatches(module.manifest.parameters, use.parameters);
    if (mismatch !== undefined) {
      fail({
        code: "pipeline/parameters",
        place: use.parametersPlace,
        message: `The parameters of ${id}: ${mismatch.path || "the whole"} ${mismatch.message}.`,
        expected: namesOf(module.manifest.parameters).join(", ") || "no parameters",
      });
    }
    return { module, parameters: use.parameters, parametersVersion: use.parametersVersion, seed };
  });
}

function lockOf(plan: PipelinePlan, stages: readonly ResolvedStage[]): PipelineLock {
  const locked = (one: Configured): LockedModule => ({
    id: one.module.manifest.id,
    version: one.module.manifest.version,
    address: one.module.address,
    parametersVersion: one.parametersVersion,
    parametersSha256: parametersHash(one),
  });
  return {
    lock: 1,
    pipelineSha256: plan.sha256,
    stages: Object.fromEntries(
      stages.map(({ plan: { name }, primary, fallbacks }) => [
        name,
        { primary: locked(primary), fallback: fallbacks.map(locked) },
      ]),
    ),
  };
}
