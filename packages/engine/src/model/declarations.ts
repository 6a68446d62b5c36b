import { fail, type Place } from "../base/errors.js";
import { checkName } from "../base/names.js";
import type { Units } from "../unit/index.js";
import type { VariableKind } from "./program.js";
import type { Model, Provenance } from "./vocabulary.js";

/** One named thing of a model with the texts that must be read, each with its path inside the model. */
export interface Declaration {
  readonly name: string;
  readonly kind: VariableKind;
  readonly meaning: string;
  readonly provenance: Provenance;
  /** Unit text; undefined when it follows from `value` or, for a flow, from its stocks. */
  readonly unitText: string | undefined;
  /** The text of the value: quantity or equation of a parameter, stock or state, equation of the others. */
  readonly text: string | undefined;
  readonly path: string;
  /** Equation of a state's next value. */
  readonly next: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly mayBeNegative: boolean;
}

/** All named things of a model in one list, in the order of the vocabulary. */
export function declarationsOf(model: Model): Declaration[] {
  const list: Declaration[] = [];
  const none = {
    unitText: undefined,
    text: undefined,
    next: undefined,
    from: undefined,
    to: undefined,
    mayBeNegative: false,
  };
  for (const [name, own] of Object.entries(model.parameters ?? {})) {
    const path = `parameters.${name}.value`;
    list.push({
      ...none,
      name,
      kind: "parameter",
      meaning: own.meaning,
      provenance: own,
      unitText: own.unit,
      text: own.value,
      path,
    });
  }
  for (const [name, own] of Object.entries(model.inputs ?? {})) {
    const path = `inputs.${name}.default`;
    list.push({
      ...none,
      name,
      kind: "input",
      meaning: own.meaning,
      provenance: own,
      unitText: own.unit,
      text: own.default,
      path,
    });
  }
  for (const [name, own] of Object.entries(model.stocks ?? {})) {
    const path = `stocks.${name}.initial`;
    const mayBeNegative = own.mayBeNegative ?? false;
    list.push({
      ...none,
      name,
      kind: "stock",
      meaning: own.meaning,
      provenance: own,
      unitText: own.unit,
      text: own.initial,
      path,
      mayBeNegative,
    });
  }
  for (const [name, own] of Object.entries(model.states ?? {})) {
    const path = `states.${name}.initial`;
    list.push({
      ...none,
      name,
      kind: "state",
      meaning: own.meaning,
      provenance: own,
      unitText: own.unit,
      text: own.initial,
      path,
      next: own.next,
    });
  }
  for (const [name, own] of Object.entries(model.flows ?? {})) {
    const path = `flows.${name}.equation`;
    list.push({
      ...none,
      name,
      kind: "flow",
      meaning: own.meaning,
      provenance: own,
      text: own.equation,
      path,
      from: own.from,
      to: own.to,
    });
  }
  for (const [name, own] of Object.entries(model.auxiliaries ?? {})) {
    const path = `auxiliaries.${name}.equation`;
    list.push({
      ...none,
      name,
      kind: "auxiliary",
      meaning: own.meaning,
      provenance: own,
      unitText: own.unit,
      text: own.equation,
      path,
    });
  }
  return list;
}

/** Names that every equation knows. */
const builtIn: ReadonlySet<string> = new Set(["time", "epoch"]);

/** A name, or names of modules and a name joined by points. */
export function checkQualifiedName(name: string, what: string, place: Place): void {
  for (const part of name.split(".")) checkName(part, what, place);
  if (builtIn.has(name)) {
    fail({
      code: "name/reserved",
      message: `${what} is named "${name}", which every equation already knows.`,
      hint: `rename it, for example "${name}Value"`,
      place,
    });
  }
}

/** The unit of an asset's stock as the display unit of its flows: `ADA/epoch`. */
export function perEpoch(unitText: string): string {
  return unitText === "1"
    ? "1/epoch"
    : unitText.includes("/") || unitText.includes("*")
      ? `(${unitText})/epoch`
      : `${unitText}/epoch`;
}

/** True when every base of the unit is an asset or a count, so that amounts come in whole base units. */
export function isCounted(units: Units, exponents: ReadonlyMap<string, number>): boolean {
  return (
    exponents.size === 1 &&
    [...exponents].every(([base, exponent]) => {
      const kind = units.bases.get(base)?.kind;
      return exponent === 1 && (kind === "asset" || kind === "count");
    })
  );
}
