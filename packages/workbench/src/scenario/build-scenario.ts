import {
  build,
  compose,
  createUnits,
  type Diagnostic,
  didYouMean,
  type Model,
  type Program,
  TokenwrightError,
  type Units,
  unit,
} from "@tokenwright/engine";
import { dataFindings } from "./data-inputs.js";
import { inOrder } from "./findings.js";
import { expandName } from "./read-elements.js";
import { buildReplay } from "./replay-program.js";
import type { Scenario } from "./scenario.js";
import { suspects } from "./suspects.js";

/**
 * The program of a scenario: its economy with the guard rails as conditions. Names of outputs, guard rails
 * and the replay are checked, and every input must be wired or read from data.
 *
 * @throws TokenwrightError with all findings, each at its place in the file: those of the engine's `build`,
 * `scenario/unknown-name`, `scenario/unwired`, `unit/mismatch`.
 */
export function buildScenario(scenario: Scenario): Program {
  const { program, findings } = tryBuild(scenario);
  if (findings.length > 0 || program === undefined) {
    const further = suspects(
      scenario,
      findings,
      unitsOf(scenario),
      (changed) => tryBuild(changed).findings.length === 0,
    );
    throw new TokenwrightError([...inOrder(findings.map(scenario.relocate)), ...further.map(scenario.relocate)]);
  }
  return program;
}

/** The program and everything found about it, at paths of the model. */
function tryBuild(scenario: Scenario): {
  readonly program: Program | undefined;
  readonly findings: readonly Diagnostic[];
} {
  const findings: Diagnostic[] = [];
  const program = attempt(findings, () =>
    build(scenario.economy, {
      step: scenario.step,
      locate: scenario.locate,
      conditions: Object.fromEntries(scenario.guardRails.map((rail) => [rail.name, rail.condition])),
    }),
  );
  const flat = program === undefined ? attempt([], () => compose(scenario.economy)) : undefined;
  const kinds =
    program === undefined ? kindsOf(flat) : new Map([...program.variables.values()].map((one) => [one.name, one.kind]));
  checkNames(scenario, kinds, findings);
  if (program !== undefined) {
    checkUnwired(program, new Set(scenario.data.map(({ input }) => input)), findings);
    const fed = new Map(program.inputs.map(({ name }) => [name, program.variables.get(name)!.unit]));
    findings.push(...dataFindings(scenario, program.units, (input) => fed.get(input)));
    if (findings.length === 0) checkOutputUnits(scenario, program, findings);
    if (findings.length === 0 && scenario.replay !== undefined) attempt(findings, () => buildReplay(scenario, program));
  }
  if (program === undefined && flat !== undefined && scenario.data.length > 0) {
    const units = attempt([], () => unitsOf(scenario));
    // A unit that is not known has been reported where it is declared.
    const unitOf = (input: string) => attempt([], () => units?.parse(flat.inputs?.[input]?.unit ?? ""));
    const known = { data: scenario.data.filter(({ input }) => unitOf(input) !== undefined) };
    if (units !== undefined) findings.push(...dataFindings(known, units, unitOf));
  }
  return { program, findings };
}

function unitsOf({ economy, step }: Scenario): Units {
  const { assets = {}, units = {} } = compose(economy);
  return createUnits({ assets, units, epoch: step });
}

function attempt<T>(findings: Diagnostic[], action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    findings.push(...error.diagnostics.map((one) => (one.hint === undefined ? { ...one, hint: hintFor(one) } : one)));
    return undefined;
  }
}

/** One thing to try for findings whose author had none. */
function hintFor(finding: Diagnostic): string {
  if (finding.expected !== undefined) return `give ${finding.expected}`;
  return "compare it with a template: tokenwright init --template blank";
}

type Kinds = ReadonlyMap<string, string>;

function kindsOf(flat: Model | undefined): Kinds {
  const sections = {
    parameters: "parameter",
    inputs: "input",
    stocks: "stock",
    states: "state",
    flows: "flow",
    auxiliaries: "auxiliary",
  } as const;
  return new Map(
    (Object.keys(sections) as (keyof typeof sections)[]).flatMap((section) =>
      Object.keys(flat?.[section] ?? {})
        .flatMap((name) => expandName(flat?.dimensions ?? {}, name))
        .map((name): [string, string] => [name, sections[section]]),
    ),
  );
}

function checkNames(scenario: Scenario, kinds: Kinds, findings: Diagnostic[]): void {
  if (kinds.size === 0) return;
  const need = (name: string, path: string, allowed?: readonly string[]) => {
    const kind = kinds.get(name);
    if (kind !== undefined && (allowed === undefined || allowed.includes(kind))) return;
    const candidates = [...kinds]
      .filter(([, one]) => allowed === undefined || allowed.includes(one))
      .map(([one]) => one);
    const wanted = allowed?.join(" or ") ?? "name";
    findings.push({
      code: "scenario/unknown-name",
      message:
        kind === undefined ? `The economy has no ${wanted} "${name}".` : `"${name}" is a ${kind}, not a ${wanted}.`,
      expected: `one of ${candidates.slice(0, 30).join(", ")}${candidates.length > 30 ? ", …" : ""}`,
      hint: didYouMean(name, candidates) ?? "names of a module begin with it: supply.reserve",
      place: { path },
    });
  };
  for (const { name, path } of scenario.outputs) need(name, path === undefined ? "outputs" : `${path}.name`);
  const { replay } = scenario;
  if (replay === undefined) return;
  for (const name of Object.keys(replay.inputs)) need(name, `replay.inputs.${name}`, ["input"]);
  for (const name of Object.keys(replay.initial)) need(name, `replay.initial.${name}`, ["stock"]);
  for (const { name, variable, continueWith } of replay.compare) {
    need(variable, `replay.compare.${name}.variable`, ["stock", "flow", "auxiliary"]);
    for (const held of Object.keys(continueWith))
      need(held, `replay.compare.${name}.continueWith.${held}`, ["stock", "flow", "auxiliary", "input"]);
  }
}

function checkUnwired(program: Program, fed: ReadonlySet<string>, findings: Diagnostic[]): void {
  for (const { name, hasDefault } of program.inputs) {
    if (hasDefault || fed.has(name)) continue;
    const point = name.lastIndexOf(".");
    const module = name.slice(0, Math.max(0, point));
    const own = name.slice(point + 1);
    const { meaning, unit: inputUnit } = program.variables.get(name)!;
    findings.push({
      code: "scenario/unwired",
      message: `Nothing is wired to the input "${name}"${meaning === "" ? "" : `: ${meaning}`}.`,
      expected: `an equation in ${inputUnit.text}, or data`,
      hint: module === "" ? `add default: … to inputs.${own}` : `add to modules.${module}.inputs: { ${own}: … }`,
      place: { path: module === "" ? `inputs.${own}` : `modules.${module}.inputs.${own}` },
    });
  }
}

function checkOutputUnits(scenario: Scenario, program: Program, findings: Diagnostic[]): void {
  for (const output of scenario.outputs) {
    const { population, unit: own } = program.variables.get(output.name)!;
    if (population !== undefined) {
      findings.push({
        code: "run/population",
        message: `"${output.name}" has a value for each ${population}, and an output has one.`,
        expected: "an aggregate of the population",
        hint: `add an auxiliary, such as gini(${output.name.replace(/\[.*$/, "[*]")}), sum(…) or share(…), and name that`,
        place: { path: output.path === undefined ? "outputs" : `${output.path}.name` },
      });
      continue;
    }
    if (output.unit === undefined) continue;
    const path = `${output.path ?? "outputs"}.unit`;
    const asked = attempt(findings, () => program.units.parse(output.unit!, { path }));
    if (asked === undefined || unit.sameDimension(asked.dimension, own.dimension)) continue;
    findings.push({
      code: "unit/mismatch",
      message: `"${output.name}" is in ${own.text} and cannot be shown in ${asked.text}.`,
      expected: `a unit like ${own.text}`,
      hint: unit.mismatchHint(own.dimension, asked.dimension) ?? `write unit: ${own.text}, or leave it out`,
      place: { path },
    });
  }
}
