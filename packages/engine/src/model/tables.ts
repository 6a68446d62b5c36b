import { fail, type Place } from "../base/errors.js";
import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import { type GraphBuilder, internalScale, type Lowered, type Scale } from "../graph/index.js";
import { dimensionless, sameDimension, type Unit, type Units, unitless } from "../unit/index.js";
import type { Lookup } from "./vocabulary.js";

/** Which table of the graph a lookup is, and the units of its two sides. */
export interface TableUnits {
  readonly index: number;
  readonly x: Lowered["type"];
  readonly y: Lowered["type"];
}

/** Most points of one table. */
const mostPoints = 1_000_000;

/**
 * Reads the model's lookups into tables of the graph, in internal units.
 *
 * @throws TokenwrightError `lookup/points` for too few or too many points, `lookup/order` when x does not rise,
 * `lookup/unit` when points have different units.
 */
export function readTables(
  lookups: Readonly<Record<string, Lookup>>,
  graph: GraphBuilder,
  units: Units,
  scale: Scale,
  placeOf: (path: string) => Place,
): ReadonlyMap<string, TableUnits> {
  const found = new Map<string, TableUnits>();
  for (const [name, lookup] of Object.entries(lookups)) {
    const place = placeOf(`lookups.${name}.points`);
    const { points } = lookup;
    if (points.length < 1 || points.length > mostPoints) {
      fail({
        code: "lookup/points",
        message: `The table "${name}" has ${points.length} points.`,
        expected: `from 1 to ${mostPoints}`,
        place,
      });
    }
    const at = (part: string) => placeOf(`lookups.${name}.${part}`);
    const x = readSide(name, points, 0, lookup.of, units, scale, at);
    const y = readSide(name, points, 1, lookup.unit, units, scale, at);
    for (let index = 1; index < points.length; index++) {
      if (rational.compare(x.values[index - 1]!, x.values[index]!) < 0) continue;
      fail({
        code: "lookup/order",
        message: `In the table "${name}", x goes from ${points[index - 1]![0]} to ${points[index]![0]}.`,
        expected: "x rising from point to point",
        hint: "sort the points, and keep one of two with the same x",
        place: at(`points.${index}.0`),
      });
    }
    graph.tables.push({ name, x: x.values, y: y.values, beyond: lookup.beyond ?? "clamp" });
    const kind = (unit: Unit): Lowered["type"] => ({ kind: "number", dimension: unit.dimension });
    found.set(name, { index: graph.tables.length - 1, x: kind(x.unit), y: kind(y.unit) });
  }
  return found;
}

/** One side's values in internal units. Plain numbers take the unit that is declared, 0 that of the others. */
function readSide(
  name: string,
  points: Lookup["points"],
  side: 0 | 1,
  unitText: string | undefined,
  units: Units,
  scale: Scale,
  at: (part: string) => Place,
): { readonly values: readonly Rational[]; readonly unit: Unit } {
  const declared = unitText === undefined ? undefined : units.parse(unitText, at(side === 0 ? "of" : "unit"));
  const quantities = points.map((point, index) => units.parseQuantity(point[side], at(`points.${index}.${side}`)));
  // Nothing is nothing in every unit.
  const withUnit = quantities.filter((one) => !isPlain(one.unit) || one.value.n !== 0n).map((one) => one.unit);
  const unit = declared ?? mostCommon(withUnit) ?? unitless;
  const values = quantities.map((quantity, index) => {
    const place = at(`points.${index}.${side}`);
    const takesUnit = isPlain(quantity.unit) && (declared !== undefined || quantity.value.n === 0n);
    const own = takesUnit ? unit : quantity.unit;
    if (!sameDimension(own.dimension, unit.dimension)) {
      fail({
        code: "lookup/unit",
        message: `The table "${name}" has values in ${unit.text} and in ${own.text} on one side.`,
        expected: "one unit for each side",
        hint: `give every point its ${side === 0 ? "x" : "y"} in ${unit.text}`,
        place,
      });
    }
    return rational.multiply(quantity.value, internalScale(own, scale));
  });
  return { values, unit };
}

/** A number without a unit; 20 % is not one. */
function isPlain({ dimension, scale }: Unit): boolean {
  return sameDimension(dimension, dimensionless) && rational.equal(scale, rational.one);
}

/** The unit whose dimension most of them have, so that the one that differs is the one that is reported. */
function mostCommon(all: readonly Unit[]): Unit | undefined {
  const votes = (one: Unit) => all.filter((other) => sameDimension(other.dimension, one.dimension)).length;
  const candidates = all.filter(
    (one, index) => all.findIndex((other) => sameDimension(other.dimension, one.dimension)) === index,
  );
  return candidates.sort((a, b) => votes(b) - votes(a))[0];
}
