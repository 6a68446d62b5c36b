import type { Rational } from "../base/rational.js";
import * as rational from "../base/rational.js";
import type { GraphBuilder, NodeId, Table } from "../graph/index.js";

/**
 * The slope of a table at x: at a point, that of the line which begins there. Undefined where it is 0 everywhere.
 */
export function slopeAt(builder: GraphBuilder, table: number, x: NodeId): NodeId | undefined {
  const source = builder.tables[table]!;
  if (source.beyond === "step" || source.x.length < 2) return undefined;
  const slope = builder.lookup(slopesOf(builder, source), x);
  if (source.beyond === "extend") return slope;
  const isBefore = builder.make("less", x, builder.constant(source.x[0]!));
  return builder.make("select", isBefore, builder.constant(rational.zero), slope);
}

/** The table of a table's slopes, which is level between points. */
function slopesOf(builder: GraphBuilder, { name, x, y, beyond }: Table): number {
  const slopeName = `slope of ${name}`;
  const known = builder.tables.findIndex((one) => one.name === slopeName && one.x === x);
  if (known >= 0) return known;
  const slopes = x.slice(1).map((end, index): Rational => {
    const rise = rational.subtract(y[index + 1]!, y[index]!);
    return rational.divide(rise, rational.subtract(end, x[index]!));
  });
  const last = beyond === "extend" ? slopes[slopes.length - 1]! : rational.zero;
  return builder.tables.push({ name: slopeName, x, y: [...slopes, last], beyond: "step" }) - 1;
}
