import { build, createUnits, type Diagnostic, equation, rational, TokenwrightError } from "@tokenwright/engine";
import type { XmileUnit } from "./document.js";
import type { Elements, ImportedModel } from "./imported-model.js";
import { engineModel, runXmile, scheduleOf } from "./run-xmile.js";
import type { Origin, TracedImport, XmileImport } from "./to-model.js";
import { UnitTexts } from "./unit-text.js";
import { type Named, withUnitsOfTime } from "./units-of-time.js";

/** One thing that keeps a model from having units. */
export interface UnitFinding {
  readonly name: string;
  readonly line: number;
  /** One sentence. */
  readonly what: string;
}

export interface UnitReport {
  /**
   * `none`: the file has no units. `given`: the model has them, checked, and its numbers are the same. `kept as text`: some
   * are missing or do not balance; the model computes with plain numbers.
   */
  readonly state: "none" | "given" | "kept as text";
  readonly findings: readonly UnitFinding[];
}

export interface ImportWithUnits extends XmileImport {
  readonly units: UnitReport;
}

/** Steps over which the model with units is held against the one without. */
const compared = 200;

/** Most variables of a model whose units are checked: it is built and run for that. */
const mostVariables = 5_000;

/** Most findings that are told. */
const mostFindings = 50;

/** How far the two may be apart, as a share: units are scaled once, which rounds. */
const near = 1e-9;

type Section = "parameters" | "stocks" | "flows" | "auxiliaries";

/**
 * The model with the units of its file, where all variables have one, every equation balances and a run gives the same
 * numbers; otherwise the model as it was, and why. A number written in an equation is plain, as the model language has it,
 * but where it is added to the time, compared with it, or stands where a function takes a time.
 *
 * @param declared The unit definitions of the file.
 */
export function giveUnits(imported: TracedImport, declared: readonly XmileUnit[]): ImportWithUnits {
  const { origins, ...rest } = imported;
  const asText = (findings: readonly UnitFinding[]): ImportWithUnits => ({
    ...rest,
    units: { state: "kept as text", findings: findings.slice(0, mostFindings) },
  });
  const variables = [...origins.values()];
  if (variables.every(({ unit }) => unit === undefined)) return { ...rest, units: { state: "none", findings: [] } };
  if (variables.length > mostVariables)
    return asText([{ name: "units", line: 1, what: `Units of more than ${mostVariables} variables are not checked.` }]);
  const attempt = new Attempt(imported, declared);
  const model = attempt.model();
  if (attempt.findings.length > 0) return asText(attempt.findings);
  const candidate: XmileImport = { ...rest, model };
  const findings = unbalanced(candidate, origins);
  if (findings.length > 0) return asText(findings);
  const other = firstDifference(rest, candidate);
  if (other !== undefined) return asText([other]);
  return { ...candidate, units: { state: "given", findings: [] } };
}

/** What the unit check of the model language finds, by variable and line. */
function unbalanced(candidate: XmileImport, origins: ReadonlyMap<string, Origin>): readonly UnitFinding[] {
  const { simulation } = candidate;
  try {
    build(engineModel(candidate), { step: `${simulation.step} ${simulation.timeUnit}` });
    return [];
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    const told = new Map<string, UnitFinding>();
    for (const finding of error.diagnostics) {
      const id = /^\w+\.([^.[]+)/.exec(finding.place?.path ?? "")?.[1] ?? "";
      const { label = id === "" ? "units" : id, line = 1 } = origins.get(id) ?? {};
      told.set(`${line} ${finding.message}`, { name: label, line, what: sentence(finding) });
    }
    return [...told.values()].sort((a, b) => a.line - b.line);
  }
}

function sentence({ message, expected }: Diagnostic): string {
  return expected === undefined ? message : `${message} Expected: ${expected}.`;
}

/** Runs both models over the first steps; what they differ in. */
function firstDifference(plain: XmileImport, candidate: XmileImport): UnitFinding | undefined {
  const { start, step } = plain.simulation;
  const { steps } = scheduleOf(plain.simulation);
  const first = <T extends XmileImport>(one: T): T => {
    const { save: _, ...simulation } = one.simulation;
    const [above, below = "1"] = step.split("/");
    const stop = Number(start) + (Math.min(steps, compared) * Number(above)) / Number(below);
    return { ...one, simulation: { ...simulation, stop: String(stop) } };
  };
  const apart = (name: string, what: string): UnitFinding => ({ name, line: 1, what });
  try {
    const ours = new Map(runXmile(first(candidate)).columns.map(({ id, values }) => [id, values]));
    for (const { id, name, values } of runXmile(first(plain)).columns) {
      const other = ours.get(id);
      const row = values.findIndex((value, at) => !isNear(value, other?.[at]));
      if (row >= 0)
        return apart(
          name,
          `With units converted it would be ${other?.[row]} instead of ${values[row]}, at step ${row}.`,
        );
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof TokenwrightError)) throw error;
    return apart("units", `The model does not run with units: ${error.diagnostics[0]?.message ?? error.message}`);
  }
}

function isNear(value: number, other: number | undefined): boolean {
  if (other === undefined) return false;
  return (
    Math.abs(value - other) <= near * Math.max(Math.abs(value), Math.abs(other)) || Math.abs(value - other) < 1e-12
  );
}

/** Writes the units of a file into its model. */
class Attempt {
  readonly findings: UnitFinding[] = [];
  readonly #texts: UnitTexts;
  /** Units in the model language, by name. */
  readonly #units = new Map<string, string>();

  constructor(
    readonly imported: TracedImport,
    declared: readonly XmileUnit[],
  ) {
    const builtin = createUnits();
    this.#texts = new UnitTexts(declared, (name) => builtin.knows(name));
  }

  model(): ImportedModel {
    const { model, simulation } = this.imported;
    if (!createUnits().knows(simulation.timeUnit)) {
      this.#refuse("sim_specs", 1, `The time unit ${simulation.timeUnit} is not one of the model language.`);
      return model;
    }
    this.#readUnits();
    this.#checkFlows();
    const { clock: _, unitCheck: __, ...rest } = model;
    const result: ImportedModel = {
      ...rest,
      ...this.#lookups(),
      ...this.#section("parameters", "value"),
      ...this.#section("stocks", "initial"),
      ...this.#section("flows", "equation"),
      ...this.#section("auxiliaries", "equation"),
    };
    return { ...result, units: this.#texts.declarations };
  }

  #refuse(name: string, line: number, what: string): void {
    this.findings.push({ name, line, what });
  }

  #readUnits(): void {
    const { model, origins } = this.imported;
    const without: Origin[] = [];
    let count = 0;
    for (const section of ["parameters", "stocks", "flows", "auxiliaries"] as const) {
      for (const key of Object.keys(model[section] ?? {})) {
        const id = baseOf(key);
        count += 1;
        const { label, line, unit } = origins.get(id) ?? { label: id, line: 1 };
        const text = unit === undefined ? undefined : this.#texts.read(unit);
        if (text !== undefined) this.#units.set(id, text);
        else if (unit === undefined) without.push({ label, line });
        else
          this.#refuse(label, line, `The unit ${JSON.stringify(unit.slice(0, 60))} is not a product of named units.`);
      }
    }
    const [first] = [...without].sort((a, b) => a.line - b.line);
    if (first !== undefined)
      this.#refuse(
        first.label,
        first.line,
        `This is one of ${without.length} of ${count} variables that have no unit.`,
      );
  }

  /** The unit of a flow follows from its stocks; here it must be the one the file states. */
  #checkFlows(): void {
    const { model, simulation, origins } = this.imported;
    const system = createUnits({ units: this.#texts.declarations });
    for (const [key, { from, to }] of Object.entries(model.flows ?? {})) {
      const own = this.#units.get(baseOf(key));
      const stock = this.#units.get(baseOf(from ?? to ?? ""));
      if (own === undefined || stock === undefined) continue;
      const expected = system.parse(`(${stock})/${simulation.timeUnit}`);
      const stated = system.parse(own);
      if (stated.dimension.key === expected.dimension.key && rational.equal(stated.scale, expected.scale)) continue;
      const { label, line } = origins.get(baseOf(key))!;
      this.#refuse(
        label,
        line,
        `The unit of this flow is ${own}, and that of its stock per time ${stock}/${simulation.timeUnit}.`,
      );
    }
  }

  #section<S extends Section, Text extends string>(section: S, text: Text): { [key in S]?: ImportedModel[S] } {
    const entries = Object.entries<{ readonly elements?: Elements } & { readonly [key in Text]?: string }>(
      (this.imported.model[section] ?? {}) as never,
    );
    if (entries.length === 0) return {};
    const written = entries.map(([key, own]) => {
      const unit = this.#units.get(baseOf(key)) ?? "1";
      const isQuantity = section === "parameters" || (section === "stocks" && own.elements === undefined);
      const write = (one: string) => this.#write(one, unit, isQuantity);
      const texts = {
        ...(own[text] === undefined ? {} : { [text]: write(own[text]) }),
        ...(own.elements === undefined
          ? {}
          : { elements: Object.fromEntries(Object.entries(own.elements).map(([at, one]) => [at, write(one)])) }),
      };
      const { unit: _, ...others } = own as { unit?: string };
      return [key, { ...others, ...texts, ...(section === "flows" ? {} : { unit }) }];
    });
    return { [section]: Object.fromEntries(written) } as { [key in S]?: ImportedModel[S] };
  }

  /** A number that stands alone has the unit of its variable; in anything longer it is plain. */
  #write(text: string, unit: string, isQuantity: boolean): string {
    if (/^\s*-?\s*[\d.]+([eE][+-]?\d+)?\s*$/.test(text)) {
      const number = text.replace(/\s/g, "");
      if (unit === "1" || Number(number) === 0) return isQuantity && unit !== "1" ? `${number} ${unit}` : number;
      return isQuantity
        ? `${number} ${unit}`
        : `${number.startsWith("-") ? "-" : ""}{${number.replace("-", "")} ${unit}}`;
    }
    return equation.print(withUnitsOfTime(equation.parse(text), this.#names()));
  }

  #names(): Named {
    const { simulation } = this.imported;
    return {
      timeUnit: simulation.timeUnit,
      startsAtZero: Number(simulation.start) === 0,
      refuse: () => {
        if (this.findings.every(({ name }) => name !== "time"))
          this.#refuse("time", 1, `The time starts at ${simulation.start}; with units it is counted from the start.`);
      },
    };
  }

  /** A table has the units of the one place where it is used. */
  #lookups(): Pick<ImportedModel, "lookups"> {
    const { model, simulation } = this.imported;
    if (model.lookups === undefined) return {};
    const uses = new Map<string, { readonly of: string | undefined; readonly unit: string | undefined }[]>();
    for (const section of ["flows", "auxiliaries"] as const) {
      for (const [key, { equation: whole, elements }] of Object.entries(model[section] ?? {})) {
        for (const text of [...(whole === undefined ? [] : [whole]), ...Object.values(elements ?? {})]) {
          const expression = equation.parse(text);
          equation.visit(expression, (node) => {
            if (node.kind !== "call" || node.name !== "lookup") return;
            const [table, x] = node.arguments;
            if (table?.kind !== "name" || x === undefined) return;
            const of =
              x.kind === "name" && x.name === "time"
                ? simulation.timeUnit
                : x.kind === "name" || x.kind === "subscript"
                  ? this.#units.get(x.name)
                  : undefined;
            const unit = node === expression ? this.#units.get(baseOf(key)) : undefined;
            uses.set(table.name, [...(uses.get(table.name) ?? []), { of, unit }]);
          });
        }
      }
    }
    const units = ({ of, unit }: { of: string | undefined; unit: string | undefined }) => ({
      ...(of === undefined || of === "1" ? {} : { of }),
      ...(unit === undefined || unit === "1" ? {} : { unit }),
    });
    return {
      lookups: Object.fromEntries(
        Object.entries(model.lookups).map(([id, lookup]) => {
          const used = uses.get(id) ?? [];
          const [first] = used;
          const isOne = first !== undefined && used.every(({ of, unit }) => of === first.of && unit === first.unit);
          return [id, isOne ? { ...lookup, ...units(first) } : lookup];
        }),
      ),
    };
  }
}

function baseOf(key: string): string {
  return key.replace(/\[.*/, "");
}
