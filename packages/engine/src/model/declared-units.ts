import { type Diagnostic, fail, type Place, TokenwrightError } from "../base/errors.js";
import { didYouMean } from "../base/suggest.js";
import { sameDimension, type Unit, type Units, unitless } from "../unit/index.js";
import { type Declaration, fieldOf, perEpoch } from "./declarations.js";
import { collect } from "./findings.js";
import { looksLikeQuantity } from "./quantity-text.js";

type Declarations = ReadonlyMap<string, Declaration>;
type PlaceOf = (path: string) => Place;

/**
 * The unit of every name: declared, or that of its value; a flow's is its stock's per time. A name without one
 * has a finding.
 *
 * @param isPlain In a model without units every name is a plain number.
 * @param epochOf The unit of the epoch that a flow's amounts are told per.
 */
export function readDeclaredUnits(
  declarations: Declarations,
  system: Units,
  placeOf: PlaceOf,
  findings: Diagnostic[],
  isPlain = false,
  epochOf: (name: string) => string = () => "epoch",
): ReadonlyMap<string, Unit> {
  const units = new Map<string, Unit>();
  const flows: Declaration[] = [];
  for (const declaration of declarations.values()) {
    if (declaration.kind === "flow") {
      flows.push(declaration);
      continue;
    }
    const place = placeOf(declaration.path);
    collect(findings, place, () =>
      units.set(declaration.name, isPlain ? unitless : readUnit(declaration, system, placeOf)),
    );
  }
  for (const flow of flows) {
    collect(findings, placeOf(flow.path), () => {
      const unit = readFlowUnit(flow, declarations, units, placeOf);
      if (unit !== undefined)
        units.set(flow.name, isPlain ? unitless : system.parse(perEpoch(unit.text, epochOf(flow.name))));
    });
  }
  return units;
}

function readUnit(declaration: Declaration, system: Units, placeOf: PlaceOf): Unit {
  const place = placeOf(declaration.path);
  if (declaration.unitText !== undefined) {
    return system.parse(declaration.unitText, placeOf(fieldOf(declaration.path, "unit")));
  }
  if (looksLikeQuantity(declaration.text)) return system.parseQuantity(declaration.text, place).unit;
  return fail({
    code: "model/no-unit",
    message: `The ${declaration.kind} "${declaration.name}" is given by an equation and has no unit.`,
    expected: "a unit, such as 1 for a plain number",
    hint: 'add unit: "…"',
    place,
  });
}

/** The unit of a flow's stocks; undefined when theirs has a finding. */
function readFlowUnit(
  flow: Declaration,
  declarations: Declarations,
  units: ReadonlyMap<string, Unit>,
  placeOf: PlaceOf,
): Unit | undefined {
  const place = placeOf(flow.path);
  if (flow.from === undefined && flow.to === undefined) {
    fail({
      code: "model/flow-ends",
      message: `The flow "${flow.name}" leaves no stock and enters none.`,
      expected: "a stock at one end at least",
      hint: "name the stock it mints into or burns from",
      place,
    });
  }
  if (flow.from !== undefined && flow.from === flow.to && flow.fromAt === flow.toAt) {
    fail({
      code: "model/flow-ends",
      message: `The flow "${flow.name}" leaves the stock it enters.`,
      expected: "two different stocks",
      hint: "remove it, or correct one end",
      place,
    });
  }
  const findings: Diagnostic[] = [];
  const from = unitOfEnd(flow, "from", declarations, units, placeOf, findings);
  const to = unitOfEnd(flow, "to", declarations, units, placeOf, findings);
  if (findings.length > 0) throw new TokenwrightError(findings);
  if (from !== undefined && to !== undefined && !sameDimension(from.dimension, to.dimension)) {
    fail({
      code: "unit/mismatch",
      message: `The flow "${flow.name}" leaves a stock in ${from.text} and enters one in ${to.text}.`,
      expected: "stocks of one unit: a flow moves an amount, it does not exchange it",
      hint: "use two flows, one in each unit",
      place,
    });
  }
  return from ?? to;
}

function unitOfEnd(
  flow: Declaration,
  end: "from" | "to",
  declarations: Declarations,
  units: ReadonlyMap<string, Unit>,
  placeOf: PlaceOf,
  findings: Diagnostic[],
): Unit | undefined {
  const stock = flow[end];
  if (stock === undefined) return undefined;
  const declaration = declarations.get(stock);
  if (declaration?.kind === "stock") return units.get(stock);
  const stocks = [...declarations.values()].filter((one) => one.kind === "stock").map((one) => one.name);
  const what =
    declaration === undefined ? "not a name of this model" : `${article(declaration.kind)} ${declaration.kind}`;
  findings.push({
    code: "model/flow-ends",
    message: `The flow "${flow.name}" goes ${end} "${stock}", which is ${what}.`,
    expected: "a stock",
    hint: didYouMean(stock, stocks) ?? "declare the stock, or leave the end out for a mint or a burn",
    place: placeOf(fieldOf(flow.path, end)),
  });
  return undefined;
}

/** The article before the name of a kind of variable. */
export function article(kind: string): string {
  return /^[aeiou]/.test(kind) ? "an" : "a";
}
