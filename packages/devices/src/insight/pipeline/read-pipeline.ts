import { isDangerousKey, within } from "@tokenwright/engine";
import { readYamlMapping, sha256 } from "@tokenwright/workbench";
import { isJsonObject } from "../contract/json.js";
import { moduleKinds } from "../contract/manifest.js";
import { readUcum } from "../contract/ucum.js";
import { parseRange } from "../contract/version.js";
import { type BreakerPolicy, defaultBreaker } from "../life-cycle/breaker.js";
import { type Budget, defaultBudget } from "../life-cycle/handle.js";
import { inOrderOfWires } from "./order.js";
import type { ModuleUse, PipelinePlan, PipelineStagePlan, WirePlan } from "./pipeline-plan.js";
import {
  entriesOf,
  itemsOf,
  jsonOf,
  type Located,
  membersOf,
  numberOf,
  placeOf,
  refuseAt,
  textOf,
  truthOf,
  wordOf,
} from "./yaml-values.js";

const mostStages = 200;
const nameForm = /^[a-zA-Z][a-zA-Z0-9-]{0,60}$/;

/**
 * Reads a pipeline's file, YAML 1.2 or JSON. Its form, names, units' spelling, ranges of versions and order are
 * checked here; that the modules exist and fit is `resolvePipeline`'s.
 *
 * @param file Name to show in findings.
 * @throws TokenwrightError `pipeline/…`, `module/…` or `yaml/…`, with the place in the file.
 */
export function readPipeline(text: string, file: string): PipelinePlan {
  const root: Located = { node: readYamlMapping(text, file), path: "" };
  const members = membersOf(
    root,
    ["pipeline", "title", "sources", "stages", "outputs"],
    ["pipeline", "sources", "stages"],
  );
  numberOf(members.get("pipeline")!, 1, 1, true);
  const sources = Object.fromEntries(
    [...entriesOf(members.get("sources")!)].map(([name, at]) => [checkName(name, at), unitsOf(at)]),
  );
  const declared = [...entriesOf(members.get("stages")!)];
  if (declared.length === 0 || declared.length > mostStages) {
    refuseAt(members.get("stages")!, {
      code: "pipeline/form",
      message: `There are ${declared.length} stages.`,
      expected: `1 to ${mostStages}`,
    });
  }
  const stages = declared.map(([name, at]) => {
    if (Object.hasOwn(sources, name)) {
      refuseAt(at, { code: "pipeline/name", message: `${name} is a source and a stage.`, hint: "rename one of them" });
    }
    return readStage(checkName(name, at), at);
  });
  const names = stages.map(({ name }) => name);
  const outputs = members.get("outputs");
  return {
    title: members.has("title") ? textOf(members.get("title")!) : "",
    sources,
    stages: inOrderOfWires(stages, Object.keys(sources)),
    outputs: outputs === undefined ? names : itemsOf(outputs).map((at) => wordOf(at, names)),
    sha256: sha256(text),
  };
}

function checkName(name: string, at: Located): string {
  if (nameForm.test(name) && !isDangerousKey(name)) return name;
  return refuseAt(at, {
    code: "pipeline/name",
    message: `${name.slice(0, 60)} is no name.`,
    expected: "letters, digits and hyphens",
  });
}

function unitsOf(at: Located): Readonly<Record<string, string>> {
  const units: Record<string, string> = {};
  for (const [name, member] of entriesOf(at)) {
    const unit = textOf(member);
    within(placeOf(member), () => readUcum(unit));
    units[name] = unit;
  }
  return units;
}

function readStage(name: string, at: Located): PipelineStagePlan {
  const known = ["use", "inputs", "parameters", "parametersVersion", "fallback", "run", "budget", "breaker", "history"];
  const members = membersOf(at, known, ["use", "inputs"]);
  const inputs = itemsOf(members.get("inputs")!).map(readWire);
  if (inputs.length === 0)
    refuseAt(members.get("inputs")!, { code: "pipeline/form", message: `${name} takes nothing in.` });
  const fallback = members.get("fallback");
  const run = members.get("run");
  const history = members.get("history");
  return {
    name,
    use: readUse(members.get("use")!, members.get("parameters"), members.get("parametersVersion")),
    inputs,
    fallback: fallback === undefined ? [] : itemsOf(fallback).map(readFallback),
    run: run === undefined ? "here" : wordOf(run, ["here", "thread"]),
    budget: readBudget(members.get("budget")),
    breaker: readBreaker(members.get("breaker")),
    history: history === undefined ? 256 : numberOf(history, 0, 100_000, true),
    place: placeOf(at),
  };
}

function readWire(at: Located): WirePlan {
  const members = membersOf(at, ["from", "take", "convert"], ["from", "take"]);
  const take = [...entriesOf(members.get("take")!)].map(([name, member]) => [name, textOf(member)]);
  if (take.length === 0)
    refuseAt(at, { code: "pipeline/form", message: "This takes no value.", expected: "input: value" });
  const convert = members.get("convert");
  return {
    from: textOf(members.get("from")!),
    take: Object.fromEntries(take),
    convert: convert === undefined ? false : truthOf(convert),
    place: placeOf(members.get("from")!),
  };
}

function readFallback(at: Located): ModuleUse {
  const members = membersOf(at, ["use", "parameters", "parametersVersion"], ["use"]);
  return readUse(members.get("use")!, members.get("parameters"), members.get("parametersVersion"));
}

function readUse(at: Located, parameters: Located | undefined, version: Located | undefined): ModuleUse {
  const members = membersOf(at, ["kind", "capability", "version", "id"], ["kind", "capability", "version"]);
  const range = textOf(members.get("version")!);
  within(placeOf(members.get("version")!), () => parseRange(range));
  const given = parameters === undefined ? {} : jsonOf(parameters);
  if (!isJsonObject(given))
    return refuseAt(parameters!, { code: "pipeline/form", message: "Parameters are keys and values." });
  return {
    kind: wordOf(members.get("kind")!, moduleKinds),
    capability: textOf(members.get("capability")!),
    version: range,
    ...(members.has("id") ? { id: textOf(members.get("id")!) } : {}),
    parameters: given,
    parametersVersion: version === undefined ? 1 : numberOf(version, 1, 1e9, true),
    place: placeOf(at),
    parametersPlace: placeOf(parameters ?? at),
  };
}

function readBudget(at: Located | undefined): Budget {
  if (at === undefined) return defaultBudget;
  const members = membersOf(at, ["milliseconds", "mebibytes"], []);
  const [time, memory] = [members.get("milliseconds"), members.get("mebibytes")];
  return {
    milliseconds: time === undefined ? defaultBudget.milliseconds : numberOf(time, 1, 600_000, false),
    mebibytes: memory === undefined ? defaultBudget.mebibytes : numberOf(memory, 16, 65_536, true),
  };
}

function readBreaker(at: Located | undefined): BreakerPolicy {
  if (at === undefined) return defaultBreaker;
  const members = membersOf(at, ["faults", "restBatches"], []);
  const [faults, rest] = [members.get("faults"), members.get("restBatches")];
  return {
    faults: faults === undefined ? defaultBreaker.faults : numberOf(faults, 1, 1_000, true),
    restBatches: rest === undefined ? defaultBreaker.restBatches : numberOf(rest, 1, 1_000_000, true),
  };
}
